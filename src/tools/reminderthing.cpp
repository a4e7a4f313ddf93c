// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminderthing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

const QString nextName = u"next"_s;
const QString stopName = u"stop"_s;
const QString cancelName = u"cancelNext"_s;

// What they are called for people stands with the other words of the panel.
things::ThingSpec reminderSpec()
{
    using things::PropertyType;
    return { .name = u"Timers"_s,
        .description = u"Timers, alarms, reminders and the calendar"_s,
        .properties = {
            { .name = nextName, .description = u"What comes next and how many more are set"_s, .type = PropertyType::Text, .writable = false },
            { .name = cancelName, .description = u"Cancels the next one"_s, .type = PropertyType::Action },
            { .name = stopName, .description = u"Ends the ringing"_s, .type = PropertyType::Action },
        },
        .kind = u"timer"_s };
}

// The first that is still to come; null: none.
const Reminder* nextOf(const Reminders& reminders)
{
    const auto& all = reminders.all();
    const auto found = std::find_if(all.cbegin(), all.cend(), [](const Reminder& r) { return !r.rung; });
    return found == all.cend() ? nullptr : &*found;
}

QString shown(const Reminder& r, int others, const QDateTime& now)
{
    const QDateTime due = r.due.toLocalTime();
    const bool isToday = due.date() == now.toLocalTime().date();
    const QString time = isToday ? QLocale().toString(due.time(), QLocale::ShortFormat) : QLocale().toString(due, QLocale::ShortFormat);
    const QString words = r.text.isEmpty() ? time : u"%1 – %2"_s.arg(time, r.text);
    return others == 0 ? words : QCoreApplication::translate("myna", "%1, and %n more", nullptr, others).arg(words);
}

// A press on the card must not take a series, or somebody's calendar, away.
bool isOneOff(const Reminder& r)
{
    return r.kind != ReminderKind::Entry && r.repeat == Repeat::Once && r.rule.isEmpty();
}

QVariant canBeDone(bool now)
{
    return now ? QVariant() : QVariant(false);
}

}

ReminderThing::ReminderThing(Reminders& reminders, Ringing& ringing, QObject* parent)
    : Thing(reminderSpec(), parent)
    , m_reminders(reminders)
    , m_ringing(ringing)
{
    connect(&m_reminders, &Reminders::changed, this, &ReminderThing::show);
    connect(&m_ringing, &Ringing::changed, this, &ReminderThing::show);
    show();
}

void ReminderThing::show()
{
    const auto& all = m_reminders.all();
    const Reminder* const next = nextOf(m_reminders);
    reportReachable(m_reminders.isOpen());
    const auto set = std::count_if(all.cbegin(), all.cend(), [](const Reminder& r) { return !r.rung; });
    report(nextName, next ? shown(*next, int(set) - 1, m_reminders.now()) : QCoreApplication::translate("myna", "nothing set"));
    report(cancelName, canBeDone(next && isOneOff(*next)));
    report(stopName, canBeDone(m_ringing.isRinging()));
}

void ReminderThing::apply(const QString& property, const QVariant&, const things::Changed& done)
{
    if (property == stopName) {
        m_ringing.stopAll();
        done({});
        return;
    }
    const Reminder* const next = nextOf(m_reminders);
    if (!next) {
        done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "Nothing is set.") });
        return;
    }
    if (!isOneOff(*next)) {
        done(Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "What comes next repeats or is in the calendar. Remove it under Reminders.") });
        return;
    }
    m_reminders.remove(next->id, this, [done](const Result<Reminder>& gone) { done(gone ? Result<>() : Result<>(gone.error())); });
}

}

#include "moc_reminderthing.cpp"
