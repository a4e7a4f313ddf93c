// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "tools/calendarfile.h"

#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::tools;
using namespace std::chrono_literals;

namespace {

const QDateTime monday = QDateTime::fromString(u"2026-11-23T08:00:00Z"_s, Qt::ISODate); // nine in Berlin

QByteArray calendar(const QByteArray& inside)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + inside + "END:VCALENDAR\r\n";
}

QByteArray vevent(const QByteArray& lines)
{
    return "BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n";
}

QVector<Reminder> entries(const QByteArray& events, int* over = nullptr)
{
    const auto contents = entriesFromCalendar(calendar(events), monday);
    if (!contents) {
        QTest::qFail(qPrintable(contents.error().text), __FILE__, __LINE__);
        return {};
    }
    if (over)
        *over = contents->over;
    return contents->entries;
}

QString local(const QDateTime& time)
{
    return time.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s);
}

}

class TstCalendarFile : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Berlin");
        tzset();
    }
    void readsWhatIsToCome();
    void timesOfOtherZones();
    void repetitions_data();
    void repetitions();
    void oneDayOfARepetitionThatWasMoved();
    void singleTimesBesides();
    void whatNeverComesIsSoonKnown_data();
    void whatNeverComesIsSoonKnown();
    void tooManyRepetitionsAreRefused();
    void badFilesSayWhere_data();
    void badFilesSayWhere();
    void whatIsWrittenIsRead();
    void nonsenseNeverHarms();
};

void TstCalendarFile::readsWhatIsToCome()
{
    int over = 0;
    const QVector<Reminder> all
        = entries(vevent("UID:a@b\r\nSUMMARY:Dentist\\, again\r\nDTSTART:20261124T133000Z\r\nDTEND:20261124T141500Z\r\n"
                         "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n")
                + vevent("UID:c\r\nSUMMARY;LANGUAGE=de:Geburtstag von\r\n  Oma\r\nDTSTART;VALUE=DATE:20261205\r\n")
                + vevent("UID:d\r\nSUMMARY:long ago\r\nDTSTART:20200101T120000Z\r\n")
                + vevent("UID:e\r\nSUMMARY:called off\r\nSTATUS:CANCELLED\r\nDTSTART:20261224T120000Z\r\n"),
            &over);
    QCOMPARE(over, 2);
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0].text, u"Dentist, again"_s);
    QCOMPARE(all[0].kind, ReminderKind::Entry);
    QCOMPARE(local(all[0].due), u"2026-11-24 14:30"_s);
    QCOMPARE(local(all[0].end), u"2026-11-24 15:15"_s);
    QCOMPARE(all[0].lead, 60min);
    QCOMPARE(all[0].uid, u"a@b"_s);
    QCOMPARE(all[1].text, u"Geburtstag von Oma"_s);
    QCOMPARE(local(all[1].due), u"2026-12-05 00:00"_s);
    QCOMPARE(local(all[1].ringsAt()), u"2026-12-05 09:00"_s); // not at midnight
    QCOMPARE(local(all[1].end), u"2026-12-06 00:00"_s);
}

void TstCalendarFile::timesOfOtherZones()
{
    const QVector<Reminder> all = entries(vevent("UID:1\r\nSUMMARY:a\r\nDTSTART;TZID=America/New_York:20261124T080000\r\n")
        + vevent("UID:2\r\nSUMMARY:b\r\nDTSTART;TZID=Tokyo Standard Time:20261124T230000\r\n")
        + vevent("UID:3\r\nSUMMARY:c\r\nDTSTART:20261124T160000\r\nDURATION:PT90M\r\n"));
    QCOMPARE(all.size(), 3);
    QCOMPARE(local(all[0].due), u"2026-11-24 14:00"_s);
    QCOMPARE(local(all[1].due), u"2026-11-24 15:00"_s);
    QCOMPARE(local(all[2].due), u"2026-11-24 16:00"_s);
    QCOMPARE(all[2].due.secsTo(all[2].end), 5400);
}

