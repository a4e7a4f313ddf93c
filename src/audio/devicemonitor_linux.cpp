// SPDX-License-Identifier: GPL-3.0-or-later
// All the code that knows libpulse. Qt 6.4 neither reports new devices on Linux nor knows the default input, hence this.
#include "audio/devicemonitor.h"
#include "base/invoke.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

#include <pulse/pulseaudio.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::audio {

namespace {

// Sound should be back within the second and a half a person tolerates. A server that is restarted comes back soon and is met at once; one
// that stays away is not worth more than a look each second.
constexpr std::chrono::milliseconds firstReconnectWait { 200 };
constexpr std::chrono::milliseconds reconnectWait { 1000 };
constexpr qint64 soonMs = 10000; // since it was lost
// A server that lists more than this is broken.
constexpr int maxDevices = 256;

QString described(const pa_proplist* properties, const char* key)
{
    return properties ? QString::fromUtf8(pa_proplist_gets(properties, key)) : QString();
}

// Of PulseAudio's canceller both ends belong to one module, of PipeWire's to one group of nodes with a telling name.
template<typename Info>
QString echoGroupOf(const Info& info)
{
    if (QLatin1String(info.driver).endsWith("module-echo-cancel.c"_L1))
        return u"module %1"_s.arg(info.owner_module);
    for (const char* key : { "node.link-group", "node.group" }) {
        QString group = described(info.proplist, key);
        if (group.startsWith("echo-cancel"_L1) || (!group.isEmpty() && QLatin1String(info.name).contains("echo-cancel"_L1)))
            return group;
    }
    return {};
}

void drop(pa_operation* operation)
{
    if (operation)
        pa_operation_unref(operation);
}

class PulseMonitor final : public DeviceMonitor
{
public:
    PulseMonitor();
    ~PulseMonitor() override;

    void start() override;
    void refresh() override;

private:
    void connectToServer();
    void serverLost();
    void dropContext(); // with the lock held

    // On libpulse's thread, lock held.
    void contextChanged(pa_context* context);
    void collect();
    void collected();
    template<typename Info>
    void add(const Info& info, bool isInput);
    static void onSink(pa_context*, const pa_sink_info* sink, int end, void* self);
    static void onSource(pa_context*, const pa_source_info* source, int end, void* self);

    pa_threaded_mainloop* m_loop = nullptr;
    QTimer m_reconnect;
    QElapsedTimer m_lost; // when, while there is no server
    // Guarded by the main loop's lock.
    pa_context* m_context = nullptr;
    SoundSystem m_found;
    QString m_defaultInput;
    QString m_defaultOutput;
    bool m_collecting = false;
    bool m_collectAgain = false;
};

PulseMonitor::PulseMonitor()
{
    m_reconnect.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &PulseMonitor::connectToServer);
}

// The order matters: no callback may run once this object goes.
PulseMonitor::~PulseMonitor()
{
    if (!m_loop)
        return;
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    pa_threaded_mainloop_unlock(m_loop);
    pa_threaded_mainloop_stop(m_loop);
    pa_threaded_mainloop_free(m_loop);
}

void PulseMonitor::start()
{
    m_loop = pa_threaded_mainloop_new();
    if (m_loop && pa_threaded_mainloop_start(m_loop) == 0) {
        connectToServer();
        return;
    }
    if (m_loop)
        pa_threaded_mainloop_free(m_loop);
    m_loop = nullptr;
    onThreadOf(this, [this] { emit listed({}); });
}

void PulseMonitor::refresh()
{
    if (!m_loop)
        return;
    pa_threaded_mainloop_lock(m_loop);
    const bool connected = m_context && pa_context_get_state(m_context) == PA_CONTEXT_READY;
    if (connected)
        collect();
    pa_threaded_mainloop_unlock(m_loop);
    if (m_reconnect.isActive())
        onThreadOf(this, [this] { emit listed({}); });
}

void PulseMonitor::connectToServer()
{
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    m_context = pa_context_new(pa_threaded_mainloop_get_api(m_loop), "Myna device monitor");
    pa_context_set_state_callback(
        m_context, [](pa_context* context, void* self) { static_cast<PulseMonitor*>(self)->contextChanged(context); }, this);
    const bool tried = pa_context_connect(m_context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) >= 0;
    pa_threaded_mainloop_unlock(m_loop);
    if (!tried)
        serverLost();
}

