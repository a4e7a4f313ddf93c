// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/homedesk.h"

#include "client/datadirectory.h"
#include "mcp/hometools.h"
#include "settings/options.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::client {

using home::HomeKind;
using home::HomePlace;

namespace {

const QString mqttName = u"mqtt"_s;
const QString assistantName = u"homeassistant"_s;
const QString screenOnly = u"-"_s;

QString secretKey(HomeKind kind)
{
    return kind == HomeKind::Mqtt ? u"home-broker"_s : u"home-assistant"_s;
}

// The light that people mean by "the lamp" without having said so: the only one, or the only one that is called like that.
things::Thing* likelyLamp(const things::ThingRegistry& things)
{
    static const QStringList names { u"lamp"_s, u"the lamp"_s, u"light"_s, u"the light"_s, u"灯"_s, u"台灯"_s };
    QVector<things::Thing*> lights;
    QVector<things::Thing*> called;
    for (things::Thing* thing : things.things()) {
        if (thing->spec().kind != "light"_L1)
            continue;
        lights.append(thing);
        if (names.contains(thing->spec().title, Qt::CaseInsensitive))
            called.append(thing);
    }
    if (lights.size() == 1)
        return lights.constFirst();
    return called.size() == 1 ? called.constFirst() : nullptr;
}

}

HomeDesk::HomeDesk(settings::SettingsStore& settings, const QString& dataDir, DeviceDesk& desk, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_secrets(secretStoreFor(dataDir, settings))
    , m_desk(desk)
{
    m_desk.add(std::make_unique<mcp::HomeTools>(m_link.things()));
    m_desk.gate().addDeeds(mcp::homeDeeds(m_link.things()));
    m_desk.gate().addDeeds([self = QPointer<const HomeDesk>(this)](
                               const QString& tool, const QJsonObject&) { return self ? self->deedsOfLamp(tool) : QVector<mcp::Deed>(); });
    connect(&m_link.things(), &things::ThingRegistry::added, this, &HomeDesk::findLamp);
    connect(&m_link.things(), &things::ThingRegistry::removed, this, &HomeDesk::findLamp);
}

HomeDesk::~HomeDesk()
{
    m_link.things().disconnect(this);
    m_desk.lamp().standFor(nullptr);
}

HomePlace HomeDesk::place() const
{
    const QString kind = m_settings.get(settings::homeSource);
    return { .kind = kind == mqttName ? HomeKind::Mqtt
            : kind == assistantName   ? HomeKind::HomeAssistant
                                      : HomeKind::None,
        .host = m_settings.get(settings::homeBroker),
        .port = quint16(std::clamp(m_settings.get(settings::homeBrokerPort), 0, 65535)),
        .user = m_settings.get(settings::homeBrokerUser),
        .address = m_settings.get(settings::homeAssistant) };
}

QString HomeDesk::lamp() const
{
    return m_settings.get(settings::homeLamp);
}

void HomeDesk::begin()
{
    if (const HomePlace remembered = place(); remembered.kind != HomeKind::None)
        connectTo(remembered);
}

// An anonymous broker has no password to look for.
void HomeDesk::connectTo(HomePlace place)
{
    const quint64 number = ++m_tries;
    if (place.kind == HomeKind::None || (place.kind == HomeKind::Mqtt && place.user.isEmpty()))
        return m_link.use(place);
    m_secrets->read(secretKey(place.kind), [this, place, number, self = QPointer(this)](const Result<QByteArray>& secret) mutable {
        if (!self || number != m_tries)
            return;
        if (!secret && secret.error().code != Error::Code::NotFound)
            return m_link.refuse(secret.error());
        place.secret = secret.value_or(QByteArray());
        m_link.use(place);
    });
}

void HomeDesk::use(const HomePlace& place, bool newSecret)
{
    remember(place);
    if (!newSecret || place.kind == HomeKind::None)
        return connectTo(place);
    ++m_tries;
    m_link.use(place);
    if (place.secret.isEmpty())
        return m_secrets->remove(secretKey(place.kind), [](const Result<>&) {});
    m_secrets->write(secretKey(place.kind), place.secret, [this, self = QPointer(this)](const Result<>& kept) {
        if (self && !kept)
            emit secretNotKept(kept.error());
    });
}

void HomeDesk::remember(const HomePlace& place)
{
    switch (place.kind) {
    case HomeKind::None:
        m_settings.set(settings::homeSource, QString());
        for (const HomeKind kind : { HomeKind::Mqtt, HomeKind::HomeAssistant })
            m_secrets->remove(secretKey(kind), [](const Result<>&) {});
        break;
    case HomeKind::Mqtt:
        m_settings.set(settings::homeSource, mqttName);
        m_settings.set(settings::homeBroker, place.host);
        m_settings.set(settings::homeBrokerPort, int(place.port));
        m_settings.set(settings::homeBrokerUser, place.user);
        break;
    case HomeKind::HomeAssistant:
        m_settings.set(settings::homeSource, assistantName);
        m_settings.set(settings::homeAssistant, place.address);
        break;
    }
}

void HomeDesk::chooseLamp(const QString& thing)
{
    m_settings.set(settings::homeLamp, thing);
    findLamp();
}

void HomeDesk::findLamp()
{
    const QString chosen = lamp();
    things::Thing* light = nullptr;
    if (chosen.isEmpty())
        light = likelyLamp(m_link.things());
    else if (chosen != screenOnly)
        light = m_link.things().find(chosen);
    m_light = light;
    m_desk.lamp().standFor(light);
}

// Whoever switches the lamp switches the light that it is.
QVector<mcp::Deed> HomeDesk::deedsOfLamp(const QString& tool) const
{
    QVector<mcp::Deed> deeds;
    for (const things::PropertySpec& of : m_light ? m_desk.lamp().spec().properties : QVector<things::PropertySpec>()) {
        for (const things::PropertySpec& property : m_light->spec().properties) {
            if (of.setTool == tool && property.name == of.name && !property.setTool.isEmpty())
                deeds.append({ property.setTool, mcp::Decision::Allow });
        }
    }
    return deeds;
}

}

#include "moc_homedesk.cpp"
