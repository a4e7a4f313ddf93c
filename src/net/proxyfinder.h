// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/reach.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <functional>

namespace myna::net {

// True for this computer's own addresses: they are never reached over a proxy, which must not see what is meant for us.
bool isLoopback(const QUrl& url);

// What system settings may take to be read. Some answer from a script on the network, and some of those never.
inline constexpr std::chrono::milliseconds proxyLimit { 2000 };

// Says over which proxy an address is reached. The system is asked on a thread of its own, because reading its settings may block for
// seconds; a system that does not answer in time counts as one without a proxy.
class ProxyFinder final : public QObject
{
    Q_OBJECT

public:
    struct Found
    {
        QNetworkProxy proxy { QNetworkProxy::NoProxy };
        bool late = false; // the system was asked and did not answer in time
    };
    using Answer = std::function<void(const Found&)>;
    using Asker = std::function<QNetworkProxy(const QUrl&)>; // may block; called on another thread

    explicit ProxyFinder(std::chrono::milliseconds limit = proxyLimit, Asker asker = {}, QObject* parent = nullptr);
    ~ProxyFinder() override;

    // Answers once: at once where nothing has to be asked, else later. A new question or cancel() silences the one under way.
    void find(const QUrl& url, const protocol::ProxyChoice& choice, const Answer& answer);
    void cancel();

private:
    void askSystem(const QUrl& url, const Answer& answer);
    void tell(quint64 question, const Found& found);

    std::chrono::milliseconds m_limit;
    Asker m_asker;
    QTimer m_timer;
    Answer m_answer; // of the question under way
    quint64 m_question = 0; // its number; a late answer to an older one is dropped
};

}
