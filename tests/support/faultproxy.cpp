// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultproxy.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <utility>

#include <sys/socket.h>

namespace myna::test {

// One direction of one connection.
class FaultProxy::Lane final : public QObject
{
public:
    struct Trick
    {
        int dripMs = 0; // one byte at a time, so far apart
        QByteArray behindHead; // comes right after the HTTP head
    };

    Lane(FaultProxy& proxy, QTcpSocket& from, QTcpSocket& to, const LinkFaults& faults, qint64* passed, const Trick& trick)
        : m_proxy(proxy)
        , m_from(from)
        , m_to(to)
        , m_faults(faults)
        , m_passed(passed)
        , m_trick(trick)
    {
        m_clock.start();
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Lane::handOver);
        connect(&from, &QTcpSocket::readyRead, this, &Lane::take);
        connect(&to, &QTcpSocket::connected, this, &Lane::handOver);
        connect(&from, &QTcpSocket::disconnected, this, [this] {
            take();
            m_over = true;
            handOver();
        });
    }

private:
    struct Piece
    {
        qint64 cameMs = 0;
        qint64 dueMs = 0;
        QByteArray bytes;
    };

    void take()
    {
        QByteArray bytes = m_from.isOpen() ? m_from.readAll() : QByteArray();
        if (m_proxy.m_silent || bytes.isEmpty())
            return;
        insertBehindHead(bytes);
        const qint64 now = m_clock.elapsed();
        const qsizetype size = m_trick.dripMs > 0 ? 1 : bytes.size();
        for (qsizetype at = 0; at < bytes.size(); at += size) {
            m_lastDueMs = std::max(m_lastDueMs + m_trick.dripMs, dueAt(now));
            m_pieces.push_back({ now, m_lastDueMs, bytes.mid(at, size) });
        }
        handOver();
    }

    // The first place where a frame may begin.
    void insertBehindHead(QByteArray& bytes)
    {
        const qsizetype end = m_trick.behindHead.isEmpty() ? -1 : bytes.indexOf("\r\n\r\n");
        if (end >= 0)
            bytes.insert(end + 4, std::exchange(m_trick.behindHead, {}));
    }

    qint64 dueAt(qint64 now)
    {
        qint64 due = now + m_faults.delayMs + m_proxy.m_random.bounded(m_faults.jitterMs + 1);
        if (m_faults.burstMs > 0) {
            while (m_wakesMs < due)
                m_wakesMs = std::max(m_wakesMs, due - m_faults.burstMs) + 1 + m_proxy.m_random.bounded(m_faults.burstMs);
            due = m_wakesMs;
        }
        if (m_faults.lossPercent > 0 && m_proxy.m_random.bounded(100) < m_faults.lossPercent)
            due += 200 + m_proxy.m_random.bounded(200);
        if (m_faults.stallEveryMs > 0) {
            const qint64 at = due % m_faults.stallEveryMs;
            if (at >= m_faults.stallEveryMs - m_faults.stallMs)
                due += m_faults.stallEveryMs - at;
        }
        return due;
    }

    void handOver()
    {
        if (m_to.state() != QAbstractSocket::ConnectedState)
            return;
        const qint64 now = m_clock.elapsed();
        while (!m_pieces.empty() && m_pieces.front().dueMs <= now && !m_proxy.m_silent) {
            const Piece& piece = m_pieces.front();
            m_proxy.longestWaitMs = std::max(m_proxy.longestWaitMs, int(now - piece.cameMs));
            m_proxy.lateMs = std::max(m_proxy.lateMs, int(now - piece.dueMs));
            *m_passed += piece.bytes.size();
            m_to.write(piece.bytes);
            m_pieces.pop_front();
        }
        if (!m_pieces.empty())
            m_timer.start(int(std::max<qint64>(0, m_pieces.front().dueMs - now)));
        else if (m_over && !m_proxy.m_silent)
            m_to.disconnectFromHost();
    }

    FaultProxy& m_proxy;
    QTcpSocket& m_from;
    QTcpSocket& m_to;
    const LinkFaults& m_faults;
    qint64* m_passed;
    Trick m_trick;
    QElapsedTimer m_clock;
    QTimer m_timer;
    std::deque<Piece> m_pieces;
    qint64 m_lastDueMs = 0;
    qint64 m_wakesMs = 0;
    bool m_over = false;
};

struct FaultProxy::Pair
{
    std::unique_ptr<QTcpSocket> client;
    std::unique_ptr<QTcpSocket> server;
    std::unique_ptr<Lane> up;
    std::unique_ptr<Lane> down;
    qint64 ignored = 0;
};

FaultProxy::FaultProxy(const QUrl& target, QObject* parent)
    : QObject(parent)
    , m_target(target)
{
    connect(&m_acceptor, &QTcpServer::newConnection, this, &FaultProxy::accept);
    m_acceptor.listen(QHostAddress::LocalHost);
}

FaultProxy::~FaultProxy() = default;

QUrl FaultProxy::url() const
{
    QUrl through = m_target;
    through.setHost(QStringLiteral("127.0.0.1"));
    through.setPort(m_acceptor.serverPort());
    return through;
}

void FaultProxy::accept()
{
    while (m_acceptor.hasPendingConnections()) {
        ++connections;
        auto pair = std::make_unique<Pair>();
        pair->client.reset(m_acceptor.nextPendingConnection());
        pair->client->setParent(nullptr);
        pair->server = std::make_unique<QTcpSocket>();
        for (QTcpSocket* socket : { pair->client.get(), pair->server.get() })
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        if (m_resets > 0) {
            --m_resets;
            connect(pair->client.get(), &QTcpSocket::readyRead, this, &FaultProxy::cut, Qt::QueuedConnection);
        } else if (m_swallows > 0) {
            --m_swallows;
        } else {
            connectPair(*pair);
        }
        m_pairs.push_back(std::move(pair));
    }
}

void FaultProxy::connectPair(Pair& pair)
{
    const Lane::Trick trick { m_drips > 0 ? 1000 : 0, std::exchange(m_saysFirst, {}) };
    m_drips = std::max(0, m_drips - 1);
    pair.up = std::make_unique<Lane>(*this, *pair.client, *pair.server, m_toServer, &pair.ignored, Lane::Trick {});
    pair.down = std::make_unique<Lane>(*this, *pair.server, *pair.client, m_toClient, &bytesToClient, trick);
    pair.server->connectToHost(m_target.host(), quint16(m_target.port()));
}

void FaultProxy::cut()
{
    for (const auto& pair : m_pairs) {
        pair->up.reset();
        pair->down.reset();
        for (QTcpSocket* socket : { pair->client.get(), pair->server.get() }) {
            const ::linger atOnce { 1, 0 };
            if (socket->socketDescriptor() >= 0)
                ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
            socket->abort();
        }
    }
    m_pairs.clear();
}

void FaultProxy::fallSilent()
{
    m_silent = true;
}

}

#include "moc_faultproxy.cpp"