void TstCalendarFile::repetitions_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QStringList>("times"); // the next ones after Monday; what is missing does not come
    QTest::newRow("every Thursday") << QByteArray("DTSTART;TZID=Europe/Berlin:20260108T190000\r\nRRULE:FREQ=WEEKLY\r\n")
                                    << QStringList { u"2026-11-26 19:00"_s, u"2026-12-03 19:00"_s };
    QTest::newRow("the last Friday of the month")
        << QByteArray("DTSTART;TZID=Europe/Berlin:20260130T120000\r\nRRULE:FREQ=MONTHLY;BYDAY=-1FR\r\n")
        << QStringList { u"2026-11-27 12:00"_s, u"2026-12-25 12:00"_s, u"2027-01-29 12:00"_s };
    QTest::newRow("counted") << QByteArray("DTSTART;TZID=Europe/Berlin:20261122T100000\r\nRRULE:FREQ=DAILY;COUNT=4\r\n")
                             << QStringList { u"2026-11-23 10:00"_s, u"2026-11-24 10:00"_s, u"2026-11-25 10:00"_s, QString() };
    QTest::newRow("until") << QByteArray("DTSTART;TZID=Europe/Berlin:20261120T100000\r\nRRULE:FREQ=DAILY;UNTIL=20261124T090000Z\r\n")
                           << QStringList { u"2026-11-23 10:00"_s, u"2026-11-24 10:00"_s, QString() };
    QTest::newRow("not on one day") << QByteArray("DTSTART;TZID=Europe/Berlin:20261120T100000\r\nRRULE:FREQ=DAILY\r\n"
                                                  "EXDATE;TZID=Europe/Berlin:20261124T100000\r\n")
                                    << QStringList { u"2026-11-23 10:00"_s, u"2026-11-25 10:00"_s };
    QTest::newRow("over the change of the clocks")
        << QByteArray("DTSTART;TZID=Europe/Berlin:20260325T080000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1MO\r\n")
        << QStringList { u"2027-03-29 08:00"_s };
    QTest::newRow("birthdays") << QByteArray("DTSTART;VALUE=DATE:19800229\r\nRRULE:FREQ=YEARLY\r\n")
                               << QStringList { u"2028-02-29 00:00"_s };
    QTest::newRow("begins later") << QByteArray("DTSTART:20261201T080000Z\r\nRRULE:FREQ=WEEKLY;INTERVAL=2\r\n")
                                  << QStringList { u"2026-12-01 09:00"_s, u"2026-12-15 09:00"_s };
    QTest::newRow("every other week") << QByteArray("DTSTART;TZID=Europe/Berlin:20261102T100000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2\r\n")
                                      << QStringList { u"2026-11-30 10:00"_s, u"2026-12-14 10:00"_s };
    QTest::newRow("every third day") << QByteArray("DTSTART;TZID=Europe/Berlin:20260101T100000\r\nRRULE:FREQ=DAILY;INTERVAL=3\r\n")
                                     << QStringList { u"2026-11-24 10:00"_s, u"2026-11-27 10:00"_s };
    QTest::newRow("over") << QByteArray("DTSTART:20201201T080000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n") << QStringList { QString() };
    QTest::newRow("never") << QByteArray("DTSTART:20201201T080000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\n")
                           << QStringList { QString() };
}

void TstCalendarFile::repetitions()
{
    QFETCH(QByteArray, lines);
    QFETCH(QStringList, times);
    const QVector<Reminder> all = entries(vevent("UID:1\r\nSUMMARY:a\r\n" + lines));
    if (times.first().isEmpty()) {
        QVERIFY(all.isEmpty());
        return;
    }
    QCOMPARE(all.size(), 1);
    Reminder entry = all.first();
    for (const QString& time : times) {
        QCOMPARE(local(entry.due), time);
        entry.due = nextTime(entry, entry.due);
    }
}

