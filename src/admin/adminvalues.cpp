// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminvalues.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::admin {

namespace {

constexpr qsizetype longestText = 8000; // characters of anything said or told
constexpr qsizetype longestName = 300;
constexpr qsizetype longestConfig = 512 * 1024;
constexpr qsizetype mostRows = 5000;
constexpr qsizetype mostFields = 40; // of one row
constexpr double longestMs = 24.0 * 3600 * 1000;
constexpr double largestNumber = 9e15; // what a double counts exactly

QString text(const QJsonObject& json, QLatin1String key, qsizetype longest = longestName)
{
    return json[key].toString().left(longest);
}

QDateTime moment(const QJsonObject& json, QLatin1String key)
{
    return QDateTime::fromString(text(json, key), Qt::ISODateWithMs);
}

qint64 whole(const QJsonValue& value)
{
    const double number = value.toDouble();
    return std::isfinite(number) ? qint64(std::clamp(number, -largestNumber, largestNumber)) : 0;
}

std::optional<qint64> milliseconds(const QJsonValue& value)
{
    const double ms = value.toDouble(-1);
    if (!value.isDouble() || ms < 0 || ms > longestMs)
        return std::nullopt;
    return qint64(std::llround(ms));
}

template<typename T, size_t N>
T wordIn(const std::array<std::pair<QLatin1String, T>, N>& words, const QString& word, T otherwise)
{
    const auto found = std::ranges::find(words, word, &std::pair<QLatin1String, T>::first);
    return found == words.end() ? otherwise : found->second;
}

// Every object of a list, as far as one reads.
template<typename Read>
auto each(const QJsonValue& json, const Read& read)
{
    QVector<std::decay_t<decltype(read(QJsonObject()))>> all;
    const QJsonArray rows = json.toArray();
    for (qsizetype i = 0; i < std::min(rows.size(), mostRows); ++i) {
        if (rows.at(i).isObject())
            all.append(read(rows.at(i).toObject()));
    }
    return all;
}

template<typename T, typename Read>
QVector<T> eachGood(const QJsonValue& json, const Read& read)
{
    QVector<T> good;
    for (const std::optional<T>& one : each(json, read)) {
        if (one)
            good.append(*one);
    }
    return good;
}

DeviceState deviceState(const QString& word)
{
    static const auto words = std::to_array<std::pair<QLatin1String, DeviceState>>(
        { { "offline"_L1, DeviceState::Offline }, { "idle"_L1, DeviceState::Idle }, { "listening"_L1, DeviceState::Listening },
            { "thinking"_L1, DeviceState::Thinking }, { "speaking"_L1, DeviceState::Speaking } });
    return wordIn(words, word, DeviceState::Offline);
}

Engine engineFrom(const QJsonObject& json)
{
    static const auto words = std::to_array<std::pair<QLatin1String, EngineState>>(
        { { "ready"_L1, EngineState::Ready }, { "resting"_L1, EngineState::Resting }, { "failed"_L1, EngineState::Failed } });
    const QJsonObject first = json["first_result_ms"_L1].toObject();
    return { .kind = text(json, "kind"_L1),
        .name = text(json, "name"_L1),
        .type = text(json, "type"_L1),
        .selected = json["selected"_L1].toInt(),
        .state = wordIn(words, text(json, "state"_L1), EngineState::Unknown),
        .lastError = text(json, "last_error"_L1, longestText),
        .lastMs = milliseconds(first["last"_L1]),
        .p50Ms = milliseconds(first["p50"_L1]),
        .p95Ms = milliseconds(first["p95"_L1]),
        .calls = whole(json["calls"_L1]),
        .failures = whole(json["failures"_L1]) };
}

Finding findingFrom(const QJsonObject& json)
{
    static const auto words = std::to_array<std::pair<QLatin1String, Finding::Severity>>(
        { { "error"_L1, Finding::Severity::Error }, { "warning"_L1, Finding::Severity::Warning } });
    return { wordIn(words, text(json, "severity"_L1), Finding::Severity::Note), json["line"_L1].toInt(), text(json, "key"_L1),
        text(json, "text"_L1, longestText) };
}

Change changeFrom(const QJsonObject& json)
{
    static const auto words = std::to_array<std::pair<QLatin1String, Change::When>>(
        { { "next_session"_L1, Change::When::NextSession }, { "restart"_L1, Change::When::Restart } });
    return { text(json, "key"_L1), wordIn(words, text(json, "class"_L1), Change::When::Live) };
}

Timer timerFrom(const QJsonObject& json)
{
    return { whole(json["count"_L1]), json["mean"_L1].toDouble(), json["min"_L1].toDouble(), json["max"_L1].toDouble(),
        json["p50"_L1].toDouble(), json["p95"_L1].toDouble() };
}

QMap<QString, double> numbersFrom(const QJsonObject& json)
{
    QMap<QString, double> numbers;
    for (auto it = json.begin(); it != json.end() && numbers.size() < mostRows; ++it) {
        if (it->isDouble())
            numbers.insert(it.key().left(longestName), it->toDouble());
    }
    return numbers;
}

// One line can be pasted into a report.
QString inARow(const QJsonObject& fields)
{
    QStringList parts;
    for (auto it = fields.begin(); it != fields.end() && parts.size() < mostFields; ++it)
        parts.append(it.key() + u'=' + (it->isString() ? it->toString() : it->toVariant().toString()).left(longestName));
    return parts.join(u' ');
}

}

