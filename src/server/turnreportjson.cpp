// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/turnreportjson.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

QString written(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

}

QLatin1String nameOf(EngineKind kind)
{
    switch (kind) {
    case EngineKind::Detector:
        return "VAD"_L1;
    case EngineKind::Recogniser:
        return "ASR"_L1;
    case EngineKind::Chat:
        return "LLM"_L1;
    case EngineKind::Synthesiser:
        return "TTS"_L1;
    case EngineKind::Vision:
        return "VLLM"_L1;
    case EngineKind::Memory:
        return "Memory"_L1;
    case EngineKind::Intent:
        return "Intent"_L1;
    }
    return {};
}

QJsonObject turnDetails(const TurnReport& report)
{
    QJsonObject engines;
    for (auto it = report.engines.cbegin(); it != report.engines.cend(); ++it)
        engines.insert(nameOf(it.key()), it.value());
    QJsonArray tools;
    for (const ToolUse& use : report.tools)
        tools.append(QJsonObject { { u"name"_s, use.name }, { u"ms"_s, use.ms }, { u"ok"_s, use.ok } });
    QJsonObject json { { u"time"_s, written(report.time) }, { u"timeline"_s, protocol::toJson(report.timeline) }, { u"engines"_s, engines },
        { u"tools"_s, tools }, { u"failure"_s, report.failure }, { u"interrupted"_s, report.interrupted },
        { u"frames"_s, report.framesSent }, { u"frames_late"_s, report.framesLate } };
    if (report.ownUs)
        json.insert(u"own_ms"_s, double(*report.ownUs) / 1000);
    return json;
}

QJsonObject toJson(const TurnReport& report)
{
    QJsonObject json = turnDetails(report);
    json.insert(u"device"_s, report.deviceId);
    json.insert(u"heard"_s, report.heard);
    json.insert(u"said"_s, report.said);
    return json;
}

TurnRecord toRecord(const TurnReport& report)
{
    TurnRecord record;
    record.deviceId = report.deviceId;
    record.time = report.time;
    record.heard = report.heard;
    record.said = report.said;
    record.details = turnDetails(report);
    return record;
}

QJsonObject toJson(const TurnRecord& record)
{
    QJsonObject json = record.details;
    json.insert(u"id"_s, record.id);
    json.insert(u"device"_s, record.deviceId);
    json.insert(u"time"_s, written(record.time));
    json.insert(u"heard"_s, record.heard);
    json.insert(u"said"_s, record.said);
    return json;
}

}
