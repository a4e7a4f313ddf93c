// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/mqttlight.h"

#include "home/colours.h"
#include "home/entitybuilder.h"
#include "home/lightranges.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

using things::PropertyType;

const QString powerName = u"power"_s;
const QString brightnessName = u"brightness"_s;
const QString colourName = u"colour"_s;
constexpr double usualScale = 255;

things::PropertySpec powerProperty()
{
    return { .name = powerName, .description = u"Whether it is on"_s, .type = PropertyType::Boolean };
}

things::PropertySpec brightnessProperty()
{
    return { .name = brightnessName, .description = u"Brightness in percent"_s, .type = PropertyType::Integer, .unit = u"%"_s };
}

things::PropertySpec colourProperty()
{
    return { .name = colourName, .description = u"Colour as #rrggbb"_s, .type = PropertyType::Colour };
}

double scaleOf(const EntityBuilder& make)
{
    const double scale = make.number(u"brightness_scale"_s, usualScale);
    return scale >= 1 ? scale : usualScale;
}

QVariant percentOf(double level, double scale)
{
    return std::isfinite(level) ? QVariant(int(std::lround(std::clamp(100 * level / scale, 0.0, 100.0)))) : QVariant();
}

// "255,120,0": as many finite numbers as wanted, or none.
QVector<double> numbers(const QString& text, qsizetype count)
{
    QVector<double> read;
    for (const QString& part : text.split(u',')) {
        bool good = false;
        const double number = part.trimmed().toDouble(&good);
        if (!good || !std::isfinite(number))
            return {};
        read.append(number);
    }
    return read.size() == count ? read : QVector<double>();
}

Rgb rgbFrom(double red, double green, double blue)
{
    const auto byte = [](double part) { return int(std::lround(std::clamp(part, 0.0, 255.0))); };
    return { byte(red), byte(green), byte(blue) };
}

Rgb wantedColour(const QVariant& value)
{
    return rgbFromHex(value.toString()).value_or(Rgb { 255, 255, 255 });
}

void addBrightness(EntityBuilder& make)
{
    if (make.topic(u"brightness_command_topic"_s).isEmpty() && make.topic(u"brightness_state_topic"_s).isEmpty())
        return;
    const double scale = scaleOf(make);
    make.add(brightnessProperty());
    const bool told = make.read(brightnessName, u"brightness_state_topic"_s, u"brightness_value_template"_s, [scale](const QString& text) {
        bool good = false;
        const double level = text.toDouble(&good);
        return good ? percentOf(level, scale) : QVariant();
    });
    const auto payload = [scale](const QVariant& percent) { return QString::number(std::lround(percent.toInt() * scale / 100)); };
    if (make.order(brightnessName, u"brightness_command_topic"_s, u"brightness_command_template"_s, payload))
        make.confirmBy(brightnessName, Confirmation::Value, told);
}

void addRgb(EntityBuilder& make)
{
    make.add(colourProperty());
    const bool told = make.read(colourName, u"rgb_state_topic"_s, u"rgb_value_template"_s, [](const QString& text) -> QVariant {
        const QVector<double> parts = numbers(text, 3);
        return parts.isEmpty() ? QVariant() : QVariant(hexOf(rgbFrom(parts[0], parts[1], parts[2])));
    });
    const auto payload = [](const QVariant& value) {
        const Rgb rgb = wantedColour(value);
        return u"%1,%2,%3"_s.arg(rgb.red).arg(rgb.green).arg(rgb.blue);
    };
    const auto names = [](const QVariant& value) {
        const Rgb rgb = wantedColour(value);
        return QJsonObject { { u"red"_s, rgb.red }, { u"green"_s, rgb.green }, { u"blue"_s, rgb.blue } };
    };
    if (make.order(colourName, u"rgb_command_topic"_s, u"rgb_command_template"_s, payload, names))
        make.confirmBy(colourName, Confirmation::Told, told);
}

void addHueSaturation(EntityBuilder& make)
{
    make.add(colourProperty());
    const bool told = make.read(colourName, u"hs_state_topic"_s, u"hs_value_template"_s, [](const QString& text) -> QVariant {
        const QVector<double> parts = numbers(text, 2);
        return parts.isEmpty() ? QVariant() : QVariant(hexOf(rgbOf(HueSaturation { parts[0], parts[1] })));
    });
    const auto names = [](const QVariant& value) {
        const HueSaturation colour = hueSaturationOf(wantedColour(value));
        return QJsonObject { { u"hue"_s, std::round(colour.hue * 10) / 10 }, { u"sat"_s, std::round(colour.saturation * 10) / 10 } };
    };
    const auto payload = [names](const QVariant& value) {
        const QJsonObject parts = names(value);
        return u"%1,%2"_s.arg(parts["hue"_L1].toDouble()).arg(parts["sat"_L1].toDouble());
    };
    if (make.order(colourName, u"hs_command_topic"_s, u"hs_command_template"_s, payload, names))
        make.confirmBy(colourName, Confirmation::Told, told);
}