protocol::Timeline timelineFrom(const QJsonObject& json)
{
    return { .recognised = milliseconds(json["recognised"_L1]),
        .firstToken = milliseconds(json["first_token"_L1]),
        .firstSentence = milliseconds(json["first_sentence"_L1]),
        .firstAudio = milliseconds(json["first_audio"_L1]),
        .firstPacket = milliseconds(json["first_packet"_L1]),
        .stop = milliseconds(json["stop"_L1]) };
}

std::optional<Device> deviceFrom(const QJsonObject& json)
{
    Device device { .id = text(json, "device"_L1),
        .name = text(json, "name"_L1),
        .group = text(json, "group"_L1),
        .board = text(json, "board"_L1),
        .version = text(json, "version"_L1),
        .state = deviceState(text(json, "state"_L1)),
        .lastWords = text(json, "last_words"_L1, longestText),
        .hears = text(json, "hears"_L1, longestText),
        .lastTurn = timelineFrom(json["last_turn"_L1].toObject()),
        .lastSeen = moment(json, "last_seen"_L1),
        .connectedSince = moment(json, "connected_since"_L1),
        .address = text(json, "address"_L1),
        .quarantine = text(json, "quarantine"_L1, longestText),
        .firmware = text(json, "firmware"_L1),
        .profile = json["profile"_L1].toObject() };
    return device.id.isEmpty() ? std::nullopt : std::optional(device);
}

QVector<Device> devicesFrom(const QJsonValue& json)
{
    return eachGood<Device>(json, deviceFrom);
}

std::optional<Activation> activationFrom(const QJsonObject& json)
{
    static const auto words = std::to_array<std::pair<QLatin1String, Activation::State>>(
        { { "bound"_L1, Activation::State::Bound }, { "expired"_L1, Activation::State::Expired } });
    Activation activation { text(json, "device"_L1), text(json, "code"_L1), text(json, "board"_L1),
        wordIn(words, text(json, "state"_L1), Activation::State::Offered) };
    return activation.code.isEmpty() ? std::nullopt : std::optional(activation);
}

QVector<Activation> activationsFrom(const QJsonValue& json)
{
    return eachGood<Activation>(json, activationFrom);
}

