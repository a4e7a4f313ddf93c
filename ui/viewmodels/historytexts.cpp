// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/historytexts.h"

#include "viewmodels/turnstages.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace myna::viewmodels {

QString dayText(QDate day, QDate today)
{
    if (day == today)
        return QCoreApplication::translate("myna", "Today");
    if (day.addDays(1) == today)
        return QCoreApplication::translate("myna", "Yesterday");
    const QLocale locale;
    if (day.year() != today.year())
        return locale.toString(day, QLocale::LongFormat);
    //: A day of this year, in the notation of Qt: dddd is the weekday, d the day, MMMM the month
    return locale.toString(day, QCoreApplication::translate("myna", "dddd, d MMMM"));
}

QString conversationTitle(const history::Conversation& conversation)
{
    const QString title = conversation.name.isEmpty() ? conversation.preview.simplified() : conversation.name;
    return title.isEmpty() ? QCoreApplication::translate("myna", "Without words") : title;
}

QString conversationDetail(const history::Conversation& conversation)
{
    QString turns = QCoreApplication::translate("myna", "%n turn(s)", nullptr, conversation.turns);
    if (conversation.server.isEmpty())
        return turns;
    return QCoreApplication::translate("myna", "%1 · %2", "name of the server, number of turns").arg(conversation.server, turns);
}

QString conversationSpan(const history::Conversation& conversation)
{
    const QLocale locale;
    const QDateTime begun = conversation.begun.toLocalTime();
    const QString from = locale.toString(begun.time(), QLocale::ShortFormat);
    const QString to = locale.toString(conversation.ended.toLocalTime().time(), QLocale::ShortFormat);
    const QString span = from == to ? from : QCoreApplication::translate("myna", "%1–%2", "from, to").arg(from, to);
    return QCoreApplication::translate("myna", "%1 · %2 · %3", "day, time, server")
        .arg(dayText(begun.date(), QDate::currentDate()), span, conversationDetail(conversation));
}

QString turnDetail(const history::Turn& turn)
{
    QStringList parts { QLocale().toString(turn.time.toLocalTime().time(), QLocale::ShortFormat) };
    if (turn.typed)
        parts << QCoreApplication::translate("myna", "typed");
    if (turn.answer.isEmpty())
        parts << QCoreApplication::translate("myna", "not answered");
    if (turn.interrupted)
        parts << QCoreApplication::translate("myna", "interrupted");
    for (const TurnStage& stage : stagesOf(turn.timeline)) {
        if (stage.kind == TurnStage::Kind::FirstSound)
            parts << QCoreApplication::translate("myna", "first sound after %1").arg(durationText(stage.ms));
    }
    return parts.join(QStringLiteral(" · "));
}

QString turnAsText(const history::Turn& turn)
{
    QStringList lines;
    if (!turn.question.isEmpty())
        lines << QCoreApplication::translate("myna", "You: %1").arg(turn.question);
    if (!turn.answer.isEmpty())
        lines << QCoreApplication::translate("myna", "Myna: %1").arg(turn.answer);
    return lines.join(QLatin1Char('\n'));
}

QVector<Place> placesOf(const QStringList& words, const QString& text)
{
    QVector<Place> found;
    for (const QString& word : words) {
        if (word.isEmpty())
            continue;
        for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive))
            found << Place { at, word.size() };
    }
    std::sort(found.begin(), found.end(), [](const Place& a, const Place& b) { return a.from < b.from; });
    QVector<Place> apart;
    for (const Place& place : found) {
        if (apart.isEmpty() || place.from >= apart.last().from + apart.last().length)
            apart << place;
        else
            apart.last().length = std::max(apart.last().length, place.from + place.length - apart.last().from);
    }
    return apart;
}

}