struct MqttWhite
{
    WhiteRange range;
    bool inKelvin; // on the wire; else mireds

    [[nodiscard]] int written(const QVariant& kelvin) const
    {
        return inKelvin ? range.kelvinFor(kelvin.toInt()) : range.miredsFor(kelvin.toInt());
    }
    [[nodiscard]] QVariant read(double number) const
    {
        return inKelvin ? WhiteRange::kelvinFrom(number) : WhiteRange::kelvinFromMireds(number);
    }
};

MqttWhite whiteOf(const EntityBuilder& make)
{
    const bool inKelvin = make.flag(u"color_temp_kelvin"_s);
    if (make.config().contains("min_kelvin"_L1) && make.config().contains("max_kelvin"_L1))
        return { WhiteRange::ofKelvin(make.number(u"min_kelvin"_s, 0), make.number(u"max_kelvin"_s, 0)), inKelvin };
    return { WhiteRange::ofMireds(make.number(u"min_mireds"_s, 153), make.number(u"max_mireds"_s, 500)), inKelvin };
}

void addWhite(EntityBuilder& make)
{
    if (make.topic(u"color_temp_command_topic"_s).isEmpty())
        return;
    const MqttWhite white = whiteOf(make);
    make.add(white.range.property());
    const bool told = make.read(kelvinName, u"color_temp_state_topic"_s, u"color_temp_value_template"_s, [white](const QString& text) {
        bool good = false;
        const double number = text.toDouble(&good);
        return good ? white.read(number) : QVariant();
    });
    const auto payload = [white](const QVariant& kelvin) { return QString::number(white.written(kelvin)); };
    if (make.order(kelvinName, u"color_temp_command_topic"_s, u"color_temp_command_template"_s, payload))
        make.confirmBy(kelvinName, Confirmation::Told, told);
}

void addEffects(EntityBuilder& make)
{
    const QStringList effects = make.list(u"effect_list"_s);
    if (effects.isEmpty() || make.topic(u"effect_command_topic"_s).isEmpty())
        return;
    make.add(effectProperty(effects));
    const bool told = make.read(effectName, u"effect_state_topic"_s, u"effect_value_template"_s,
        [effects](const QString& text) { return effects.contains(text) ? QVariant(text) : QVariant(); });
    const auto payload = [](const QVariant& effect) { return effect.toString(); };
    if (make.order(effectName, u"effect_command_topic"_s, u"effect_command_template"_s, payload))
        make.confirmBy(effectName, Confirmation::Value, told);
}

void addDefaultLight(EntityBuilder& make)
{
    const QString on = make.text(u"payload_on"_s, u"ON"_s);
    const QString off = make.text(u"payload_off"_s, u"OFF"_s);
    make.add(powerProperty());
    const QString stateTemplate = make.config().contains("state_value_template"_L1) ? u"state_value_template"_s : u"value_template"_s;
    const bool told = make.read(powerName, u"state_topic"_s, stateTemplate, [on, off](const QString& text) -> QVariant {
        if (text == on)
            return true;
        return text == off ? QVariant(false) : QVariant();
    });
    if (make.order(powerName, u"command_topic"_s, {}, [on, off](const QVariant& value) { return value.toBool() ? on : off; }))
        make.confirmBy(powerName, Confirmation::Value, told);
    addBrightness(make);
    if (!make.topic(u"rgb_command_topic"_s).isEmpty())
        addRgb(make);
    else if (!make.topic(u"hs_command_topic"_s).isEmpty())
        addHueSaturation(make);
    addWhite(make);
    addEffects(make);
}

QVariant colourFrom(const QJsonObject& colour)
{
    const auto has = [&colour](QLatin1String key) { return colour.value(key).isDouble(); };
    const auto part = [&colour](QLatin1String key) { return colour.value(key).toDouble(); };
    if (has("r"_L1) && has("g"_L1) && has("b"_L1))
        return hexOf(rgbFrom(part("r"_L1), part("g"_L1), part("b"_L1)));
    if (has("h"_L1) && has("s"_L1))
        return hexOf(rgbOf(HueSaturation { part("h"_L1), part("s"_L1) }));
    if (has("x"_L1) && has("y"_L1))
        return hexOf(rgbOf(Xy { part("x"_L1), part("y"_L1) }));
    return {};
}

