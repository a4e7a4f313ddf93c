// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/pulseline_linux.h"
#include "audio/systemvolume.h"
#include "base/invoke.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <deque>

using namespace Qt::Literals::StringLiterals;

namespace myna::audio {

namespace {

// A sound server that hangs is not waited for: who asked hears of it.
constexpr std::chrono::milliseconds answerLimit { 4000 };

int percentOf(pa_volume_t volume)
{
    const quint64 percent = (quint64(volume) * 100 + PA_VOLUME_NORM / 2) / PA_VOLUME_NORM;
    return int(std::min<quint64>(percent, 100));
}

pa_volume_t volumeOf(int percent)
{
    return pa_volume_t(quint64(std::clamp(percent, 0, 100)) * PA_VOLUME_NORM / 100);
}

class PulseVolume final : public SystemVolume
{
public:
    PulseVolume();

    void start() override;
    void setPercent(int percent, const Done& done) override;
    void setMuted(bool muted, const Done& done) override;

private:
    struct Waiting
    {
        Done done;
        std::function<void(OutputLevel&)> change; // what is true once it worked
    };
    template<typename Wish>
    void wish(const Waiting& waiting, Wish send);
    void serverLost(Error::Code code);
    void answered(bool worked);

    // On libpulse's thread, lock held.
    void look(pa_context* context);
    void seen(pa_context* context, const std::optional<OutputLevel>& level);
    static void onServer(pa_context* context, const pa_server_info* server, void* self);
    static void onSink(pa_context* context, const pa_sink_info* sink, int end, void* self);
    static void onDone(pa_context* context, int worked, void* self);

    QTimer m_limit;
    std::deque<Waiting> m_waiting; // the server answers in the order of the questions
    // Guarded by the lock of the line.
    QByteArray m_output; // name of the default output; empty: none
    pa_cvolume m_volume {};
    PulseLine m_line { {
        .name = "Myna volume",
        .events = PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SERVER,
        .look = [this](pa_context* context) { look(context); },
        .dropped = [this] { m_output.clear(); },
        .lost = [this](bool) { serverLost(Error::Code::Unavailable); },
    } };
};

PulseVolume::PulseVolume()
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        m_line.leave();
        serverLost(Error::Code::Timeout);
    });
}

void PulseVolume::start()
{
    m_line.start();
}

void PulseVolume::setPercent(int percent, const Done& done)
{
    wish({ done, [percent](OutputLevel& level) { level.percent = percent; } }, [this, percent](pa_context* context) {
        pa_cvolume wanted = m_volume;
        if (!pa_cvolume_scale(&wanted, volumeOf(percent))) // keeps the balance
            return static_cast<pa_operation*>(nullptr);
        return pa_context_set_sink_volume_by_name(context, m_output.constData(), &wanted, &PulseVolume::onDone, this);
    });
}

void PulseVolume::setMuted(bool muted, const Done& done)
{
    wish({ done, [muted](OutputLevel& level) { level.muted = muted; } }, [this, muted](pa_context* context) {
        return pa_context_set_sink_mute_by_name(context, m_output.constData(), muted ? 1 : 0, &PulseVolume::onDone, this);
    });
}

template<typename Wish>
void PulseVolume::wish(const Waiting& waiting, Wish send)
{
    pa_operation* operation = nullptr;
    if (level()) {
        m_line.ask([&](pa_context* context) {
            if (!m_output.isEmpty())
                operation = send(context);
        });
    }
    if (!operation) {
        onThreadOf(this, [done = waiting.done] { done(Error { Error::Code::Unavailable, u"There is no sound output now."_s }); });
        return;
    }
    PulseLine::release(operation);
    m_waiting.push_back(waiting);
    m_limit.start(answerLimit);
}

void PulseVolume::serverLost(Error::Code code)
{
    m_limit.stop();
    report({});
    for (const Waiting& waiting : std::exchange(m_waiting, {}))
        waiting.done(Error { code, u"The sound system of this computer does not answer."_s });
}

void PulseVolume::look(pa_context* context)
{
    PulseLine::release(pa_context_get_server_info(context, &PulseVolume::onServer, this));
}

void PulseVolume::onServer(pa_context* context, const pa_server_info* server, void* self)
{
    auto* volume = static_cast<PulseVolume*>(self);
    const QByteArray name = server ? QByteArray(server->default_sink_name) : QByteArray();
    if (name.isEmpty())
        return volume->seen(context, {});
    PulseLine::release(pa_context_get_sink_info_by_name(context, name.constData(), &PulseVolume::onSink, self));
}

// One call with the output and one at the end, or only one with an error when it has gone meanwhile.
void PulseVolume::onSink(pa_context* context, const pa_sink_info* sink, int end, void* self)
{
    auto* volume = static_cast<PulseVolume*>(self);
    if (end < 0)
        return volume->seen(context, {});
    if (end > 0 || !sink)
        return;
    // PulseAudio plays into this when there is no loudspeaker; nobody hears it.
    if (QLatin1String(sink->name) == "auto_null"_L1)
        return volume->seen(context, {});
    volume->m_output = sink->name;
    volume->m_volume = sink->volume;
    volume->seen(context, OutputLevel { percentOf(pa_cvolume_max(&sink->volume)), sink->mute != 0 });
}

void PulseVolume::seen(pa_context* context, const std::optional<OutputLevel>& level)
{
    if (!level)
        m_output.clear();
    m_line.tell(context, [this, level] { report(level); });
}

void PulseVolume::onDone(pa_context* context, int worked, void* self)
{
    auto* volume = static_cast<PulseVolume*>(self);
    volume->m_line.tell(context, [volume, worked] { volume->answered(worked != 0); });
}

void PulseVolume::answered(bool worked)
{
    if (m_waiting.empty())
        return;
    const Waiting answered = m_waiting.front();
    m_waiting.pop_front();
    if (m_waiting.empty())
        m_limit.stop();
    if (!worked)
        return answered.done(Error { Error::Code::Unavailable, u"The sound system of this computer refused the change."_s });
    // Told at once, not with the next look: who asks for the volume next gets the new one.
    if (std::optional<OutputLevel> now = level()) {
        answered.change(*now);
        report(now);
    }
    answered.done({});
}

}

std::unique_ptr<SystemVolume> makeSystemVolume()
{
    return std::make_unique<PulseVolume>();
}

}
