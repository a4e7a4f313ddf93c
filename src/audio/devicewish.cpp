// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicewish.h"

#include <QCoreApplication>

#include <algorithm>

namespace myna::audio {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("myna", text);
}

constexpr int mostHangs = 2;

Error hangs()
{
    return { Error::Code::Unavailable,
        say("The sound device could not be opened. Close other programs that use it, or choose another one in the settings.") };
}

Error missing(bool isInput)
{
    return { Error::Code::NotFound,
        isInput ? say("No microphone was found. Connect one; it is used as soon as it is there. Typing works meanwhile.")
                : say("No loudspeaker was found. Connect one; it is used as soon as it is there. Answers are shown as text meanwhile.") };
}

}

std::optional<SoundDevice> DeviceWish::target(const SoundSystem& system) const
{
    return deviceFor(system.devices, m_isInput, m_chosen);
}

DeviceWish::Order DeviceWish::reconcile(const SoundSystem& system, bool usable)
{
    const auto isHung = [this](const SoundDevice& each) { return each.id == m_hungId; };
    if (system.present && std::none_of(system.devices.begin(), system.devices.end(), isHung))
        m_hangs = 0;
    const auto device = m_wanted && usable && system.present ? target(system) : std::nullopt;
    if (!device) {
        const bool wasAsked = m_step == Step::Open || m_step == Step::Opening;
        forget();
        return wasAsked ? Order { Order::Act::Close, {}, m_attempt } : Order {};
    }
    if (m_step != Step::Closed && m_asked == device->id)
        return {};
    if (m_asked != device->id)
        m_failures = 0;
    if (device->id == m_hungId && m_hangs >= mostHangs) {
        const bool wasAsked = m_step == Step::Open || m_step == Step::Opening;
        m_step = Step::Failed;
        m_asked = device->id;
        m_problem = hangs();
        ++m_attempt;
        return wasAsked ? Order { Order::Act::Close, {}, m_attempt } : Order {};
    }
    m_step = Step::Opening;
    m_asked = device->id;
    return { Order::Act::Open, m_asked, ++m_attempt };
}

bool DeviceWish::opened(quint64 attempt)
{
    if (attempt != m_attempt || m_step != Step::Opening)
        return false;
    m_step = Step::Open;
    m_failures = 0;
    if (m_asked == m_hungId)
        m_hangs = 0;
    m_problem = {};
    m_dead = false;
    return true;
}

bool DeviceWish::failed(quint64 attempt, const Error& problem)
{
    if (attempt != m_attempt || (m_step != Step::Opening && m_step != Step::Open))
        return false;
    m_step = Step::Failed;
    m_problem = problem;
    ++m_failures;
    return true;
}

void DeviceWish::forget()
{
    m_step = Step::Closed;
    m_dead = false;
    ++m_attempt;
}

void DeviceWish::abandon()
{
    if (m_step == Step::Opening) {
        m_hangs = m_asked == m_hungId ? m_hangs + 1 : 1;
        m_hungId = m_asked;
    }
    forget();
}

void DeviceWish::retry()
{
    if (m_step == Step::Failed)
        m_step = Step::Closed;
}

std::optional<SoundStatus> DeviceWish::status(const SoundSystem& system, bool answers) const
{
    if (!answers) {
        return SoundStatus { false, {},
            { Error::Code::Timeout,
                say("The sound system does not answer. Restart the sound service of this computer, or log out and in again.") } };
    }
    if (!system.present) {
        return SoundStatus { false, {},
            { Error::Code::Unavailable,
                say("No sound system was found. Start PulseAudio or PipeWire; it is used as soon as it is there.") } };
    }
    const auto device = target(system);
    if (!device)
        return SoundStatus { false, {}, missing(m_isInput) };
    switch (m_step) {
    case Step::Opening:
        return std::nullopt;
    case Step::Failed:
        return SoundStatus { false, device->name, m_problem };
    case Step::Closed:
        return m_wanted ? std::nullopt : std::optional(SoundStatus { true, device->name, {} });
    case Step::Open:
        break;
    }
    if (!m_dead)
        return SoundStatus { true, device->name, {} };
    return SoundStatus { true, device->name,
        { Error::Code::Unavailable,
            say("The microphone “%1” delivers only silence. Unmute it, check its switch and cable, or choose another one in the settings.")
                .arg(device->name) } };
}

}
