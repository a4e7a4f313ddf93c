// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/entitybuilder.h"

#include "home/homelimits.h"
#include "home/thingnames.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

constexpr qsizetype maxAvailabilityTopics = 8;

}

QString propertyTitle(const QString& property)
{
    struct Title
    {
        QLatin1String property;
        const char* words;
    };
    static constexpr auto titles = std::to_array<Title>({
        { "power"_L1, QT_TRANSLATE_NOOP("myna", "On") },
        { "brightness"_L1, QT_TRANSLATE_NOOP("myna", "Brightness") },
        { "colour"_L1, QT_TRANSLATE_NOOP("myna", "Colour") },
        { "kelvin"_L1, QT_TRANSLATE_NOOP("myna", "Colour temperature") },
        { "effect"_L1, QT_TRANSLATE_NOOP("myna", "Effect") },
        { "value"_L1, QT_TRANSLATE_NOOP("myna", "Value") },
        { "active"_L1, QT_TRANSLATE_NOOP("myna", "Active") },
        { "state"_L1, QT_TRANSLATE_NOOP("myna", "State") },
        { "position"_L1, QT_TRANSLATE_NOOP("myna", "Position") },
        { "open"_L1, QT_TRANSLATE_NOOP("myna", "Open") },
        { "close"_L1, QT_TRANSLATE_NOOP("myna", "Close") },
        { "stop"_L1, QT_TRANSLATE_NOOP("myna", "Stop") },
        { "mode"_L1, QT_TRANSLATE_NOOP("myna", "Mode") },
        { "target"_L1, QT_TRANSLATE_NOOP("myna", "Target") },
        { "current"_L1, QT_TRANSLATE_NOOP("myna", "Temperature") },
        { "fan"_L1, QT_TRANSLATE_NOOP("myna", "Fan") },
        { "preset"_L1, QT_TRANSLATE_NOOP("myna", "Preset") },
        { "choice"_L1, QT_TRANSLATE_NOOP("myna", "Choice") },
        { "press"_L1, QT_TRANSLATE_NOOP("myna", "Press") },
        { "note"_L1, QT_TRANSLATE_NOOP("myna", "Note") },
    });
    for (const Title& title : titles) {
        if (title.property == property)
            return QCoreApplication::translate("myna", title.words);
    }
    return property;
}

EntityBuilder::EntityBuilder(const DiscoveryTopic& topic, const QJsonObject& config)
    : m_config(config)
{
    m_entity.spec.kind = topic.component == "binary_sensor"_L1 ? u"sensor"_s : topic.component;
    name(topic);
    readAvailability();
}

void EntityBuilder::name(const DiscoveryTopic& topic)
{
    const QJsonObject device = m_config.value("device"_L1).toObject();
    const QString deviceName = device["name"_L1].toString().simplified().left(maxTitleLength);
    QString title = m_config.value("name"_L1).toString().simplified().left(maxTitleLength);
    if (title.isEmpty())
        title = deviceName.isEmpty() ? text(u"object_id"_s, topic.object).replace(u'_', u' ') : deviceName;
    else if (!deviceName.isEmpty() && !title.startsWith(deviceName, Qt::CaseInsensitive))
        title = QString(deviceName + u' ' + title);
    things::ThingSpec& spec = m_entity.spec;
    spec.title = title;
    m_entity.technicalName = text(u"object_id"_s, topic.node.isEmpty() ? topic.object : QString(topic.node + u' ' + topic.object));
    spec.name = thingName(title, m_entity.technicalName + u' ' + topic.component);
    spec.room = device["suggested_area"_L1].toString().simplified().left(maxTitleLength);
    spec.description
        = spec.room.isEmpty() ? u"%1 (%2)"_s.arg(title, topic.component) : u"%1 (%2) in %3"_s.arg(title, topic.component, spec.room);
}

void EntityBuilder::readAvailability()
{
    QJsonArray entries = m_config.value("availability"_L1).toArray();
    if (entries.isEmpty() && !topic(u"availability_topic"_s).isEmpty()) {
        entries.append(QJsonObject { { u"topic"_s, m_config.value("availability_topic"_L1) },
            { u"value_template"_s, m_config.value("availability_template"_L1) },
            { u"payload_available"_s, m_config.value("payload_available"_L1) },
            { u"payload_not_available"_s, m_config.value("payload_not_available"_L1) } });
    }
    for (const auto& entry : entries) {
        const QJsonObject one = entry.toObject();
        const QString where = one["topic"_L1].toString();
        Result<ValueTemplate> value = ValueTemplate::parse(one["value_template"_L1].toString());
        if (!value) {
            note(QCoreApplication::translate("myna", "Whether it can be reached is not known: %1.").arg(value.error().text));
            continue;
        }
        if (isPlainTopic(where) && m_entity.availability.size() < maxAvailabilityTopics) {
            m_entity.availability.append({ .topic = where,
                .value = std::move(value).value(),
                .available = templateText(one["payload_available"_L1]).value_or(u"online"_s),
                .notAvailable = templateText(one["payload_not_available"_L1]).value_or(u"offline"_s) });
        }
    }
    const QString mode = text(u"availability_mode"_s);
    m_entity.availabilityMode = mode == "all"_L1 ? AvailabilityMode::All
        : mode == "any"_L1                       ? AvailabilityMode::Any
                                                 : AvailabilityMode::Latest;
}

