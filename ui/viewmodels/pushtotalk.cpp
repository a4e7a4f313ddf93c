// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/pushtotalk.h"

#include <algorithm>

namespace myna::viewmodels {

using protocol::ListenMode;
using std::chrono::milliseconds;

namespace {

milliseconds steadyNow()
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

bool isInWindow(PushToTalk::Source source)
{
    return source == PushToTalk::Source::Button || source == PushToTalk::Source::Key;
}

}

PushToTalk::PushToTalk(QObject* parent)
    : PushToTalk(Timing {}, &steadyNow, parent)
{
}

PushToTalk::PushToTalk(Timing timing, Clock clock, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
    , m_clock(clock ? std::move(clock) : Clock(&steadyNow))
{
    m_release.setSingleShot(true);
    m_release.setTimerType(Qt::PreciseTimer);
    connect(&m_release, &QTimer::timeout, this, [this] { end(Grip::Free); });
}

void PushToTalk::setReleaseDelay(milliseconds delay)
{
    m_timing.release = std::clamp(delay, milliseconds(0), longestRelease);
}

void PushToTalk::setMode(ListenMode mode)
{
    if (mode == m_mode)
        return;
    const bool held = m_grip == Grip::Held || m_grip == Grip::LettingGo || m_grip == Grip::Locked;
    const bool running = held || m_open || m_mode != ListenMode::Manual;
    m_mode = mode;
    m_tappedAt.reset();
    if (running)
        end(Grip::Free);
    else
        take(Grip::Free);
}

void PushToTalk::setConversationOpen(bool open)
{
    m_open = open;
}

void PushToTalk::setMuted(bool muted)
{
    m_muted = muted;
}

void PushToTalk::press(Source source)
{
    if (m_mode == ListenMode::Manual)
        pressManual(source);
    else if (!m_open)
        begin(Grip::Free);
    else if (source != Source::Control)
        end(Grip::Free);
}

void PushToTalk::pressManual(Source source)
{
    const Grip before = m_grip;
    switch (before) {
    case Grip::Free:
    case Grip::LettingGo: {
        const Grip wanted = isSecondTap(source) ? Grip::Locked : Grip::Held;
        m_holder = source;
        m_pressedAt = m_clock();
        m_tappedAt.reset();
        if (before == Grip::Free) {
            begin(wanted);
        } else {
            m_release.stop(); // the same speech goes on
            take(wanted);
        }
        return;
    }
    case Grip::Locked:
        if (source == Source::Control)
            return;
        m_holder = source;
        end(Grip::Unlocking);
        return;
    case Grip::Held:
    case Grip::Unlocking:
        return;
    }
}

void PushToTalk::release(Source source)
{
    if (m_mode != ListenMode::Manual) {
        if (source == Source::Control)
            end(Grip::Free);
        return;
    }
    switch (m_grip) {
    case Grip::Held:
        if (source == m_holder)
            letGo(source != Source::Control);
        return;
    case Grip::Locked:
        if (source == Source::Control)
            end(Grip::Free);
        return;
    case Grip::Unlocking:
        if (source == m_holder)
            take(Grip::Free);
        return;
    case Grip::Free:
    case Grip::LettingGo:
        return;
    }
}

void PushToTalk::letGo(bool tapped)
{
    const milliseconds held = m_clock() - m_pressedAt;
    milliseconds wait = m_timing.release;
    if (tapped && held < m_timing.doubleTap) {
        m_tappedAt = m_pressedAt;
        // A second tap shall go on with this speech, not begin another one.
        wait = std::max(wait, m_timing.doubleTap - held);
    }
    const bool brief = tapped && m_holder == Source::Button && held < m_timing.shortTap;
    if (wait > milliseconds(0)) {
        m_release.start(wait);
        take(Grip::LettingGo);
    } else {
        end(Grip::Free);
    }
    if (brief)
        emit tappedBriefly();
}

bool PushToTalk::isSecondTap(Source source) const
{
    return source != Source::Control && source == m_holder && m_tappedAt && m_clock() - *m_tappedAt < m_timing.doubleTap;
}

void PushToTalk::toggle()
{
    if (m_mode != ListenMode::Manual) {
        press(Source::Button);
        return;
    }
    switch (m_grip) {
    case Grip::Free:
        begin(Grip::Locked);
        return;
    case Grip::Held:
    case Grip::LettingGo:
        m_release.stop();
        take(Grip::Locked);
        return;
    case Grip::Locked:
        end(Grip::Free);
        return;
    case Grip::Unlocking:
        return;
    }
}

void PushToTalk::leaveWindow()
{
    if (!isInWindow(m_holder))
        return;
    if (m_grip == Grip::Held)
        letGo(false);
    else if (m_grip == Grip::Unlocking)
        take(Grip::Free);
}

void PushToTalk::drop()
{
    m_release.stop();
    m_tappedAt.reset();
    take(Grip::Free);
}

void PushToTalk::begin(Grip grip)
{
    if (m_muted) {
        emit mutedPress();
        return;
    }
    m_grip = grip;
    emit talkBegan();
    emit gripChanged();
}

void PushToTalk::end(Grip grip)
{
    m_release.stop();
    m_grip = grip;
    emit talkEnded();
    emit gripChanged();
}

void PushToTalk::take(Grip grip)
{
    if (grip == m_grip)
        return;
    m_grip = grip;
    emit gripChanged();
}

}

#include "moc_pushtotalk.cpp"
