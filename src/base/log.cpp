// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include "base/enumtable.h"
#include "base/redaction.h"
#include "base/rotatingfile.h"

#include <QDateTime>
#include <QDir>
#include <QLoggingCategory>
#include <QMutex>
#include <QThread>

#include <array>
#include <cstdio>
#include <memory>

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

struct Sink
{
    std::unique_ptr<RotatingFile> file;
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

void writeLine(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (writing)
        return;
    writing = true;
    const QByteArray line = logLine(type, context.category, message, QDateTime::currentDateTimeUtc(), threadName());
    {
        const QMutexLocker lock(&sinkMutex);
        if (sink && sink->file)
            sink->file->write(line);
        if (!sink || sink->toStderr)
            std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
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

void installLog(const QString& dir, const LogSettings& settings)
{
    removeLog();
    auto made = std::make_unique<Sink>();
    made->toStderr = settings.toStderr;
    const QString folder = dir + "/logs"_L1;
    if (QDir().mkpath(folder))
        made->file = std::make_unique<RotatingFile>(folder + u'/' + settings.fileName, settings.files, settings.fileBytes);
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
