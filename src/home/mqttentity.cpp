// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/mqttentity.h"

#include "home/entitybuilder.h"
#include "home/mqttlight.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

using things::PropertyType;

QVariant asText(const QString& text)
{
    return text;
}

QVariant asNumber(const QString& text)
{
    bool good = false;
    const double number = text.trimmed().toDouble(&good);
    return good && std::isfinite(number) ? QVariant(number) : QVariant();
}

QString numberText(const QVariant& value)
{
    constexpr int digits = 10;
    return QString::number(value.toDouble(), 'g', digits);
}

EntityBuilder::FromText either(const QString& on, const QString& off)
{
    return [on, off](const QString& text) -> QVariant {
        if (text == on)
            return true;
        return text == off ? QVariant(false) : QVariant();
    };
}

void addSwitch(EntityBuilder& make)
{
    const QString on = make.text(u"payload_on"_s, u"ON"_s);
    const QString off = make.text(u"payload_off"_s, u"OFF"_s);
    make.add({ .name = u"power"_s, .description = u"Whether it is on"_s, .type = PropertyType::Boolean });
    const bool told = make.read(
        u"power"_s, u"state_topic"_s, u"value_template"_s, either(make.text(u"state_on"_s, on), make.text(u"state_off"_s, off)));
    if (make.order(
            u"power"_s, u"command_topic"_s, u"command_template"_s, [on, off](const QVariant& value) { return value.toBool() ? on : off; }))
        make.confirmBy(u"power"_s, Confirmation::Value, told);
}

void addSensor(EntityBuilder& make)
{
    const QString unit = make.text(u"unit_of_measurement"_s);
    const bool isNumber = !unit.isEmpty() || !make.text(u"state_class"_s).isEmpty();
    const QString deviceClass = make.text(u"device_class"_s);
    make.add({ .name = u"value"_s,
        .description = deviceClass.isEmpty() ? u"What it measures"_s : QString(u"The "_s + deviceClass + u" it measures"_s),
        .type = isNumber ? PropertyType::Number : PropertyType::Text,
        .unit = unit });
    make.read(u"value"_s, u"state_topic"_s, u"value_template"_s, isNumber ? asNumber : asText);
}

void addBinarySensor(EntityBuilder& make)
{
    const QString deviceClass = make.text(u"device_class"_s);
    make.add({ .name = u"active"_s,
        .description = deviceClass.isEmpty() ? u"Whether it notices something"_s
                                             : QString(u"Whether it notices "_s + deviceClass + u" (for a door or window: open)"_s),
        .type = PropertyType::Boolean });
    make.read(u"active"_s, u"state_topic"_s, u"value_template"_s,
        either(make.text(u"payload_on"_s, u"ON"_s), make.text(u"payload_off"_s, u"OFF"_s)));
}

void addCoverPosition(EntityBuilder& make)
{
    const double open = make.number(u"position_open"_s, 100);
    const double closed = make.number(u"position_closed"_s, 0);
    if (open == closed || (make.topic(u"position_topic"_s).isEmpty() && make.topic(u"set_position_topic"_s).isEmpty()))
        return;
    make.add({ .name = u"position"_s, .description = u"How far it is open, in percent"_s, .type = PropertyType::Integer, .unit = u"%"_s });
    const bool told
        = make.read(u"position"_s, u"position_topic"_s, u"position_template"_s, [open, closed](const QString& text) -> QVariant {
              const QVariant number = asNumber(text);
              return number.isValid() ? QVariant(std::clamp(std::round(100 * (number.toDouble() - closed) / (open - closed)), 0.0, 100.0))
                                      : QVariant();
          });
    const auto payload
        = [open, closed](const QVariant& value) { return numberText(std::round(closed + value.toDouble() * (open - closed) / 100)); };
    const auto names = [payload](const QVariant& value) {
        return QJsonObject { { u"value"_s, payload(value) }, { u"position"_s, payload(value) } };
    };
    if (make.order(u"position"_s, u"set_position_topic"_s, u"set_position_template"_s, payload, names))
        make.confirmBy(u"position"_s, Confirmation::Told, told);
}

