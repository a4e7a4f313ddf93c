// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/serverlog.h"

#include "server/turnreportjson.h"

#include <QDir>
#include <QJsonArray>
#include <QLoggingCategory>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

Q_LOGGING_CATEGORY(accessLog, "myna.access", QtInfoMsg)
Q_LOGGING_CATEGORY(performanceLog, "myna.performance", QtInfoMsg)

constexpr int filesOfAChannel = 10;

}

LogSettings serverLogSettings(const LogConfig& config)
{
    LogSettings settings;
    settings.folder = config.folder;
    settings.files = filesOfAChannel;
    settings.fileBytes = qint64(config.maxMegabytes) * 1024 * 1024;
    settings.keepDays = config.keepDays;
    settings.filterRules = filterRulesFrom(config.level);
    settings.channels = { { u"error"_s, {} }, { u"access"_s, u"myna.access"_s }, { u"performance"_s, u"myna.performance"_s } };
    return settings;
}

QString logFolder(const QString& dataDir, const LogConfig& config)
{
    return config.folder.isEmpty() ? QDir(dataDir).filePath(u"logs"_s) : config.folder;
}

void logAccess(const http::Answered& answered)
{
    logFields(accessLog(),
        { { u"event"_s, u"http"_s }, { u"method"_s, QString::fromUtf8(answered.method) }, { u"path"_s, answered.path },
            { u"peer"_s, answered.peer.toString() }, { u"status"_s, answered.status }, { u"ms"_s, answered.ms } });
}

void logSession(const QString& event, const QString& deviceId, const QString& reason)
{
    QJsonObject fields { { u"event"_s, event }, { u"device"_s, deviceId } };
    if (!reason.isEmpty())
        fields.insert(u"reason"_s, reason);
    logFields(accessLog(), fields);
}

void logTurn(const TurnReport& report)
{
    QJsonObject fields = turnDetails(report);
    fields.remove(u"time"_s); // the line has its own
    QJsonArray tools;
    for (const ToolUse& tool : report.tools)
        tools.append(tool.name);
    fields.insert(u"tools"_s, tools); // without what they were told
    fields.insert(u"event"_s, u"turn"_s);
    fields.insert(u"device"_s, report.deviceId);
    logFields(performanceLog(), fields);
}

QJsonObject toJson(const LogEntry& entry)
{
    return { { u"time"_s, entry.time.toString(Qt::ISODateWithMs) }, { u"level"_s, entry.level }, { u"channel"_s, entry.channel },
        { u"text"_s, entry.text }, { u"fields"_s, entry.fields } };
}

}