Turn turnFrom(const QJsonObject& json)
{
    Turn turn { .id = whole(json["id"_L1]),
        .device = text(json, "device"_L1),
        .time = moment(json, "time"_L1),
        .heard = text(json, "heard"_L1, longestText),
        .said = text(json, "said"_L1, longestText),
        .timeline = timelineFrom(json["timeline"_L1].toObject()),
        .failure = text(json, "failure"_L1, longestText),
        .interrupted = json["interrupted"_L1].toBool(),
        .frames = whole(json["frames"_L1]),
        .framesLate = whole(json["frames_late"_L1]) };
    const QJsonObject engines = json["engines"_L1].toObject();
    for (auto it = engines.begin(); it != engines.end() && turn.engines.size() < mostFields; ++it)
        turn.engines.insert(it.key().left(longestName), it->toString().left(longestName));
    turn.tools = each(json["tools"_L1], [](const QJsonObject& tool) {
        return ToolUse { text(tool, "name"_L1), milliseconds(tool["ms"_L1]).value_or(0), tool["ok"_L1].toBool() };
    }).mid(0, mostFields);
    if (json["own_ms"_L1].isDouble())
        turn.ownMs = json["own_ms"_L1].toDouble();
    return turn;
}

QVector<Turn> turnsFrom(const QJsonValue& json)
{
    return each(json, turnFrom);
}

QVector<Engine> enginesFrom(const QJsonValue& json)
{
    return each(json, engineFrom);
}

EngineTest engineTestFrom(const QJsonObject& json)
{
    return { json["ok"_L1].toBool(), milliseconds(json["first_result_ms"_L1]), milliseconds(json["total_ms"_L1]).value_or(0),
        text(json, "detail"_L1, longestText), text(json, "error"_L1, longestText), text(json, "repair"_L1, longestText) };
}

QVector<Finding> findingsFrom(const QJsonValue& json)
{
    return each(json, findingFrom);
}

ConfigCheck configCheckFrom(const QJsonObject& json)
{
    return { findingsFrom(json["findings"_L1]), each(json["changes"_L1], changeFrom) };
}

Configuration configurationFrom(const QJsonObject& json)
{
    return { text(json, "file"_L1, longestText), text(json, "text"_L1, longestConfig), json["revision"_L1].toInt(),
        findingsFrom(json["findings"_L1]) };
}

QVector<Revision> revisionsFrom(const QJsonValue& json)
{
    return each(json, [](const QJsonObject& row) {
        return Revision { row["revision"_L1].toInt(), moment(row, "time"_L1), text(row, "by"_L1) };
    });
}

LogLine logLineFrom(const QJsonObject& json)
{
    static const auto words = std::to_array<std::pair<QLatin1String, LogLine::Level>>(
        { { "debug"_L1, LogLine::Level::Debug }, { "warning"_L1, LogLine::Level::Warning }, { "error"_L1, LogLine::Level::Error },
            { "critical"_L1, LogLine::Level::Error }, { "fatal"_L1, LogLine::Level::Error } });
    return { moment(json, "time"_L1), wordIn(words, text(json, "level"_L1).toLower(), LogLine::Level::Info), text(json, "channel"_L1),
        text(json, "text"_L1, longestText), inARow(json["fields"_L1].toObject()) };
}

QVector<LogLine> logLinesFrom(const QJsonValue& json)
{
    return each(json, logLineFrom);
}

Metrics metricsFrom(const QJsonObject& json)
{
    Metrics metrics { numbersFrom(json["counters"_L1].toObject()), numbersFrom(json["gauges"_L1].toObject()), {} };
    const QJsonObject timers = json["timers"_L1].toObject();
    for (auto it = timers.begin(); it != timers.end() && metrics.timers.size() < mostRows; ++it)
        metrics.timers.insert(it.key().left(longestName), timerFrom(it->toObject()));
    return metrics;
}

QVector<Firmware> firmwareFrom(const QJsonValue& json)
{
    return each(json, [](const QJsonObject& row) {
        return Firmware { text(row, "file"_L1), text(row, "model"_L1), text(row, "version"_L1) };
    });
}

QStringList textsFrom(const QJsonValue& json)
{
    QStringList texts;
    const QJsonArray rows = json.toArray();
    for (qsizetype i = 0; i < std::min(rows.size(), mostRows); ++i)
        texts.append(rows.at(i).toString().left(longestName));
    return texts;
}

}