// In the way the lamp asks for.
QJsonObject colourFor(const QString& mode, Rgb rgb)
{
    if (mode == "hs"_L1) {
        const HueSaturation colour = hueSaturationOf(rgb);
        return { { u"h"_s, std::round(colour.hue) }, { u"s"_s, std::round(colour.saturation) } };
    }
    if (mode == "xy"_L1) {
        const Xy colour = xyOf(rgb);
        return { { u"x"_s, std::round(colour.x * 10000) / 10000 }, { u"y"_s, std::round(colour.y * 10000) / 10000 } };
    }
    return { { u"r"_s, rgb.red }, { u"g"_s, rgb.green }, { u"b"_s, rgb.blue } };
}

QString colourModeOf(const EntityBuilder& make, const QStringList& modes)
{
    for (const QString& mode : { u"rgb"_s, u"hs"_s, u"xy"_s }) {
        if (modes.contains(mode) || (modes.isEmpty() && make.flag(mode)))
            return mode;
    }
    return {};
}

QVariantMap readJsonState(const QByteArray& message, double scale, const MqttWhite& white)
{
    const QJsonObject state = QJsonDocument::fromJson(message).object();
    QVariantMap told;
    const QString power = state["state"_L1].toString();
    if (power == "ON"_L1 || power == "OFF"_L1)
        told.insert(powerName, power == "ON"_L1);
    if (state["brightness"_L1].isDouble())
        told.insert(brightnessName, percentOf(state["brightness"_L1].toDouble(), scale));
    if (const QVariant colour = colourFrom(state["color"_L1].toObject()); colour.isValid())
        told.insert(colourName, colour);
    if (const QVariant kelvin = white.read(state["color_temp"_L1].toDouble()); kelvin.isValid())
        told.insert(kelvinName, kelvin);
    if (const QString effect = state["effect"_L1].toString(); !effect.isEmpty())
        told.insert(effectName, effect);
    return told;
}

void addJsonLight(EntityBuilder& make)
{
    const double scale = scaleOf(make);
    const MqttWhite white = whiteOf(make);
    const QStringList modes = make.list(u"supported_color_modes"_s);
    const bool told = !make.topic(u"state_topic"_s).isEmpty();
    const bool ordered = !make.topic(u"command_topic"_s).isEmpty();
    const auto onWith = [](QJsonObject more) {
        more.insert(u"state"_s, u"ON"_s);
        return QJsonDocument(more).toJson(QJsonDocument::Compact);
    };
    const auto change = [&make, told, ordered](
                            const QString& property, Confirmation confirmation, const std::function<QByteArray(const QVariant&)>& payload) {
        if (!ordered)
            return;
        make.orderRaw(property, u"command_topic"_s, payload);
        make.confirmBy(property, confirmation, told);
    };
    make.readWhole(u"state_topic"_s, [scale, white](const QByteArray& message) { return readJsonState(message, scale, white); });
    make.add(powerProperty());
    change(powerName, Confirmation::Value,
        [](const QVariant& value) { return value.toBool() ? QByteArray(R"({"state":"ON"})") : QByteArray(R"({"state":"OFF"})"); });
    const bool dims = make.flag(u"brightness"_s) || (!modes.isEmpty() && modes != QStringList { u"onoff"_s });
    if (dims) {
        make.add(brightnessProperty());
        change(brightnessName, Confirmation::Value, [onWith, scale](const QVariant& percent) {
            return onWith({ { u"brightness"_s, qint64(std::lround(percent.toInt() * scale / 100)) } });
        });
    }
    if (const QString mode = colourModeOf(make, modes); !mode.isEmpty()) {
        make.add(colourProperty());
        change(colourName, Confirmation::Told, [onWith, mode](const QVariant& value) {
            return onWith({ { u"color"_s, colourFor(mode, wantedColour(value)) } });
        });
    }
    if (modes.contains(u"color_temp"_s) || (modes.isEmpty() && make.flag(u"color_temp"_s))) {
        make.add(white.range.property());
        change(kelvinName, Confirmation::Told, [onWith, white](const QVariant& kelvin) {
            return onWith({ { u"color_temp"_s, white.written(kelvin) } });
        });
    }
    if (const QStringList effects = make.list(u"effect_list"_s); !effects.isEmpty()) {
        make.add(effectProperty(effects));
        change(effectName, Confirmation::Value, [onWith](const QVariant& effect) {
            return onWith({ { u"effect"_s, effect.toString() } });
        });
    }
}

}

void addMqttLight(EntityBuilder& make)
{
    const QString schema = make.text(u"schema"_s, u"default"_s);
    if (schema == "json"_L1) {
        addJsonLight(make);
    } else if (schema == "template"_L1) {
        make.add(powerProperty());
        make.note(QCoreApplication::translate("myna", "This light speaks by templates of its own, which Myna does not read."));
    } else {
        addDefaultLight(make);
    }
}

}
