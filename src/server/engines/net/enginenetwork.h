// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/reach.h"

#include <functional>
#include <memory>

class QNetworkProxy;
class QNetworkReply;
class QNetworkRequest;
class QObject;
class QUrl;

namespace myna::server {

// The way of all engines to HTTP services. Behind it lies one QNetworkAccessManager for each thread that asks, because each of them owns
// a thread: conversations share it. May be used from any thread; must outlive the calls. A thread's part ends with the thread.
class EngineNetwork
{
public:
    explicit EngineNetwork(const protocol::ProxyChoice& proxy = { protocol::ProxyKind::System });
    ~EngineNetwork();
    EngineNetwork(const EngineNetwork&) = delete;
    EngineNetwork& operator=(const EngineNetwork&) = delete;

    // Calls `ready` on this thread, later, once it is known over which proxy the address is reached; never when `context` is gone by then.
    void prepare(const QUrl& url, QObject* context, const std::function<void()>& ready);
    // After prepare(). The reply belongs to the caller, who must use deleteLater(). Cookies are neither kept nor sent, redirects not
    // followed, certificates verified.
    QNetworkReply* send(const QNetworkRequest& request, const QByteArray& verb, const QByteArray& body);

    // After prepare(), on the same thread: for whoever opens a connection of another kind to that address.
    [[nodiscard]] QNetworkProxy proxyFor(const QUrl& url);

    [[nodiscard]] int threads() const; // that have a part now

private:
    class Part;
    struct Parts;
    Part& here();

    std::shared_ptr<Parts> m_parts;
    protocol::ProxyChoice m_proxy;
};

}
