// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>
#include <QVector>

#include <optional>

// What a server tells its owner's programs, as values. Everything is read in one place and bounded: lists and texts longer than any honest
// server sends are cut, and what cannot be read is as if it were missing.
namespace myna::admin {

enum class DeviceState { Offline, Idle, Listening, Thinking, Speaking };

struct Device
{
    QString id;
    QString name; // given by the owner; may be empty
    QString group;
    QString board;
    QString version;
    DeviceState state = DeviceState::Offline;
    QString lastWords;
    QString hears; // what is being said to it, as far as understood
    protocol::Timeline lastTurn;
    QDateTime lastSeen;
    QDateTime connectedSince;
    QString address;
    QString quarantine; // why; empty: it is free
    QString firmware; // the file offered; "none": nothing, empty: whatever fits
    QJsonObject profile; // what differs for this device
    bool operator==(const Device&) const = default;
};

struct Activation
{
    enum class State { Offered, Bound, Expired };
    QString device;
    QString code;
    QString board;
    State state = State::Offered;
    bool operator==(const Activation&) const = default;
};

struct ToolUse
{
    QString name;
    qint64 ms = 0;
    bool ok = false;
    bool operator==(const ToolUse&) const = default;
};

struct Turn
{
    qint64 id = 0; // 0: it was told live, and is not numbered yet
    QString device;
    QDateTime time;
    QString heard;
    QString said;
    protocol::Timeline timeline;
    QMap<QString, QString> engines; // kind ("ASR") to name
    QVector<ToolUse> tools;
    QString failure; // a sentence; empty: nothing went wrong
    bool interrupted = false;
    std::optional<double> ownMs; // what the server itself took
    qint64 frames = 0;
    qint64 framesLate = 0;
    bool operator==(const Turn&) const = default;
};

enum class EngineState { Unknown, Ready, Resting, Failed };

struct Engine
{
    QString kind; // "ASR"
    QString name;
    QString type;
    int selected = 0; // place in the chain from 1; 0: not chosen
    EngineState state = EngineState::Unknown;
    QString lastError;
    std::optional<qint64> lastMs; // to the first result
    std::optional<qint64> p50Ms;
    std::optional<qint64> p95Ms;
    qint64 calls = 0;
    qint64 failures = 0;
    bool operator==(const Engine&) const = default;
};

struct EngineTest
{
    bool ok = false;
    std::optional<qint64> firstResultMs;
    qint64 totalMs = 0;
    QString detail;
    QString error;
    QString repair;
    bool operator==(const EngineTest&) const = default;
};

struct Finding
{
    enum class Severity { Note, Warning, Error };
    Severity severity = Severity::Note;
    int line = 0; // from 1; 0: nowhere in this text
    QString key;
    QString text;
    bool operator==(const Finding&) const = default;
};

struct Change
{
    enum class When { Live, NextSession, Restart };
    QString key;
    When when = When::Live;
    bool operator==(const Change&) const = default;
};

struct Configuration
{
    QString file;
    QString text; // secrets masked
    int revision = 0;
    QVector<Finding> findings;
    bool operator==(const Configuration&) const = default;
};

struct ConfigCheck
{
    QVector<Finding> findings;
    QVector<Change> changes;
};

struct Revision
{
    int revision = 0;
    QDateTime time;
    QString by;
    bool operator==(const Revision&) const = default;
};

struct LogLine
{
    enum class Level { Debug, Info, Warning, Error };
    QDateTime time;
    Level level = Level::Info;
    QString channel;
    QString text;
    QString fields; // "key=value", in a row
    bool operator==(const LogLine&) const = default;
};

struct Timer
{
    qint64 count = 0;
    double mean = 0; // ms, like all below
    double min = 0;
    double max = 0;
    double p50 = 0;
    double p95 = 0;
    bool operator==(const Timer&) const = default;
};

struct Metrics
{
    QMap<QString, double> counters;
    QMap<QString, double> gauges;
    QMap<QString, Timer> timers;
    bool operator==(const Metrics&) const = default;
};

struct Firmware
{
    QString file;
    QString model;
    QString version;
    bool operator==(const Firmware&) const = default;
};

std::optional<Device> deviceFrom(const QJsonObject& json); // nothing without an id
QVector<Device> devicesFrom(const QJsonValue& json);
std::optional<Activation> activationFrom(const QJsonObject& json);
QVector<Activation> activationsFrom(const QJsonValue& json);
Turn turnFrom(const QJsonObject& json);
QVector<Turn> turnsFrom(const QJsonValue& json);
QVector<Engine> enginesFrom(const QJsonValue& json);
EngineTest engineTestFrom(const QJsonObject& json);
QVector<Finding> findingsFrom(const QJsonValue& json);
ConfigCheck configCheckFrom(const QJsonObject& json);
Configuration configurationFrom(const QJsonObject& json);
QVector<Revision> revisionsFrom(const QJsonValue& json);
LogLine logLineFrom(const QJsonObject& json);
QVector<LogLine> logLinesFrom(const QJsonValue& json);
Metrics metricsFrom(const QJsonObject& json);
QVector<Firmware> firmwareFrom(const QJsonValue& json);
QStringList textsFrom(const QJsonValue& json);
protocol::Timeline timelineFrom(const QJsonObject& json);

}
