// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/soundthread.h"

#include <QDeadlineTimer>
#include <QThread>

namespace myna::audio {

namespace {

// Each one is a thread lost for good; by then only a new process helps.
constexpr int maxLost = 3;

}

SoundThread::SoundThread(SoundBackend& backend, const AudioTiming& timing, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_timing(timing)
    , m_watchdog(timing.watchdog)
    , m_grace(this)
{
    m_grace.setSingleShot(true);
    m_grace.setInterval(timing.grace);
    connect(&m_grace, &QTimer::timeout, this, &SoundThread::leaveBehind);
    connect(&m_watchdog, &Watchdog::hung, this, &SoundThread::hung);
    connect(&m_watchdog, &Watchdog::recovered, this, [this] {
        m_grace.stop();
        emit recovered();
    });
}

SoundThread::~SoundThread() = default;

void SoundThread::start()
{
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(QStringLiteral("sound"));
    m_worker = std::make_unique<AudioWorker>(m_backend).release();
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    emit renewed();
    m_thread->start(QThread::TimeCriticalPriority);
    m_watchdog.watch(m_thread.get());
}

void SoundThread::serverAnswered()
{
    if (isHung() && !m_grace.isActive())
        m_grace.start();
}

// Qt offers no way to call it back. It keeps its objects and ends if it ever returns.
void SoundThread::leaveBehind()
{
    if (!isHung() || m_lost >= maxLost)
        return;
    ++m_lost;
    m_watchdog.stop();
    m_worker->disconnect();
    disconnect(m_thread.get(), nullptr, m_worker, nullptr);
    post([](AudioWorker& w) {
        w.retire();
        w.deleteLater();
    });
    QThread* const stuck = m_thread.release();
    connect(stuck, &QThread::finished, stuck, &QObject::deleteLater);
    connect(stuck, &QThread::finished, this, [this] { emit stuckChanged(--m_stuck); });
    emit stuckChanged(++m_stuck);
    start();
    emit leftBehind();
}

bool SoundThread::finish()
{
    m_watchdog.stop();
    if (!m_thread)
        return true;
    m_worker->disconnect();
    post([](AudioWorker& w) { w.retire(); });
    if (m_thread->wait(QDeadlineTimer(m_timing.leave)))
        return true;
    static_cast<void>(m_thread.release());
    return false;
}

}

#include "moc_soundthread.cpp"
