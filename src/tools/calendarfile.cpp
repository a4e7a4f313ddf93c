// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/calendarfile.h"

#include "tools/calendarlines.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QHash>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <tuple>

#include <libical/ical.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr int mostSteps = 20000; // of a repetition until its next time is found
constexpr qint64 farthestYears = 400; // after them all calendars repeat
constexpr qsizetype mostExceptions = 200; // and as many single times
constexpr qsizetype longestRule = 9000; // characters: as many single times and exceptions as are taken, and 2,000 for the rule
constexpr qsizetype longestUid = 255;
constexpr std::chrono::minutes usualLead { 10 };
constexpr std::chrono::minutes wholeDayLead { -9 * 60 }; // what takes the whole day is said at nine
constexpr std::chrono::minutes longestLeadOfFile { 28 * 24 * 60 };
constexpr int daySeconds = 24 * 3600;

using Component = std::unique_ptr<icalcomponent, void (*)(icalcomponent*)>;

// The library may have been built to end the program at the first nonsense it reads.
void letErrorsBe()
{
    [[maybe_unused]] static const bool once = (icalerror_set_errors_are_fatal(0), true);
}

// Names of the time zone database, with a path before them as some programs write it, or of Windows.
QTimeZone zoneNamed(const QByteArray& id)
{
    const QList<QByteArray> parts = id.split('/');
    const QByteArray tail = parts.size() > 2 ? parts.at(parts.size() - 2) + '/' + parts.last() : id;
    for (const QByteArray& name : { id, tail, QTimeZone::windowsIdToDefaultIanaId(id) }) {
        if (!name.isEmpty() && QTimeZone::isTimeZoneIdAvailable(name))
            return QTimeZone(name);
    }
    return QTimeZone::systemTimeZone(); // floating: wherever its reader is
}

struct EventTime
{
    icaltimetype wall = icaltime_null_time(); // on the clock of `zone`
    QTimeZone zone;

    [[nodiscard]] bool isValid() const { return QDate(wall.year, wall.month, wall.day).isValid(); }
    [[nodiscard]] bool isWholeDay() const { return wall.is_date; }
    [[nodiscard]] QDateTime utc() const
    {
        return QDateTime(QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute, std::min(wall.second, 59)), zone).toUTC();
    }
};

EventTime timeIn(icalproperty* property, const icaltimetype& value)
{
    icalparameter* const id = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    EventTime time { .wall = value, .zone = QTimeZone::systemTimeZone() };
    if (icaltime_is_utc(value))
        time.zone = QTimeZone::utc();
    else if (id)
        time.zone = zoneNamed(icalparameter_get_tzid(id));
    time.wall.zone = nullptr;
    return time;
}

icaltimetype wallOf(const QDateTime& time, const QTimeZone& zone)
{
    const QDateTime there = time.toTimeZone(zone);
    icaltimetype wall = icaltime_null_time();
    wall.year = there.date().year();
    wall.month = there.date().month();
    wall.day = there.date().day();
    wall.hour = there.time().hour();
    wall.minute = there.time().minute();
    wall.second = there.time().second();
    return wall;
}

QString writtenTime(const icaltimetype& time)
{
    const std::unique_ptr<char, void (*)(void*)> text(icaltime_as_ical_string_r(time), &icalmemory_free_buffer);
    return QString::fromLatin1(text.get());
}

// How something comes again, as it is kept: clock, zone, rule, the times it does not come, and those it comes besides.
struct Repetition
{
    EventTime start;
    QString rule; // may be empty
    QStringList exceptions; // as written, on the clock of `start`
    QStringList besides; // likewise

    [[nodiscard]] QString text() const
    {
        return QStringList { QString::fromLatin1(start.zone.id()), writtenTime(start.wall), rule, exceptions.join(u','),
            besides.join(u',') }
            .join(u'\n');
    }
    static Repetition from(const QString& text)
    {
        const QStringList parts = text.split(u'\n');
        Repetition made { .rule = parts.value(2),
            .exceptions = parts.value(3).split(u',', Qt::SkipEmptyParts),
            .besides = parts.value(4).split(u',', Qt::SkipEmptyParts) };
        made.start = { icaltime_from_string(parts.value(1).toLatin1().constData()), zoneNamed(parts.value(0).toLatin1()) };
        return made;
    }
};

struct Event
{
    Reminder entry;
    std::optional<Repetition> again;
    QString instead; // the time of the repetition that this one stands for
    bool calledOff = false;
};

