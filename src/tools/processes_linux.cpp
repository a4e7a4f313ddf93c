// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/processes_linux.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr qint64 maxCommand = 16 * 1024;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(maxCommand) : QByteArray();
}

// systemd writes what is not in a unit's name as \x2d.
QString unescaped(QString text)
{
    return text.replace("\\x2d"_L1, "-"_L1);
}

}

// app[-<launcher>]-<id>[@instance]-<number>.scope or .service, as the desktops agreed.
QString applicationInGroup(const QString& group)
{
    const QString unit = group.trimmed().section(u'/', -1);
    if (!unit.startsWith("app-"_L1))
        return {};
    QString inner;
    if (unit.endsWith(".scope"_L1))
        inner = unit.mid(4).chopped(6).section(u'-', 0, -2); // ends in a number
    else if (unit.endsWith(".service"_L1))
        inner = unit.mid(4).chopped(8).section(u'@', 0, 0);
    return unescaped(inner.section(u'-', -1));
}

Process processOf(qint64 id)
{
    const QString folder = u"/proc/%1"_s.arg(id);
    if (QFileInfo(folder).ownerId() != ::getuid())
        return {};
    Process process { .id = id };
    // The name in brackets may hold anything; what follows the last bracket is state and parent.
    const QByteArray stat = contentOf(folder + u"/stat"_s);
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 2 || fields.first() == "Z")
        return {};
    process.parent = fields.at(1).toLongLong();
    process.program = QFile::symLinkTarget(folder + u"/exe"_s);
    for (const QByteArray& argument : contentOf(folder + u"/cmdline"_s).split('\0'))
        process.arguments.append(QString::fromLocal8Bit(argument));
    process.application = applicationInGroup(QString::fromUtf8(contentOf(folder + u"/cgroup"_s)));
    return process;
}

QVector<Process> ownProcesses()
{
    QVector<Process> all;
    for (const QString& name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isNumber = false;
        const qint64 id = name.toLongLong(&isNumber);
        if (!isNumber || id == ::getpid())
            continue;
        if (const Process process = processOf(id); process.id != 0 && !process.program.isEmpty())
            all.append(process);
    }
    return all;
}

}
