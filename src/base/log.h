// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

class QDateTime;

namespace myna {

struct LogSettings
{
    QString fileName = QStringLiteral("myna.log");
    int files = 5;
    qint64 fileBytes = 1024 * 1024;
    bool toStderr = true;
    QString filterRules; // as QLoggingCategory::setFilterRules() takes them; empty: Qt's own
};

// Sends every Qt message (qCDebug, qCInfo, qCWarning, qCCritical) as one redacted line to DIR/logs/ and to standard error, from any
// thread. Without a writable folder only standard error is left, and it says so. Calling it again replaces the former one.
void installLog(const QString& dir, const LogSettings& settings = {});
// Puts the message handler back that was there before. Call it before the program's statics go.
void removeLog();

// One line: time=… level=… category=… thread=… message="…", redacted, line breaks written as \n, ends in a line feed.
QByteArray logLine(QtMsgType type, const char* category, const QString& message, const QDateTime& time, const QString& thread);

}
