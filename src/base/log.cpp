// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include "base/enumtable.h"
#include "base/redaction.h"
#include "base/rotatingfile.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QMutex>
#include <QThread>

#include <array>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna {

namespace {

constexpr auto levels = std::to_array<Word<QtMsgType>>({
    { QtDebugMsg, "debug"_L1 },
    { QtInfoMsg, "info"_L1 },
    { QtWarningMsg, "warning"_L1 },
    { QtCriticalMsg, "error"_L1 },
    { QtFatalMsg, "fatal"_L1 },
});

// Longer messages are cut: one runaway dump must not push everything else out of the files.
constexpr qsizetype maxMessage = 8 * 1024;

struct Channel
{
    LogChannel settings;
    QByteArray category;
    std::unique_ptr<RotatingFile> file;
};

struct Sink
{
    std::unique_ptr<RotatingFile> file;
    std::vector<Channel> channels;
    std::function<void(const LogEntry&)> tap;
    bool toStderr = true;
    QtMessageHandler former = nullptr;
};

// Qt's message handler is a plain function, so what it writes to is the one thing in this program that cannot be passed in.
QMutex sinkMutex;
std::unique_ptr<Sink> sink; // guarded by sinkMutex

// True while this thread writes a line: a warning from the file underneath must not come back in here.
thread_local bool writing = false;

QString threadName()
{
    const QThread* thread = QThread::currentThread();
    return thread->objectName().isEmpty() ? u"0x"_s + QString::number(quintptr(thread), 16) : thread->objectName();
}

QJsonValue redactedValue(const QString& key, const QJsonValue& value);

QJsonObject redactedFields(const QJsonObject& fields)
{
    QJsonObject safe;
    for (auto field = fields.begin(); field != fields.end(); ++field)
        safe.insert(field.key(), redactedValue(field.key(), field.value()));
    return safe;
}

// By its content, and by what it is called.
QJsonValue redactedValue(const QString& key, const QJsonValue& value)
{
    if (value.isObject())
        return redactedFields(value.toObject());
    if (value.isArray()) {
        QJsonArray safe;
        for (const QJsonValue& each : value.toArray())
            safe.append(redactedValue(key, each));
        return safe;
    }
    if (!value.isString())
        return value;
    const QString text = value.toString().left(maxMessage);
    if (const QString safe = redacted(text); safe != text)
        return safe;
    const QString member = u"{\"%1\":\"%2\"}"_s.arg(key, text);
    return redacted(member) == member ? text : u"[redacted]"_s;
}

LogEntry entryFrom(QtMsgType type, const QString& message, const QDateTime& time)
{
    LogEntry entry { time, wordOf(levels, type), {}, {}, {} };
    if (message.startsWith(u'{')) {
        entry.fields = redactedFields(QJsonDocument::fromJson(message.toUtf8()).object());
        entry.text = entry.fields.take("message"_L1).toString();
    }
    if (entry.fields.isEmpty() && entry.text.isEmpty())
        entry.text = redacted(message.left(maxMessage));
    return entry;
}

QByteArray jsonLine(const LogEntry& entry, const char* category, const QString& thread)
{
    QJsonObject line = entry.fields;
    line.insert("time"_L1, entry.time.toString(Qt::ISODateWithMs));
    line.insert("level"_L1, entry.level);
    line.insert("category"_L1, QString::fromUtf8(category));
    line.insert("thread"_L1, thread);
    if (!entry.text.isEmpty())
        line.insert("message"_L1, entry.text);
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

// Under the lock. True when the message belongs to a channel alone.
bool writeChannels(
    QtMsgType type, const QMessageLogContext& context, const QString& message, const QDateTime& time, QVector<LogEntry>& told)
{
    bool taken = false;
    const char* const category = context.category ? context.category : "default";
    for (Channel& channel : sink->channels) {
        const bool own = !channel.category.isEmpty() && channel.category == category;
        const bool everybodys = channel.category.isEmpty() && type != QtDebugMsg && type != QtInfoMsg;
        if (!own && !everybodys)
            continue;
        taken = taken || own;
        LogEntry entry = entryFrom(type, message, time);
        entry.channel = channel.settings.name;
        channel.file->write(jsonLine(entry, category, threadName()));
        told.append(entry);
    }
    return taken;
}

void writeLine(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (writing)
        return;
    writing = true;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVector<LogEntry> told;
    std::function<void(const LogEntry&)> tap;
    {
        const QMutexLocker lock(&sinkMutex);
        const bool taken = sink && writeChannels(type, context, message, now, told);
        if (!taken) {
            const QByteArray line = logLine(type, context.category, message, now, threadName());
            if (sink && sink->file)
                sink->file->write(line);
            if (!sink || sink->toStderr)
                std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
        }
        if (sink && !told.isEmpty())
            tap = sink->tap;
    }
    if (tap) {
        for (const LogEntry& entry : std::as_const(told))
            tap(entry);
    }
    writing = false;
}

QString escaped(const QString& message)
{
    QString text = message.left(maxMessage);
    text.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1).replace(u'\r', "\\r"_L1);
    for (QChar& c : text) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            c = u'?'; // a terminal must not obey what a stranger sent
    }
    return text;
}

}

