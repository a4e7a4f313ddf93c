// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enumtable.h"
#include "mcp/auditlog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace myna::mcp {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto askers = std::to_array<Word<Asker>>({
    { Asker::Server, QLatin1String("server") },
    { Asker::Hand, QLatin1String("hand") },
    { Asker::Scene, QLatin1String("scene") },
});

constexpr auto rulings = std::to_array<Word<Ruling>>({
    { Ruling::Allowed, QLatin1String("allowed") },
    { Ruling::Agreed, QLatin1String("agreed") },
    { Ruling::Refused, QLatin1String("refused") },
});

constexpr auto outcomes = std::to_array<Word<Outcome>>({
    { Outcome::Done, QLatin1String("done") },
    { Outcome::Failed, QLatin1String("failed") },
    { Outcome::Refused, QLatin1String("refused") },
    { Outcome::Cancelled, QLatin1String("cancelled") },
    { Outcome::TooLate, QLatin1String("timeout") },
});

// Tables take a cell that begins like this for something to calculate.
QString cell(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

}

QByteArray auditCsv(const QVector<AuditEntry>& entries)
{
    QString text = u"time,tool,title,arguments,asker,who,said,asked,ruling,reason,outcome,result,duration_ms\r\n"_s;
    for (const AuditEntry& e : entries) {
        const QStringList cells { cell(e.time.toString(Qt::ISODateWithMs)), cell(e.tool), cell(e.title), cell(e.arguments),
            cell(wordOf(askers, e.asker)), cell(e.who), cell(e.said), e.asked ? u"1"_s : u"0"_s, cell(wordOf(rulings, e.ruling)),
            cell(e.reason), cell(wordOf(outcomes, e.outcome)), cell(e.result), QString::number(e.durationMs) };
        text += cells.join(u',') + u"\r\n"_s;
    }
    return "\xEF\xBB\xBF" + text.toUtf8(); // without the mark some tables read it in another alphabet
}

QByteArray auditJson(const QVector<AuditEntry>& entries)
{
    QJsonArray calls;
    for (const AuditEntry& e : entries)
        calls.append(QJsonObject { { u"time"_s, e.time.toString(Qt::ISODateWithMs) }, { u"tool"_s, e.tool }, { u"title"_s, e.title },
            { u"arguments"_s, QJsonDocument::fromJson(e.arguments.toUtf8()).object() }, { u"asker"_s, QString(wordOf(askers, e.asker)) },
            { u"who"_s, e.who }, { u"said"_s, e.said }, { u"asked"_s, e.asked }, { u"ruling"_s, QString(wordOf(rulings, e.ruling)) },
            { u"reason"_s, e.reason }, { u"outcome"_s, QString(wordOf(outcomes, e.outcome)) }, { u"result"_s, e.result },
            { u"duration_ms"_s, e.durationMs } });
    return QJsonDocument(QJsonObject { { u"format"_s, u"myna-tool-calls"_s }, { u"version"_s, 1 }, { u"calls"_s, calls } }).toJson();
}

}
