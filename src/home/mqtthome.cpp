// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/mqtthome.h"

#include "home/thingnames.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

const QString prefix = u"homeassistant"_s; // Home Assistant's own default, which every device has built in

// The broker's sentences are written for a voice server.
Error inTheHome(const protocol::MqttSection& broker, const Error& error)
{
    if (error.code != Error::Code::Refused)
        return error;
    return { error.code,
        QCoreApplication::translate("myna", "The broker at %1 does not accept this user name and password.").arg(broker.host) };
}

}

MqttHome::MqttHome(protocol::MqttSection broker, things::ThingRegistry& registry, HomeTiming timing, QObject* parent)
    : HomeSource(parent)
    , m_broker(std::move(broker))
    , m_registry(registry)
    , m_timing(timing)
    , m_backoff(timing)
{
    if (m_broker.clientId.isEmpty())
        m_broker.clientId = u"myna-%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QChar(u'0'));
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &MqttHome::dial);
}

MqttHome::~MqttHome()
{
    m_client.reset();
    for (const auto& [topic, member] : m_members)
        m_registry.remove(member.thing->spec().name);
}

void MqttHome::start()
{
    if (state() == LinkState::Off)
        dial();
}

void MqttHome::dial()
{
    setState(LinkState::Connecting, error());
    m_client = std::make_unique<transport::MqttClient>(m_broker);
    m_client->dropLongerThan(maxMessageBytes);
    connect(m_client.get(), &transport::MqttClient::opened, this, &MqttHome::onOpened);
    connect(m_client.get(), &transport::MqttClient::received, this,
        [this](const QByteArray& payload, const QString& topic) { onMessage(topic, payload); });
    connect(m_client.get(), &transport::MqttClient::ended, this, &MqttHome::onEnded);
    connect(m_client.get(), &transport::MqttClient::subscribed, this, [this](bool granted) {
        if (!granted) {
            setState(state(),
                { Error::Code::Refused,
                    QCoreApplication::translate("myna", "The broker at %1 does not let this user read some of the topics.")
                        .arg(m_broker.host) });
        }
    });
    m_client->open();
}

void MqttHome::onOpened()
{
    m_backoff.reset();
    m_client->subscribe(prefix + u"/+/+/config"_s);
    m_client->subscribe(prefix + u"/+/+/+/config"_s);
    for (auto it = m_listeners.cbegin(); it != m_listeners.cend(); ++it)
        m_client->subscribe(it.key());
    setState(LinkState::Connected);
    for (auto& [topic, member] : m_members)
        showReachable(member);
}

void MqttHome::onEnded(const transport::Closing& closing)
{
    const Error why = inTheHome(m_broker, closing.error);
    m_again.start(why.code == Error::Code::Refused ? m_timing.longestWait : m_backoff.next());
    setState(LinkState::Waiting, why);
    for (auto& [topic, member] : m_members)
        member.thing->tellReachable(false);
}

void MqttHome::onMessage(const QString& topic, const QByteArray& payload)
{
    if (const auto where = readDiscoveryTopic(topic, prefix))
        return onAnnounced(topic, *where, payload);
    const QStringList listeners = m_listeners.value(topic);
    for (const QString& listener : listeners) {
        const auto member = m_members.find(listener);
        if (member == m_members.end())
            continue;
        tellAvailability(member->second, topic, payload);
        for (const Reading& reading : member->second.entity.readings) {
            if (reading.topic == topic)
                member->second.thing->tell(reading.read(payload));
        }
    }
}

void MqttHome::onAnnounced(const QString& topic, const DiscoveryTopic& where, const QByteArray& payload)
{
    if (where.component == "device"_L1)
        return onDeviceAnnounced(topic, where, payload);
    if (const auto known = m_members.find(topic); known != m_members.end() && known->second.payload == payload)
        return;
    remove(topic);
    if (payload.isEmpty() || !isKnownComponent(where.component))
        return;
    const Result<QJsonObject> config = readDiscoveryConfig(payload);
    if (!config)
        return;
    if (Result<MqttEntity> entity = makeMqttEntity(where, *config))
        add(topic, std::move(entity).value(), payload);
}

