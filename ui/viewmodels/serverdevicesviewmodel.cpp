// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverdevicesviewmodel.h"

#include "viewmodels/serverturnsviewmodel.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminAnswer;
using admin::AdminLink;
using admin::Device;

namespace {

constexpr int askedAtOnce = 500;

server::DeviceState stateOf(admin::DeviceState state)
{
    switch (state) {
    case admin::DeviceState::Offline:
        return server::DeviceState::Offline;
    case admin::DeviceState::Idle:
        return server::DeviceState::Idle;
    case admin::DeviceState::Listening:
        return server::DeviceState::Listening;
    case admin::DeviceState::Thinking:
        return server::DeviceState::Thinking;
    case admin::DeviceState::Speaking:
        return server::DeviceState::Speaking;
    }
    return server::DeviceState::Offline;
}

server::DeviceRow rowOf(const Device& device)
{
    return { .deviceId = device.id,
        .name = device.name.isEmpty() ? device.board : device.name,
        .version = device.version,
        .state = stateOf(device.state),
        .lastWords = device.lastWords,
        .lastTurn = device.lastTurn,
        .lastSeen = device.lastSeen,
        .group = device.group,
        .board = device.board,
        .address = device.address,
        .connectedSince = device.connectedSince,
        .quarantine = device.quarantine,
        .firmware = device.firmware,
        .profile = device.profile };
}

QStringList listed(const QString& typed)
{
    QStringList names;
    for (const QString& part : typed.split(u',', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            names.append(part.trimmed());
    }
    return names;
}

QJsonValue textOrNothing(const QString& text)
{
    return text.trimmed().isEmpty() ? QJsonValue() : QJsonValue(text.trimmed());
}

}

ServerDevicesViewModel::ServerDevicesViewModel(AdminLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
    connect(&link, &AdminLink::stateChanged, this, &ServerDevicesViewModel::onState);
    connect(&link, &AdminLink::happened, this, &ServerDevicesViewModel::onHappened);
}

const Device* ServerDevicesViewModel::find(const QString& id) const
{
    const auto found = std::ranges::find(m_devices, id, &Device::id);
    return found == m_devices.end() ? nullptr : &*found;
}

QString ServerDevicesViewModel::nameOf(const QString& id) const
{
    const Device* device = find(id);
    if (!device)
        return id;
    return !device->name.isEmpty() ? device->name : !device->board.isEmpty() ? device->board : id;
}

QStringList ServerDevicesViewModel::factsOf(const QString& id) const
{
    QStringList facts;
    const Device* device = find(id);
    if (!device)
        return facts;
    for (const QString& fact : { device->board, device->version, device->id, device->address }) {
        if (!fact.isEmpty())
            facts.append(fact);
    }
    const QLocale locale;
    if (device->connectedSince.isValid())
        facts.append(tr("here since %1").arg(locale.toString(device->connectedSince.toLocalTime(), QLocale::ShortFormat)));
    else if (device->lastSeen.isValid())
        facts.append(tr("last seen %1", "a time or a date").arg(locale.toString(device->lastSeen.toLocalTime(), QLocale::ShortFormat)));
    return facts;
}

DeviceForm ServerDevicesViewModel::formOf(const QString& id) const
{
    const Device* device = find(id);
    if (!device)
        return {};
    const QJsonObject& profile = device->profile;
    DeviceForm form { .name = device->name,
        .group = device->group,
        .firmware = device->firmware,
        .language = profile["language"_L1].toString(),
        .voice = profile["voice"_L1].toString(),
        .prompt = profile["prompt"_L1].toString(),
        .blockedTools = admin::textsFrom(profile["blocked_tools"_L1]).join(u", "_s) };
    const QJsonObject engines = profile["engines"_L1].toObject();
    for (auto it = engines.begin(); it != engines.end(); ++it)
        form.engines.insert(it.key(), it->isString() ? it->toString() : admin::textsFrom(it.value()).join(u", "_s));
    if (profile["remembers"_L1].isBool())
        form.remembers = profile["remembers"_L1].toBool();
    return form;
}

void ServerDevicesViewModel::setMemory(double bytes)
{
    if (std::llround(bytes / 1e6) == std::llround(m_memory / 1e6))
        return;
    m_memory = bytes;
    emit figuresChanged();
}

void ServerDevicesViewModel::retranslate()
{
    emit changed();
    emit figuresChanged();
}

void ServerDevicesViewModel::rename(const QString& id, const QString& name)
{
    wish("PATCH", id, {}, { { u"name"_s, name.simplified() } }, tr("The name was changed."));
}

// A key that is as it was is not sent: somebody else may be changing it just now.
void ServerDevicesViewModel::change(const QString& id, const DeviceForm& form)
{
    const DeviceForm before = formOf(id);
    QJsonObject body;
    QJsonObject profile;
    const auto note = [](QJsonObject& in, const QString& key, const QString& now, const QString& then, const QJsonValue& value) {
        if (now.trimmed() != then)
            in.insert(key, value);
    };
    note(body, u"name"_s, form.name, before.name, form.name.simplified());
    note(body, u"group"_s, form.group, before.group, form.group.simplified());
    note(body, u"firmware"_s, form.firmware, before.firmware, form.firmware);
    note(profile, u"language"_s, form.language, before.language, textOrNothing(form.language));
    note(profile, u"voice"_s, form.voice, before.voice, textOrNothing(form.voice));
    note(profile, u"prompt"_s, form.prompt, before.prompt, textOrNothing(form.prompt));
    if (listed(form.blockedTools) != listed(before.blockedTools)) {
        const QStringList tools = listed(form.blockedTools);
        profile.insert(u"blocked_tools"_s, tools.isEmpty() ? QJsonValue() : QJsonValue(QJsonArray::fromStringList(tools)));
    }
    QJsonObject engines;
    for (auto it = form.engines.begin(); it != form.engines.end(); ++it) {
        if (!listed(it.value()).isEmpty())
            engines.insert(it.key(), QJsonArray::fromStringList(listed(it.value())));
    }
    if (form.engines != before.engines)
        profile.insert(u"engines"_s, engines.isEmpty() ? QJsonValue() : QJsonValue(engines));
    if (form.remembers != before.remembers)
        profile.insert(u"remembers"_s, form.remembers ? QJsonValue(*form.remembers) : QJsonValue());
    if (!profile.isEmpty())
        body.insert(u"profile"_s, profile);
    if (body.isEmpty())
        emit done(id);
    else
        wish("PATCH", id, {}, body, tr("Saved. It takes effect with the next conversation."));
}

void ServerDevicesViewModel::say(const QString& id, const QString& text)
{
    wish("POST", id, u"say"_s, { { u"text"_s, text } }, tr("%1 says it.").arg(nameOf(id)));
}

void ServerDevicesViewModel::ask(const QString& id, const QString& text)
{
    wish("POST", id, u"ask"_s, { { u"text"_s, text } }, tr("%1 was asked.").arg(nameOf(id)));
}

void ServerDevicesViewModel::disconnectDevice(const QString& id)
{
    wish("POST", id, u"disconnect"_s, {}, tr("%1 was disconnected. It may come back by itself.").arg(nameOf(id)));
}

void ServerDevicesViewModel::quarantine(const QString& id, const QString& reason)
{
    wish(
        "POST", id, u"quarantine"_s, { { u"reason"_s, reason.simplified() } }, tr("%1 is kept away until you release it.").arg(nameOf(id)));
}

void ServerDevicesViewModel::release(const QString& id)
{
    wish("POST", id, u"release"_s, {}, tr("%1 may come again.").arg(nameOf(id)));
}

void ServerDevicesViewModel::revoke(const QString& id)
{
    wish("POST", id, u"revoke"_s, {}, tr("%1 was removed.").arg(nameOf(id)));
}

void ServerDevicesViewModel::forget(const QString& id)
{
    wish("POST", id, u"forget"_s, {}, tr("What was remembered of %1 is forgotten.").arg(nameOf(id)));
}

void ServerDevicesViewModel::loadFirmware()
{
    m_link.client().get(u"/admin/firmware"_s, {}, this, [this](const AdminAnswer& answer) {
        m_firmware = admin::firmwareFrom(answer.data);
        emit firmwareChanged();
    });
}

void ServerDevicesViewModel::wish(
    const QByteArray& method, const QString& id, const QString& verb, const QJsonObject& body, const QString& doneText)
{
    const QString path = u"/admin/devices/"_s + admin::pathPart(id) + (verb.isEmpty() ? QString() : u'/' + verb);
    m_link.client().send(method, path, body, this, [this, id, verb, doneText](const AdminAnswer& answer) {
        if (!answer.ok) {
            emit refused(id, answer.error.text);
            emit said({ Tone::Warning, answer.error.text });
            return;
        }
        if (const auto row = admin::deviceFrom(answer.data.toObject()); row && verb != u"revoke")
            adopt(*row);
        emit done(id);
        emit said({ Tone::Good, doneText });
    });
}

void ServerDevicesViewModel::adopt(const Device& device)
{
    const auto found = std::ranges::find(m_devices, device.id, &Device::id);
    if (found == m_devices.end())
        return;
    *found = device;
    setDevices(QVector<Device>(m_devices));
}

void ServerDevicesViewModel::setDevices(const QVector<Device>& devices)
{
    m_devices = devices;
    QVector<server::DeviceRow> rows;
    rows.reserve(devices.size());
    for (const Device& device : devices)
        rows.append(rowOf(device));
    m_list.setDevices(rows);
    emit changed();
}

void ServerDevicesViewModel::applyTurn(const admin::Turn& turn)
{
    const auto found = std::ranges::find(m_devices, turn.device, &Device::id);
    if (found != m_devices.end()) {
        found->lastTurn = turn.timeline;
        if (!turn.said.isEmpty() || !turn.heard.isEmpty())
            found->lastWords = turn.said.isEmpty() ? askedWords(turn.heard) : turn.said;
        setDevices(QVector<Device>(m_devices));
    }
    m_day.add(turn);
    emit figuresChanged();
}

void ServerDevicesViewModel::setDay(const QVector<admin::Turn>& turns)
{
    m_day.set(turns);
    emit figuresChanged();
}

void ServerDevicesViewModel::onState()
{
    switch (m_link.state()) {
    case AdminLink::State::Off:
        m_memory = 0;
        setDay({});
        setDevices({});
        return;
    case AdminLink::State::Connected:
        m_link.client().get(
            u"/admin/turns"_s, QUrlQuery { { u"limit"_s, QString::number(askedAtOnce) } }, this, [this](const AdminAnswer& answer) {
                if (answer.ok)
                    setDay(admin::turnsFrom(answer.data));
            });
        return;
    case AdminLink::State::Waiting:
    case AdminLink::State::Refused:
        m_list.goOffline();
        return;
    case AdminLink::State::Connecting:
        return;
    }
}

void ServerDevicesViewModel::onHappened(const QString& event, const QJsonValue& data)
{
    if (event == u"devices")
        setDevices(admin::devicesFrom(data));
    else if (event == u"turn")
        applyTurn(admin::turnFrom(data.toObject()));
}

}

#include "moc_serverdevicesviewmodel.cpp"
