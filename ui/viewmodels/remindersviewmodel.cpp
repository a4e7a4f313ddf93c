// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/remindersviewmodel.h"

#include "database/answerline.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::viewmodels {

using tools::Reminder;
using tools::ReminderKind;

namespace {

constexpr qint64 anHour = 3600; // seconds
constexpr qint64 aDay = 24 * anHour;
constexpr std::chrono::minutes usualEntryLead { 10 };

QString kindText(ReminderKind kind)
{
    switch (kind) {
    case ReminderKind::Timer:
        return RemindersViewModel::tr("Timer");
    case ReminderKind::Alarm:
        return RemindersViewModel::tr("Alarm");
    case ReminderKind::Reminder:
        return RemindersViewModel::tr("Reminder");
    case ReminderKind::Entry:
        return RemindersViewModel::tr("Calendar");
    }
    return {};
}

QString kindIcon(ReminderKind kind)
{
    switch (kind) {
    case ReminderKind::Timer:
        return u"clock"_s;
    case ReminderKind::Alarm:
    case ReminderKind::Reminder:
        return u"bell"_s;
    case ReminderKind::Entry:
        return u"list"_s;
    }
    return {};
}

QString repeatText(const Reminder& r)
{
    if (!r.rule.isEmpty())
        return RemindersViewModel::tr("repeats");
    switch (r.repeat) {
    case tools::Repeat::Once:
        return {};
    case tools::Repeat::Daily:
        return RemindersViewModel::tr("every day");
    case tools::Repeat::Weekdays:
        return RemindersViewModel::tr("on weekdays");
    case tools::Repeat::Weekly:
        return RemindersViewModel::tr("every week");
    }
    return {};
}

bool isWholeDay(const Reminder& r)
{
    return r.kind == ReminderKind::Entry && r.due.toLocalTime().time() == QTime(0, 0) && r.end.isValid() && r.due.secsTo(r.end) % aDay == 0;
}

// "today, 17:00", "tomorrow, 07:30", "Monday, 07:30", "24.12.26, 18:00".
QString dueText(const Reminder& r, const QDateTime& now)
{
    const QLocale locale;
    const QDateTime due = r.due.toLocalTime();
    const qint64 days = now.toLocalTime().date().daysTo(due.date());
    const QString day = days == 0 ? RemindersViewModel::tr("today")
        : days == 1               ? RemindersViewModel::tr("tomorrow")
        : days > 1 && days < 7    ? locale.dayName(due.date().dayOfWeek())
                                  : locale.toString(due.date(), QLocale::ShortFormat);
    if (isWholeDay(r))
        return RemindersViewModel::tr("%1, all day").arg(day);
    QString time = locale.toString(due.time(), QLocale::ShortFormat);
    if (r.kind == ReminderKind::Entry && r.end.isValid() && r.due.secsTo(r.end) < aDay)
        time += u" – "_s + locale.toString(r.end.toLocalTime().time(), QLocale::ShortFormat);
    return RemindersViewModel::tr("%1, %2", "day, time").arg(day, time);
}

QString leftText(const Reminder& r, const QDateTime& now)
{
    const qint64 seconds = std::max<qint64>(now.secsTo(r.due), 0);
    const auto two = [](qint64 number) { return QString::number(number).rightJustified(2, u'0'); };
    if (r.kind == ReminderKind::Timer && seconds < aDay) {
        const QString rest = two(seconds / 60 % 60) + u':' + two(seconds % 60);
        return seconds < anHour ? rest : QString::number(seconds / anHour) + u':' + rest;
    }
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 60)
        return RemindersViewModel::tr("in %n minute(s)", nullptr, int(minutes));
    if (minutes < 24 * 60)
        return minutes % 60 == 0 ? RemindersViewModel::tr("in %n hour(s)", nullptr, int(minutes / 60))
                                 : RemindersViewModel::tr("in %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    const qint64 days = now.toLocalTime().date().daysTo(r.due.toLocalTime().date());
    return RemindersViewModel::tr("in %n day(s)", nullptr, int(std::max<qint64>(days, 1)));
}

ReminderRow rowFor(const Reminder& r, const QDateTime& now)
{
    QStringList details { dueText(r, now) };
    if (!r.text.isEmpty() && r.kind != ReminderKind::Entry)
        details.prepend(kindText(r.kind));
    if (const QString again = repeatText(r); !again.isEmpty())
        details << again;
    return { .id = r.id,
        .icon = kindIcon(r.kind),
        .title = r.text.isEmpty() ? kindText(r.kind) : r.text,
        .detail = details.join(u" · "_s),
        .left = leftText(r, now) };
}

// The first time it comes, and how it is kept. Errors: Invalid.
Result<Reminder> reminderOf(const ReminderWish& wish, const QDateTime& now)
{
    Reminder r { .kind = wish.kind, .text = wish.text.simplified().left(tools::longestReminderText) };
    const bool needsText = r.kind == ReminderKind::Reminder || r.kind == ReminderKind::Entry;
    if (needsText && r.text.isEmpty())
        return Error { Error::Code::Invalid, RemindersViewModel::tr("Write what it is about.") };
    if (r.kind == ReminderKind::Timer) {
        if (wish.length < 1min)
            return Error { Error::Code::Invalid, RemindersViewModel::tr("A timer runs for a minute at least.") };
        r.due = now.addSecs(std::chrono::seconds(wish.length).count());
        return r;
    }
    const QDate today = now.toLocalTime().date();
    r.due = QDateTime(r.kind == ReminderKind::Alarm ? today : wish.date, wish.time).toUTC();
    if (r.kind == ReminderKind::Alarm && r.due <= now)
        r.due = QDateTime(today.addDays(1), wish.time).toUTC();
    r.repeat = wish.repeat;
    if (r.repeat != tools::Repeat::Once) {
        r.clock = wish.time;
        r.due = tools::nextTime(r, now);
    }
    if (!r.due.isValid() || r.due <= now)
        return Error { Error::Code::Invalid, RemindersViewModel::tr("That time is past.") };
    if (r.kind == ReminderKind::Entry)
        r.lead = std::min(usualEntryLead, std::chrono::minutes(now.secsTo(r.due) / 60));
    return r;
}

// Any thread.
Result<tools::CalendarContents> contentsOf(const QString& path, const QDateTime& now)
{
    QFile file(path);
    const bool isOther = QFileInfo::exists(path) && !QFileInfo(path).isFile(); // a pipe would never end
    if (!isOther && !file.open(QIODevice::ReadOnly))
        return Error { Error::Code::Unavailable, RemindersViewModel::tr("The file cannot be read: %1.").arg(file.errorString()) };
    auto contents = tools::entriesFromCalendar(isOther ? QByteArray() : file.read(tools::largestCalendar + 1), now);
    if (!contents)
        return Error { contents.error().code, RemindersViewModel::tr("Nothing was imported. %1").arg(contents.error().text) };
    return contents;
}

void addSection(QVector<ReminderSection>& sections, const QString& title, QVector<ReminderRow> rows)
{
    if (rows.isEmpty())
        return;
    const qsizetype more = std::max<qsizetype>(rows.size() - RemindersViewModel::mostShown, 0);
    rows.resize(rows.size() - more);
    sections.append({ title, rows, int(more) });
}

}