void TstCalendarFile::oneDayOfARepetitionThatWasMoved()
{
    const QVector<Reminder> all
        = entries(vevent("UID:x\r\nSUMMARY:Choir\r\nDTSTART;TZID=Europe/Berlin:20261105T190000\r\nRRULE:FREQ=WEEKLY\r\n")
            + vevent("UID:x\r\nRECURRENCE-ID;TZID=Europe/Berlin:20261126T190000\r\nSUMMARY:Choir at noon\r\n"
                     "DTSTART;TZID=Europe/Berlin:20261126T120000\r\n"));
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0].text, u"Choir at noon"_s);
    QCOMPARE(local(all[0].due), u"2026-11-26 12:00"_s);
    QVERIFY(all[0].uid != all[1].uid); // both are kept
    QCOMPARE(local(all[1].due), u"2026-12-03 19:00"_s); // not on the day that was moved
}

void TstCalendarFile::singleTimesBesides()
{
    const auto timesOf = [](const QByteArray& lines) {
        QStringList times;
        const QVector<Reminder> all = entries(vevent("UID:1\r\nSUMMARY:a\r\n" + lines));
        for (Reminder entry = all.value(0); entry.due.isValid() && times.size() < 4; entry.due = nextTime(entry, entry.due))
            times << local(entry.due);
        return times;
    };
    // Two in one line, one in another zone, one long past, one called off.
    QCOMPARE(timesOf("DTSTART;TZID=Europe/Berlin:20261120T100000\r\nRDATE;TZID=Europe/Berlin:20261203T180000,20261125T110000\r\n"
                     "RDATE:20261124T120000Z\r\nRDATE:20200101T120000Z\r\nRDATE;TZID=Europe/Berlin:20261128T110000\r\n"
                     "EXDATE;TZID=Europe/Berlin:20261128T110000\r\n"),
        QStringList({ u"2026-11-24 13:00"_s, u"2026-11-25 11:00"_s, u"2026-12-03 18:00"_s }));
    QCOMPARE(timesOf("DTSTART;TZID=Europe/Berlin:20261119T100000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"
                     "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20261127T100000/PT1H\r\n"),
        QStringList({ u"2026-11-26 10:00"_s, u"2026-11-27 10:00"_s, u"2026-12-03 10:00"_s }));
    QCOMPARE(timesOf("DTSTART;VALUE=DATE:20260101\r\nRDATE;VALUE=DATE:20261224\r\n"), QStringList(u"2026-12-24 00:00"_s));

    // A course of years that somebody keeps up to date by hand.
    QByteArray many;
    for (int day = 1; day <= 200; ++day) {
        const QByteArray date = monday.addDays(day).toString(u"yyyyMMdd"_s).toLatin1();
        many += "EXDATE;TZID=Europe/Berlin:" + date + "T100000\r\nRDATE;TZID=Europe/Berlin:" + date + "T110000\r\n";
    }
    QCOMPARE(timesOf("DTSTART;TZID=Europe/Berlin:20261120T100000\r\nRRULE:FREQ=DAILY\r\n" + many).value(1), u"2026-11-24 11:00"_s);

    // They are in the file that is written, too.
    const QVector<Reminder> all = entries(vevent("UID:1\r\nSUMMARY:a\r\nDTSTART;TZID=Europe/Berlin:20261123T100000\r\n"
                                                 "RDATE;TZID=Europe/Berlin:20261203T180000\r\n")
        + vevent("UID:2\r\nSUMMARY:b\r\nDTSTART;VALUE=DATE:20261124\r\nRDATE;VALUE=DATE:20261224\r\n"));
    const auto again = entriesFromCalendar(calendarFromEntries(all, monday), monday);
    QVERIFY2(again, again ? "" : qPrintable(again.error().text));
    QCOMPARE(again->entries.size(), 2);
    QCOMPARE(local(nextTime(again->entries[0], again->entries[0].due)), u"2026-12-03 18:00"_s);
    QCOMPARE(local(nextTime(again->entries[1], again->entries[1].due)), u"2026-12-24 00:00"_s);
}

