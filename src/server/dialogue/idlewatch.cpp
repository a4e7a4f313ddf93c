// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/idlewatch.h"

namespace myna::server {

IdleWatch::IdleWatch(std::chrono::milliseconds farewellAfter, std::chrono::milliseconds closeAfter, QObject* parent)
    : QObject(parent)
{
    m_farewell.setSingleShot(true);
    m_farewell.setInterval(farewellAfter);
    m_close.setSingleShot(true);
    m_close.setInterval(closeAfter);
    connect(&m_farewell, &QTimer::timeout, this, &IdleWatch::farewellDue);
    connect(&m_close, &QTimer::timeout, this, &IdleWatch::closeDue);
}

void IdleWatch::start()
{
    m_farewell.start();
    m_close.start();
}

void IdleWatch::note()
{
    if (m_close.isActive())
        start();
}

void IdleWatch::stop()
{
    m_farewell.stop();
    m_close.stop();
}

}

#include "moc_idlewatch.cpp"
