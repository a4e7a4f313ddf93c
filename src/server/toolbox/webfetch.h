// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/ttlcache.h"
#include "server/engines/net/enginenetwork.h"

#include <QByteArray>
#include <QMutex>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>

namespace myna::server {

struct FetchLimits
{
    std::chrono::milliseconds first { 8000 }; // a person waits
    std::chrono::milliseconds whole { 12000 };
    qint64 answerBytes = 2 * 1024 * 1024;
    qint64 cacheBytes = 4 * 1024 * 1024;
};

// What the tools of all conversations ask the web, and what is still fresh of its answers. From any thread.
class WebFetch
{
public:
    using Done = std::function<void(const Result<QByteArray>&)>;

    explicit WebFetch(const FetchLimits& limits = {}, const protocol::ProxyChoice& proxy = { protocol::ProxyKind::System });

    // `done` is called exactly once, later, on this thread, unless `context`, which lives here, is destroyed first.
    // Errors: Network, Timeout, NotFound, Refused, Unavailable, Protocol, Invalid; their sentences are not for people.
    void get(const QUrl& url, QObject* context, Done done);
    void keep(const QUrl& url, const QByteArray& answer, std::chrono::milliseconds life); // it was understood

private:
    FetchLimits m_limits;
    EngineNetwork m_network;
    QMutex m_mutex;
    TtlCache<QUrl, QByteArray> m_cache;
};

// Why a service could not be asked, as an assistant can say it. `service`: "the weather service", in that language.
QString fetchTrouble(const Error& error, const QString& service, const QString& language);

}
