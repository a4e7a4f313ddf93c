// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/paneltexts.h"

#include "viewmodels/panelwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using things::PropertySpec;
using things::PropertyType;
using things::ThingSpec;

namespace {

constexpr int mostParts = 3; // of the line below the title
constexpr double fewSteps = 30; // so many fit between two buttons

QString number(double value)
{
    int digits = 0;
    for (double scaled = value; digits < 2 && std::abs(scaled - std::round(scaled)) > 1e-6; scaled *= 10)
        ++digits;
    return QLocale().toString(value, 'f', digits);
}

bool isNumber(const PropertySpec& property)
{
    return property.type == PropertyType::Integer || property.type == PropertyType::Number;
}

QString coverText(double open)
{
    if (open <= 0)
        return QCoreApplication::translate("myna", "closed");
    if (open >= 100)
        return QCoreApplication::translate("myna", "open", "of a cover");
    return QCoreApplication::translate("myna", "%1 % open").arg(number(open));
}

// Beside a position only what it does is worth a word.
QString movement(const ThingSpec& spec, const QString& state)
{
    const bool hasPosition = std::ranges::any_of(spec.properties, isNumber);
    if (state == "open"_L1)
        return hasPosition ? QString() : coverText(100);
    if (state == "closed"_L1 || state == "stopped"_L1)
        return hasPosition ? QString() : knownChoice(state);
    return choiceWords(state);
}

// What a property adds to the line; empty: nothing.
QString part(const ThingSpec& spec, const PropertySpec& property, const QVariant& value)
{
    if (!value.isValid() || &property == headlineOf(spec) || controlKind(property) == ControlKind::Stepper)
        return {};
    const auto numbers = std::ranges::count_if(spec.properties, isNumber);
    switch (property.type) {
    case PropertyType::Boolean:
        if (property.writable && spec.kind != "sensor"_L1)
            return {};
        return value.toBool() ? propertyTitle(property) : QString();
    case PropertyType::Integer:
    case PropertyType::Number:
        if (spec.kind == "cover"_L1 && property.unit == "%"_L1)
            return coverText(value.toDouble());
        if (numbers > 1 || spec.kind == "screen"_L1)
            return QCoreApplication::translate("myna", "%1 %2", "property, value").arg(propertyTitle(property), valueText(property, value));
        return valueText(property, value);
    case PropertyType::Text:
        return spec.kind == "cover"_L1 ? movement(spec, value.toString()) : valueText(property, value);
    case PropertyType::Choice:
        return valueText(property, value);
    case PropertyType::Colour:
    case PropertyType::Action:
        return {};
    }
    return {};
}

}

QString thingTitle(const ThingSpec& spec)
{
    return spec.title.isEmpty() ? thingWords(spec.name) : spec.title;
}

QString thingIcon(const ThingSpec& spec)
{
    static constexpr std::array kinds { std::pair { "speaker", "speaker" }, std::pair { "screen", "screen" }, std::pair { "lamp", "lamp" },
        std::pair { "light", "lamp" }, std::pair { "switch", "plug" }, std::pair { "sensor", "gauge" }, std::pair { "cover", "blinds" },
        std::pair { "climate", "thermometer" }, std::pair { "number", "gauge" }, std::pair { "select", "list" },
        std::pair { "button", "press" }, std::pair { "camera", "camera" }, std::pair { "music", "speaker" },
        std::pair { "timer", "clock" } };
    const bool isWarmth = std::ranges::any_of(spec.properties, [](const PropertySpec& one) { return one.unit.startsWith(u'°'); });
    if (spec.kind == "sensor"_L1 && isWarmth)
        return u"thermometer"_s;
    const QString kind = spec.kind.isEmpty() ? spec.name.toLower() : spec.kind;
    const auto found = std::ranges::find_if(kinds, [&kind](const auto& one) { return kind == QLatin1StringView(one.first); });
    return found == kinds.end() ? u"device"_s : QString::fromLatin1(found->second);
}

const PropertySpec* headlineOf(const ThingSpec& spec)
{
    const auto isMeasured = [](const PropertySpec& one) { return !one.writable && isNumber(one); };
    const auto found = std::ranges::find_if(spec.properties, isMeasured);
    const bool one = std::ranges::count_if(spec.properties, isMeasured) == 1 && spec.kind != "cover"_L1;
    return one ? &*found : nullptr;
}

QString propertyTitle(const PropertySpec& property)
{
    return property.title.isEmpty() ? propertyWords(property.name) : property.title;
}

QString choiceText(const QString& choice)
{
    return choiceWords(choice);
}

QString valueText(const PropertySpec& property, const QVariant& value)
{
    if (!value.isValid())
        return property.type == PropertyType::Action ? QString() : QCoreApplication::translate("myna", "—", "a value nobody told yet");
    switch (property.type) {
    case PropertyType::Boolean:
        return value.toBool() ? QCoreApplication::translate("myna", "on") : QCoreApplication::translate("myna", "off");
    case PropertyType::Integer:
    case PropertyType::Number:
        if (property.unit.isEmpty())
            return number(value.toDouble());
        if (property.unit == "%"_L1)
            return QCoreApplication::translate("myna", "%1 %", "percent").arg(number(value.toDouble()));
        return QCoreApplication::translate("myna", "%1 %2", "number, unit").arg(number(value.toDouble()), property.unit);
    case PropertyType::Choice:
        return choiceText(value.toString());
    case PropertyType::Text:
    case PropertyType::Colour:
        return value.toString();
    case PropertyType::Action:
        return {};
    }
    return {};
}