void addCover(EntityBuilder& make)
{
    addCoverPosition(make);
    if (!make.topic(u"state_topic"_s).isEmpty()) {
        make.add({ .name = u"state"_s, .description = u"open, closed, opening, closing or stopped"_s, .type = PropertyType::Text });
        make.read(u"state"_s, u"state_topic"_s, u"value_template"_s, asText);
    }
    struct Movement
    {
        QString property;
        QString description;
        QString key;
        QString payload;
    };
    for (const Movement& movement : { Movement { u"open"_s, u"Opens it"_s, u"payload_open"_s, u"OPEN"_s },
             Movement { u"close"_s, u"Closes it"_s, u"payload_close"_s, u"CLOSE"_s },
             Movement { u"stop"_s, u"Stops it where it is"_s, u"payload_stop"_s, u"STOP"_s } }) {
        // Announced as null: it cannot do that.
        if (make.config().contains(movement.key) && make.config().value(movement.key).isNull())
            continue;
        const QString payload = make.text(movement.key, movement.payload);
        if (make.order(movement.property, u"command_topic"_s, {}, [payload](const QVariant&) { return QString(payload); })) {
            make.add({ .name = movement.property, .description = movement.description, .type = PropertyType::Action });
            make.confirmBy(movement.property, Confirmation::AtOnce, false);
        }
    }
}

// One of several words, with topics `<stem>_command_topic`, `<stem>_state_topic`.
void addMode(EntityBuilder& make, const QString& property, const QString& stem, const QString& stateTemplate, const QStringList& modes,
    const QString& description)
{
    if (modes.isEmpty() || (make.topic(stem + u"_command_topic"_s).isEmpty() && make.topic(stem + u"_state_topic"_s).isEmpty()))
        return;
    make.add({ .name = property, .description = description, .type = PropertyType::Choice, .choices = modes });
    const bool told = make.read(property, stem + u"_state_topic"_s, stateTemplate, asText);
    if (make.order(
            property, stem + u"_command_topic"_s, stem + u"_command_template"_s, [](const QVariant& value) { return value.toString(); }))
        make.confirmBy(property, Confirmation::Value, told);
}

void addNumber(EntityBuilder& make, things::PropertySpec property, const QString& commandTopic, const QString& commandTemplate,
    const QString& stateTopic, const QString& stateTemplate)
{
    if (!(property.maximum > property.minimum))
        property.maximum = property.minimum + 1;
    if (!(property.step > 0))
        property.step = 1;
    make.add(property);
    const bool told = make.read(property.name, stateTopic, stateTemplate, asNumber);
    if (make.order(property.name, commandTopic, commandTemplate, numberText))
        make.confirmBy(property.name, Confirmation::Value, told);
}

void addClimate(EntityBuilder& make)
{
    const QString unit = make.text(u"temperature_unit"_s, u"C"_s) == "F"_L1 ? u"°F"_s : u"°C"_s;
    QStringList modes = make.list(u"modes"_s);
    if (modes.isEmpty())
        modes = QStringList { u"auto"_s, u"off"_s, u"cool"_s, u"heat"_s, u"dry"_s, u"fan_only"_s };
    addMode(make, u"mode"_s, u"mode"_s, u"mode_state_template"_s, modes, u"What it does"_s);
    if (!make.topic(u"temperature_command_topic"_s).isEmpty() || !make.topic(u"temperature_state_topic"_s).isEmpty()) {
        addNumber(make,
            { .name = u"target"_s,
                .description = u"The wanted temperature"_s,
                .type = PropertyType::Number,
                .minimum = make.number(u"min_temp"_s, unit == "°F"_L1 ? 45 : 7),
                .maximum = make.number(u"max_temp"_s, unit == "°F"_L1 ? 95 : 35),
                .step = make.number(u"temp_step"_s, 1),
                .unit = unit },
            u"temperature_command_topic"_s, u"temperature_command_template"_s, u"temperature_state_topic"_s,
            u"temperature_state_template"_s);
    }
    if (!make.topic(u"current_temperature_topic"_s).isEmpty()) {
        make.add({ .name = u"current"_s, .description = u"The temperature it measures"_s, .type = PropertyType::Number, .unit = unit });
        make.read(u"current"_s, u"current_temperature_topic"_s, u"current_temperature_template"_s, asNumber);
    }
    addMode(make, u"fan"_s, u"fan_mode"_s, u"fan_mode_state_template"_s, make.list(u"fan_modes"_s), u"How the fan runs"_s);
    addMode(
        make, u"preset"_s, u"preset_mode"_s, u"preset_mode_value_template"_s, make.list(u"preset_modes"_s), u"The programme it follows"_s);
}

