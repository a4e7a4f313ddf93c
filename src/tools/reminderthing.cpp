// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminderthing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

const QString nextName = u"next"_s;
const QString countName = u"count"_s;
const QString stopName = u"stop"_s;
const QString cancelName = u"cancelNext"_s;

// What they are called for people stands with the other words of the panel.
things::ThingSpec reminderSpec()
{
    using things::PropertyType;
    return { .name = u"Timers"_s,
        .description = u"Timers, alarms, reminders and the calendar"_s,
        .properties = {
            { .name = nextName, .description = u"What comes next"_s, .type = PropertyType::Text, .writable = false },
            { .name = countName,
                .description = u"How many are set"_s,
                .type = PropertyType::Integer,
                .writable = false,
                .maximum = double(Reminders::mostKept) },
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

QString shown(const Reminder& r)
{
    const QString time = QLocale().toString(r.due.toLocalTime(), QLocale::ShortFormat);
    return r.text.isEmpty() ? time : u"%1 – %2"_s.arg(time, r.text);
}

}

ReminderThing::ReminderThing(Reminders& reminders, Ringing& ringing, QObject* parent)
    : Thing(reminderSpec(), parent)
    , m_reminders(reminders)
    , m_ringing(ringing)
{
    connect(&m_reminders, &Reminders::changed, this, &ReminderThing::show);
    show();
}

void ReminderThing::show()
{
    const auto& all = m_reminders.all();
    const Reminder* const next = nextOf(m_reminders);
    reportReachable(m_reminders.isOpen());
    report(nextName, next ? shown(*next) : u"–"_s);
    report(countName, int(std::count_if(all.cbegin(), all.cend(), [](const Reminder& r) { return !r.rung; })));
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
    m_reminders.remove(next->id, this, [done](const Result<Reminder>& gone) { done(gone ? Result<>() : Result<>(gone.error())); });
}

}

#include "moc_reminderthing.cpp"