std::optional<std::chrono::minutes> leadOf(icalcomponent* event)
{
    icalcomponent* const alarm = icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT);
    icalproperty* const trigger = alarm ? icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY) : nullptr;
    if (!trigger)
        return std::nullopt;
    const icaltriggertype when = icalproperty_get_trigger(trigger);
    if (!icaltime_is_null_time(when.time))
        return std::nullopt; // at a time of its own, which does not move with the entry
    const std::chrono::minutes before(-icaldurationtype_as_int(when.duration) / 60);
    return std::clamp(before, -longestLeadOfFile, longestLeadOfFile);
}

QDateTime endOf(icalcomponent* event, const EventTime& start)
{
    if (icalproperty* const end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY)) {
        const EventTime time = timeIn(end, icalproperty_get_dtend(end));
        return time.isValid() ? time.utc() : QDateTime();
    }
    if (icalproperty* const length = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY))
        return start.utc().addSecs(std::clamp(icaldurationtype_as_int(icalproperty_get_duration(length)), 0, 366 * daySeconds));
    return start.isWholeDay() ? start.utc().addDays(1) : QDateTime();
}

QStringList exceptionsOf(icalcomponent* event, const EventTime& start)
{
    QStringList times;
    for (auto* p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); p && times.size() < mostExceptions;
         p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
        const EventTime time = timeIn(p, icalproperty_get_exdate(p));
        if (time.isValid())
            times += writtenTime(time.isWholeDay() ? time.wall : wallOf(time.utc(), start.zone));
    }
    return times;
}

// Single times, of which some programs write nothing but the beginning.
QStringList timesBesides(icalcomponent* event, const EventTime& start)
{
    QStringList times;
    for (auto* p = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY); p && times.size() < mostExceptions;
         p = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY)) {
        const icaldatetimeperiodtype one = icalproperty_get_rdate(p);
        const EventTime time = timeIn(p, icaltime_is_null_time(one.time) ? one.period.start : one.time);
        if (time.isValid())
            times += writtenTime(time.isWholeDay() ? time.wall : wallOf(time.utc(), start.zone));
    }
    return times;
}

// "Until" is written in UTC, and everything else on the clock of the entry.
void bringHome(icalrecurrencetype& rule, const EventTime& start)
{
    if (icaltime_is_null_time(rule.until) || !icaltime_is_utc(rule.until))
        return;
    const QDateTime until(
        QDate(rule.until.year, rule.until.month, rule.until.day), QTime(rule.until.hour, rule.until.minute, rule.until.second), Qt::UTC);
    rule.until
        = start.isWholeDay() ? icaltime_from_day_of_year(icaltime_day_of_year(rule.until), rule.until.year) : wallOf(until, start.zone);
}

Result<std::optional<Repetition>> repetitionOf(const CalendarScan& scan, qsizetype line, icalcomponent* event, const EventTime& start)
{
    icalproperty* const property = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (!property && !hasProperty(scan, line, "RRULE")) {
        const QStringList besides = timesBesides(event, start);
        return besides.isEmpty() ? std::optional<Repetition>()
                                 : std::optional(Repetition { start, {}, exceptionsOf(event, start), besides });
    }
    icalrecurrencetype rule = property ? icalproperty_get_rrule(property) : icalrecurrencetype_from_string("");
    const QString unreadable = QCoreApplication::translate("myna", "how the entry repeats cannot be read.");
    if (!property || rule.freq == ICAL_NO_RECURRENCE)
        return calendarError(lineOfProperty(scan, line, "RRULE"), unreadable);
    bringHome(rule, start);
    const std::unique_ptr<char, void (*)(void*)> text(icalrecurrencetype_as_string_r(&rule), &icalmemory_free_buffer);
    const Repetition made { start, QString::fromLatin1(text.get()), exceptionsOf(event, start), timesBesides(event, start) };
    if (!text || made.text().size() > longestRule)
        return calendarError(lineOfProperty(scan, line, "RRULE"), unreadable);
    return std::optional(made);
}

QString textOf(icalcomponent* event, icalproperty_kind kind)
{
    icalproperty* const property = icalcomponent_get_first_property(event, kind);
    const char* const text = property ? icalvalue_get_text(icalproperty_get_value(property)) : nullptr;
    return QString::fromUtf8(text);
}

