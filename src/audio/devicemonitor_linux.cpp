// SPDX-License-Identifier: GPL-3.0-or-later
// Qt 6.4 neither reports new devices on Linux nor knows the default input, hence this.
#include "audio/devicemonitor.h"
#include "audio/pulseline_linux.h"
#include "base/invoke.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::audio {

namespace {

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

class PulseMonitor final : public DeviceMonitor
{
public:
    void start() override;
    void refresh() override;

private:
    void serverLost(bool denied);

    // On libpulse's thread, lock held.
    void collect(pa_context* context);
    void collected(pa_context* context);
    template<typename Info>
    void add(const Info& info, bool isInput);
    static void onSink(pa_context*, const pa_sink_info* sink, int end, void* self);
    static void onSource(pa_context* context, const pa_source_info* source, int end, void* self);

    // Guarded by the lock of the line.
    SoundSystem m_found;
    QString m_defaultInput;
    QString m_defaultOutput;
    bool m_collecting = false;
    bool m_collectAgain = false;
    PulseLine m_line { {
        .name = "Myna device monitor",
        .events = PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SOURCE | PA_SUBSCRIPTION_MASK_SERVER,
        .look = [this](pa_context* context) { collect(context); },
        .dropped = [this] { m_collecting = m_collectAgain = false; },
        .lost = [this](bool denied) { serverLost(denied); },
    } };
};

void PulseMonitor::start()
{
    if (!m_line.start())
        onThreadOf(this, [this] { emit listed({}); });
}

void PulseMonitor::refresh()
{
    m_line.ask([this](pa_context* context) { collect(context); });
    if (m_line.isLost())
        onThreadOf(this, [this] { emit listed({}); });
}

void PulseMonitor::serverLost(bool denied)
{
    emit accessDenied(denied);
    emit listed({});
}

// Three questions, answered in their order; the last answer completes the list. Events in between ask for one more round.
void PulseMonitor::collect(pa_context* context)
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
    PulseLine::release(pa_context_get_server_info(context, onServer, this));
    PulseLine::release(pa_context_get_sink_info_list(context, &PulseMonitor::onSink, this));
    PulseLine::release(pa_context_get_source_info_list(context, &PulseMonitor::onSource, this));
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
void PulseMonitor::onSource(pa_context* context, const pa_source_info* source, int end, void* self)
{
    auto* monitor = static_cast<PulseMonitor*>(self);
    if (end != 0)
        monitor->collected(context);
    else if (source && source->monitor_of_sink == PA_INVALID_INDEX)
        monitor->add(*source, true);
}

void PulseMonitor::collected(pa_context* context)
{
    m_collecting = false;
    if (m_collectAgain) {
        m_collectAgain = false;
        collect(context);
        return;
    }
    m_line.tell(context, [this, system = m_found] { emit listed(system); });
}

}

std::unique_ptr<DeviceMonitor> makeDeviceMonitor()
{
    return std::make_unique<PulseMonitor>();
}

}
