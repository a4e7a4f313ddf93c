// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "things/iotdescriptors.h"
#include "tools/reminderfamily.h"
#include "tools/reminderthing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimeZone>

#include <algorithm>

using namespace myna;
using namespace myna::tools;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime monday = QDateTime::fromString(u"2026-11-23T08:00:00Z"_s, Qt::ISODate);

// A timer that is due when the test says so, on the test's clock.
class HandTimer final : public WallTimer
{
public:
    void arm(const QDateTime& due) override { armed = due; }
    void disarm() override { armed = {}; }
    QDateTime armed;
};

struct Kept
{
    explicit Kept(const QString& folder, const QDateTime& start = monday)
        : now(start)
        , reminders(
              folder, [this] { return now; }, std::unique_ptr<WallTimer>(timer = new HandTimer))
        , due(&reminders, &Reminders::due)
    {
    }
    void open()
    {
        QSignalSpy opened(&reminders, &Reminders::opened);
        reminders.open();
        QTRY_COMPARE(opened.size(), 1);
    }
    void moveTo(const QDateTime& time)
    {
        now = time;
        emit timer->reached();
    }
    QDateTime now;
    HandTimer* timer = nullptr; // of `reminders`
    Reminders reminders;
    QSignalSpy due;
};

// What a tool says, as JSON; of an error its sentence under "error".
QJsonObject called(mcp::ToolFamily& family, const QString& name, const QJsonObject& arguments)
{
    QObject call;
    std::optional<Result<QString>> answer;
    for (const mcp::Tool& tool : family.tools()) {
        if (tool.spec.name == name)
            tool.run(
                arguments, [&](const Result<QString>& said) { answer = said; }, &call);
    }
    if (!test::becomesTrue([&] { return answer.has_value(); }))
        return { { u"error"_s, u"nothing was answered"_s } };
    if (!*answer)
        return { { u"error"_s, answer->error().text } };
    return QJsonDocument::fromJson((*answer)->toUtf8()).object();
}

Reminder timerOf(const QDateTime& due, const QString& text = {})
{
    return { .kind = ReminderKind::Timer, .text = text, .due = due };
}

void add(Reminders& reminders, const Reminder& reminder)
{
    const qsizetype before = reminders.all().size();
    reminders.add(reminder, &reminders, [](const Result<Reminder>& kept) { QVERIFY(kept); });
    QTRY_COMPARE(reminders.all().size(), before + 1);
}

}