Result<Event> eventFrom(const CalendarScan& scan, qsizetype line, icalcomponent* component)
{
    icalproperty* const begins = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
    const EventTime start = begins ? timeIn(begins, icalproperty_get_dtstart(begins)) : EventTime();
    if (!start.isValid())
        return calendarError(
            lineOfProperty(scan, line, "DTSTART"), QCoreApplication::translate("myna", "the entry has no beginning that can be read."));
    Event event;
    event.entry = { .kind = ReminderKind::Entry,
        .text = textOf(component, ICAL_SUMMARY_PROPERTY).simplified().left(longestReminderText),
        .due = start.utc(),
        .end = endOf(component, start),
        .lead = leadOf(component).value_or(start.isWholeDay() ? wholeDayLead : usualLead) };
    if (event.entry.text.isEmpty())
        event.entry.text = QCoreApplication::translate("myna", "Calendar entry");
    if (event.entry.end <= event.entry.due)
        event.entry.end = {};
    event.entry.uid = textOf(component, ICAL_UID_PROPERTY).left(longestUid);
    event.calledOff = icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
    if (icalproperty* const instead = icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY)) {
        event.instead = QString::number(timeIn(instead, icalproperty_get_recurrenceid(instead)).utc().toSecsSinceEpoch());
        return event;
    }
    const auto again = repetitionOf(scan, line, component, start);
    if (!again)
        return again.error();
    event.again = *again;
    return event;
}

// One day of a repetition that was moved is an entry of its own, and the repetition leaves that day out.
void leaveOutMoved(QVector<Event>& events)
{
    QHash<QString, QStringList> moved; // by uid
    for (Event& event : events) {
        if (event.instead.isEmpty())
            continue;
        moved[event.entry.uid] += event.instead;
        event.entry.uid += u'#' + event.instead;
    }
    for (Event& event : events) {
        if (!event.again)
            continue;
        for (const QString& time : moved.value(event.entry.uid)) {
            if (event.again->exceptions.size() < mostExceptions)
                event.again->exceptions
                    += writtenTime(wallOf(QDateTime::fromSecsSinceEpoch(time.toLongLong(), Qt::UTC), event.again->start.zone));
        }
    }
}

Result<CalendarContents> toCome(const QVector<Event>& events, const QDateTime& now, std::chrono::milliseconds patience)
{
    CalendarContents contents;
    const QDeadlineTimer limit(patience);
    for (const Event& event : events) {
        Reminder entry = event.entry;
        if (event.again) {
            if (limit.hasExpired())
                return Error { Error::Code::Invalid,
                    QCoreApplication::translate("myna", "When its entries come again takes too long to find out.") };
            const qint64 length = entry.end.isValid() ? entry.due.msecsTo(entry.end) : 0;
            entry.rule = event.again->text();
            entry.due = nextByRule(entry.rule, now);
            entry.end = length > 0 && entry.due.isValid() ? entry.due.addMSecs(length) : QDateTime();
        }
        if (event.calledOff || !entry.due.isValid() || entry.due <= now) {
            ++contents.over;
            continue;
        }
        if (entry.ringsAt() <= now)
            entry.lead = std::chrono::minutes(0);
        contents.entries += entry;
    }
    std::ranges::sort(contents.entries, {}, &Reminder::due);
    return contents;
}

void addTime(icalcomponent* event, icalproperty* property, const QByteArray& zone)
{
    if (!zone.isEmpty())
        icalproperty_add_parameter(property, icalparameter_new_tzid(zone.constData()));
    icalcomponent_add_property(event, property);
}

