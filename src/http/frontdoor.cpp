// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/frontdoor.h"

#include "http/tlsentrance.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace myna::http {

namespace {

// Beyond this many at once, connections above the budget are dropped without a word.
constexpr int maxLeaving = 64;

}

FrontDoor::FrontDoor(const Router& router, Budget& budget, Limits limits, QObject* parent)
    : QObject(parent)
    , m_router(router)
    , m_budget(budget)
    , m_limits(limits)
{
}

FrontDoor::~FrontDoor()
{
    close();
}

void FrontDoor::setUpgradeHandler(UpgradeHandler handler)
{
    m_upgradeJudge = judgeAtOnce(m_router, std::move(handler));
}

void FrontDoor::setUpgradeJudge(UpgradeJudge judge)
{
    m_upgradeJudge = std::move(judge);
}

void FrontDoor::setPeerGate(std::function<bool(const QHostAddress& peer, const QHostAddress& local)> gate)
{
    m_peerGate = std::move(gate);
}

void FrontDoor::setTls(const PortTls* tls)
{
    m_tls = tls;
}

void FrontDoor::adopt(qintptr descriptor)
{
    const auto tls = m_tls ? m_tls->current() : std::nullopt;
    std::unique_ptr<PortSocket> secure(tls ? new PortSocket : nullptr);
    std::unique_ptr<QTcpSocket> plain(tls ? nullptr : new QTcpSocket);
    QTcpSocket& socket = tls ? *secure : *plain;
    if (!socket.setSocketDescriptor(descriptor))
        return;
    if (m_peerGate && !m_peerGate(socket.peerAddress(), socket.localAddress())) {
        const QHostAddress peer = socket.peerAddress();
        socket.abort();
        emit peerRefused(peer);
        return;
    }
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto place = m_budget.take();
    if (place && tls)
        shakeHands(std::move(secure), std::move(*place), *tls);
    else if (place)
        letIn(std::move(plain), std::move(*place));
    else if (tls)
        emit turnedAway(); // a reason would need the very handshake that is saved
    else
        turnAway(std::move(plain));
}

void FrontDoor::letIn(std::unique_ptr<QTcpSocket> socket, Budget::Place place)
{
    auto* connection = std::make_unique<HttpConnection>(std::move(socket), std::move(place), m_router, m_upgradeJudge, m_limits, this)
                           .release(); // owned by parent
    connect(connection, &HttpConnection::answered, this, &FrontDoor::answered);
    connect(connection, &HttpConnection::finished, connection, &QObject::deleteLater);
    connection->start();
}

void FrontDoor::shakeHands(std::unique_ptr<PortSocket> socket, Budget::Place place, const QSslConfiguration& tls)
{
    makeRoomFor(socket->peerAddress());
    TlsEntrance* const entrance
        = std::make_unique<TlsEntrance>(std::move(socket), std::move(place), tls, m_router, m_limits, this).release(); // owned by parent
    m_entrances.push_back(entrance);
    connect(entrance, &TlsEntrance::left, this, [this, entrance] { forget(entrance); });
    connect(entrance, &TlsEntrance::passed, this, [this, entrance] {
        letIn(entrance->takeSocket(), entrance->takePlace());
        forget(entrance);
    });
    entrance->start();
}

// Whoever opens many connections and says nothing pushes out his own ones; those who do it together, the silent ones first.
void FrontDoor::makeRoomFor(const QHostAddress& peer)
{
    const auto isPeer = [&peer](const TlsEntrance* entrance) { return entrance->peer() == peer; };
    const auto isSilent = [](const TlsEntrance* entrance) { return !entrance->hasBegun(); };
    auto oldest = m_entrances.end();
    if (std::count_if(m_entrances.begin(), m_entrances.end(), isPeer) >= maxHandshakesOfOne) {
        oldest = std::find_if(m_entrances.begin(), m_entrances.end(), isPeer);
    } else if (m_entrances.size() >= maxHandshakes) {
        oldest = std::find_if(m_entrances.begin(), m_entrances.end(), isSilent);
        if (oldest == m_entrances.end())
            oldest = m_entrances.begin();
    }
    if (oldest == m_entrances.end())
        return;
    delete *oldest;
    m_entrances.erase(oldest);
}

void FrontDoor::forget(TlsEntrance* entrance)
{
    m_entrances.erase(std::remove(m_entrances.begin(), m_entrances.end(), entrance), m_entrances.end());
    entrance->deleteLater();
}

void FrontDoor::turnAway(std::unique_ptr<QTcpSocket> socket)
{
    emit turnedAway();
    if (m_leaving >= maxLeaving) {
        socket->abort();
        return;
    }
    ++m_leaving;
    QTcpSocket* const leaving = socket.release();
    leaving->setParent(this);
    connect(leaving, &QObject::destroyed, this, [this] { --m_leaving; });
    connect(leaving, &QTcpSocket::disconnected, leaving, &QObject::deleteLater);
    connect(leaving, &QTcpSocket::readyRead, leaving, [leaving] { leaving->skip(leaving->bytesAvailable()); });
    QTimer::singleShot(m_limits.linger, leaving, [leaving] { leaving->deleteLater(); });
    leaving->write(serialise(m_router.error(503, QLatin1String("too_many_connections"),
                                 QCoreApplication::translate("myna", "The server has too many connections. Try again later.")),
        11, false, true));
}

void FrontDoor::close()
{
    qDeleteAll(m_entrances);
    m_entrances.clear();
    const auto connections = findChildren<HttpConnection*>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(connections);
    const auto leaving = findChildren<QTcpSocket*>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(leaving);
}

}

#include "moc_frontdoor.cpp"
