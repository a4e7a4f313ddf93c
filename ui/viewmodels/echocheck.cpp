// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/echocheck.h"

namespace myna::viewmodels {

EchoCheck::EchoCheck(Timing timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
    , m_wait(timing.tick)
{
    connect(&m_wait, &LimitedWait::ticked, this, &EchoCheck::ticked);
    connect(&m_wait, &LimitedWait::expired, this, [this] {
        m_failed = true;
        emit cancelled();
        emit changed();
    });
}

void EchoCheck::start()
{
    if (isRunning())
        return;
    m_failed = false;
    m_result.reset();
    m_wait.start(m_timing.limit, m_timing.usual);
    emit wanted();
    emit changed();
}

void EchoCheck::cancel()
{
    m_failed = false;
    if (!isRunning())
        return;
    m_wait.stop();
    emit cancelled();
}

void EchoCheck::forget()
{
    m_result.reset();
}

void EchoCheck::finished(const audio::EchoTestResult& result)
{
    if (!isRunning())
        return;
    m_wait.stop();
    m_result = result;
    emit changed();
}

}

#include "moc_echocheck.cpp"