ControlKind controlKind(const PropertySpec& property)
{
    if (!property.writable)
        return ControlKind::Reading;
    switch (property.type) {
    case PropertyType::Boolean:
        return ControlKind::Switch;
    case PropertyType::Integer:
    case PropertyType::Number:
        return property.unit.startsWith(u'°') || (property.maximum - property.minimum) / std::max(property.step, 1e-6) <= fewSteps
            ? ControlKind::Stepper
            : ControlKind::Slider;
    case PropertyType::Text:
        return ControlKind::Text;
    case PropertyType::Choice:
        return ControlKind::Choice;
    case PropertyType::Colour:
        return ControlKind::Colour;
    case PropertyType::Action:
        return ControlKind::Action;
    }
    return ControlKind::Reading;
}

QString timeText(const QDateTime& when, const QDateTime& now)
{
    const QDateTime local = when.toLocalTime();
    const QString time = QLocale().toString(local.time(), QLocale::ShortFormat);
    if (local.date() == now.toLocalTime().date())
        return time;
    return QCoreApplication::translate("myna", "%1, %2", "day, time").arg(QLocale().toString(local.date(), QLocale::ShortFormat), time);
}

QString stateLine(const ThingSpec& spec, const QVector<QVariant>& values)
{
    const auto told = [&values](qsizetype i) { return values.value(i).isValid(); };
    const auto isAction = [](const PropertySpec& one) { return one.type == PropertyType::Action; };
    QStringList parts;
    bool anyTold = std::ranges::all_of(spec.properties, isAction);
    for (qsizetype i = 0; i < spec.properties.size(); ++i)
        anyTold = anyTold || told(i);
    if (!anyTold)
        return QCoreApplication::translate("myna", "not known yet");
    const auto main
        = std::ranges::find_if(spec.properties, [](const PropertySpec& one) { return one.writable && one.type == PropertyType::Boolean; });
    if (main != spec.properties.end() && told(main - spec.properties.begin())) {
        const bool on = values.value(main - spec.properties.begin()).toBool();
        const bool isPower = main->name == "power"_L1 || main->name == "on"_L1 || main->name == "state"_L1;
        if (isPower)
            parts << (on ? QCoreApplication::translate("myna", "on") : QCoreApplication::translate("myna", "off"));
        else if (on)
            parts << propertyTitle(*main);
        if (isPower && !on)
            return parts.constFirst();
    }
    for (qsizetype i = 0; i < spec.properties.size() && parts.size() < mostParts; ++i) {
        if (const QString text = part(spec, spec.properties.at(i), values.value(i)); !text.isEmpty() && !parts.contains(text))
            parts << text;
    }
    if (parts.isEmpty())
        return spec.kind == "sensor"_L1 ? QCoreApplication::translate("myna", "nothing to report")
                                        : QCoreApplication::translate("myna", "ready");
    return parts.join(u" · "_s);
}

QString changeText(const PropertySpec& property, const LastChange& change, const QDateTime& now)
{
    const QString time = timeText(change.when, now);
    const QString value = valueText(property, change.value);
    const bool isSwitch = property.type == PropertyType::Boolean;
    const bool on = isSwitch && change.value.toBool();
    const bool isColour = property.type == PropertyType::Colour;
    switch (change.by) {
    case ChangedBy::Nobody:
        return {};
    case ChangedBy::You:
        if (isSwitch)
            return on ? QCoreApplication::translate("myna", "turned on by you, %1").arg(time)
                      : QCoreApplication::translate("myna", "turned off by you, %1").arg(time);
        return isColour ? QCoreApplication::translate("myna", "coloured by you, %1").arg(time)
                        : QCoreApplication::translate("myna", "set to %1 by you, %2").arg(value, time);
    case ChangedBy::Voice:
        if (isSwitch)
            return on ? QCoreApplication::translate("myna", "turned on by voice, %1").arg(time)
                      : QCoreApplication::translate("myna", "turned off by voice, %1").arg(time);
        return isColour ? QCoreApplication::translate("myna", "coloured by voice, %1").arg(time)
                        : QCoreApplication::translate("myna", "set to %1 by voice, %2").arg(value, time);
    case ChangedBy::Scene:
        return QCoreApplication::translate("myna", "set by the scene “%1”, %2").arg(change.scene, time);
    case ChangedBy::Elsewhere:
        if (isSwitch)
            return on ? QCoreApplication::translate("myna", "turned on elsewhere, %1").arg(time)
                      : QCoreApplication::translate("myna", "turned off elsewhere, %1").arg(time);
        return isColour ? QCoreApplication::translate("myna", "coloured elsewhere, %1").arg(time)
                        : QCoreApplication::translate("myna", "set to %1 elsewhere, %2").arg(value, time);
    }
    return {};
}

}
