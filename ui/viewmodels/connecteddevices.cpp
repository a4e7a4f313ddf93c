// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/connecteddevices.h"

#include "viewmodels/devicething.h"
#include "viewmodels/serverdevicesviewmodel.h"

#include <QJsonDocument>
#include <QPointer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminAnswer;
using admin::AdminLink;
using admin::DeviceTool;

namespace {

const QString statusTool = u"self.get_device_status"_s;

QString pathOf(const QString& id, QLatin1String verb)
{
    return u"/admin/devices/"_s + admin::pathPart(id) + u'/' + verb;
}

QVector<ToolPlace::Offer> offersFrom(const QVector<DeviceTool>& tools)
{
    QVector<ToolPlace::Offer> offers;
    for (const DeviceTool& tool : tools) {
        const Result<mcp::ToolSpec> read = mcp::toolSpecFromJson(tool.spec);
        if (!read)
            continue;
        mcp::ToolSpec spec = read.value();
        spec.schema = tool.spec["inputSchema"_L1].toObject();
        offers.append({ std::move(spec), tool.allowed });
    }
    return offers;
}

}

ConnectedDevice::ConnectedDevice(AdminLink& link, QString id, QString name, QObject* parent)
    : ToolPlace(parent)
    , m_link(link)
    , m_id(std::move(id))
    , m_name(std::move(name))
{
}

ConnectedDevice::~ConnectedDevice() = default;

void ConnectedDevice::call(const QString& tool, const QJsonObject& arguments, QObject* context, const Then& then)
{
    const QJsonObject body { { u"tool"_s, tool }, { u"arguments"_s, arguments } };
    // A tool may take as long as the server lets it, which is the one to say so.
    constexpr std::chrono::milliseconds limit { 40000 };
    m_link.client().send(
        "POST", pathOf(m_id, "call"_L1), body, context,
        [body, then](const AdminAnswer& answer) {
            const admin::CallAnswer called = admin::callAnswerFrom(answer.data);
            then({ .sent = body,
                .received = answer.data.toObject(),
                .text = answer.ok ? called.text : answer.error.text,
                .failed = !answer.ok || !called.ok,
                .ms = called.ms });
        },
        limit);
}

void ConnectedDevice::setName(const QString& name)
{
    if (std::exchange(m_name, name) != name)
        emit changed();
}

void ConnectedDevice::setThings(const admin::DeviceThings& things)
{
    setConnected(things.connected);
    if (!things.connected)
        return;
    m_hasStatus = std::ranges::any_of(
        things.tools, [](const DeviceTool& tool) { return tool.name == statusTool && tool.source == DeviceTool::Source::Device; });
    rebuild(deviceThingPlans(things));
    if (const QVector<Offer> offers = offersFrom(things.tools); offers != m_offers) {
        m_offers = offers;
        emit changed();
    }
    askStatus();
}

// A thing that is as it was stays, with its history and whoever looks at it.
void ConnectedDevice::rebuild(const QVector<DeviceThingPlan>& plans)
{
    const auto planned = [&plans](const QString& name) {
        return std::ranges::find(plans, name, [](const DeviceThingPlan& plan) { return plan.spec.name; });
    };
    for (things::Thing* thing : m_registry.things()) {
        const auto plan = planned(thing->spec().name);
        if (plan == plans.end() || plan->spec != thing->spec())
            m_registry.remove(thing->spec().name);
    }
    for (const DeviceThingPlan& plan : plans) {
        if (DeviceThing* known = find(plan.spec.name)) {
            for (auto it = plan.properties.begin(); it != plan.properties.end(); ++it)
                known->tell(it.key(), it->value);
            continue;
        }
        auto call
            = [self = QPointer<ConnectedDevice>(this)](const QString& tool, const QJsonObject& arguments, const things::Changed& done) {
                  if (!self)
                      return;
                  self->call(tool, arguments, self, [self, done](const ToolExchange& exchange) {
                      done(exchange.failed ? Result<>(Error { Error::Code::Refused, exchange.text }) : Result<>());
                      self->askStatus();
                  });
              };
        // Names are unique within the plans; two things of one name are one too many, and the first stays.
        [[maybe_unused]] const auto added = m_registry.add(std::make_unique<DeviceThing>(plan, std::move(call)));
    }
}

DeviceThing* ConnectedDevice::find(const QString& thing) const
{
    return qobject_cast<DeviceThing*>(m_registry.find(thing));
}

void ConnectedDevice::askStatus()
{
    const QVector<things::Thing*> all = m_registry.things();
    const auto wants
        = [](things::Thing* thing) { return qobject_cast<DeviceThing*>(thing) && static_cast<DeviceThing*>(thing)->hasStatus(); };
    if (!m_hasStatus || std::ranges::none_of(all, wants))
        return;
    call(statusTool, {}, this, [this](const ToolExchange& exchange) {
        const QJsonObject status = QJsonDocument::fromJson(exchange.text.toUtf8()).object();
        if (exchange.failed || status.isEmpty())
            return;
        for (things::Thing* thing : m_registry.things())
            static_cast<DeviceThing*>(thing)->tellStatus(status); // there are no others
    });
}

