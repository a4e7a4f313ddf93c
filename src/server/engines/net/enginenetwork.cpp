// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/enginenetwork.h"

#include "base/invoke.h"
#include "net/proxyfinder.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QMutex>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QThread>

#include <map>
#include <utility>
#include <vector>

namespace myna::server {

namespace {

// How long a proxy found is believed. A server stands still; asking costs a thread each time.
constexpr std::chrono::minutes proxyKept { 5 };
// Qt opens so many connections to one address and lets further questions wait; a talking house needs more.
constexpr int callsPerLane = 6;

QString placeOf(const QUrl& url)
{
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
}

}

// What one thread has: lives and dies there.
class EngineNetwork::Part final : public QObject
{
public:
    explicit Part(const protocol::ProxyChoice& choice)
        : m_choice(choice)
    {
        m_manager.setProxyFactory(new Found(m_proxies)); // owned by the manager
        m_manager.setAutoDeleteReplies(false);
    }

    void prepare(const QUrl& url, QObject* context, const std::function<void()>& ready)
    {
        const QString place = placeOf(url);
        if (const auto known = m_proxies.constFind(place); known != m_proxies.constEnd() && !known->until.hasExpired()) {
            QMetaObject::invokeMethod(context, ready, Qt::QueuedConnection);
            return;
        }
        std::unique_ptr<Asking>& asking = m_asking[place];
        const bool first = !asking;
        if (first)
            asking = std::make_unique<Asking>();
        asking->waiting.emplace_back(context, ready);
        if (!first)
            return;
        asking->finder.find(url, m_choice, [this, place](const net::ProxyFinder::Found& found) {
            m_proxies.insert(place, { found.proxy, QDeadlineTimer(proxyKept) });
            // The finder is what calls here, so it ends later.
            onThreadOf(this, [this, place] {
                const auto done = m_asking.extract(place);
                if (!done)
                    return;
                for (const auto& [who, what] : done.mapped()->waiting) {
                    if (who)
                        QMetaObject::invokeMethod(who.data(), what, Qt::QueuedConnection);
                }
            });
        });
    }

    [[nodiscard]] QNetworkProxy proxyFor(const QUrl& url) const
    {
        const auto known = m_proxies.constFind(placeOf(url));
        return known != m_proxies.constEnd() ? known->proxy : QNetworkProxy(QNetworkProxy::NoProxy);
    }

    QNetworkReply* send(QNetworkRequest request, const QByteArray& verb, const QByteArray& body)
    {
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        // Questions of HTTP/2 share one connection. Without TLS each lane is a set of connections of its own; its name is nothing that
        // is verified there.
        const bool lanes = request.url().scheme() == QLatin1String("http");
        const QString place = placeOf(request.url());
        const int lane = lanes ? enter(place) : -1;
        if (lane > 0)
            request.setPeerVerifyName(QStringLiteral("lane-%1").arg(lane));
        QNetworkReply* reply = m_manager.sendCustomRequest(request, verb, body);
        if (lane >= 0)
            connect(reply, &QObject::destroyed, this, [this, place, lane] { --m_lanes[place][size_t(lane)]; });
        return reply;
    }

private:
    struct Known
    {
        QNetworkProxy proxy;
        QDeadlineTimer until;
    };
    // Answers at once from what was found, where Qt's own would ask the system on this thread.
    class Found final : public QNetworkProxyFactory
    {
    public:
        explicit Found(const QHash<QString, Known>& proxies)
            : m_proxies(proxies)
        {
        }
        QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
        {
            const auto known = m_proxies.constFind(placeOf(query.url()));
            return { known != m_proxies.constEnd() ? known->proxy : QNetworkProxy(QNetworkProxy::NoProxy) };
        }

    private:
        const QHash<QString, Known>& m_proxies;
    };
    struct Asking
    {
        net::ProxyFinder finder;
        std::vector<std::pair<QPointer<QObject>, std::function<void()>>> waiting;
    };

    int enter(const QString& place)
    {
        std::vector<int>& lanes = m_lanes[place];
        for (size_t i = 0; i < lanes.size(); ++i) {
            if (lanes[i] < callsPerLane) {
                ++lanes[i];
                return int(i);
            }
        }
        lanes.push_back(1);
        return int(lanes.size()) - 1;
    }

    protocol::ProxyChoice m_choice;
    QHash<QString, Known> m_proxies; // before the manager, whose factory reads it
    QHash<QString, std::vector<int>> m_lanes; // calls under way in each
    std::map<QString, std::unique_ptr<Asking>> m_asking;
    QNetworkAccessManager m_manager;
};

struct EngineNetwork::Parts
{
    QMutex mutex;
    std::map<QThread*, Part*> of;
};

EngineNetwork::EngineNetwork(const protocol::ProxyChoice& proxy)
    : m_parts(std::make_shared<Parts>())
    , m_proxy(proxy)
{
}

EngineNetwork::~EngineNetwork()
{
    const QMutexLocker lock(&m_parts->mutex);
    for (const auto& [thread, part] : m_parts->of) {
        if (thread == QThread::currentThread())
            delete part;
        else
            part->deleteLater(); // there; at the latest when the thread ends
    }
    m_parts->of.clear();
}

void EngineNetwork::prepare(const QUrl& url, QObject* context, const std::function<void()>& ready)
{
    here().prepare(url, context, ready);
}

QNetworkReply* EngineNetwork::send(const QNetworkRequest& request, const QByteArray& verb, const QByteArray& body)
{
    return here().send(request, verb, body);
}

QNetworkProxy EngineNetwork::proxyFor(const QUrl& url)
{
    return here().proxyFor(url);
}

int EngineNetwork::threads() const
{
    const QMutexLocker lock(&m_parts->mutex);
    return int(m_parts->of.size());
}

EngineNetwork::Part& EngineNetwork::here()
{
    QThread* const thread = QThread::currentThread();
    const QMutexLocker lock(&m_parts->mutex);
    Part*& part = m_parts->of[thread];
    if (!part) {
        part = new Part(m_proxy);
        // Emitted on the ending thread, which is where the part must go.
        QObject::connect(
            thread, &QThread::finished, part,
            [parts = m_parts, thread, part] {
                const QMutexLocker lock(&parts->mutex);
                if (parts->of.erase(thread) > 0)
                    delete part;
            },
            Qt::DirectConnection);
    }
    return *part;
}

}
