// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/proxyfinder.h"
#include "pairing/failure.h"
#include "servers/connectionprobe.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QSslSocket>
#include <QTimer>

namespace myna::servers {

// The first three steps to a server: its name, a connection, and encryption. Says each when it ended, and stops at the first that fails.
class ReachTest final : public QObject
{
    Q_OBJECT

public:
    struct Step
    {
        ProbeStep step = ProbeStep::Name; // Name, Connection or Encryption
        qint64 elapsedMs = 0;
        bool needed = true; // false: there was nothing to do
        QString found;
        std::optional<pairing::Failure> failure;
    };

    explicit ReachTest(const ProbeLimits& limits);
    ~ReachTest() override;

    void start(const QUrl& url, const protocol::Reach& reach);
    void cancel();

signals:
    void stepEnded(const myna::servers::ReachTest::Step& step);

private:
    void hangUp();
    void lookUp();
    void onLookedUp(const QHostInfo& info);
    void dial();
    void onConnected();
    void onEncrypted();
    void onSslErrors(const QList<QSslError>& errors);
    void onError(QAbstractSocket::SocketError error);
    void onLimit();
    void begin(ProbeStep step, std::chrono::milliseconds limit);
    void pass(const QString& found, bool needed = true);
    void fail(const pairing::Failure& failure);
    [[nodiscard]] bool isEncrypted() const { return m_url.scheme() == QLatin1String("https") || m_url.scheme() == QLatin1String("wss"); }
    [[nodiscard]] QString hostAndPort() const;

    ProbeLimits m_limits;
    QUrl m_url;
    protocol::Reach m_reach;
    net::ProxyFinder m_proxies;
    QNetworkProxy m_proxy { QNetworkProxy::NoProxy };
    std::unique_ptr<QSslSocket> m_socket;
    QList<QSslError> m_sslErrors;
    quint64 m_run = 0; // raised by start() and cancel()
    int m_lookup = -1;
    ProbeStep m_step = ProbeStep::Name;
    QElapsedTimer m_clock;
    QTimer m_limit;
};

}
