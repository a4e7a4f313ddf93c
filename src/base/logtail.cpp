// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logtail.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna {

namespace {

std::optional<LogEntry> entryOf(const QByteArray& line, const QString& channel)
{
    QJsonObject fields = QJsonDocument::fromJson(line).object();
    const QDateTime time = QDateTime::fromString(fields.take("time"_L1).toString(), Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    LogEntry entry;
    entry.time = time.toUTC();
    entry.level = fields.take("level"_L1).toString();
    entry.channel = channel;
    entry.text = fields.take("message"_L1).toString();
    fields.remove("category"_L1);
    fields.remove("thread"_L1);
    entry.fields = fields;
    return entry;
}

}

QVector<LogEntry> logTail(const QString& folder, const QString& channel, int limit, qint64 maxBytes)
{
    QFile file(QDir(folder).filePath(channel + ".log"_L1));
    QVector<LogEntry> entries;
    if (limit <= 0 || !file.open(QIODevice::ReadOnly))
        return entries;
    const bool cut = file.size() > maxBytes;
    if (cut)
        file.seek(file.size() - maxBytes);
    QList<QByteArray> lines = file.read(maxBytes).split('\n');
    if (cut)
        lines.removeFirst(); // the rest of a line
    for (auto line = lines.crbegin(); line != lines.crend() && entries.size() < limit; ++line) {
        if (const auto entry = entryOf(*line, channel))
            entries.append(*entry);
    }
    std::reverse(entries.begin(), entries.end());
    return entries;
}

}
