// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxyfinder.h"

#include <QHostAddress>
#include <QLoggingCategory>
#include <QThread>

#include <atomic>
#include <memory>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::net {

namespace {

Q_LOGGING_CATEGORY(logProxy, "myna.net.proxy")

// Threads that may hang in the system's settings at a time. A thread that hangs cannot be ended, so there must not be more and more.
constexpr int maxAsking = 4;
std::atomic<int> asking { 0 };

QNetworkProxy askQt(const QUrl& url)
{
    // Systems keep settings for web addresses; a WebSocket goes the way of the web.
    QUrl web = url;
    if (url.scheme() == "ws"_L1)
        web.setScheme(u"http"_s);
    else if (url.scheme() == "wss"_L1)
        web.setScheme(u"https"_s);
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(web));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.constFirst();
}

QNetworkProxy explicitProxy(const protocol::ProxyChoice& choice)
{
    const auto type = choice.kind == protocol::ProxyKind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    return { type, choice.host, choice.port, choice.user, choice.password };
}

}

bool isLoopback(const QUrl& url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

ProxyFinder::ProxyFinder(std::chrono::milliseconds limit, Asker asker, QObject* parent)
    : QObject(parent)
    , m_limit(limit)
    , m_asker(asker ? std::move(asker) : Asker(askQt))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        qCInfo(logProxy) << "the system did not say in time which proxy to use; going without one";
        tell(m_question, { QNetworkProxy(QNetworkProxy::NoProxy), true });
    });
}

ProxyFinder::~ProxyFinder() = default;

void ProxyFinder::find(const QUrl& url, const protocol::ProxyChoice& choice, const Answer& answer)
{
    cancel();
    if (isLoopback(url)) {
        answer({});
        return;
    }
    switch (choice.kind) {
    case protocol::ProxyKind::None:
        answer({});
        return;
    case protocol::ProxyKind::Http:
    case protocol::ProxyKind::Socks5:
        answer({ explicitProxy(choice) });
        return;
    case protocol::ProxyKind::System:
        askSystem(url, answer);
        return;
    }
}

void ProxyFinder::cancel()
{
    ++m_question;
    m_timer.stop();
    m_answer = nullptr;
}

void ProxyFinder::askSystem(const QUrl& url, const Answer& answer)
{
    if (asking.load() >= maxAsking) {
        answer({ QNetworkProxy(QNetworkProxy::NoProxy), true });
        return;
    }
    ++asking;
    m_answer = answer;
    m_timer.start(m_limit);
    const auto result = std::make_shared<QNetworkProxy>(QNetworkProxy::NoProxy);
    QThread* thread = QThread::create([asker = m_asker, url, result] {
        *result = asker(url);
        --asking;
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    connect(thread, &QThread::finished, this, [this, number = m_question, result] { tell(number, { *result }); });
    thread->start();
}

void ProxyFinder::tell(quint64 question, const Found& found)
{
    if (question != m_question || !m_answer)
        return;
    m_timer.stop();
    const Answer answer = std::exchange(m_answer, nullptr);
    answer(found); // last: whoever is told may ask anew, or delete this
}

}

#include "moc_proxyfinder.cpp"
