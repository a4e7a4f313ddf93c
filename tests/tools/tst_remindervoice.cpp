// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/remindervoice.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::tools;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using client::ReminderVoice;
using session::State;

namespace {

// A timer that is due when the test says so, on the test's clock.
class HandTimer final : public WallTimer
{
public:
    void arm(const QDateTime&) override { }
    void disarm() override { }
};

struct Room
{
    explicit Room(const ReminderVoice::Timing& timing = { 10ms, 20ms, 60000ms })
        : voice(
            ringing, [this] { return language; }, timing)
        , asked(&voice, &ReminderVoice::asked)
    {
        QSignalSpy opened(&reminders, &Reminders::opened);
        reminders.open();
        QTRY_COMPARE(opened.size(), 1);
    }
    void ring(const QString& text)
    {
        QSignalSpy began(&ringing, &Ringing::began);
        const qsizetype before = reminders.all().size();
        reminders.add(
            { .kind = ReminderKind::Timer, .text = text, .due = now.addSecs(60) }, &reminders, [](const auto& kept) { QVERIFY(kept); });
        QTRY_COMPARE(reminders.all().size(), before + 1);
        now = now.addSecs(60);
        emit timer->reached();
        QCOMPARE(began.size(), 1);
    }
    // Until everything that was under way when it was called has happened.
    static void settle()
    {
        bool later = false;
        QTimer::singleShot(100ms, [&later] { later = true; });
        QTRY_VERIFY(later);
    }
    [[nodiscard]] QString words() const { return asked.isEmpty() ? QString() : asked.constFirst().constFirst().toString(); }

    QTemporaryDir folder;
    QString language = u"en"_s;
    QDateTime now = QDateTime::fromString(u"2026-11-23T08:00:00Z"_s, Qt::ISODate);
    HandTimer* timer = new HandTimer; // of `reminders`
    Reminders reminders { folder.path(), [this] { return now; }, std::unique_ptr<WallTimer>(timer) };
    Ringing ringing { reminders };
    ReminderVoice voice;
    QSignalSpy asked;
};

}

class TstReminderVoice : public test::TestCase
{
    Q_OBJECT

private slots:
    void asksWhenNobodySpeaks_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("begin");
        QTest::newRow("English") << u"en"_s << u"Repeat after me: "_s;
        QTest::newRow("中文") << u"zh_CN"_s << u"跟我说："_s;
    }
    void asksWhenNobodySpeaks()
    {
        QFETCH(QString, language);
        QFETCH(QString, begin);
        Room r;
        r.language = language;
        r.voice.linkChanged(true);
        r.ring(u"Tea"_s);
        QVERIFY(r.asked.isEmpty()); // the sound goes first
        QTRY_COMPARE(r.asked.size(), 1);
        QVERIFY2(r.words().startsWith(begin) && r.words().contains(u"Tea"_s), qPrintable(r.words()));
        r.voice.sessionStateChanged(State::Speaking);
        r.voice.sessionStateChanged(State::Idle);
        Room::settle();
        QCOMPARE(r.asked.size(), 1); // once
    }

    void onlyWhatRingsIsSaidAndNotAll()
    {
        Room r({ 10ms, 30ms, 60000ms });
        r.voice.linkChanged(true);
        r.voice.sessionStateChanged(State::Speaking);
        for (int i = 1; i <= 6; ++i)
            r.ring(u"number%1"_s.arg(i));
        r.ringing.stop(r.ringing.rings().first().reminder.id);
        r.voice.sessionStateChanged(State::Idle);
        QTRY_COMPARE(r.asked.size(), 1);
        QVERIFY2(!r.words().contains(u"number1"_s), qPrintable(r.words())); // heard already
        QVERIFY(r.words().contains(u"number2"_s) && r.words().contains(u"number5"_s));
        QVERIFY(!r.words().contains(u"number6"_s)); // it is seen
    }

    // The link need not be there: the server hangs up when nobody speaks, and is opened by the words.
    void opensTheLineThatWasThere()
    {
        Room r;
        r.voice.linkChanged(true);
        r.voice.linkChanged(false);
        r.ring(u"Tea"_s);
        QTRY_COMPARE(r.asked.size(), 1);
    }

    void doesNotTalkOver_data()
    {
        QTest::addColumn<State>("state");
        QTest::newRow("the answer") << State::Speaking;
        QTest::newRow("a question") << State::Thinking;
    }
    void doesNotTalkOver()
    {
        QFETCH(State, state);
        Room r;
        r.voice.linkChanged(true);
        r.voice.sessionStateChanged(state);
        r.ring(u"Tea"_s);
        r.ring(u"Eggs"_s);
        Room::settle();
        QVERIFY(r.asked.isEmpty());
        r.voice.sessionStateChanged(State::Listening); // whoever wants to say something does so first
        QVERIFY(r.asked.isEmpty());
        QTRY_COMPARE(r.asked.size(), 1); // both at once
        QVERIFY2(r.words().contains(u"Tea"_s) && r.words().contains(u"Eggs"_s), qPrintable(r.words()));
    }

    void saysNothingOfWhatWasStopped()
    {
        Room r;
        r.voice.linkChanged(true);
        r.ring(u"Tea"_s);
        r.ringing.stopAll();
        Room::settle();
        QVERIFY(r.asked.isEmpty());
    }

    void waitsForAServerButNotForEver()
    {
        Room r;
        r.ring(u"Tea"_s);
        Room::settle();
        QVERIFY(r.asked.isEmpty());
        r.voice.linkChanged(true);
        QTRY_COMPARE(r.asked.size(), 1);

        Room late({ 1ms, 1ms, 1ms });
        late.ring(u"Tea"_s);
        Room::settle();
        late.voice.linkChanged(true); // these words are old
        Room::settle();
        QVERIFY(late.asked.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstReminderVoice)
#include "tst_remindervoice.moc"
