// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/hassentity.h"

#include "home/colours.h"
#include "home/entitybuilder.h"
#include "home/homelimits.h"
#include "home/lightranges.h"
#include "home/thingnames.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

using things::PropertySpec;
using things::PropertyType;

constexpr double brightest = 255;

// Makes one entity, property by property.
class Making
{
public:
    Making(HassEntity& entity, const QString& domain, const QJsonObject& attributes)
        : attributes(attributes)
        , m_entity(entity)
        , m_domain(domain)
    {
    }

    void reading(PropertySpec property)
    {
        property.writable = false;
        property.title = propertyTitle(property.name);
        m_entity.spec.properties.append(property);
    }
    void setting(PropertySpec property, Confirmation confirmation, const std::function<ServiceCall(const QVariant&)>& call)
    {
        property.title = propertyTitle(property.name);
        m_entity.orders.insert(property.name, { call, confirmation });
        m_entity.spec.properties.append(property);
    }
    // A property that a service sets by one argument.
    void byService(const PropertySpec& property, Confirmation confirmation, const QString& service, const QString& argument)
    {
        setting(property, confirmation, [domain = m_domain, service, argument](const QVariant& value) -> ServiceCall {
            return { domain, service, { { argument, QJsonValue::fromVariant(value) } } };
        });
    }
    void action(const QString& name, const QString& description, const QString& service)
    {
        setting({ .name = name, .description = description, .type = PropertyType::Action }, Confirmation::AtOnce,
            [domain = m_domain, service](const QVariant&) -> ServiceCall {
                return { domain, service, {} };
            });
    }
    void power()
    {
        setting({ .name = u"power"_s, .description = u"Whether it is on"_s, .type = PropertyType::Boolean }, Confirmation::Value,
            [domain = m_domain](const QVariant& value) -> ServiceCall {
                return { domain, value.toBool() ? u"turn_on"_s : u"turn_off"_s, {} };
            });
    }
    [[nodiscard]] QStringList list(QLatin1String key) const
    {
        QStringList texts;
        for (const auto& value : attributes.value(key).toArray()) {
            const QString text = value.toString();
            if (!text.isEmpty() && text.size() <= maxTitleLength && texts.size() < maxChoices && !texts.contains(text))
                texts.append(text);
        }
        return texts;
    }
    void choice(const QString& name, const QString& description, QLatin1String options, const QString& service, const QString& argument)
    {
        if (const QStringList choices = list(options); !choices.isEmpty())
            byService({ .name = name, .description = description, .type = PropertyType::Choice, .choices = choices }, Confirmation::Value,
                service, argument);
    }
    [[nodiscard]] double number(QLatin1String key, double otherwise) const
    {
        constexpr double largest = 1e9;
        const double number = attributes.value(key).toDouble(otherwise);
        return std::isfinite(number) && std::abs(number) <= largest ? number : otherwise;
    }
    // A number with its range, mended where it makes no sense.
    [[nodiscard]] PropertySpec ranged(PropertySpec property, QLatin1String least, QLatin1String most, QLatin1String step) const
    {
        property.minimum = number(least, property.minimum);
        property.maximum = number(most, property.maximum);
        property.step = number(step, property.step);
        if (!(property.maximum > property.minimum))
            property.maximum = property.minimum + 1;
        if (!(property.step > 0))
            property.step = 1;
        return property;
    }
    [[nodiscard]] QString unit(QLatin1String key) const { return attributes.value(key).toString().left(maxTitleLength); }
    [[nodiscard]] bool can(int feature) const { return (attributes["supported_features"_L1].toInt() & feature) != 0; }

    const QJsonObject& attributes;

private:
    HassEntity& m_entity;
    QString m_domain;
};