void addSetting(EntityBuilder& make)
{
    addNumber(make,
        { .name = u"value"_s,
            .description = u"The number that is set"_s,
            .type = PropertyType::Number,
            .minimum = make.number(u"min"_s, 1),
            .maximum = make.number(u"max"_s, 100),
            .step = make.number(u"step"_s, 1),
            .unit = make.text(u"unit_of_measurement"_s) },
        u"command_topic"_s, u"command_template"_s, u"state_topic"_s, u"value_template"_s);
}

void addSelect(EntityBuilder& make)
{
    const QStringList options = make.list(u"options"_s);
    if (options.isEmpty())
        return;
    make.add({ .name = u"choice"_s, .description = u"What is chosen"_s, .type = PropertyType::Choice, .choices = options });
    const bool told = make.read(u"choice"_s, u"state_topic"_s, u"value_template"_s, asText);
    if (make.order(u"choice"_s, u"command_topic"_s, u"command_template"_s, [](const QVariant& value) { return value.toString(); }))
        make.confirmBy(u"choice"_s, Confirmation::Value, told);
}

void addButton(EntityBuilder& make)
{
    const QString payload = make.text(u"payload_press"_s, u"PRESS"_s);
    if (!make.order(u"press"_s, u"command_topic"_s, u"command_template"_s, [payload](const QVariant&) { return QString(payload); }))
        return;
    make.add({ .name = u"press"_s, .description = u"Presses it"_s, .type = PropertyType::Action });
    make.confirmBy(u"press"_s, Confirmation::AtOnce, false);
}

struct Kind
{
    QLatin1String component;
    void (*add)(EntityBuilder&);
};

constexpr auto kinds = std::to_array<Kind>({
    { "light"_L1, &addMqttLight },
    { "switch"_L1, &addSwitch },
    { "sensor"_L1, &addSensor },
    { "binary_sensor"_L1, &addBinarySensor },
    { "cover"_L1, &addCover },
    { "climate"_L1, &addClimate },
    { "number"_L1, &addSetting },
    { "select"_L1, &addSelect },
    { "button"_L1, &addButton },
});

const Kind* kindOf(const QString& component)
{
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&component](const Kind& kind) { return kind.component == component; });
    return found == kinds.end() ? nullptr : &*found;
}

}

bool isKnownComponent(const QString& component)
{
    return kindOf(component) != nullptr;
}

Result<MqttEntity> makeMqttEntity(const DiscoveryTopic& topic, const QJsonObject& config)
{
    const Kind* kind = kindOf(topic.component);
    const bool isHidden = !config["entity_category"_L1].toString().isEmpty() || !config["enabled_by_default"_L1].toBool(true);
    if (!kind || isHidden)
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "Things of the kind %1 are not shown.").arg(topic.component) };
    EntityBuilder make(topic, config);
    kind->add(make);
    MqttEntity entity = make.finish();
    if (entity.spec.properties.isEmpty() || (entity.readings.isEmpty() && entity.orders.isEmpty() && entity.notes.isEmpty()))
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "%1 announces nothing that can be read or changed.").arg(entity.spec.title) };
    return entity;
}

}