void TstCalendarFile::whatNeverComesIsSoonKnown_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::newRow("every second of no day") << QByteArray("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31");
    QTest::newRow("every second of a month far away") << QByteArray("FREQ=SECONDLY;BYMONTH=10");
    QTest::newRow("a thousand million seconds") << QByteArray("FREQ=SECONDLY;COUNT=1000000000");
    QTest::newRow("seconds of a month far away, counted") << QByteArray("FREQ=SECONDLY;COUNT=1000000000;BYMONTH=10");
    QTest::newRow("minutes until the end of time") << QByteArray("FREQ=MINUTELY;BYMONTH=10;UNTIL=99991231T000000Z");
    QTest::newRow("hours of no day") << QByteArray("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30");
    QTest::newRow("no day of the year") << QByteArray("FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31,-31");
}

// The library would be at it for seconds, minutes or hours.
void TstCalendarFile::whatNeverComesIsSoonKnown()
{
    QFETCH(QByteArray, rule);
    int over = 0;
    QVERIFY(entries(vevent("DTSTART;TZID=Europe/Berlin:20200101T100000\r\nRRULE:" + rule + "\r\n").repeated(4), &over).isEmpty());
    QCOMPARE(over, 4);
}

void TstCalendarFile::tooManyRepetitionsAreRefused()
{
    const QByteArray once = vevent("DTSTART:20261201T100000Z\r\n");
    QVERIFY(entriesFromCalendar(calendar(once), monday, 0ms));
    const auto refused = entriesFromCalendar(calendar(once + vevent("DTSTART:20261101T100000Z\r\nRRULE:FREQ=DAILY\r\n")), monday, 0ms);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Error::Code::Invalid);
}

void TstCalendarFile::badFilesSayWhere_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("words");
    const QByteArray begin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    QTest::newRow("empty") << QByteArray() << u"Line 1:"_s;
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0", 10) << u"Line 1:"_s;
    QTest::newRow("a page") << QByteArray("<html>\n<body>:</body>") << u"Line 1:"_s;
    QTest::newRow("cut off") << QByteArray(begin + "BEGIN:VEVENT\r\nSUMMARY:a\r\n") << u"Line 3:"_s;
    QTest::newRow("closed twice") << QByteArray(begin + "END:VEVENT\r\nEND:VCALENDAR\r\n") << u"Line 3:"_s;
    QTest::newRow("no colon") << QByteArray(begin + "BEGIN:VEVENT\r\nwhat is this\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n") << u"Line 4:"_s;
    QTest::newRow("no beginning") << calendar(vevent("UID:1\r\nSUMMARY:a\r\n")) << u"Line 4:"_s;
    QTest::newRow("nonsense as time") << calendar(vevent("UID:1\r\nSUMMARY:a\r\nDTSTART:tomorrow\r\n")) << u"Line 7:"_s;
    QTest::newRow("no such day") << calendar(vevent("SUMMARY:a\r\nDTSTART:20261332T100000Z\r\n")) << u"Line 6:"_s;
    QTest::newRow("nonsense as repetition") << calendar(vevent("SUMMARY:a\r\nDTSTART:20261201T100000Z\r\nRRULE:FREQ=NOW\r\n"))
                                            << u"Line 7:"_s;
    QTest::newRow("too large") << QByteArray(largestCalendar + 1, ' ') << u"2 MB"_s;
    QTest::newRow("too deep") << QByteArray(begin + QByteArray("BEGIN:X\r\n").repeated(50)) << u"more than"_s;
}

void TstCalendarFile::badFilesSayWhere()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, words);
    const auto contents = entriesFromCalendar(file, monday);
    QVERIFY(!contents);
    QVERIFY2(contents.error().text.contains(words), qPrintable(contents.error().text));
}

