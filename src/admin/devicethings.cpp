// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/devicethings.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::admin {

namespace {

constexpr qsizetype longestThingName = 200; // characters
constexpr qsizetype longestWords = 2000;
constexpr qsizetype longestAnswer = 64 * 1024;
constexpr qsizetype mostThings = 64;
constexpr qsizetype mostParts = 64; // of one thing
constexpr qsizetype mostTools = 512;

template<typename Read>
auto each(const QJsonValue& json, qsizetype most, const Read& read)
{
    QVector<std::decay_t<decltype(read(QJsonObject()))>> all;
    const QJsonArray rows = json.toArray();
    for (qsizetype i = 0; i < std::min(rows.size(), most); ++i) {
        const QJsonObject row = rows.at(i).toObject();
        if (!row["name"_L1].toString().isEmpty())
            all.append(read(row));
    }
    return all;
}

QString nameIn(const QJsonObject& json)
{
    return json["name"_L1].toString().left(longestThingName);
}

QString wordsIn(const QJsonObject& json)
{
    return json["description"_L1].toString().left(longestWords);
}

DeviceMethod methodFrom(const QJsonObject& json)
{
    return { .name = nameIn(json),
        .description = wordsIn(json),
        .tool = json["tool"_L1].toString().left(longestThingName),
        .parameters = each(json["parameters"_L1], mostParts, [](const QJsonObject& parameter) {
            return DeviceMethod::Parameter { nameIn(parameter), wordsIn(parameter), parameter["type"_L1].toString() };
        }) };
}

DeviceThing thingFrom(const QJsonObject& json)
{
    return { .name = nameIn(json),
        .description = wordsIn(json),
        .changed = QDateTime::fromString(json["changed"_L1].toString(), Qt::ISODateWithMs),
        .properties = each(json["properties"_L1], mostParts,
            [](const QJsonObject& property) {
                return DeviceThing::Property { nameIn(property), wordsIn(property), property["type"_L1].toString(),
                    property["value"_L1].isUndefined() ? QJsonValue() : property["value"_L1] };
            }),
        .methods = each(json["methods"_L1], mostParts, methodFrom) };
}

DeviceTool toolFrom(const QJsonObject& json)
{
    const QString source = json["source"_L1].toString();
    return { .name = nameIn(json),
        .spec = json,
        .source = source == "device"_L1 ? DeviceTool::Source::Device
            : source == "iot"_L1        ? DeviceTool::Source::Iot
                                        : DeviceTool::Source::Server,
        .allowed = json["allowed"_L1].toBool(true) };
}

}

DeviceThings deviceThingsFrom(const QJsonValue& data)
{
    const QJsonObject json = data.toObject();
    return { .device = json["device"_L1].toString().left(longestThingName),
        .connected = json["connected"_L1].toBool(),
        .things = each(json["things"_L1], mostThings, thingFrom),
        .tools = each(json["tools"_L1], mostTools, toolFrom) };
}

CallAnswer callAnswerFrom(const QJsonValue& data)
{
    const QJsonObject json = data.toObject();
    return { .ok = json["ok"_L1].toBool(),
        .text = json["text"_L1].toString().left(longestAnswer),
        .ms = qint64(std::clamp(json["ms"_L1].toDouble(), 0.0, 1e9)) };
}

}