QByteArray ruleFor(Repeat repeat, const QDate& first)
{
    static const QList<QByteArray> days { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
    switch (repeat) {
    case Repeat::Once:
        return {};
    case Repeat::Daily:
        return "FREQ=DAILY";
    case Repeat::Weekdays:
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
    case Repeat::Weekly:
        return "FREQ=WEEKLY;BYDAY=" + days.at(first.dayOfWeek() - 1);
    }
    return {};
}

bool isWholeDay(const Reminder& entry)
{
    const qint64 length = entry.end.isValid() ? entry.due.secsTo(entry.end) : 0;
    return entry.due.toLocalTime().time() == QTime(0, 0) && length > 0 && length % daySeconds == 0;
}

void addWhen(icalcomponent* event, const Reminder& entry, QByteArrayList& zones)
{
    const Repetition kept = Repetition::from(entry.rule);
    const bool repeats = !entry.rule.isEmpty() || entry.repeat != Repeat::Once;
    const QTimeZone zone = !entry.rule.isEmpty() ? kept.start.zone : repeats ? QTimeZone::systemTimeZone() : QTimeZone::utc();
    const QByteArray name = zone == QTimeZone::utc() || isWholeDay(entry) ? QByteArray() : zone.id();
    if (!name.isEmpty() && !zones.contains(name))
        zones += name;
    const auto wall = [&](const QDateTime& time) {
        if (isWholeDay(entry)) {
            icaltimetype day = wallOf(time, QTimeZone::systemTimeZone());
            day.is_date = 1;
            return day;
        }
        icaltimetype there = wallOf(time, zone);
        if (name.isEmpty())
            there.zone = icaltimezone_get_utc_timezone();
        return there;
    };
    icaltimetype start = entry.rule.isEmpty() ? wall(entry.due) : kept.start.wall;
    if (!entry.rule.isEmpty() && name.isEmpty() && !start.is_date)
        start.zone = icaltimezone_get_utc_timezone();
    addTime(event, icalproperty_new_dtstart(start), name);
    if (entry.end.isValid())
        addTime(event, icalproperty_new_duration(icaldurationtype_from_int(int(entry.due.secsTo(entry.end)))), {});
    const QByteArray rule = entry.rule.isEmpty() ? ruleFor(entry.repeat, entry.due.toLocalTime().date()) : kept.rule.toLatin1();
    if (!rule.isEmpty())
        icalcomponent_add_property(event, icalproperty_new_rrule(icalrecurrencetype_from_string(rule.constData())));
    for (const QString& time : kept.exceptions)
        addTime(event, icalproperty_new_exdate(icaltime_from_string(time.toLatin1().constData())), name);
    for (const QString& time : kept.besides)
        addTime(event, icalproperty_new_rdate({ icaltime_from_string(time.toLatin1().constData()), icalperiodtype_null_period() }), name);
}

icalcomponent* eventOf(const Reminder& entry, const QDateTime& now, QByteArrayList& zones)
{
    icalcomponent* const event = icalcomponent_new_vevent();
    const QString uid = entry.uid.isEmpty() ? u"entry-%1@myna"_s.arg(entry.id) : entry.uid;
    icalcomponent_add_property(event, icalproperty_new_uid(uid.toUtf8().constData()));
    icaltimetype stamp = wallOf(now, QTimeZone::utc());
    stamp.zone = icaltimezone_get_utc_timezone();
    icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
    icalcomponent_add_property(event, icalproperty_new_summary(entry.text.toUtf8().constData()));
    addWhen(event, entry, zones);
    icalcomponent* const alarm = icalcomponent_new_valarm();
    icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
    icalcomponent_add_property(alarm, icalproperty_new_description(entry.text.toUtf8().constData()));
    icaltriggertype trigger { icaltime_null_time(), icaldurationtype_from_int(int(-std::chrono::seconds(entry.lead).count())) };
    icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
    icalcomponent_add_component(event, alarm);
    return event;
}

// "The 31st of February" and the like never come.
bool hasSuchDays(const icalrecurrencetype& rule)
{
    static constexpr std::array<int, 12> longest { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (rule.rscale || rule.by_month_day[0] == ICAL_RECURRENCE_ARRAY_MAX)
        return true;
    const auto fits = [&rule](int month) {
        const auto isOfIt = [month](int day) { return std::abs(day) <= longest[size_t(month)]; };
        const auto* const end = std::ranges::find(rule.by_month_day, short(ICAL_RECURRENCE_ARRAY_MAX));
        return std::any_of(std::begin(rule.by_month_day), end, isOfIt);
    };
    if (rule.by_month[0] == ICAL_RECURRENCE_ARRAY_MAX)
        return fits(0);
    const auto* const end = std::ranges::find(rule.by_month, short(ICAL_RECURRENCE_ARRAY_MAX));
    return std::any_of(std::begin(rule.by_month), end, [&](int month) { return month < 1 || month > 12 || fits(month - 1); });
}

// The library looks for what never comes up to the year 20000, which takes it seconds, or hours where it goes by minutes.
void setFarthest(icalrecurrencetype& rule, const icaltimetype& from)
{
    static constexpr std::array<qint64, 7> periods { 1, 60, 3600, daySeconds, 7 * daySeconds, 31 * daySeconds, 366 * daySeconds };
    if (size_t(rule.freq) >= periods.size())
        return;
    const qint64 steps = periods[size_t(rule.freq)] * std::max<qint64>(rule.interval, 1) * mostSteps;
    const QDateTime begin(QDate(from.year, from.month, from.day), QTime(from.hour, from.minute), Qt::UTC);
    const icaltimetype last = wallOf(begin.addSecs(std::min(steps, farthestYears * 366 * daySeconds)), QTimeZone::utc());
    if (icaltime_is_null_time(rule.until) || icaltime_compare(last, rule.until) < 0)
        rule.until = last;
}

// The next time of the rule alone.
QDateTime nextOf(const Repetition& kept, const QDateTime& after)
{
    QDateTime first = kept.start.utc();
    if (first > after && !kept.exceptions.contains(writtenTime(kept.start.wall)))
        return first;
    icalrecurrencetype rule = icalrecurrencetype_from_string(kept.rule.toLatin1().constData());
    if (!hasSuchDays(rule))
        return {};
    icaltimetype close = wallOf(after.addDays(-2), kept.start.zone);
    close.is_date = kept.start.wall.is_date;
    const bool skips = rule.count == 0 && first < after.addDays(-2); // one that is counted must be counted from its beginning
    setFarthest(rule, skips ? close : kept.start.wall);
    const std::unique_ptr<icalrecur_iterator, void (*)(icalrecur_iterator*)> times(
        icalrecur_iterator_new(rule, kept.start.wall), &icalrecur_iterator_free);
    if (!times)
        return {};
    if (skips)
        icalrecur_iterator_set_start(times.get(), close);
    const auto day = [](const icaltimetype& time) { return std::tuple(time.year, time.month, time.day); };
    for (int i = 0; i < mostSteps; ++i) {
        const EventTime time { icalrecur_iterator_next(times.get()), kept.start.zone };
        if (icaltime_is_null_time(time.wall) || !time.isValid())
            return {};
        if (day(time.wall) < day(close) || kept.exceptions.contains(writtenTime(time.wall)))
            continue;
        if (QDateTime when = time.utc(); when > after)
            return when;
    }
    return {};
}

}

Result<CalendarContents> entriesFromCalendar(const QByteArray& file, const QDateTime& now, std::chrono::milliseconds patience)
{
    if (file.size() > largestCalendar)
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "The file is larger than 2 MB.") };
    const auto scan = scanCalendar(file);
    if (!scan)
        return scan.error();
    letErrorsBe();
    const Component whole(icalparser_parse_string(file.constData()), &icalcomponent_free);
    QVector<Event> events;
    const auto take = [&](icalcomponent* calendar) -> Result<> {
        for (auto* one = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); one;
             one = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            if (events.size() >= scan->events.size())
                break;
            const auto event = eventFrom(*scan, scan->events.at(events.size()), one);
            if (!event)
                return event.error();
            events += *event;
        }
        return {};
    };
    Result<> taken;
    if (whole && icalcomponent_isa(whole.get()) == ICAL_VCALENDAR_COMPONENT)
        taken = take(whole.get());
    for (auto* one = whole ? icalcomponent_get_first_component(whole.get(), ICAL_VCALENDAR_COMPONENT) : nullptr; one && taken;
         one = icalcomponent_get_next_component(whole.get(), ICAL_VCALENDAR_COMPONENT))
        taken = take(one);
    if (!taken)
        return taken.error();
    leaveOutMoved(events);
    return toCome(events, now, patience);
}