QString EntityBuilder::text(const QString& key, const QString& otherwise) const
{
    const QJsonValue value = m_config.value(key);
    return value.isUndefined() || value.isNull() ? otherwise : templateText(value).value_or(otherwise).left(maxTextLength);
}

double EntityBuilder::number(const QString& key, double otherwise) const
{
    constexpr double largest = 1e9;
    bool good = false;
    const double number = text(key).toDouble(&good);
    return good && std::abs(number) <= largest ? number : otherwise;
}

bool EntityBuilder::flag(const QString& key, bool otherwise) const
{
    return m_config.value(key).toBool(otherwise);
}

QString EntityBuilder::topic(const QString& key) const
{
    const QString topic = m_config.value(key).toString();
    return isPlainTopic(topic) ? topic : QString();
}

QStringList EntityBuilder::list(const QString& key) const
{
    QStringList texts;
    for (const auto& value : m_config.value(key).toArray()) {
        const QString text = templateText(value).value_or(QString());
        if (!text.isEmpty() && text.size() <= maxTitleLength && texts.size() < maxChoices && !texts.contains(text))
            texts.append(text);
    }
    return texts;
}

std::optional<ValueTemplate> EntityBuilder::templateOf(const QString& key, const QString& property)
{
    Result<ValueTemplate> made = ValueTemplate::parse(key.isEmpty() ? QString() : m_config.value(key).toString());
    if (made)
        return std::move(made).value();
    note(QCoreApplication::translate("myna", "%1 is not shown: %2.").arg(propertyTitle(property), made.error().text));
    return std::nullopt;
}

bool EntityBuilder::read(const QString& property, const QString& topicKey, const QString& templateKey, const FromText& value)
{
    const QString where = topic(topicKey);
    if (where.isEmpty())
        return false;
    std::optional<ValueTemplate> made = templateOf(templateKey, property);
    if (!made)
        return false;
    m_entity.readings.append({ where, [property, value, made = std::move(*made)](const QByteArray& message) -> QVariantMap {
                                  const std::optional<QString> text = made.read(message);
                                  const QVariant told = text ? value(*text) : QVariant();
                                  return told.isValid() ? QVariantMap { { property, told } } : QVariantMap();
                              } });
    return true;
}

void EntityBuilder::readWhole(const QString& topicKey, const std::function<QVariantMap(const QByteArray&)>& values)
{
    if (const QString where = topic(topicKey); !where.isEmpty())
        m_entity.readings.append({ where, values });
}

Publication EntityBuilder::publicationTo(const QString& topic, const QByteArray& payload) const
{
    return { .topic = topic, .payload = payload, .qos = number(u"qos"_s, 0) >= 1 ? 1 : 0, .retain = flag(u"retain"_s) };
}

bool EntityBuilder::order(const QString& property, const QString& topicKey, const QString& templateKey, const ToText& text,
    const std::function<QJsonObject(const QVariant&)>& names)
{
    const QString where = topic(topicKey);
    if (where.isEmpty())
        return false;
    const std::optional<ValueTemplate> made = templateOf(templateKey, property);
    if (!made)
        return false;
    m_entity.orders[property].publication
        = [made = *made, text, names, publication = publicationTo(where, {})](const QVariant& value) -> Result<Publication> {
        const QString plain = text(value);
        const std::optional<QString> filled
            = made.isEmpty() ? std::optional(plain) : made.fill(names ? names(value) : QJsonObject { { u"value"_s, plain } });
        if (!filled)
            return Error { Error::Code::Invalid,
                QCoreApplication::translate("myna", "The device's own template does not fit this value.") };
        Publication filledIn = publication;
        filledIn.payload = filled->toUtf8();
        return filledIn;
    };
    return true;
}

void EntityBuilder::orderRaw(const QString& property, const QString& topicKey, const std::function<QByteArray(const QVariant&)>& payload)
{
    m_entity.orders[property].publication
        = [payload, publication = publicationTo(topic(topicKey), {})](const QVariant& value) -> Result<Publication> {
        Publication filledIn = publication;
        filledIn.payload = payload(value);
        return filledIn;
    };
}

void EntityBuilder::confirmBy(const QString& property, Confirmation confirmation, bool isTold)
{
    m_entity.orders[property].confirmation = isTold && !flag(u"optimistic"_s) ? confirmation : Confirmation::AtOnce;
}

MqttEntity EntityBuilder::finish()
{
    for (things::PropertySpec& property : m_entity.spec.properties) {
        property.writable = m_entity.orders.contains(property.name);
        if (property.title.isEmpty())
            property.title = propertyTitle(property.name);
    }
    if (!m_entity.notes.isEmpty()) {
        m_entity.spec.properties.append({ .name = u"note"_s,
            .description = u"What cannot be read of this thing"_s,
            .type = things::PropertyType::Text,
            .writable = false,
            .title = propertyTitle(u"note"_s) });
    }
    return std::move(m_entity);
}

}
