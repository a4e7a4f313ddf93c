// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/events.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <cstdlib>

namespace myna::daemon {

void Events::emitEvent(const QString& name, const QJsonObject& fields, const QString& humanLine) const
{
    if (!m_json && humanLine.isEmpty())
        return;
    QByteArray line;
    if (m_json) {
        QJsonObject object = fields;
        object[QLatin1String("event")] = name;
        line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    } else {
        line = humanLine.toUtf8();
    }
    line += '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

QString helpOf(const QCommandLineParser& parser, const QString& verb)
{
    QString text = parser.helpText();
    const QString program = QCoreApplication::arguments().constFirst();
    if (const qsizetype at = text.indexOf(program); at >= 0)
        text.replace(at, program.size(), QStringLiteral("mynad ") + verb);
    return text;
}

void leave(int status)
{
    std::fflush(stdout);
    std::fflush(stderr);
    std::quick_exit(status);
}

}