void makeLight(Making& make)
{
    make.power();
    const QStringList modes = make.list("supported_color_modes"_L1);
    if (!modes.isEmpty() && modes != QStringList { u"onoff"_s })
        make.byService(
            { .name = u"brightness"_s, .description = u"Brightness in percent"_s, .type = PropertyType::Integer, .unit = u"%"_s },
            Confirmation::Value, u"turn_on"_s, u"brightness_pct"_s);
    static const QStringList coloured { u"hs"_s, u"rgb"_s, u"rgbw"_s, u"rgbww"_s, u"xy"_s };
    if (std::ranges::any_of(coloured, [&modes](const QString& mode) { return modes.contains(mode); })) {
        make.setting({ .name = u"colour"_s, .description = u"Colour as #rrggbb"_s, .type = PropertyType::Colour }, Confirmation::Told,
            [](const QVariant& value) -> ServiceCall {
                const Rgb rgb = rgbFromHex(value.toString()).value_or(Rgb { 255, 255, 255 });
                return { u"light"_s, u"turn_on"_s, { { u"rgb_color"_s, QJsonArray { rgb.red, rgb.green, rgb.blue } } } };
            });
    }
    if (modes.contains(u"color_temp"_s)) {
        const bool inKelvin = make.attributes.contains("max_color_temp_kelvin"_L1);
        const WhiteRange range = inKelvin
            ? WhiteRange::ofKelvin(make.number("min_color_temp_kelvin"_L1, 0), make.number("max_color_temp_kelvin"_L1, 0))
            : WhiteRange::ofMireds(make.number("min_mireds"_L1, 0), make.number("max_mireds"_L1, 0));
        make.setting(range.property(), Confirmation::Told, [range](const QVariant& kelvin) -> ServiceCall {
            return { u"light"_s, u"turn_on"_s, { { u"color_temp_kelvin"_s, range.kelvinFor(kelvin.toInt()) } } };
        });
    }
    if (const QStringList effects = make.list("effect_list"_L1); !effects.isEmpty())
        make.byService(effectProperty(effects), Confirmation::Value, u"turn_on"_s, u"effect"_s);
}

void makeSwitch(Making& make)
{
    make.power();
}

void makeSensor(Making& make)
{
    const bool isNumber = make.attributes.contains("unit_of_measurement"_L1) || make.attributes.contains("state_class"_L1);
    make.reading({ .name = u"value"_s,
        .description = u"What it measures"_s,
        .type = isNumber ? PropertyType::Number : PropertyType::Text,
        .unit = make.unit("unit_of_measurement"_L1) });
}

void makeBinarySensor(Making& make)
{
    const QString what = make.attributes["device_class"_L1].toString().left(maxTitleLength);
    make.reading({ .name = u"active"_s,
        .description = what.isEmpty() ? u"Whether it notices something"_s : QString(u"Whether it notices "_s + what),
        .type = PropertyType::Boolean });
}

void makeCover(Making& make)
{
    constexpr int opens = 1;
    constexpr int closes = 2;
    constexpr int goes = 4;
    constexpr int stops = 8;
    const PropertySpec position {
        .name = u"position"_s, .description = u"How far it is open, in percent"_s, .type = PropertyType::Integer, .unit = u"%"_s
    };
    if (make.can(goes))
        make.byService(position, Confirmation::Told, u"set_cover_position"_s, u"position"_s);
    else if (make.attributes.contains("current_position"_L1))
        make.reading(position);
    make.reading({ .name = u"state"_s, .description = u"open, closed, opening or closing"_s, .type = PropertyType::Text });
    if (make.can(opens))
        make.action(u"open"_s, u"Opens it"_s, u"open_cover"_s);
    if (make.can(closes))
        make.action(u"close"_s, u"Closes it"_s, u"close_cover"_s);
    if (make.can(stops))
        make.action(u"stop"_s, u"Stops it where it is"_s, u"stop_cover"_s);
}

void makeClimate(Making& make)
{
    constexpr int targets = 1;
    make.choice(u"mode"_s, u"What it does"_s, "hvac_modes"_L1, u"set_hvac_mode"_s, u"hvac_mode"_s);
    if (make.can(targets) || make.attributes["temperature"_L1].isDouble()) {
        make.byService(make.ranged({ .name = u"target"_s,
                                       .description = u"The wanted temperature"_s,
                                       .type = PropertyType::Number,
                                       .minimum = 7,
                                       .maximum = 35,
                                       .step = 0.5,
                                       .unit = u"°"_s },
                           "min_temp"_L1, "max_temp"_L1, "target_temp_step"_L1),
            Confirmation::Value, u"set_temperature"_s, u"temperature"_s);
    }
    if (make.attributes.contains("current_temperature"_L1))
        make.reading(
            { .name = u"current"_s, .description = u"The temperature it measures"_s, .type = PropertyType::Number, .unit = u"°"_s });
    make.choice(u"fan"_s, u"How the fan runs"_s, "fan_modes"_L1, u"set_fan_mode"_s, u"fan_mode"_s);
    make.choice(u"preset"_s, u"The programme it follows"_s, "preset_modes"_L1, u"set_preset_mode"_s, u"preset_mode"_s);
}

void makeNumber(Making& make)
{
    make.byService(make.ranged({ .name = u"value"_s,
                                   .description = u"The number that is set"_s,
                                   .type = PropertyType::Number,
                                   .unit = make.unit("unit_of_measurement"_L1) },
                       "min"_L1, "max"_L1, "step"_L1),
        Confirmation::Value, u"set_value"_s, u"value"_s);
}

void makeSelect(Making& make)
{
    make.choice(u"choice"_s, u"What is chosen"_s, "options"_L1, u"select_option"_s, u"option"_s);
}

