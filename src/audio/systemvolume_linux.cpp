// SPDX-License-Identifier: GPL-3.0-or-later
// The half of libpulse that says how loud it is; devicemonitor_linux.cpp has the half that says what is there.
#include "audio/systemvolume.h"
#include "base/invoke.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <deque>

#include <pulse/pulseaudio.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::audio {

namespace {

constexpr std::chrono::milliseconds reconnectWait { 1000 };
// A sound server that hangs is not waited for: who asked hears of it.
constexpr std::chrono::milliseconds answerLimit { 4000 };

void drop(pa_operation* operation)
{
    if (operation)
        pa_operation_unref(operation);
}

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
    ~PulseVolume() override;

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
    void connectToServer();
    void serverLost(Error::Code code);
    void dropContext(); // with the lock held
    void answered(pa_context* context, bool worked);

    // On libpulse's thread, lock held.
    void contextChanged(pa_context* context);
    void look(pa_context* context);
    void seen(pa_context* context, const std::optional<OutputLevel>& level);
    static void onServer(pa_context* context, const pa_server_info* server, void* self);
    static void onSink(pa_context* context, const pa_sink_info* sink, int end, void* self);
    static void onDone(pa_context* context, int worked, void* self);

    pa_threaded_mainloop* m_loop = nullptr;
    QTimer m_reconnect;
    QTimer m_limit;
    std::deque<Waiting> m_waiting; // the server answers in the order of the questions
    // Guarded by the main loop's lock.
    pa_context* m_context = nullptr;
    QByteArray m_output; // name of the default output; empty: none
    pa_cvolume m_volume {};
};

PulseVolume::PulseVolume()
{
    m_reconnect.setSingleShot(true);
    m_limit.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &PulseVolume::connectToServer);
    connect(&m_limit, &QTimer::timeout, this, [this] { serverLost(Error::Code::Timeout); });
}

// The order matters: no callback may run once this object goes.
PulseVolume::~PulseVolume()
{
    if (!m_loop)
        return;
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    pa_threaded_mainloop_unlock(m_loop);
    pa_threaded_mainloop_stop(m_loop);
    pa_threaded_mainloop_free(m_loop);
}

void PulseVolume::start()
{
    m_loop = pa_threaded_mainloop_new();
    if (m_loop && pa_threaded_mainloop_start(m_loop) == 0) {
        connectToServer();
        return;
    }
    if (m_loop)
        pa_threaded_mainloop_free(m_loop);
    m_loop = nullptr;
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
    if (m_loop && level()) {
        pa_threaded_mainloop_lock(m_loop);
        if (m_context && pa_context_get_state(m_context) == PA_CONTEXT_READY && !m_output.isEmpty())
            operation = send(m_context);
        pa_threaded_mainloop_unlock(m_loop);
    }
    if (!operation) {
        onThreadOf(this, [done = waiting.done] { done(Error { Error::Code::Unavailable, u"There is no sound output now."_s }); });
        return;
    }
    drop(operation);
    m_waiting.push_back(waiting);
    m_limit.start(answerLimit);
}

void PulseVolume::connectToServer()
{
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    m_context = pa_context_new(pa_threaded_mainloop_get_api(m_loop), "Myna volume");
    pa_context_set_state_callback(
        m_context, [](pa_context* context, void* self) { static_cast<PulseVolume*>(self)->contextChanged(context); }, this);
    const bool tried = pa_context_connect(m_context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) >= 0;
    pa_threaded_mainloop_unlock(m_loop);
    if (!tried)
        serverLost(Error::Code::Unavailable);
}

void PulseVolume::serverLost(Error::Code code)
{
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    pa_threaded_mainloop_unlock(m_loop);
    m_limit.stop();
    m_reconnect.start(reconnectWait);
    report({});
    for (const Waiting& waiting : std::exchange(m_waiting, {}))
        waiting.done(Error { code, u"The sound system of this computer does not answer."_s });
}

void PulseVolume::dropContext()
{
    m_output.clear();
    if (!m_context)
        return;
    pa_context_set_state_callback(m_context, nullptr, nullptr);
    pa_context_set_subscribe_callback(m_context, nullptr, nullptr);
    pa_context_disconnect(m_context);
    pa_context_unref(m_context);
    m_context = nullptr;
}

void PulseVolume::contextChanged(pa_context* context)
{
    const auto state = pa_context_get_state(context);
    if (state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED) {
        onThreadOf(this, [this, context] {
            pa_threaded_mainloop_lock(m_loop);
            const bool isOurs = m_context == context;
            pa_threaded_mainloop_unlock(m_loop);
            if (isOurs)
                serverLost(Error::Code::Unavailable);
        });
    }
    if (state != PA_CONTEXT_READY)
        return;
    pa_context_set_subscribe_callback(
        context,
        [](pa_context* changed, pa_subscription_event_type_t, uint32_t, void* self) { static_cast<PulseVolume*>(self)->look(changed); },
        this);
    drop(pa_context_subscribe(context, pa_subscription_mask_t(PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SERVER), nullptr, nullptr));
    look(context);
}

void PulseVolume::look(pa_context* context)
{
    drop(pa_context_get_server_info(context, &PulseVolume::onServer, this));
}

void PulseVolume::onServer(pa_context* context, const pa_server_info* server, void* self)
{
    auto* volume = static_cast<PulseVolume*>(self);
    const QByteArray name = server ? QByteArray(server->default_sink_name) : QByteArray();
    if (name.isEmpty())
        return volume->seen(context, {});
    drop(pa_context_get_sink_info_by_name(context, name.constData(), &PulseVolume::onSink, self));
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
    onThreadOf(this, [this, context, level] {
        pa_threaded_mainloop_lock(m_loop);
        const bool isOurs = m_context == context;
        pa_threaded_mainloop_unlock(m_loop);
        if (isOurs)
            report(level);
    });
}

void PulseVolume::onDone(pa_context* context, int worked, void* self)
{
    auto* volume = static_cast<PulseVolume*>(self);
    onThreadOf(volume, [volume, context, worked] { volume->answered(context, worked != 0); });
}

void PulseVolume::answered(pa_context* context, bool worked)
{
    pa_threaded_mainloop_lock(m_loop);
    const bool isOurs = m_context == context;
    pa_threaded_mainloop_unlock(m_loop);
    if (!isOurs || m_waiting.empty())
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
