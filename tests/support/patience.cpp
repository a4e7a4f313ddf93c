// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"

#include <QCoreApplication>
#include <QTimer>

namespace myna::test {

Patience::Patience(int limitMs)
    : m_limitMs(limitMs)
{
    m_since.start();
}

bool Patience::goesOn()
{
    if (m_since.hasExpired(m_limitMs) || (QTest::runningTest() && QTest::currentTestFailed()))
        return false;
    if (m_stepMs == 0) {
        m_stepMs = 10;
        QTest::qWait(0);
        return true;
    }
    QElapsedTimer step;
    step.start();
    QTimer end; // wakes the wait below
    end.setTimerType(Qt::PreciseTimer);
    end.start(m_stepMs);
    while (!step.hasExpired(m_stepMs)) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

}
