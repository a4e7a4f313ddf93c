// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminderfamily.h"

#include "tools/reminderarguments.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::tools {

namespace {

using mcp::Argument;
using mcp::ArgumentType;

constexpr int longestTimer = 7 * 24 * 3600; // seconds
constexpr int longestLead = 24 * 60; // minutes
constexpr int mostListed = 50;
constexpr int mostDays = 31;

const QStringList repeatNames { u"once"_s, u"daily"_s, u"weekdays"_s, u"weekly"_s };

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

QString listText(const QVector<Reminder>& found, const QDateTime& now)
{
    QJsonArray list;
    for (const Reminder& r : found.first(std::min<qsizetype>(found.size(), mostListed)))
        list.append(jsonOf(r, now));
    return jsonText({ { u"now"_s, localTime(now) }, { u"count"_s, found.size() }, { u"items"_s, list } });
}

Argument textArgument(const QString& name, const QString& description, bool required = false)
{
    return { .name = name, .description = description, .type = ArgumentType::Text, .required = required };
}

Argument repeatArgument()
{
    return { .name = u"repeat"_s, .description = u"how often it comes; once when left out"_s, .required = false, .choices = repeatNames };
}

using Reader = Result<Reminder> (*)(const QJsonObject&, const QDateTime&);

mcp::ToolRun adding(Reminders& reminders, Reader read)
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

QVector<Reminder> coming(const Reminders& reminders, std::optional<ReminderKind> kind)
{
    QVector<Reminder> found;
    for (const Reminder& r : reminders.all()) {
        if (!r.rung && (!kind || r.kind == *kind))
            found << r;
    }
    return found;
}

// Entries from midnight to midnight; those that repeat on each of their days.
QVector<Reminder> entriesOf(const Reminders& reminders, const QDate& from, int days)
{
    const QDateTime begin(from, QTime(0, 0));
    const QDateTime end(from.addDays(days), QTime(0, 0));
    QVector<Reminder> found;
    for (Reminder r : reminders.all()) {
        if (r.kind != ReminderKind::Entry)
            continue;
        while (r.due.isValid() && r.due < end) {
            if (r.due >= begin)
                found << r;
            const QDateTime next = nextTime(r, r.due);
            if (r.end.isValid() && next.isValid())
                r.end = r.end.addMSecs(r.due.msecsTo(next));
            r.due = next;
        }
    }
    std::sort(found.begin(), found.end(), [](const Reminder& a, const Reminder& b) { return a.due < b.due; });
    return found;
}

Result<QString> calendar(const Reminders& reminders, const QJsonObject& arguments)
{
    const QString wanted = arguments["date"_L1].toString();
    const QDate from = wanted.isEmpty() ? reminders.now().toLocalTime().date() : QDate::fromString(wanted, Qt::ISODate);
    if (!from.isValid())
        return Error { Error::Code::Invalid, u"The date cannot be read. Write 2026-12-24."_s };
    return listText(entriesOf(reminders, from, arguments["days"_L1].toInt(1)), reminders.now());
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

void cancel(Reminders& reminders, Ringing& ringing, const QJsonObject& arguments, const mcp::ToolAnswer& answer)
{
    const bool one = arguments.contains("id"_L1);
    if (one == arguments.contains("kind"_L1)) {
        answer(Error { Error::Code::Invalid, u"Give either id or kind."_s });
        return;
    }
    const auto kind = kindFromName(arguments["kind"_L1].toString());
    QVector<Reminder> which;
    for (const Reminder& r : coming(reminders, one ? std::nullopt : kind)) {
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

ReminderFamily::ReminderFamily(Reminders& reminders, Ringing& ringing, QObject* parent)
    : ToolFamily(parent)
    , m_reminders(reminders)
    , m_ringing(ringing)
{
    connect(&m_reminders, &Reminders::opened, this, &ToolFamily::toolsChanged);
}

std::vector<mcp::Tool> ReminderFamily::tools()
{
    if (!m_reminders.isOpen())
        return {};
    std::vector<mcp::Tool> all = settingTools();
    for (auto&& group : { listTools(), endingTools() })
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

std::vector<mcp::Tool> ReminderFamily::settingTools()
{
    const Argument label = textArgument(u"label"_s, u"what it is for, in the user's words"_s);
    const Argument seconds {
        .name = u"seconds"_s, .description = u"how long"_s, .type = ArgumentType::Integer, .minimum = 1, .maximum = longestTimer
    };
    const Argument minutes { .name = u"in_minutes"_s,
        .description = u"in so many minutes, instead of time"_s,
        .type = ArgumentType::Integer,
        .required = false,
        .minimum = 1,
        .maximum = longestTimer / 60.0 };
    const Argument lead { .name = u"remind_minutes"_s,
        .description = u"remind the user so many minutes before; 10 when left out"_s,
        .type = ArgumentType::Integer,
        .required = false,
        .minimum = 0,
        .maximum = longestLead };
    return {
        { .spec = { .name = u"self.timer.set"_s,
              .description
              = u"Sets a timer that rings on this computer after a while, also if the conversation is over by then or the program "
                "was restarted. Use it instead of counting yourself."_s,
              .arguments = { seconds, label },
              .title = tr("Set a timer") },
            .run = adding(m_reminders, timerFrom) },
        { .spec = { .name = u"self.alarm.set"_s,
              .description = u"Sets an alarm that rings on this computer at a time of day."_s,
              .arguments
              = { textArgument(u"time"_s, u"07:30 for the next time it is half past seven, or 2026-12-24T07:30; local time"_s, true), label,
                  repeatArgument() },
              .title = tr("Set an alarm") },
            .run = adding(m_reminders, alarmFrom) },
        { .spec = { .name = u"self.reminder.set"_s,
              .description = u"Reminds the user of something at a time: rings and says it."_s,
              .arguments = { textArgument(u"text"_s, u"what to say then, in the user's language"_s, true),
                  textArgument(u"time"_s, u"18:00 or 2026-12-24T18:00, local time; either this or in_minutes"_s), minutes,
                  repeatArgument() },
              .title = tr("Set a reminder") },
            .run = adding(m_reminders, reminderFrom) },
        { .spec = { .name = u"self.calendar.add"_s,
              .description = u"Puts an entry into the calendar of this program and reminds the user before it begins."_s,
              .arguments
              = { textArgument(u"title"_s, u"what it is"_s, true), textArgument(u"start"_s, u"2026-12-24T18:00, local time"_s, true),
                  textArgument(u"end"_s, u"2026-12-24T20:00"_s), lead, repeatArgument() },
              .title = tr("Add a calendar entry") },
            .run = adding(m_reminders, entryFrom) },
    };
}

std::vector<mcp::Tool> ReminderFamily::listTools()
{
    const QPointer<Reminders> kept(&m_reminders);
    const Argument days { .name = u"days"_s,
        .description = u"how many days; 7 for a week, 1 when left out"_s,
        .type = ArgumentType::Integer,
        .required = false,
        .minimum = 1,
        .maximum = mostDays };
    return {
        { .spec = { .name = u"self.reminder.list"_s,
              .description
              = u"Lists the timers, alarms, reminders and calendar entries that are still to come, with their ids and the seconds "
                "left."_s,
              .arguments = { { .name = u"kind"_s,
                  .description = u"only these; all when left out"_s,
                  .required = false,
                  .choices = { u"timer"_s, u"alarm"_s, u"reminder"_s, u"entry"_s } } },
              .title = tr("List timers and reminders") },
            .run = [kept](const QJsonObject& arguments, const mcp::ToolAnswer& answer,
                       QObject*) { answer(listText(coming(*kept, kindFromName(arguments["kind"_L1].toString())), kept->now())); } },
        { .spec = { .name = u"self.calendar.list"_s,
              .description = u"Lists the calendar entries of a day or of several."_s,
              .arguments = { textArgument(u"date"_s, u"the first day, 2026-12-24; today when left out"_s), days },
              .title = tr("Look into the calendar") },
            .run = [kept](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) { answer(calendar(*kept, arguments)); } },
    };
}

std::vector<mcp::Tool> ReminderFamily::endingTools()
{
    const QPointer<Reminders> kept(&m_reminders);
    const QPointer<Ringing> ringing(&m_ringing);
    return {
        { .spec = { .name = u"self.reminder.cancel"_s,
              .description = u"Cancels one timer, alarm, reminder or calendar entry by its id, or all of a kind."_s,
              .arguments = { { .name = u"id"_s,
                                 .description = u"as the list says it; either this or kind"_s,
                                 .type = ArgumentType::Integer,
                                 .required = false },
                  { .name = u"kind"_s,
                      .description = u"all of these"_s,
                      .required = false,
                      .choices = { u"timer"_s, u"alarm"_s, u"reminder"_s, u"entry"_s } } },
              .title = tr("Cancel a timer or reminder") },
            .run = [kept, ringing](const QJsonObject& arguments, const mcp::ToolAnswer& answer,
                       QObject*) { cancel(*kept, *ringing, arguments, answer); } },
        { .spec = { .name = u"self.reminder.stop_ringing"_s,
              .description = u"Stops what rings now, or lets it ring again later."_s,
              .arguments = { { .name = u"snooze_minutes"_s,
                  .description = u"ring again after so many minutes; 0 or left out: not again"_s,
                  .type = ArgumentType::Integer,
                  .required = false,
                  .minimum = 0,
                  .maximum = 60 } },
              .title = tr("Stop the ringing") },
            .run =
                [ringing](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
                    const QVector<Ring> rings = ringing->rings();
                    const std::chrono::minutes later(arguments["snooze_minutes"_L1].toInt());
                    for (const Ring& ring : rings) {
                        if (later.count() > 0)
                            ringing->snooze(ring.reminder.id, later);
                        else
                            ringing->stop(ring.reminder.id);
                    }
                    answer(rings.isEmpty() ? u"Nothing was ringing."_s : u"true"_s);
                } },
    };
}

}

#include "moc_reminderfamily.cpp"
