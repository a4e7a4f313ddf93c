// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicekeeper.h"

#include "base/invoke.h"

#include <utility>

namespace myna::audio {

DeviceKeeper::DeviceKeeper(DeviceMonitor& monitor, SoundBackend& backend, const AudioTiming& timing, Shown shown, QObject* parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_backend(backend)
    , m_timing(timing)
    , m_shown(shown)
    , m_retry(this)
    , m_answer(this)
{
    m_retry.setSingleShot(true);
    m_answer.setSingleShot(true);
    m_answer.setInterval(timing.answer);
    connect(&m_monitor, &DeviceMonitor::listed, this, &DeviceKeeper::listed);
    connect(&m_backend, &SoundBackend::ready, this, [this] {
        m_backendReady = !m_needsPreparing;
        reconcile();
    });
    connect(&m_retry, &QTimer::timeout, this, &DeviceKeeper::askServer);
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
    m_input.choose(choice.inputId);
    m_output.choose(choice.outputId);
    reconcile();
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
    m_input.forget();
    m_output.forget();
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
    if (!found.present) {
        m_backendReady = false;
        m_needsPreparing = true;
    } else if (m_needsPreparing && !found.devices.isEmpty()) {
        m_needsPreparing = false;
        m_backend.prepare();
    }
    // Streams that open make events too; retrying on each of those would go round in circles.
    if (std::exchange(m_retryDue, false) || before != found.devices) {
        m_input.retry();
        m_output.retry();
    }
    if (before != found.devices)
        emit devicesChanged(found.devices);
    emit serverAnswered(found.present);
    reconcile();
}

void DeviceKeeper::reconcile()
{
    apply(m_input, true);
    apply(m_output, false);
    showStatus();
}

void DeviceKeeper::apply(DeviceWish& wish, bool isInput)
{
    if (m_threadHung || !m_system)
        return;
    const auto order = wish.reconcile(*m_system, m_backendReady);
    switch (order.act) {
    case DeviceWish::Order::Act::Nothing:
        break;
    case DeviceWish::Order::Act::Open:
        if (isInput)
            emit inputOrdered(order.id, order.echoFree, order.attempt);
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
    const auto nowInput = m_input.status(known, alive);
    if (m_shown.input && nowInput && nowInput != m_shownInput) {
        m_shownInput = nowInput;
        emit inputStatusChanged(*nowInput);
    }
    const auto nowOutput = m_output.status(known, alive);
    if (m_shown.output && nowOutput && nowOutput != m_shownOutput) {
        m_shownOutput = nowOutput;
        emit outputStatusChanged(*nowOutput);
    }
}

}

#include "moc_devicekeeper.cpp"