void MqttHome::onDeviceAnnounced(const QString& topic, const DiscoveryTopic& where, const QByteArray& payload)
{
    if (m_devices.value(topic) == payload)
        return;
    const QString prefixOfAll = topic + u'#';
    QStringList former;
    for (const auto& [key, member] : m_members) {
        if (key.startsWith(prefixOfAll))
            former.append(key);
    }
    for (const QString& key : std::as_const(former))
        remove(key);
    const QVector<DiscoveredThing> found = readDeviceConfig(where, payload);
    if (found.isEmpty() || m_devices.size() >= maxHomeThings)
        m_devices.remove(topic);
    else
        m_devices.insert(topic, payload);
    for (const DiscoveredThing& one : found) {
        if (Result<MqttEntity> entity = makeMqttEntity(one.where, one.config))
            add(prefixOfAll + one.where.object, std::move(entity).value(), payload);
    }
}

QString MqttHome::freeName(const QString& wish, const QString& key) const
{
    QString name = wish;
    for (int attempt = 0; m_registry.find(name); ++attempt)
        name = otherName(wish, key, attempt);
    return name;
}

void MqttHome::add(const QString& topic, MqttEntity entity, const QByteArray& payload)
{
    if (qsizetype(m_members.size()) >= maxHomeThings)
        return countLeftOut();
    entity.spec.name = freeName(entity.spec.name, topic);
    nameTools(entity.spec);
    auto thing = std::make_unique<HomeThing>(
        entity.spec, [this, topic](const QString& property, const QVariant& value) { return send(topic, property, value); },
        m_timing.confirmation);
    thing->tell({ { u"note"_s, entity.notes.join(u' ') } });
    Member& member = m_members[topic];
    member = { .entity = std::move(entity), .payload = payload, .thing = thing.get() };
    member.present.resize(member.entity.availability.size());
    showReachable(member);
    // A free name cannot be refused.
    [[maybe_unused]] const Result<> added = m_registry.add(std::move(thing));
    for (const Availability& one : member.entity.availability)
        listen(one.topic, topic);
    for (const Reading& reading : member.entity.readings)
        listen(reading.topic, topic);
}

void MqttHome::remove(const QString& topic)
{
    const auto member = m_members.find(topic);
    if (member == m_members.end())
        return;
    for (auto it = m_listeners.begin(); it != m_listeners.end();) {
        it->removeAll(topic);
        if (it->isEmpty()) {
            m_client->unsubscribe(it.key());
            it = m_listeners.erase(it);
        } else {
            ++it;
        }
    }
    const QString name = member->second.thing->spec().name;
    m_members.erase(member);
    m_registry.remove(name);
}

// Also where somebody listens already: the broker then sends what it kept once more, and the newcomer hears it.
void MqttHome::listen(const QString& topic, const QString& member)
{
    QStringList& listeners = m_listeners[topic];
    if (listeners.contains(member))
        return;
    listeners.append(member);
    m_client->subscribe(topic);
}

void MqttHome::tellAvailability(Member& member, const QString& topic, const QByteArray& payload)
{
    bool isMeant = false;
    for (qsizetype i = 0; i < member.entity.availability.size(); ++i) {
        const Availability& one = member.entity.availability.at(i);
        if (one.topic != topic)
            continue;
        const std::optional<QString> said = one.value.read(payload);
        if (said != one.available && said != one.notAvailable)
            continue;
        member.present[i] = said == one.available;
        member.latest = member.present.at(i);
        isMeant = true;
    }
    if (isMeant)
        showReachable(member);
}

void MqttHome::showReachable(Member& member)
{
    const auto isThere = [](const std::optional<bool>& present) { return present.value_or(false); };
    bool reachable = member.present.isEmpty();
    if (!reachable) {
        switch (member.entity.availabilityMode) {
        case AvailabilityMode::All:
            reachable = std::ranges::all_of(member.present, isThere);
            break;
        case AvailabilityMode::Any:
            reachable = std::ranges::any_of(member.present, isThere);
            break;
        case AvailabilityMode::Latest:
            reachable = member.latest.value_or(false);
            break;
        }
    }
    member.thing->tellReachable(reachable && state() == LinkState::Connected);
}

Result<Confirmation> MqttHome::send(const QString& member, const QString& property, const QVariant& value)
{
    const auto found = m_members.find(member);
    if (found == m_members.end() || !m_client->isOpen())
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "The broker at %1 cannot be reached now.").arg(m_broker.host) };
    const Ordering order = found->second.entity.orders.value(property);
    if (!order.publication)
        return Error { Error::Code::Refused, QCoreApplication::translate("myna", "%1 can be read but not changed.").arg(property) };
    const Result<Publication> made = order.publication(value);
    if (!made)
        return made.error();
    m_client->publish(made->topic, made->payload, { .qos = made->qos, .retain = made->retain });
    return order.confirmation;
}

}

#include "moc_mqtthome.cpp"