void makeButton(Making& make)
{
    make.action(u"press"_s, u"Presses it"_s, u"press"_s);
}

struct Domain
{
    QLatin1String name;
    QLatin1String kind;
    void (*make)(Making&);
};

constexpr auto domains = std::to_array<Domain>({
    { "light"_L1, "light"_L1, &makeLight },
    { "switch"_L1, "switch"_L1, &makeSwitch },
    { "input_boolean"_L1, "switch"_L1, &makeSwitch },
    { "fan"_L1, "switch"_L1, &makeSwitch },
    { "sensor"_L1, "sensor"_L1, &makeSensor },
    { "binary_sensor"_L1, "sensor"_L1, &makeBinarySensor },
    { "cover"_L1, "cover"_L1, &makeCover },
    { "climate"_L1, "climate"_L1, &makeClimate },
    { "number"_L1, "number"_L1, &makeNumber },
    { "input_number"_L1, "number"_L1, &makeNumber },
    { "select"_L1, "select"_L1, &makeSelect },
    { "input_select"_L1, "select"_L1, &makeSelect },
    { "button"_L1, "button"_L1, &makeButton },
    { "input_button"_L1, "button"_L1, &makeButton },
});

}

Result<HassEntity> makeHassEntity(const QJsonObject& state, const QString& area)
{
    const QString id = state["entity_id"_L1].toString();
    const QString domain = id.section(u'.', 0, 0);
    const auto found = std::find_if(domains.begin(), domains.end(), [&domain](const Domain& known) { return known.name == domain; });
    if (found == domains.end() || id.size() > maxTitleLength * 4)
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "Things of the kind %1 are not shown.").arg(domain.left(maxTitleLength)) };
    const QJsonObject attributes = state["attributes"_L1].toObject();
    const QString title = attributes["friendly_name"_L1].toString(id.section(u'.', 1)).simplified().left(maxTitleLength);
    HassEntity entity { .id = id };
    entity.spec.title = title;
    entity.spec.kind = found->kind;
    entity.spec.name = thingName(title, id.section(u'.', 1) + u' ' + domain);
    entity.spec.description = area.isEmpty() ? u"%1 (%2)"_s.arg(title, domain) : u"%1 (%2) in %3"_s.arg(title, domain, area);
    entity.spec.room = area.left(maxTitleLength);
    Making make(entity, domain, attributes);
    found->make(make);
    if (entity.spec.properties.isEmpty())
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "%1 announces nothing that can be read or changed.").arg(title) };
    return entity;
}

QVariantMap hassValues(const QJsonObject& state)
{
    const QString text = state["state"_L1].toString();
    const QJsonObject attributes = state["attributes"_L1].toObject();
    QVariantMap values;
    const auto attribute = [&attributes, &values](QLatin1String key, const QString& property) {
        const QJsonValue value = attributes.value(key);
        if (value.isDouble() || value.isString())
            values.insert(property, value.toVariant());
    };
    attribute("current_position"_L1, u"position"_s);
    attribute("temperature"_L1, u"target"_s);
    attribute("current_temperature"_L1, u"current"_s);
    attribute("fan_mode"_L1, u"fan"_s);
    attribute("preset_mode"_L1, u"preset"_s);
    if (const QJsonValue level = attributes["brightness"_L1]; level.isDouble())
        values.insert(u"brightness"_s, int(std::lround(100 * std::clamp(level.toDouble(), 0.0, brightest) / brightest)));
    attribute("effect"_L1, effectName);
    const QVariant white = attributes["color_temp_kelvin"_L1].isDouble()
        ? WhiteRange::kelvinFrom(attributes["color_temp_kelvin"_L1].toDouble())
        : WhiteRange::kelvinFromMireds(attributes["color_temp"_L1].toDouble());
    if (white.isValid())
        values.insert(kelvinName, white);
    if (const QJsonArray rgb = attributes["rgb_color"_L1].toArray(); rgb.size() == 3)
        values.insert(u"colour"_s, hexOf({ rgb.at(0).toInt(), rgb.at(1).toInt(), rgb.at(2).toInt() }));
    if (text == "unavailable"_L1 || text == "unknown"_L1)
        return values;
    if (text == "on"_L1 || text == "off"_L1) {
        values.insert(u"power"_s, text == "on"_L1);
        values.insert(u"active"_s, text == "on"_L1);
    }
    for (const QString& property : { u"value"_s, u"state"_s, u"mode"_s, u"choice"_s })
        values.insert(property, text);
    return values;
}

bool isHassReachable(const QJsonObject& state)
{
    return state["state"_L1].toString() != "unavailable"_L1;
}

}
