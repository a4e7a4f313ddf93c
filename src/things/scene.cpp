// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/scene.h"

#include "things/thingsources.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {

namespace {

constexpr qsizetype longestText = 1024; // characters of a kept value or name, as things take them
constexpr int daysOfWeek = 7;

bool isMainSwitch(const PropertySpec& property)
{
    return property.writable && property.type == PropertyType::Boolean;
}

Error unreadable()
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", "A kept scene cannot be read.") };
}

std::optional<SceneValue> valueFromJson(const QJsonObject& object)
{
    SceneValue value { object.value("thing"_L1).toString(), object.value("property"_L1).toString(), {} };
    const QJsonValue kept = object.value("value"_L1);
    if (kept.isBool() || kept.isString())
        value.value = kept.toVariant();
    else if (kept.isDouble())
        value.value = kept.toDouble();
    const bool good = !value.thing.isEmpty() && value.thing.size() <= longestText && !value.property.isEmpty()
        && value.property.size() <= longestText && value.value.isValid() && value.value.toString().size() <= longestText;
    return good ? std::optional(value) : std::nullopt;
}

}

QVector<SceneValue> recorded(const ThingSources& sources, const QString& key)
{
    const Thing* thing = sources.find(key);
    if (!thing)
        return {};
    QVector<SceneValue> values;
    const QVector<PropertySpec>& properties = thing->spec().properties;
    const auto mainSwitch = std::ranges::find_if(properties, isMainSwitch);
    if (mainSwitch != properties.end()) {
        values.append({ key, mainSwitch->name, thing->value(mainSwitch->name) });
        if (!thing->value(mainSwitch->name).toBool())
            return thing->value(mainSwitch->name).isValid() ? values : QVector<SceneValue>();
    }
    for (const PropertySpec& property : properties) {
        const bool first = mainSwitch != properties.end() && property.name == mainSwitch->name;
        if (property.writable && property.type != PropertyType::Action && !first && thing->value(property.name).isValid())
            values.append({ key, property.name, thing->value(property.name) });
    }
    return values;
}

std::optional<QDateTime> nextRun(const SceneTime& time, const QDateTime& after)
{
    if (!time.on || !time.at.isValid())
        return {};
    for (int day = 0; day <= daysOfWeek; ++day) {
        const QDate date = after.date().addDays(day);
        const QDateTime moment(date, time.at); // an hour that the clocks leave out comes an hour later
        if (moment > after && time.isOn(Qt::DayOfWeek(date.dayOfWeek())))
            return moment;
    }
    return {};
}

QJsonObject toJson(const Scene& scene)
{
    QJsonArray values;
    for (const SceneValue& value : scene.values) {
        values.append(QJsonObject {
            { u"thing"_s, value.thing }, { u"property"_s, value.property }, { u"value"_s, QJsonValue::fromVariant(value.value) } });
    }
    return { { u"id"_s, scene.id }, { u"name"_s, scene.name }, { u"values"_s, values },
        { u"time"_s,
            QJsonObject { { u"on"_s, scene.time.on }, { u"at"_s, scene.time.at.toString(u"HH:mm"_s) }, { u"days"_s, scene.time.days } } } };
}

Result<Scene> sceneFromJson(const QJsonObject& object)
{
    Scene scene { object.value("id"_L1).toString(), object.value("name"_L1).toString(), {}, {} };
    const QJsonArray values = object.value("values"_L1).toArray();
    if (scene.id.isEmpty() || scene.id.size() > longestText || scene.name.isEmpty() || scene.name.size() > maxSceneName
        || values.size() > maxSceneValues)
        return unreadable();
    for (const QJsonValue& kept : values) {
        const std::optional<SceneValue> value = valueFromJson(kept.toObject());
        if (!value)
            return unreadable();
        scene.values.append(*value);
    }
    const QJsonObject time = object.value("time"_L1).toObject();
    scene.time.on = time.value("on"_L1).toBool();
    scene.time.days = quint8(std::clamp(time.value("days"_L1).toInt(0x7f), 0, 0x7f));
    if (const QTime at = QTime::fromString(time.value("at"_L1).toString(), u"HH:mm"_s); at.isValid())
        scene.time.at = at;
    else
        scene.time.on = false;
    return scene;
}

}
