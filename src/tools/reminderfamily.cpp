// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminderfamily.h"

#include "tools/reminderarguments.h"
#include "tools/reminderdeeds.h"

#include <QJsonObject>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

using mcp::Argument;
using mcp::ArgumentType;

constexpr int longestTimer = 7 * 24 * 3600; // seconds
constexpr int longestLead = 24 * 60; // minutes
constexpr int mostDays = 31;

const QStringList repeatNames { u"once"_s, u"daily"_s, u"weekdays"_s, u"weekly"_s };

Argument textArgument(const QString& name, const QString& description, bool required = false)
{
    return { .name = name, .description = description, .type = ArgumentType::Text, .required = required };
}

Argument repeatArgument()
{
    return { .name = u"repeat"_s, .description = u"how often it comes; once when left out"_s, .required = false, .choices = repeatNames };
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
            .run = addingReminders(m_reminders, timerFrom) },
        { .spec = { .name = u"self.alarm.set"_s,
              .description = u"Sets an alarm that rings on this computer at a time of day."_s,
              .arguments
              = { textArgument(u"time"_s, u"07:30 for the next time it is half past seven, or 2026-12-24T07:30; local time"_s, true), label,
                  repeatArgument() },
              .title = tr("Set an alarm") },
            .run = addingReminders(m_reminders, alarmFrom) },
        { .spec = { .name = u"self.reminder.set"_s,
              .description = u"Reminds the user of something at a time: rings and says it."_s,
              .arguments = { textArgument(u"text"_s, u"what to say then, in the user's language"_s, true),
                  textArgument(u"time"_s, u"18:00 or 2026-12-24T18:00, local time; either this or in_minutes"_s), minutes,
                  repeatArgument() },
              .title = tr("Set a reminder") },
            .run = addingReminders(m_reminders, reminderFrom) },
        { .spec = { .name = u"self.calendar.add"_s,
              .description = u"Puts an entry into the calendar of this program and reminds the user before it begins."_s,
              .arguments
              = { textArgument(u"title"_s, u"what it is"_s, true), textArgument(u"start"_s, u"2026-12-24T18:00, local time"_s, true),
                  textArgument(u"end"_s, u"2026-12-24T20:00"_s), lead, repeatArgument() },
              .title = tr("Add a calendar entry") },
            .run = addingReminders(m_reminders, entryFrom) },
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
              .title = tr("List timers and reminders"),
              .isPrivate = true },
            .run
            = [kept](const QJsonObject& arguments, const mcp::ToolAnswer& answer,
                  QObject*) { answer(reminderList(remindersToCome(*kept, kindFromName(arguments["kind"_L1].toString())), kept->now())); } },
        { .spec = { .name = u"self.calendar.list"_s,
              .description = u"Lists the calendar entries of a day or of several."_s,
              .arguments = { textArgument(u"date"_s, u"the first day, 2026-12-24; today when left out"_s), days },
              .title = tr("Look into the calendar"),
              .isPrivate = true },
            .run
            = [kept](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) { answer(calendarOf(*kept, arguments)); } },
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
                       QObject*) { cancelReminders(*kept, *ringing, arguments, answer); } },
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