QByteArray logLine(QtMsgType type, const char* category, const QString& message, const QDateTime& time, const QString& thread)
{
    const QString line = u"time="_s + time.toString(Qt::ISODateWithMs) + " level="_L1 + wordOf(levels, type) + " category="_L1
        + QString::fromUtf8(category ? category : "default") + " thread="_L1 + thread + " message=\""_L1 + escaped(redacted(message))
        + "\"\n"_L1;
    return line.toUtf8();
}

void logFields(const QLoggingCategory& category, const QJsonObject& fields)
{
    qCInfo(category).noquote() << QJsonDocument(fields).toJson(QJsonDocument::Compact);
}

QString filterRulesFrom(const QString& level)
{
    QString rules;
    for (const auto& word : levels) {
        if (word.text == level || word.value == QtCriticalMsg)
            break;
        // Qt calls the level of qCritical "critical"; the levels below the wanted one are switched off.
        rules += "*."_L1 + word.text + "=false\nmyna.access."_L1 + word.text + "=true\nmyna.performance."_L1 + word.text + "=true\n"_L1;
    }
    if (level == "debug"_L1)
        rules = u"myna.*.debug=true\n"_s;
    return rules;
}

void installLog(const QString& dir, const LogSettings& settings)
{
    removeLog();
    auto made = std::make_unique<Sink>();
    made->toStderr = settings.toStderr;
    made->tap = settings.tap;
    const QString folder = settings.folder.isEmpty() ? dir + "/logs"_L1 : settings.folder;
    const auto fileNamed = [&](const QString& name) {
        return std::make_unique<RotatingFile>(folder + u'/' + name, settings.files, settings.fileBytes, settings.keepDays);
    };
    if (QDir().mkpath(folder)) {
        made->file = fileNamed(settings.fileName);
        for (const LogChannel& channel : settings.channels)
            made->channels.push_back({ channel, channel.category.toUtf8(), fileNamed(channel.name + ".log"_L1) });
    }
    const bool hasFile = made->file && made->file->isOpen();
    if (!settings.filterRules.isEmpty())
        QLoggingCategory::setFilterRules(settings.filterRules);
    made->former = qInstallMessageHandler(writeLine);
    {
        const QMutexLocker lock(&sinkMutex);
        sink = std::move(made);
    }
    if (!hasFile)
        qWarning().noquote() << "no log file can be written in" << folder;
}

void removeLog()
{
    std::unique_ptr<Sink> old;
    {
        const QMutexLocker lock(&sinkMutex);
        old = std::move(sink);
    }
    if (old)
        qInstallMessageHandler(old->former);
}

}
