// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminderdeeds.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr int mostRemindersListed = 50;

QString localTime(const QDateTime& time)
{
    return time.toLocalTime().toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

QString jsonText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject jsonOf(const Reminder& r, const QDateTime& now)
{
    QJsonObject object { { u"id"_s, r.id }, { u"kind"_s, QString(kindName(r.kind)) }, { u"time"_s, localTime(r.due) } };
    if (!r.text.isEmpty())
        object[u"text"_s] = r.text;
    if (r.due > now)
        object[u"in_seconds"_s] = now.secsTo(r.due);
    if (r.end.isValid())
        object[u"end"_s] = localTime(r.end);
    if (r.repeat != Repeat::Once)
        object[u"repeat"_s] = QString(repeatName(r.repeat));
    if (r.lead.count() > 0)
        object[u"reminds_minutes_before"_s] = int(r.lead.count());
    return object;
}

void moveTo(Reminder& r, const QDateTime& due)
{
    if (r.end.isValid() && due.isValid())
        r.end = r.end.addMSecs(r.due.msecsTo(due));
    r.due = due;
}

// Entries from midnight to midnight; those that repeat on each of their days, as far as they can be listed.
QVector<Reminder> entriesOf(const Reminders& reminders, const QDate& from, int days)
{
    const QDateTime begin(from, QTime(0, 0));
    const QDateTime end(from.addDays(days), QTime(0, 0));
    QVector<Reminder> found;
    for (Reminder r : reminders.all()) {
        if (r.kind != ReminderKind::Entry)
            continue;
        if (r.due < begin) // at once: a model may ask for a day in a thousand years
            moveTo(r, nextTime(r, begin.addMSecs(-1)));
        for (int i = 0; i < mostRemindersListed && r.due.isValid() && r.due < end; ++i) {
            found << r;
            moveTo(r, nextTime(r, r.due));
        }
    }
    std::sort(found.begin(), found.end(), [](const Reminder& a, const Reminder& b) { return a.due < b.due; });
    return found;
}

// Several at once: answers when the last is gone.
void removeAll(Reminders& reminders, const QVector<Reminder>& which, const mcp::ToolAnswer& answer)
{
    if (which.isEmpty()) {
        answer(Error { Error::Code::NotFound, u"There is nothing to cancel."_s });
        return;
    }
    auto left = std::make_shared<qsizetype>(which.size());
    auto problem = std::make_shared<Error>();
    for (const Reminder& r : which) {
        reminders.remove(r.id, &reminders, [left, problem, answer, count = which.size()](const Result<Reminder>& gone) {
            if (!gone)
                *problem = gone.error();
            if (--*left > 0)
                return;
            if (problem->text.isEmpty())
                answer(jsonText({ { u"cancelled"_s, count } }));
            else
                answer(*problem);
        });
    }
}

}

QString reminderList(const QVector<Reminder>& found, const QDateTime& now)
{
    QJsonArray list;
    for (const Reminder& r : found.first(std::min<qsizetype>(found.size(), mostRemindersListed)))
        list.append(jsonOf(r, now));
    return jsonText({ { u"now"_s, localTime(now) }, { u"count"_s, found.size() }, { u"items"_s, list } });
}

QVector<Reminder> remindersToCome(const Reminders& reminders, std::optional<ReminderKind> kind)
{
    QVector<Reminder> found;
    for (const Reminder& r : reminders.all()) {
        if (!r.rung && (!kind || r.kind == *kind))
            found << r;
    }
    return found;
}

Result<QString> calendarOf(const Reminders& reminders, const QJsonObject& arguments)
{
    const QString wanted = arguments["date"_L1].toString();
    const QDate from = wanted.isEmpty() ? reminders.now().toLocalTime().date() : QDate::fromString(wanted, Qt::ISODate);
    if (!from.isValid())
        return Error { Error::Code::Invalid, u"The date cannot be read. Write 2026-12-24."_s };
    return reminderList(entriesOf(reminders, from, arguments["days"_L1].toInt(1)), reminders.now());
}

mcp::ToolRun addingReminders(Reminders& reminders, ReminderReader read)
{
    return [kept = QPointer<Reminders>(&reminders), read](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
        if (!kept) {
            answer(Error { Error::Code::Unavailable, u"Reminders are closed."_s });
            return;
        }
        const auto wanted = read(arguments, kept->now());
        if (!wanted) {
            answer(wanted.error());
            return;
        }
        kept->add(*wanted, kept, [answer, kept](const Result<Reminder>& done) {
            if (done)
                answer(jsonText(jsonOf(*done, kept->now())));
            else
                answer(done.error());
        });
    };
}

void cancelReminders(Reminders& reminders, Ringing& ringing, const QJsonObject& arguments, const mcp::ToolAnswer& answer)
{
    const bool one = arguments.contains("id"_L1);
    if (one == arguments.contains("kind"_L1)) {
        answer(Error { Error::Code::Invalid, u"Give either id or kind."_s });
        return;
    }
    const auto kind = kindFromName(arguments["kind"_L1].toString());
    QVector<Reminder> which;
    for (const Reminder& r : remindersToCome(reminders, one ? std::nullopt : kind)) {
        if (!one || r.id == arguments["id"_L1].toInteger())
            which << r;
    }
    for (const Reminder& r : std::as_const(which)) {
        const auto& rings = ringing.rings();
        if (std::any_of(rings.cbegin(), rings.cend(), [&](const Ring& ring) { return ring.reminder.id == r.id; }))
            ringing.stop(r.id);
    }
    removeAll(reminders, which, answer);
}

}
