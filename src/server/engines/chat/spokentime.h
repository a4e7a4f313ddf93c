// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

// Times of day as people say and type them: "half past six in the morning", "7:30 pm tomorrow", "every day at seven"; 明天早上七点半.
namespace myna::server {

struct SpokenTime
{
    QTime clock; // as it was said
    bool exact = false; // false: morning or evening was not said, and both may be meant
    bool endOfDay = false; // the midnight at the end of that day
    std::optional<int> daysAhead; // 0: today
    int weekday = 0; // 1: Monday … 7; 0: none was said
    QString repeat; // "daily", "weekdays", "weekly"; empty: once
    bool operator==(const SpokenTime&) const = default;
};

// Nothing: there is no such time ("25:00").
std::optional<SpokenTime> spokenTime(const QString& text, const QString& language);

// The next such time after `now`, local. Who does not say which half of the day means the one that comes next; of a later day, one when
// people are about; and `waking` is done in the morning. Nothing: it is past ("today at seven" in the evening).
std::optional<QDateTime> nextSuch(const SpokenTime& time, const QDateTime& now, bool waking);

// "today at 5:00 PM", "on Monday at 7:30 AM", "every day at 7:00 AM"; "明天早上7点", "每天下午3点半".
QString timeWords(const QDateTime& time, const QString& repeat, const QDateTime& now, const QString& language);

// What spokenTime() may be given, for the phrase matcher. English ones end each word with a space.
QString englishTimeExpression();
QString chineseTimeExpression();

}