void TstCalendarFile::whatIsWrittenIsRead()
{
    const auto at = [](const char* time) { return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate).toUTC(); };
    QVector<Reminder> all {
        { .id = 1, .kind = ReminderKind::Entry, .text = u"Zahnarzt; „wichtig“, 14 Uhr"_s, .due = at("2026-11-24T14:30:00"), .lead = 60min },
        { .id = 2,
            .kind = ReminderKind::Entry,
            .text = u"合唱团"_s,
            .due = at("2026-11-26T19:00:00"),
            .end = at("2026-11-26T21:00:00"),
            .lead = 10min,
            .repeat = Repeat::Weekly,
            .clock = QTime(19, 0) },
        { .id = 3, .kind = ReminderKind::Entry, .text = u"Fair"_s, .due = at("2026-12-05T00:00:00"), .end = at("2026-12-07T00:00:00") },
        { .id = 4, .kind = ReminderKind::Timer, .text = u"Tea"_s, .due = at("2026-11-24T10:00:00") },
    };
    all += entries(
        vevent("UID:x@y\r\nSUMMARY:Club\r\nDTSTART;TZID=Europe/Berlin:20260105T180000\r\nDTEND;TZID=Europe/Berlin:20260105T190000\r\n"
               "RRULE:FREQ=MONTHLY;BYDAY=1MO\r\nEXDATE;TZID=Europe/Berlin:20261207T180000\r\n"));
    QCOMPARE(local(all.last().due), u"2027-01-04 18:00"_s);
    const QByteArray file = calendarFromEntries(all, monday);
    QVERIFY(file.contains("BEGIN:VTIMEZONE") && file.contains("TZID:Europe/Berlin"));
    QVERIFY(!file.contains("Tea"));
    for (const QByteArray& line : file.split('\n'))
        QVERIFY(line.size() <= 76);
    const auto again = entriesFromCalendar(file, monday);
    QVERIFY2(again, again ? "" : qPrintable(again.error().text));
    QCOMPARE(again->entries.size(), 4);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(again->entries[i].text, all[i].text);
        QCOMPARE(again->entries[i].due, all[i].due);
        QCOMPARE(again->entries[i].end, all[i].end);
        QCOMPARE(again->entries[i].lead, all[i].lead);
    }
    QCOMPARE(local(nextTime(again->entries[1], again->entries[1].due)), u"2026-12-03 19:00"_s);
    QCOMPARE(again->entries[3].uid, u"x@y"_s);
    QCOMPARE(again->entries[3].due, all.last().due);
    QCOMPARE(again->entries[3].end, all.last().end);
    QCOMPARE(local(nextTime(again->entries[3], again->entries[3].due)), u"2027-02-01 18:00"_s);
}

void TstCalendarFile::nonsenseNeverHarms()
{
    const QByteArray good = calendar(vevent("UID:1\r\nSUMMARY:a\r\nDTSTART;TZID=Europe/Berlin:20260105T180000\r\nDURATION:PT1H\r\n"
                                            "RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20301231T000000Z\r\nEXDATE:20261207T180000\r\n"
                                            "BEGIN:VALARM\r\nTRIGGER:-PT10M\r\nEND:VALARM\r\n"));
    QRandomGenerator dice(7);
    for (int i = 0; i < 400; ++i) {
        QByteArray file = good;
        for (int changes = 1 + int(dice.bounded(4)); changes > 0; --changes) {
            const auto place = qsizetype(dice.bounded(int(file.size())));
            if (dice.bounded(3) == 0)
                file.remove(place, dice.bounded(20));
            else
                file[place] = char(dice.bounded(256));
        }
        const auto contents = entriesFromCalendar(file, monday);
        QVERIFY(contents || !contents.error().text.isEmpty());
        for (const Reminder& entry : contents ? contents->entries : QVector<Reminder>())
            QVERIFY(entry.due > monday);
    }
    for (const char* rule :
        { "", "\n\n", "UTC\nnonsense\nFREQ=DAILY", "Mars/Crater\n20260101T100000\nFREQ=NONE", "UTC\n20260101T100000\n" })
        QVERIFY(!nextByRule(QString::fromLatin1(rule), monday).isValid());
    const QString quick = u"UTC\n20000101T000000\nFREQ=SECONDLY"_s;
    QVERIFY(nextByRule(quick, monday) > monday || !nextByRule(quick, monday).isValid()); // and it ends
}

QTEST_GUILESS_MAIN(TstCalendarFile)
#include "tst_calendarfile.moc"
