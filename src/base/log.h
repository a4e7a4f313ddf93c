// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QVector>
#include <QtGlobal>

#include <functional>

class QLoggingCategory;

namespace myna {

// One line of a channel, as it was written: redacted.
struct LogEntry
{
    QDateTime time; // UTC
    QString level; // "debug", "info", "warning", "error", "fatal"
    QString channel;
    QString text;
    QJsonObject fields; // what logFields() was given
    bool operator==(const LogEntry&) const = default;
};

// A file of its own, NAME.log, with one JSON object a line: time, level, category, thread, message, and the fields beside them.
struct LogChannel
{
    QString name;
    QString category; // these messages go here and nowhere else; empty: every warning and error goes here too
};

struct LogSettings
{
    QString folder; // empty: DIR/logs
    QString fileName = QStringLiteral("myna.log");
    int files = 5;
    int keepDays = 0; // older files that are full are removed; 0: never
    qint64 fileBytes = 1024 * 1024;
    bool toStderr = true;
    QString filterRules; // as QLoggingCategory::setFilterRules() takes them; empty: Qt's own
    QVector<LogChannel> channels;
    std::function<void(const LogEntry&)> tap; // told of every line of a channel, on the thread that writes it; it must not log
};

// Sends every Qt message (qCDebug, qCInfo, qCWarning, qCCritical) as one redacted line to DIR/logs/ and to standard error, from any
// thread. Without a writable folder only standard error is left, and it says so. Calling it again replaces the former one.
void installLog(const QString& dir, const LogSettings& settings = {});
// Puts the message handler back that was there before. Call it before the program's statics go.
void removeLog();

// A message of this category that consists of fields; `message` is its text.
void logFields(const QLoggingCategory& category, const QJsonObject& fields);

// The rules for setFilterRules() that let pass what is at least `level` ("debug", "info", "warning", "error") of ours.
QString filterRulesFrom(const QString& level);

// One line: time=… level=… category=… thread=… message="…", redacted, line breaks written as \n, ends in a line feed.
QByteArray logLine(QtMsgType type, const char* category, const QString& message, const QDateTime& time, const QString& thread);

}
