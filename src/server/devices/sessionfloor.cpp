// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/sessionfloor.h"

#include "base/invoke.h"
#include "server/loadgauge.h"

#include <QTcpSocket>

#include <algorithm>

namespace myna::server {

namespace {

constexpr int tickMs = 100;

}

SessionFloor::SessionFloor(const Surroundings& surroundings, int number, http::UpgradeJudge judge)
    : m_surroundings(surroundings)
    , m_number(number)
    , m_judge(std::move(judge))
{
}

SessionFloor::~SessionFloor() = default;

void SessionFloor::open()
{
    assertThreadOf(this);
    m_host = std::make_unique<SessionHost>(m_surroundings.engines, m_surroundings.encoders);
    m_door = std::make_unique<http::FrontDoor>(m_surroundings.router, m_surroundings.budget);
    m_door->setUpgradeJudge(m_judge);
    connect(m_door.get(), &http::FrontDoor::answered, this, &SessionFloor::answered);
    connect(m_door.get(), &http::FrontDoor::turnedAway, this, &SessionFloor::turnedAway);
    connect(m_door.get(), &http::FrontDoor::peerRefused, this, &SessionFloor::peerRefused);
    m_tick = std::make_unique<QTimer>();
    m_tick->setTimerType(Qt::PreciseTimer);
    connect(m_tick.get(), &QTimer::timeout, this, &SessionFloor::lookAtTheClock);
    m_tick->start(tickMs);
    m_sinceTick.start();
    emit opened();
}

void SessionFloor::adopt(qintptr descriptor)
{
    if (m_door) {
        m_door->adopt(descriptor);
        return;
    }
    QTcpSocket nobody; // too late: closes it
    nobody.setSocketDescriptor(descriptor);
    nobody.abort();
}

void SessionFloor::take(const http::UpgradeDesk& desk, const Admitted& admitted)
{
    auto upgrade = desk.take();
    if (!m_host)
        return;
    if (upgrade)
        m_host->adopt(std::move(*upgrade), admitted);
    else
        emit m_host->gone(admitted.number);
}

void SessionFloor::shut()
{
    m_door.reset();
}

void SessionFloor::close()
{
    m_tick.reset();
    m_door.reset();
    m_host.reset();
}

void SessionFloor::lookAtTheClock()
{
    m_surroundings.load.noteLateness(m_number, std::max<qint64>(0, m_sinceTick.restart() - tickMs));
}

}

#include "moc_sessionfloor.cpp"
