// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/watchdog.h"

#include "base/invoke.h"

#include <utility>

namespace myna::audio {

Watchdog::Watchdog(Timing timing, QObject* parent)
    : QObject(parent)
{
    m_interval.setSingleShot(true);
    m_interval.setInterval(timing.interval);
    m_limit.setSingleShot(true);
    m_limit.setInterval(timing.limit);
    connect(&m_interval, &QTimer::timeout, this, &Watchdog::ask);
    connect(&m_limit, &QTimer::timeout, this, &Watchdog::expired);
}

Watchdog::~Watchdog()
{
    stop();
}

void Watchdog::watch(QThread* thread)
{
    stop();
    m_sign = std::make_unique<SignOfLife>().release();
    connect(m_sign, &SignOfLife::given, this, &Watchdog::answered, Qt::QueuedConnection);
    m_sign->moveToThread(thread);
    ask();
}

void Watchdog::stop()
{
    ++m_question; // answers still on their way are about the past
    m_interval.stop();
    m_limit.stop();
    m_hung = false;
    if (m_sign)
        m_sign->deleteLater();
    m_sign = nullptr;
}

void Watchdog::ask()
{
    m_limit.start();
    onThreadOf(m_sign, [sign = m_sign, question = ++m_question] { emit sign->given(question); });
}

void Watchdog::answered(quint64 question)
{
    if (question != m_question)
        return;
    m_limit.stop();
    m_interval.start();
    if (std::exchange(m_hung, false))
        emit recovered();
}

// The same question stays open: its answer is the recovery.
void Watchdog::expired()
{
    m_hung = true;
    emit hung();
}

}

#include "moc_watchdog.cpp"