QByteArray calendarFromEntries(const QVector<Reminder>& entries, const QDateTime& now)
{
    letErrorsBe();
    const Component calendar(icalcomponent_new_vcalendar(), &icalcomponent_free);
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Myna//Calendar//EN"));
    QByteArrayList zones;
    QVector<icalcomponent*> events;
    for (const Reminder& entry : entries) {
        if (entry.kind == ReminderKind::Entry)
            events += eventOf(entry, now, zones);
    }
    for (const QByteArray& name : std::as_const(zones)) {
        icaltimezone* const zone = icaltimezone_get_builtin_timezone(name.constData());
        icalcomponent* const known = zone ? icaltimezone_get_component(zone) : nullptr;
        if (!known)
            continue;
        icalcomponent* const described = icalcomponent_new_clone(known);
        if (icalproperty* const id = icalcomponent_get_first_property(described, ICAL_TZID_PROPERTY))
            icalproperty_set_tzid(id, name.constData()); // the plain name that others know
        icalcomponent_add_component(calendar.get(), described);
    }
    for (icalcomponent* event : std::as_const(events))
        icalcomponent_add_component(calendar.get(), event);
    const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()), &icalmemory_free_buffer);
    return { text.get() };
}

QDateTime nextByRule(const QString& rule, const QDateTime& after)
{
    letErrorsBe();
    const Repetition kept = Repetition::from(rule);
    if (!kept.start.isValid())
        return {};
    QDateTime next = nextOf(kept, after);
    for (const QString& time : kept.besides) {
        const EventTime one { icaltime_from_string(time.toLatin1().constData()), kept.start.zone };
        if (!one.isValid() || kept.exceptions.contains(time))
            continue;
        if (const QDateTime when = one.utc(); when > after && (!next.isValid() || when < next))
            next = when;
    }
    return next;
}

}