RemindersViewModel::RemindersViewModel(tools::Reminders& reminders, tools::Ringing& ringing, QObject* parent)
    : QObject(parent)
    , m_reminders(reminders)
    , m_ringing(ringing)
{
    connect(&m_reminders, &tools::Reminders::changed, this, &RemindersViewModel::changed);
    connect(&m_ringing, &tools::Ringing::changed, this, &RemindersViewModel::changed);
    connect(&m_reminders, &tools::Reminders::changed, this, &RemindersViewModel::pace);
    connect(&m_reminders, &tools::Reminders::failed, this, [this](const Error& problem) {
        m_problem = problem.text;
        emit changed();
    });
    connect(&m_tick, &QTimer::timeout, this, &RemindersViewModel::ticked);
}

QVector<ReminderSection> RemindersViewModel::sections() const
{
    const QDateTime now = m_reminders.now();
    QVector<ReminderRow> rings;
    QVector<qint64> ringing;
    for (const tools::Ring& ring : m_ringing.rings()) {
        ReminderRow row = rowFor(ring.reminder, now);
        row.left.clear();
        row.isRinging = !ring.over;
        row.isOver = ring.over;
        rings.prepend(row);
        if (!ring.over)
            ringing << ring.reminder.id;
    }
    QVector<ReminderRow> soon;
    QVector<ReminderRow> calendar;
    for (const Reminder& r : m_reminders.all()) {
        if (r.rung || ringing.contains(r.id))
            continue;
        (r.kind == ReminderKind::Entry ? calendar : soon) << rowFor(r, now);
    }
    QVector<ReminderSection> all;
    addSection(all, tr("Ringing"), rings);
    addSection(all, tr("Timers, alarms and reminders"), soon);
    addSection(all, tr("Calendar"), calendar);
    return all;
}

