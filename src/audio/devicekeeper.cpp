// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicekeeper.h"

#include "base/invoke.h"

#include <QCoreApplication>

#include <utility>

namespace myna::audio {

namespace {

Error hopeless()
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna",
            "The sound system was restarted while one of its devices did not answer. Quit Myna and start it again to have sound.") };
}

Error denied()
{
    return { Error::Code::Refused,
        QCoreApplication::translate(
            "myna", "The sound system refuses this user. Log out and in again; if that does not help, allow your account to use sound.") };
}

}

DeviceKeeper::DeviceKeeper(DeviceMonitor& monitor, SoundBackend& backend, const AudioTiming& timing, Shown shown, QObject* parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_backend(backend)
    , m_timing(timing)
    , m_shown(shown)
    , m_retry(this)
    , m_answer(this)
    , m_settle(this)
{
    for (QTimer* timer : { &m_retry, &m_answer, &m_settle })
        timer->setSingleShot(true);
    m_answer.setInterval(timing.answer);
    m_settle.setInterval(timing.settle);
    connect(&m_monitor, &DeviceMonitor::listed, this, &DeviceKeeper::listed);
    connect(&m_monitor, &DeviceMonitor::accessDenied, this, [this](bool denied) {
        m_denied = denied;
        showStatus();
    });
    connect(&m_backend, &SoundBackend::ready, this, [this] {
        m_backendReady = !m_needsPreparing;
        reconcile();
    });
    connect(&m_retry, &QTimer::timeout, this, &DeviceKeeper::askServer);
    connect(&m_settle, &QTimer::timeout, this, &DeviceKeeper::reconcile);
    connect(&m_answer, &QTimer::timeout, this, [this] {
        m_answers = false;
        showStatus();
    });
}

void DeviceKeeper::start()
{
    assertThreadOf(this);
    m_answer.start();
    m_monitor.start();
}

void DeviceKeeper::choose(const DeviceChoice& choice)
{
    m_choice = choice;
    aim();
    reconcile();
}

void DeviceKeeper::aim()
{
    m_pair = pairFor(m_system ? m_system->devices : QVector<SoundDevice>(), m_choice);
    m_input.choose(m_pair.inputId());
    m_output.choose(m_pair.outputId());
}

void DeviceKeeper::wantInput(bool wanted)
{
    m_input.want(wanted);
    if (wanted)
        m_input.retry();
    reconcile();
}

void DeviceKeeper::wantOutput(bool wanted)
{
    m_output.want(wanted);
    reconcile();
}

void DeviceKeeper::reopenInput()
{
    m_input.forget();
}

void DeviceKeeper::setThreadHung(bool hung)
{
    m_threadHung = hung;
    showStatus();
}

void DeviceKeeper::askServer()
{
    m_answer.start();
    m_retryDue = true;
    m_monitor.refresh();
}

void DeviceKeeper::forgetDevices()
{
    if (std::exchange(m_awaitsClosing, false))
        m_needsPreparing = true; // what was to be closed is stuck
    m_input.abandon();
    m_output.abandon();
}

void DeviceKeeper::inputOpened(quint64 attempt)
{
    if (m_input.opened(attempt))
        showStatus();
}

void DeviceKeeper::outputOpened(quint64 attempt)
{
    if (m_output.opened(attempt))
        showStatus();
}

void DeviceKeeper::inputFailed(quint64 attempt, const Error& problem)
{
    failed(m_input, attempt, problem);
}

void DeviceKeeper::outputFailed(quint64 attempt, const Error& problem)
{
    failed(m_output, attempt, problem);
}

void DeviceKeeper::inputDead(bool dead)
{
    m_input.setDead(dead);
    showStatus();
}

void DeviceKeeper::listed(const SoundSystem& found)
{
    m_answer.stop();
    m_answers = true;
    const QVector<SoundDevice> before = m_system ? m_system->devices : QVector<SoundDevice>();
    m_system = found;
    aim();
    if (!found.present) {
        m_backendReady = false;
        m_needsPreparing = true;
        m_awaitsClosing = false;
    }
    prepareWhenNeeded();
    // Streams that open make events too; retrying on each of those would go round in circles.
    if (std::exchange(m_retryDue, false) || before != found.devices) {
        m_input.retry();
        m_output.retry();
    }
    const bool isFirst = before.isEmpty();
    if (before != found.devices) {
        emit devicesChanged(found.devices);
        if (!isFirst)
            m_settle.start();
    }
    emit serverAnswered(found.present);
    if (!m_settle.isActive())
        reconcile();
}

void DeviceKeeper::prepareWhenNeeded()
{
    if (!m_needsPreparing || m_stuckThreads > 0 || !m_system || !m_system->present || m_system->devices.isEmpty())
        return;
    m_needsPreparing = false;
    m_awaitsClosing = true;
    emit allUnwanted();
}

void DeviceKeeper::allClosed()
{
    if (std::exchange(m_awaitsClosing, false))
        m_backend.prepare();
}

void DeviceKeeper::setStuckThreads(int count)
{
    m_stuckThreads = count;
    prepareWhenNeeded();
    showStatus();
}

void DeviceKeeper::reconcile()
{
    if (!m_threadHung && m_system && !m_settle.isActive()) {
        tellPair();
        apply(m_input, true);
        apply(m_output, false);
    }
    showStatus();
}

void DeviceKeeper::tellPair()
{
    const DeviceChoice pair { m_pair.inputId(), m_pair.outputId() };
    const bool echoFree = m_pair.isEchoFree();
    if (pair == m_toldPair && echoFree == m_toldEchoFree)
        return;
    m_toldPair = pair;
    m_toldEchoFree = echoFree;
    emit pairChanged(pair.inputId, pair.outputId, echoFree);
}

void DeviceKeeper::apply(DeviceWish& wish, bool isInput)
{
    const auto order = wish.reconcile(*m_system, m_backendReady);
    switch (order.act) {
    case DeviceWish::Order::Act::Nothing:
        break;
    case DeviceWish::Order::Act::Open:
        if (isInput)
            emit inputOrdered(order.id, order.attempt);
        else
            emit outputOrdered(order.id, order.attempt);
        break;
    case DeviceWish::Order::Act::Close:
        if (isInput)
            emit inputUnwanted();
        else
            emit outputUnwanted();
        break;
    }
}

// Not opened again before the server has answered: opening a device of a server that does not answer hangs.
void DeviceKeeper::failed(DeviceWish& wish, quint64 attempt, const Error& problem)
{
    if (!wish.failed(attempt, problem))
        return;
    if (!m_retry.isActive())
        m_retry.start(wish.failures() > 1 ? m_timing.retry : m_timing.firstRetry);
    showStatus();
}

void DeviceKeeper::showStatus()
{
    const bool alive = m_answers && !m_threadHung;
    if (!m_system && alive)
        return;
    const SoundSystem known = m_system.value_or(SoundSystem {});
    std::optional<Error> problem;
    if (m_stuckThreads > 0 && m_needsPreparing && known.present)
        problem = hopeless();
    else if (m_denied && alive && !known.present)
        problem = denied();
    if (problem) {
        tell(true, SoundStatus { false, {}, *problem });
        tell(false, SoundStatus { false, {}, *problem });
        return;
    }
    tell(true, m_input.status(known, alive));
    tell(false, m_output.status(known, alive));
}

void DeviceKeeper::tell(bool isInput, const std::optional<SoundStatus>& status)
{
    auto& told = isInput ? m_shownInput : m_shownOutput;
    if (!(isInput ? m_shown.input : m_shown.output) || !status || status == told)
        return;
    told = status;
    if (isInput)
        emit inputStatusChanged(*status);
    else
        emit outputStatusChanged(*status);
}

}

#include "moc_devicekeeper.cpp"
