// SPDX-License-Identifier: GPL-3.0-or-later
#include "shots/dayshots.h"

#include <QEventLoop>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::shots {

using tools::Reminder;
using tools::ReminderKind;

Day::Day(bool english)
    : m_english(english)
    , m_reminders(m_folder.path(), [this] { return m_now.toUTC(); })
    , m_ringing(m_reminders)
    , m_model(m_reminders, m_ringing)
{
    QEventLoop loop;
    QObject::connect(&m_reminders, &tools::Reminders::opened, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    m_reminders.open();
    loop.exec();
}

void Day::add(const Reminder& reminder)
{
    QEventLoop loop;
    m_reminders.add(
        reminder, &loop, [&loop](const Result<Reminder>&) { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
    loop.exec();
}

void Day::fill()
{
    const auto text = [this](const char* en, const char* zh) { return QString::fromUtf8(m_english ? en : zh); };
    const auto at
        = [this](int days, int hour, int minute = 0) { return QDateTime(m_now.date().addDays(days), QTime(hour, minute)).toUTC(); };
    add({ .kind = ReminderKind::Reminder, .text = text("Take the medicine", "吃药"), .due = at(0, 9) });
    add({ .kind = ReminderKind::Timer, .text = text("Tea", "泡茶"), .due = m_now.addSecs(245).toUTC() });
    add({ .kind = ReminderKind::Timer, .due = m_now.addSecs(4500).toUTC() });
    add({ .kind = ReminderKind::Reminder, .text = text("Call mum", "给妈妈打电话"), .due = at(0, 17) });
    add({ .kind = ReminderKind::Alarm, .due = at(1, 7), .repeat = tools::Repeat::Weekdays, .clock = QTime(7, 0) });
    add({ .kind = ReminderKind::Entry, .text = text("Dentist", "看牙医"), .due = at(1, 14, 30), .end = at(1, 15, 15), .lead = 60min });
    add({ .kind = ReminderKind::Entry,
        .text = text("Choir", "合唱团排练"),
        .due = at(3, 19),
        .end = at(3, 21),
        .lead = 10min,
        .rule = u"UTC\n20261126T180000\nFREQ=WEEKLY"_s });
    add({ .kind = ReminderKind::Entry, .text = text("Grandmother’s birthday", "奶奶的生日"), .due = at(12, 0), .end = at(13, 0) });
}

}