class TstReminders : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Berlin");
        tzset();
    }

    void timesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc"); // empty: refused
        QTest::newRow("later today") << u"09:30"_s << u"2026-11-23T08:30:00Z"_s;
        QTest::newRow("tomorrow, as it is past") << u"07:30"_s << u"2026-11-24T06:30:00Z"_s;
        QTest::newRow("a day") << u"2026-12-24T18:00"_s << u"2026-12-24T17:00:00Z"_s;
        QTest::newRow("with a space") << u"2026-12-24 18:00"_s << u"2026-12-24T17:00:00Z"_s;
        QTest::newRow("with a zone") << u"2026-12-24T18:00:00+09:00"_s << u"2026-12-24T09:00:00Z"_s;
        QTest::newRow("past") << u"2026-11-22T18:00"_s << QString();
        QTest::newRow("too far") << u"2126-11-22T18:00"_s << QString();
        QTest::newRow("no time") << u"25:00"_s << QString();
        QTest::newRow("words") << u"tomorrow"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }

    void timesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const auto time = timeFrom(text, monday);
        QCOMPARE(bool(time), !utc.isEmpty());
        if (time)
            QCOMPARE(time->toString(Qt::ISODate), utc);
    }

    // The local time of day stays, whatever the clocks do: Berlin changes on 29 March 2026.
    void repetitionsKeepTheirTimeOfDay()
    {
        const auto at = [](const char* time) { return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate); };
        Reminder alarm { .kind = ReminderKind::Alarm, .due = at("2026-03-28T06:30:00Z"), .repeat = Repeat::Daily, .clock = QTime(7, 30) };
        QCOMPARE(nextTime(alarm, alarm.due).toUTC(), at("2026-03-29T05:30:00Z"));
        alarm.repeat = Repeat::Weekdays; // the 28th is a Saturday
        QCOMPARE(nextTime(alarm, alarm.due).toUTC(), at("2026-03-30T05:30:00Z"));
        alarm.repeat = Repeat::Weekly;
        QCOMPARE(nextTime(alarm, alarm.due).toUTC(), at("2026-04-04T05:30:00Z"));
        alarm.repeat = Repeat::Once;
        QVERIFY(!nextTime(alarm, alarm.due).isValid());
    }

    void itIsSaidWhenItIsDueAndNotBefore()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        add(kept.reminders, timerOf(monday.addSecs(60), u"tea"_s));
        QCOMPARE(kept.timer->armed, monday.addSecs(60));
        kept.moveTo(monday.addSecs(59)); // the clock was set: it looks, and waits on
        QVERIFY(kept.due.isEmpty());
        QCOMPARE(kept.timer->armed, monday.addSecs(60));
        kept.moveTo(monday.addSecs(60));
        QCOMPARE(kept.due.size(), 1);
        QCOMPARE(kept.due[0][0].value<Reminder>().text, u"tea"_s);
        QCOMPARE(kept.due[0][1].value<std::chrono::seconds>(), 0s);
        kept.moveTo(monday.addSecs(61)); // said once
        QCOMPARE(kept.due.size(), 1);
        kept.reminders.finish(kept.reminders.all().first().id);
        QTRY_VERIFY(kept.reminders.all().isEmpty());
    }

    // The machine slept for two hours; the timer of the kernel wakes us then.
    void whatWasSleptThroughIsSaidWithHowLate()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        add(kept.reminders, timerOf(monday.addSecs(60)));
        kept.moveTo(monday.addSecs(2 * 3600 + 60));
        QCOMPARE(kept.due[0][1].value<std::chrono::seconds>(), 2h);
        QVERIFY(ringWords(kept.reminders.all().first(), 2h, u"en"_s).contains(u"2 hours ago"_s));
        QVERIFY(ringWords(kept.reminders.all().first(), 2h, u"zh"_s).contains(u"已过2小时"_s));
    }

    void theyOutliveTheProgram()
    {
        QTemporaryDir folder;
        {
            Kept kept(folder.path());
            kept.open();
            add(kept.reminders, timerOf(monday.addSecs(60), u"tea"_s));
            add(kept.reminders, timerOf(monday.addSecs(7200), u"later"_s));
            add(kept.reminders, { .kind = ReminderKind::Alarm, .due = monday.addSecs(120), .repeat = Repeat::Daily, .clock = QTime(9, 2) });
        } // no farewell: nothing is written at the end
        Kept kept(folder.path(), monday.addSecs(3600));
        kept.open();
        QCOMPARE(kept.reminders.all().size(), 3);
        QCOMPARE(kept.due.size(), 2);
        QCOMPARE(kept.due[0][1].value<std::chrono::seconds>(), 3540s);
        QCOMPARE(kept.timer->armed, monday.addSecs(7200));
        kept.reminders.finish(kept.due[1][0].value<Reminder>().id); // the daily one waits for tomorrow
        QCOMPARE(kept.reminders.all().last().due, monday.addSecs(120).addDays(1));
    }

    // Killed while it rang: nobody may have heard it.
    void whatRangWithoutAnEndRingsAgain()
    {
        QTemporaryDir folder;
        {
            Kept kept(folder.path());
            kept.open();
            add(kept.reminders, timerOf(monday.addSecs(60)));
            kept.moveTo(monday.addSecs(60));
            QCOMPARE(kept.due.size(), 1);
        }
        Kept kept(folder.path(), monday.addSecs(90));
        kept.open();
        QCOMPARE(kept.due.size(), 1);
    }

    void oldEntriesGoWhenTheyWereSaid()
    {
        QTemporaryDir folder;
        {
            Kept kept(folder.path());
            kept.open();
            Reminder entry { .kind = ReminderKind::Entry, .text = u"said"_s, .due = monday.addDays(-1), .rung = true };
            add(kept.reminders, entry);
            entry.rule = u"UTC\n20261101T080000\nFREQ=DAILY;COUNT=3"_s; // over, too
            add(kept.reminders, entry);
            add(kept.reminders, { .kind = ReminderKind::Entry, .text = u"not yet"_s, .due = monday.addDays(1) });
        }
        Kept kept(folder.path(), monday.addDays(Reminders::entriesKeptDays + 2)); // months off, or the clock is wrong
        kept.open();
        QCOMPARE(kept.reminders.all().size(), 1);
        QCOMPARE(kept.due.size(), 1);
        QCOMPARE(kept.reminders.all().first().text, u"not yet"_s);
    }

    void aFolderThatCannotBeWrittenIsSaidAndNothingIsListed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Kept kept(file.fileName());
        Ringing ringing(kept.reminders);
        ReminderFamily family(kept.reminders, ringing);
        QSignalSpy failed(&kept.reminders, &Reminders::failed);
        kept.reminders.open();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(family.tools().empty());
    }

    void rings()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        Ringing ringing(kept.reminders, { 5ms, 40ms });
        QSignalSpy began(&ringing, &Ringing::began);
        QSignalSpy sounds(&ringing, &Ringing::soundWanted);
        add(kept.reminders, timerOf(monday.addSecs(60)));
        kept.moveTo(monday.addSecs(60));
        QCOMPARE(began.size(), 1);
        QTRY_VERIFY(sounds.size() >= 3);
        QTRY_VERIFY(!ringing.isRinging()); // a minute has passed
        QCOMPARE(ringing.rings().size(), 1); // and stays to be seen
        QTRY_VERIFY(kept.reminders.all().isEmpty());
        ringing.stop(ringing.rings().first().reminder.id);
        QVERIFY(ringing.rings().isEmpty());
    }

    void whatIsTakenAwayRingsNoMore()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        Ringing ringing(kept.reminders);
        kept.open();
        add(kept.reminders, timerOf(kept.now.addSecs(60)));
        add(kept.reminders, timerOf(kept.now.addSecs(60), u"eggs"_s));
        QSignalSpy sounds(&ringing, &Ringing::soundWanted);
        kept.moveTo(kept.now.addSecs(60));
        QCOMPARE(ringing.rings().size(), 2);
        QCOMPARE(sounds.size(), 1); // for both
        kept.reminders.remove(ringing.rings().first().reminder.id, &kept.reminders, [](const Result<Reminder>&) {});
        QTRY_COMPARE(ringing.rings().size(), 1);
        QCOMPARE(ringing.rings().first().reminder.text, u"eggs"_s);
        kept.reminders.replace({ ringing.rings().first().reminder.id }, {}, &kept.reminders, [](const Result<>&) {});
        QTRY_VERIFY(!ringing.isRinging());
    }

    void ringsAgainAfterASnooze()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        Ringing ringing(kept.reminders);
        add(kept.reminders, timerOf(monday.addSecs(60), u"tea"_s));
        kept.moveTo(monday.addSecs(60));
        ringing.snooze(ringing.rings().first().reminder.id);
        QVERIFY(!ringing.isRinging());
        QTRY_VERIFY(kept.reminders.all().size() == 1 && kept.reminders.all().first().due == monday.addSecs(360));
        QCOMPARE(kept.due.size(), 1); // the one that was put off does not ring anew while it is taken away
        QVERIFY(!ringing.isRinging());
        kept.moveTo(monday.addSecs(360));
        QVERIFY(ringing.isRinging());
        QCOMPARE(ringing.rings().first().reminder.text, u"tea"_s);
    }

    void thereIsRoomForWhatIsPutOff()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        Ringing ringing(kept.reminders);
        QVector<Reminder> many(Reminders::mostKept, timerOf(monday.addSecs(7200)));
        many.first() = timerOf(monday.addSecs(60), u"tea"_s);
        kept.reminders.replace({}, many, &kept.reminders, [](const Result<>& done) { QVERIFY(done); });
        QTRY_COMPARE(kept.reminders.all().size(), Reminders::mostKept);
        std::optional<Error> refused;
        kept.reminders.add(many.first(), &kept.reminders, [&](const Result<Reminder>& done) { refused = done.error(); });
        QVERIFY(refused);
        kept.reminders.replace({}, { many.first() }, &kept.reminders, [&](const Result<>& done) { QVERIFY(!done); });
        kept.moveTo(monday.addSecs(60));
        ringing.snooze(ringing.rings().first().reminder.id);
        QTRY_COMPARE(kept.reminders.all().first().due, monday.addSecs(360));
        QTRY_COMPARE(kept.reminders.all().size(), Reminders::mostKept);
        QCOMPARE(kept.reminders.all().first().text, u"tea"_s);
    }

    void whatIsLateSoundsOnce()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        Ringing ringing(kept.reminders, { 2ms, 60ms });
        QSignalSpy sounds(&ringing, &Ringing::soundWanted);
        add(kept.reminders, timerOf(monday.addSecs(60)));
        kept.moveTo(monday.addSecs(3600));
        QTRY_VERIFY(!ringing.isRinging());
        QCOMPARE(sounds.size(), 1);
    }

    void theCardOffersWhatCanBeDone()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        Ringing ringing(kept.reminders);
        ReminderThing card(kept.reminders, ringing);
        const auto next = [&card] { return card.value(u"next"_s).toString(); };
        const auto offers = [&card](const QString& action) { return !card.value(action).isValid(); };
        QVERIFY(card.isReachable());
        QCOMPARE(next(), u"nothing set"_s);
        QVERIFY(!offers(u"cancelNext"_s) && !offers(u"stop"_s));
        add(kept.reminders, timerOf(monday.addSecs(60), u"Tea"_s));
        QCOMPARE(next(), QLocale().toString(monday.addSecs(60).toLocalTime().time(), QLocale::ShortFormat) + u" – Tea"_s); // today: no date
        QVERIFY(offers(u"cancelNext"_s) && !offers(u"stop"_s));
        add(kept.reminders, timerOf(monday.addSecs(600), u"Eggs"_s));
        QVERIFY2(next().contains(u"Tea"_s) && next().contains(u'1'), qPrintable(next()));
        QCOMPARE(things::iotState(card)["state"_L1].toObject().keys(), QStringList { u"next"_s }); // actions have no state
        kept.moveTo(monday.addSecs(60));
        QVERIFY(offers(u"stop"_s));
        card.change(u"stop"_s, {});
        QVERIFY(!offers(u"stop"_s));
        QTRY_VERIFY(next().endsWith(u"Eggs"_s));
        card.change(u"cancelNext"_s, {});
        QTRY_COMPARE(next(), u"nothing set"_s);
        QVERIFY(!offers(u"cancelNext"_s));
        // A press does not take a whole series away.
        add(kept.reminders, { .kind = ReminderKind::Alarm, .due = monday.addSecs(3600), .repeat = Repeat::Daily, .clock = QTime(9, 0) });
        QVERIFY(!offers(u"cancelNext"_s));
        card.change(u"cancelNext"_s, {});
        QCOMPARE(kept.reminders.all().size(), 1);
    }

    void theModelSetsListsAndCancels()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        Ringing ringing(kept.reminders);
        ReminderFamily family(kept.reminders, ringing);
        QVERIFY(family.tools().empty());
        kept.open();
        const QJsonObject timer = called(family, u"self.timer.set"_s, { { u"seconds"_s, 90 }, { u"label"_s, u"eggs"_s } });
        QCOMPARE(timer["in_seconds"_L1].toInt(), 90);
        const QJsonObject alarm = called(family, u"self.alarm.set"_s, { { u"time"_s, u"07:30"_s }, { u"repeat"_s, u"weekdays"_s } });
        QCOMPARE(alarm["time"_L1].toString(), u"2026-11-24T07:30:00"_s);
        QVERIFY(called(family, u"self.alarm.set"_s, { { u"time"_s, u"soon"_s } }).contains(u"error"_s));
        QVERIFY(called(family, u"self.reminder.set"_s, { { u"text"_s, u"call mum"_s } }).contains(u"error"_s));
        const QJsonObject words = called(family, u"self.reminder.set"_s, { { u"text"_s, u"call mum"_s }, { u"in_minutes"_s, 5 } });
        QCOMPARE(words["in_seconds"_L1].toInt(), 300);
        const QJsonObject all = called(family, u"self.reminder.list"_s, {});
        QCOMPARE(all["count"_L1].toInt(), 3);
        QCOMPARE(all["now"_L1].toString(), u"2026-11-23T09:00:00"_s);
        QCOMPARE(all["items"_L1][0]["text"_L1].toString(), u"eggs"_s);
        QCOMPARE(called(family, u"self.reminder.cancel"_s, { { u"kind"_s, u"timer"_s } })["cancelled"_L1].toInt(), 1);
        QVERIFY(called(family, u"self.reminder.cancel"_s, { { u"id"_s, 4711 } }).contains(u"error"_s));
        QCOMPARE(called(family, u"self.reminder.list"_s, {})["count"_L1].toInt(), 2);
    }

    void theCalendarShowsAWeek()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        Ringing ringing(kept.reminders);
        ReminderFamily family(kept.reminders, ringing);
        kept.open();
        const QJsonObject dinner = called(family, u"self.calendar.add"_s,
            { { u"title"_s, u"dinner"_s }, { u"start"_s, u"2026-11-24T19:00"_s }, { u"end"_s, u"2026-11-24T21:00"_s } });
        QCOMPARE(dinner["reminds_minutes_before"_L1].toInt(), 10);
        called(family, u"self.calendar.add"_s,
            { { u"title"_s, u"stand-up"_s }, { u"start"_s, u"2026-11-23T10:00"_s }, { u"repeat"_s, u"weekdays"_s } });
        QCOMPARE(called(family, u"self.calendar.list"_s, {})["count"_L1].toInt(), 1);
        const QJsonObject week = called(family, u"self.calendar.list"_s, { { u"date"_s, u"2026-11-23"_s }, { u"days"_s, 7 } });
        QCOMPARE(week["count"_L1].toInt(), 6); // five mornings and a dinner
        QCOMPARE(week["items"_L1][2]["text"_L1].toString(), u"dinner"_s);
        // A date is any a model may come up with; what repeats is not followed there day by day.
        const QJsonObject far = called(family, u"self.calendar.list"_s, { { u"date"_s, u"9999-01-04"_s }, { u"days"_s, 7 } });
        QCOMPARE(far["count"_L1].toInt(), 5);
        QCOMPARE(far["items"_L1][0]["time"_L1].toString(), u"9999-01-04T10:00:00"_s);
        kept.moveTo(QDateTime::fromString(u"2026-11-24T17:50:00Z"_s, Qt::ISODate));
        const auto rings = ringing.rings();
        QVERIFY(std::any_of(rings.begin(), rings.end(), [](const Ring& r) { return r.reminder.text == u"dinner"_s; }));
        ringing.stopAll();
        // It stays; what repeats is listed from its next time on.
        QCOMPARE(called(family, u"self.calendar.list"_s, { { u"date"_s, u"2026-11-24"_s } })["count"_L1].toInt(), 1);
    }

    void whatAServerIsAskedToSayIsKnownAgain()
    {
        for (const QString& language : { u"en"_s, u"zh"_s }) {
            for (const ReminderKind kind : { ReminderKind::Timer, ReminderKind::Alarm, ReminderKind::Reminder, ReminderKind::Entry }) {
                const Reminder reminder { .kind = kind, .text = u"call mum"_s, .due = monday };
                const QString request = spokenRequest(ringWords(reminder, 0s, language), language);
                QVERIFY2(isSpokenRequest(request), qPrintable(request));
                QVERIFY(!isSpokenRequest(ringWords(reminder, 0s, language))); // people may say that
            }
        }
        QVERIFY(!isSpokenRequest(u"Repeat after me: hello"_s));
        QVERIFY(!isSpokenRequest(u"跟我说：你好"_s));
        QVERIFY(!isSpokenRequest({}));
    }
    void theListIsBounded()
    {
        QTemporaryDir folder;
        Kept kept(folder.path());
        kept.open();
        for (qsizetype i = 0; i < Reminders::mostKept; ++i)
            kept.reminders.add(timerOf(monday.addSecs(3600)), &kept.reminders, [](const Result<Reminder>&) {});
        QTRY_COMPARE(kept.reminders.all().size(), Reminders::mostKept);
        std::optional<Error> refused;
        kept.reminders.add(timerOf(monday.addSecs(60)), this, [&](const Result<Reminder>& kept) { refused = kept.error(); });
        QVERIFY(refused);
    }

    // The kernel's own timer: a time that has passed is due at once.
    void thePlatformsTimerGoesOff()
    {
        const auto timer = makeWallTimer();
        QSignalSpy reached(timer.get(), &WallTimer::reached);
        timer->arm(QDateTime::currentDateTimeUtc().addMSecs(30));
        QTRY_COMPARE(reached.size(), 1);
        timer->arm(QDateTime::currentDateTimeUtc().addSecs(-5));
        QTRY_COMPARE(reached.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TstReminders)
#include "tst_reminders.moc"