void ConnectedDevice::tellState(const QString& thing, const QJsonObject& state)
{
    if (DeviceThing* known = find(thing))
        known->tellState(state);
}

void ConnectedDevice::setConnected(bool connected)
{
    for (things::Thing* thing : m_registry.things())
        static_cast<DeviceThing*>(thing)->tellConnected(connected);
    if (!connected && !m_offers.isEmpty()) {
        m_offers.clear();
        emit changed();
    }
}

ConnectedDevices::ConnectedDevices(AdminLink& link, ServerDevicesViewModel& devices, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_devices(devices)
{
    connect(&devices, &ServerDevicesViewModel::changed, this, &ConnectedDevices::refresh);
    connect(&link, &AdminLink::stateChanged, this, &ConnectedDevices::onState);
    connect(&link, &AdminLink::happened, this, &ConnectedDevices::onHappened);
}

ConnectedDevices::~ConnectedDevices() = default;

void ConnectedDevices::setOwn(const QString& deviceId)
{
    m_own = deviceId;
    remove(deviceId);
}

QVector<ConnectedDevice*> ConnectedDevices::all() const
{
    QVector<ConnectedDevice*> devices;
    for (const auto& [id, device] : m_all)
        devices.append(device.get());
    return devices;
}

void ConnectedDevices::refresh()
{
    const auto* list = m_devices.list();
    QHash<QString, bool> there;
    for (int row = 0; row < list->rowCount(); ++row) {
        const QString id = list->index(row).data(DeviceListModel::DeviceIdRole).toString();
        const admin::Device* device = m_devices.find(id);
        if (id != m_own && device)
            there.insert(id, device->state != admin::DeviceState::Offline);
    }
    for (const QString& id : QHash<QString, bool>(m_connected).keys()) {
        if (!there.contains(id))
            remove(id);
    }
    for (auto it = there.begin(); it != there.end(); ++it) {
        const auto known = m_all.find(it.key());
        if (known != m_all.end())
            known->second->setName(m_devices.nameOf(it.key()));
        if (m_connected.value(it.key()) == it.value())
            continue;
        m_connected.insert(it.key(), it.value());
        if (it.value())
            ask(it.key());
        else if (known != m_all.end())
            known->second->setConnected(false);
    }
}

void ConnectedDevices::onState()
{
    switch (m_link.state()) {
    case AdminLink::State::Off:
    case AdminLink::State::Waiting:
    case AdminLink::State::Refused:
        m_waiting.clear();
        m_asking.clear();
        m_connected.clear();
        for (const auto& [id, device] : m_all)
            device->setConnected(false);
        break;
    case AdminLink::State::Connecting:
    case AdminLink::State::Connected:
        break;
    }
    if (m_link.state() == AdminLink::State::Off) {
        while (!m_all.empty())
            remove(m_all.begin()->first);
    }
}

void ConnectedDevices::onHappened(const QString& event, const QJsonValue& data)
{
    const QJsonObject json = data.toObject();
    const QString id = json["device"_L1].toString();
    if (event == "device_things"_L1 && m_connected.value(id))
        ask(id);
    if (const auto known = m_all.find(id); event == "device_state"_L1 && known != m_all.end())
        known->second->tellState(json["thing"_L1].toString(), json["state"_L1].toObject());
}

void ConnectedDevices::ask(const QString& id)
{
    if (id == m_own || std::ranges::find(m_waiting, id) != m_waiting.end() || m_waiting.size() >= size_t(mostDevices))
        return;
    m_waiting.push_back(id);
    if (m_asking.isEmpty())
        askNext();
}

void ConnectedDevices::askNext()
{
    m_asking.clear();
    if (m_waiting.empty())
        return;
    m_asking = m_waiting.front();
    m_waiting.pop_front();
    m_link.client().get(pathOf(m_asking, "things"_L1), {}, this, [this, id = m_asking](const AdminAnswer& answer) {
        if (id != m_asking)
            return; // of another connection
        if (answer.ok && m_connected.value(id)) {
            const admin::DeviceThings things = admin::deviceThingsFrom(answer.data);
            auto known = m_all.find(id);
            if (known == m_all.end() && things.connected && m_all.size() < size_t(mostDevices)) {
                known = m_all.emplace(id, std::make_unique<ConnectedDevice>(m_link, id, m_devices.nameOf(id))).first;
                emit added(known->second.get());
            }
            if (known != m_all.end())
                known->second->setThings(things);
        }
        askNext();
    });
}

void ConnectedDevices::remove(const QString& id)
{
    m_connected.remove(id);
    const auto found = m_all.find(id);
    if (found == m_all.end())
        return;
    emit leaving(found->second.get());
    m_all.erase(found);
}

}

#include "moc_connecteddevices.cpp"