bool RemindersViewModel::hasEntries() const
{
    return std::ranges::any_of(m_reminders.all(), [](const Reminder& r) { return r.kind == ReminderKind::Entry; });
}

void RemindersViewModel::create(const ReminderWish& wish, const std::function<void(const Result<>&)>& done)
{
    const auto made = reminderOf(wish, m_reminders.now());
    if (made)
        add(*made, done);
    else
        done(made.error());
}

void RemindersViewModel::setWatched(bool watched)
{
    m_watched = watched;
    pace();
}

// Seconds are shown of timers only.
void RemindersViewModel::pace()
{
    const auto isTimer = [](const Reminder& r) { return r.kind == ReminderKind::Timer; };
    if (!m_watched || m_reminders.all().isEmpty())
        m_tick.stop();
    else
        m_tick.start(std::ranges::any_of(m_reminders.all(), isTimer) ? 1s : 20s);
}

void RemindersViewModel::remove(qint64 id)
{
    m_reminders.remove(id, this, [this](const Result<Reminder>& gone) {
        if (!gone) {
            emit said(Tone::Bad, gone.error().text, false);
            return;
        }
        m_removed = *gone;
        emit said(Tone::Neutral, tr("“%1” is removed.").arg(gone->text.isEmpty() ? kindText(gone->kind) : gone->text), true);
    });
}

void RemindersViewModel::restore()
{
    if (!m_removed)
        return;
    Reminder again = *m_removed;
    again.id = 0;
    m_removed.reset();
    add(again, [this](const Result<>& done) {
        if (!done)
            emit said(Tone::Bad, done.error().text, false);
    });
}

void RemindersViewModel::add(const Reminder& entry, const std::function<void(const Result<>&)>& done)
{
    m_reminders.add(entry, this, [done](const Result<Reminder>& kept) { done(kept ? Result<>() : Result<>(kept.error())); });
}

// Two megabytes take up to two seconds, and a file may lie where the network is slow.
void RemindersViewModel::importFrom(const QString& file)
{
    if (m_isImporting)
        return;
    m_isImporting = true;
    emit changed();
    QThreadPool::globalInstance()->start([this, file, now = m_reminders.now(), line = database::AnswerLine(this)] {
        const auto contents = contentsOf(file, now);
        line.answer([this, contents] { take(contents); });
    });
}

// An entry that was imported before is replaced.
void RemindersViewModel::take(const Result<tools::CalendarContents>& contents)
{
    if (!contents)
        return endImport(Tone::Bad, contents.error().text);
    const QVector<Reminder>& entries = contents->entries;
    const int over = contents->over;
    QVector<qint64> before;
    for (const Reminder& r : m_reminders.all()) {
        const auto isSame = [&r](const Reminder& one) { return !one.uid.isEmpty() && one.uid == r.uid; };
        if (std::ranges::any_of(entries, isSame))
            before << r.id;
    }
    const qsizetype room = tools::Reminders::mostKept - m_reminders.all().size() + before.size();
    if (entries.size() > room)
        return endImport(Tone::Bad,
            tr("Nothing was imported. The file has %n entries to come", nullptr, int(entries.size()))
                + tr(", and there is room for %n more.", nullptr, int(room)));
    if (entries.isEmpty())
        return endImport(Tone::Neutral, over > 0 ? tr("Everything in this calendar is over.") : tr("This calendar is empty."));
    m_reminders.replace(before, entries, this, [this, over, count = entries.size()](const Result<>& done) {
        if (!done)
            return endImport(Tone::Bad, tr("Nothing was imported. %1").arg(done.error().text));
        QString words = tr("%n entries are in your calendar now.", nullptr, int(count));
        if (over > 0)
            words += u' ' + tr("%n that are over were left out.", nullptr, over);
        endImport(Tone::Good, words);
    });
}

void RemindersViewModel::endImport(Tone tone, const QString& text)
{
    m_isImporting = false;
    emit changed();
    emit said(tone, text, false);
}

void RemindersViewModel::exportTo(const QString& file)
{
    QSaveFile target(file);
    const QByteArray calendar = tools::calendarFromEntries(m_reminders.all(), m_reminders.now());
    if (!target.open(QIODevice::WriteOnly) || target.write(calendar) != calendar.size() || !target.commit()) {
        emit said(Tone::Bad, tr("The file cannot be written: %1.").arg(target.errorString()), false);
        return;
    }
    emit said(Tone::Good, tr("The calendar is in %1.").arg(QDir::toNativeSeparators(file)), false);
}

}

#include "moc_remindersviewmodel.cpp"
