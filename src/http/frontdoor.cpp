// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/frontdoor.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QTimer>

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

void FrontDoor::adopt(qintptr descriptor)
{
    auto socket = std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (m_peerGate && !m_peerGate(socket->peerAddress(), socket->localAddress())) {
        const QHostAddress peer = socket->peerAddress();
        socket->abort();
        emit peerRefused(peer);
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto place = m_budget.take();
    if (!place) {
        turnAway(std::move(socket));
        return;
    }
    auto* connection = std::make_unique<HttpConnection>(std::move(socket), std::move(*place), m_router, m_upgradeJudge, m_limits, this)
                           .release(); // owned by parent
    connect(connection, &HttpConnection::answered, this, &FrontDoor::answered);
    connect(connection, &HttpConnection::finished, connection, &QObject::deleteLater);
    connection->start();
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
    const auto connections = findChildren<HttpConnection*>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(connections);
    const auto leaving = findChildren<QTcpSocket*>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(leaving);
}

}