void PulseMonitor::serverLost()
{
    if (m_reconnect.isActive())
        return;
    if (!m_lost.isValid())
        m_lost.start();
    m_reconnect.start(m_lost.hasExpired(soonMs) ? reconnectWait : firstReconnectWait);
    emit listed({});
}

void PulseMonitor::dropContext()
{
    m_collecting = m_collectAgain = false;
    if (!m_context)
        return;
    pa_context_set_state_callback(m_context, nullptr, nullptr);
    pa_context_set_subscribe_callback(m_context, nullptr, nullptr);
    pa_context_disconnect(m_context);
    pa_context_unref(m_context);
    m_context = nullptr;
}

void PulseMonitor::contextChanged(pa_context* context)
{
    const auto state = pa_context_get_state(context);
    if (state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED) {
        const bool denied = pa_context_errno(context) == PA_ERR_ACCESS || pa_context_errno(context) == PA_ERR_AUTHKEY;
        onThreadOf(this, [this, context, denied] {
            pa_threaded_mainloop_lock(m_loop);
            const bool isOurs = m_context == context;
            pa_threaded_mainloop_unlock(m_loop);
            if (!isOurs)
                return;
            emit accessDenied(denied);
            serverLost();
        });
    }
    if (state != PA_CONTEXT_READY)
        return;
    pa_context_set_subscribe_callback(
        context, [](pa_context*, pa_subscription_event_type_t, uint32_t, void* self) { static_cast<PulseMonitor*>(self)->collect(); },
        this);
    const auto wanted = pa_subscription_mask_t(PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SOURCE | PA_SUBSCRIPTION_MASK_SERVER);
    drop(pa_context_subscribe(context, wanted, nullptr, nullptr));
    collect();
}

// Three questions, answered in their order; the last answer completes the list. Events in between ask for one more round.
void PulseMonitor::collect()
{
    if (m_collecting) {
        m_collectAgain = true;
        return;
    }
    m_collecting = true;
    m_found = { true, {} };
    const auto onServer = [](pa_context*, const pa_server_info* server, void* self) {
        auto* monitor = static_cast<PulseMonitor*>(self);
        monitor->m_defaultInput = server ? QString::fromUtf8(server->default_source_name) : QString();
        monitor->m_defaultOutput = server ? QString::fromUtf8(server->default_sink_name) : QString();
    };
    drop(pa_context_get_server_info(m_context, onServer, this));
    drop(pa_context_get_sink_info_list(m_context, &PulseMonitor::onSink, this));
    drop(pa_context_get_source_info_list(m_context, &PulseMonitor::onSource, this));
}

template<typename Info>
void PulseMonitor::add(const Info& info, bool isInput)
{
    if (m_found.devices.size() >= maxDevices)
        return;
    SoundDevice device { QString::fromUtf8(info.name), QString::fromUtf8(info.description), isInput };
    device.isDefault = device.id == (isInput ? m_defaultInput : m_defaultOutput);
    device.echoGroup = echoGroupOf(info);
    if (!device.echoGroup.isEmpty())
        device.masterId = described(info.proplist, PA_PROP_DEVICE_MASTER_DEVICE);
    m_found.devices.append(device);
}

void PulseMonitor::onSink(pa_context*, const pa_sink_info* sink, int end, void* self)
{
    if (end == 0 && sink)
        static_cast<PulseMonitor*>(self)->add(*sink, false);
}

// Monitors of loudspeakers are not microphones.
void PulseMonitor::onSource(pa_context*, const pa_source_info* source, int end, void* self)
{
    auto* monitor = static_cast<PulseMonitor*>(self);
    if (end != 0)
        monitor->collected();
    else if (source && source->monitor_of_sink == PA_INVALID_INDEX)
        monitor->add(*source, true);
}

void PulseMonitor::collected()
{
    m_collecting = false;
    if (m_collectAgain) {
        m_collectAgain = false;
        collect();
        return;
    }
    onThreadOf(this, [this, system = m_found] {
        if (m_reconnect.isActive())
            return;
        m_lost.invalidate();
        emit listed(system);
    });
}

}

std::unique_ptr<DeviceMonitor> makeDeviceMonitor()
{
    return std::make_unique<PulseMonitor>();
}

}
