// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "things/lamp.h"
#include "things/sceneclock.h"
#include "things/scenerunner.h"
#include "things/scenes.h"
#include "things/speaker.h"
#include "things/thingsources.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::things;

namespace {

// Answers when the test lets it, or never.
class SlowThing final : public Thing
{
public:
    explicit SlowThing(const QString& name)
        : Thing({ .name = name,
            .properties = { { .name = u"power"_s }, { .name = u"level"_s, .type = PropertyType::Integer } },
            .title = u"Slow one"_s })
    {
    }
    void lose() { reportReachable(false); }
    QVector<Changed> waiting;

protected:
    void apply(const QString&, const QVariant&, const Changed& done) override { waiting << done; }
};

struct House
{
    ThingRegistry own;
    ThingRegistry home;
    ThingSources sources;
    Lamp* lamp = nullptr;
    SlowThing* slow = nullptr;
    House()
    {
        auto made = std::make_unique<Lamp>();
        lamp = made.get();
        auto second = std::make_unique<SlowThing>(u"Slow"_s);
        slow = second.get();
        [[maybe_unused]] const auto a = own.add(std::move(made));
        [[maybe_unused]] const auto b = home.add(std::move(second));
        [[maybe_unused]] const auto c = sources.add({ .id = u"home"_s, .registry = &home });
        [[maybe_unused]] const auto d = sources.add({ .id = u"own"_s, .registry = &own });
    }
};

Scene evening(const QString& name = u"Evening"_s)
{
    return { {}, name, { { u"own/Lamp"_s, u"power"_s, true }, { u"own/Lamp"_s, u"brightness"_s, 40 } }, {} };
}

QDateTime at(int day, int hour, int minute)
{
    return { QDate(2026, 11, day), QTime(hour, minute) }; // the 23rd is a Monday
}

}

class TstScenes : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void findsThingsAmongSources()
    {
        House house;
        QCOMPARE(house.sources.find(u"own/Lamp"_s), house.lamp);
        QVERIFY(!house.sources.find(u"home/Lamp"_s));
        QVERIFY(!house.sources.find(u"Lamp"_s));
        QVERIFY(!house.sources.add({ .id = u"own"_s, .registry = &house.own }));
        QSignalSpy added(&house.sources, &ThingSources::added);
        [[maybe_unused]] const auto speaker = house.own.add(std::make_unique<Speaker>(50, nullptr));
        QCOMPARE(added.value(0).value(0).toString(), u"own/Speaker"_s);
        house.sources.remove(u"own"_s);
        QVERIFY(!house.sources.find(u"own/Lamp"_s));
        house.own.remove(u"Speaker"_s);
        QCOMPARE(added.size(), 1);
    }

    void recordsWhatCanBeBroughtBack()
    {
        House house;
        // Off is off: bringing the brightness back would light it.
        QCOMPARE(recorded(house.sources, u"own/Lamp"_s), (QVector<SceneValue> { { u"own/Lamp"_s, u"power"_s, false } }));
        house.lamp->change(u"power"_s, true);
        QCOMPARE(recorded(house.sources, u"own/Lamp"_s),
            (QVector<SceneValue> { { u"own/Lamp"_s, u"power"_s, true }, { u"own/Lamp"_s, u"brightness"_s, 80 } }));
        QVERIFY(recorded(house.sources, u"own/Nothing"_s).isEmpty());
    }

    void keepsThemOnDisk()
    {
        const QTemporaryDir dir;
        Scene kept = evening();
        kept.time = { true, QTime(21, 30), 0x1f };
        {
            Scenes scenes(dir.path());
            const auto id = scenes.keep(kept);
            QVERIFY(id);
            kept.id = *id;
            scenes.setLookedAfter(at(21, 12, 0));
        }
        Scenes again(dir.path());
        QVERIFY(again.problem().isEmpty());
        QCOMPARE(again.all().size(), 1);
        QCOMPARE(again.lookedAfter(), at(21, 12, 0));
        QCOMPARE(again.all()[0].time, kept.time);
        QCOMPARE(again.all()[0].values.size(), 2);
        QCOMPARE(again.all()[0].values[1].value.toInt(), 40);
        QVERIFY(again.findByName(u" evening"_s));
        QVERIFY(again.remove(kept.id));
        QVERIFY(Scenes(dir.path()).all().isEmpty());
    }

    void refusesWhatMakesNoScene()
    {
        const QTemporaryDir dir;
        Scenes scenes(dir.path());
        QVERIFY(scenes.keep(evening()));
        QSignalSpy changed(&scenes, &Scenes::changed);
        QVERIFY(!scenes.keep(evening(u"  "_s)));
        QVERIFY(!scenes.keep(evening(u"EVENING"_s)));
        QVERIFY(!scenes.keep(evening(QString(maxSceneName + 1, u'x'))));
        QVERIFY(!scenes.keep({ {}, u"Nothing"_s, {}, {} }));
        QVERIFY(!scenes.keep({ u"unknown"_s, u"Night"_s, evening().values, {} }));
        QVERIFY(!scenes.remove(u"unknown"_s));
        QCOMPARE(changed.size(), 0);
        for (qsizetype i = 1; i < maxScenes; ++i)
            QVERIFY(scenes.keep(evening(u"Scene %1"_s.arg(i))));
        QVERIFY(!scenes.keep(evening(u"One more"_s)));
        Scene renamed = scenes.all()[0];
        renamed.name = u"Night"_s;
        QVERIFY(scenes.keep(renamed));
        QCOMPARE(scenes.all()[0].name, u"Night"_s);
    }

    void keepsDamagedFilesAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no json") << QByteArray("{\"scenes\":[");
        QTest::newRow("no list") << QByteArray("{\"scenes\":{}}");
        QTest::newRow("value without thing") << QByteArray(
            R"({"scenes":[{"id":"a","name":"A","values":[{"thing":"","property":"p","value":1}]}]})");
        QTest::newRow("value of no kind") << QByteArray(
            R"({"scenes":[{"id":"a","name":"A","values":[{"thing":"t","property":"p","value":[]}]}]})");
        QTest::newRow("twice") << QByteArray(R"({"scenes":[{"id":"a","name":"A"},{"id":"a","name":"B"}]})");
    }

    void keepsDamagedFilesAside()
    {
        QFETCH(const QByteArray, content);
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"scenes.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        Scenes scenes(dir.path());
        QVERIFY(scenes.all().isEmpty());
        QVERIFY(scenes.problem().contains(u"scenes.json.broken"_s));
        QVERIFY(QFile::exists(dir.filePath(u"scenes.json.broken"_s)));
        QVERIFY(scenes.keep(evening()));
        QCOMPARE(Scenes(dir.path()).all().size(), 1);
    }

    void runsAndTellsWhatFailed()
    {
        House house;
        Scene scene = evening();
        scene.values << SceneValue { u"home/Gone"_s, u"power"_s, true };
        scene.values << SceneValue { u"home/Slow"_s, u"power"_s, true } << SceneValue { u"home/Slow"_s, u"level"_s, 10 };
        SceneRunner runner(house.sources, std::chrono::seconds(30));
        QSignalSpy ran(&runner, &SceneRunner::ran);
        runner.run(scene);
        QVERIFY(house.lamp->isOn());
        QCOMPARE(house.lamp->brightness(), 40);
        QCOMPARE(ran.size(), 0);
        QCOMPARE(house.slow->waiting.size(), 2);
        house.slow->waiting[0]({});
        house.slow->waiting[1](Error { Error::Code::Network, u"No network."_s });
        QCOMPARE(ran.size(), 1);
        const auto outcome = ran[0][0].value<SceneOutcome>();
        QCOMPARE(outcome.changed, 3);
        QCOMPARE(outcome.failures.size(), 2);
        QCOMPARE(outcome.failures[1], (SceneOutcome::Failure { u"Slow one"_s, u"No network."_s }));
        QCOMPARE(outcome.text(), u"“Evening” is set, but not everywhere. Gone: It is no longer there. Slow one: No network."_s);
    }

    void somethingUnreachableIsSaidOnce()
    {
        House house;
        house.slow->lose();
        SceneRunner runner(house.sources);
        SceneOutcome outcome;
        runner.run({ {}, u"Off"_s, { { u"home/Slow"_s, u"power"_s, false }, { u"home/Slow"_s, u"level"_s, 1 } }, {} },
            [&outcome](const SceneOutcome& ended) { outcome = ended; });
        QCOMPARE(outcome.failures.size(), 1);
        QCOMPARE(outcome.text(), u"“Off” could not be set. Slow one: It cannot be reached now."_s);
        QVERIFY(house.slow->waiting.isEmpty());
    }

    void doesNotWaitForever()
    {
        House house;
        SceneRunner runner(house.sources, std::chrono::milliseconds(1));
        QSignalSpy ran(&runner, &SceneRunner::ran);
        runner.run({ {}, u"Off"_s, { { u"home/Slow"_s, u"power"_s, false } }, {} });
        QTRY_COMPARE(ran.size(), 1);
        QCOMPARE(ran[0][0].value<SceneOutcome>().failures.size(), 1);
        house.slow->waiting[0]({}); // too late: nothing happens
        QCOMPARE(ran.size(), 1);
    }

    void whatIsUnderWayAtTheEndIsTold()
    {
        House house;
        SceneRunner runner(house.sources, std::chrono::seconds(30));
        QSignalSpy ran(&runner, &SceneRunner::ran);
        runner.run({ {}, u"Off"_s, { { u"home/Slow"_s, u"power"_s, false } }, {} });
        QVERIFY(ran.isEmpty());
        runner.giveUp();
        runner.giveUp();
        QCOMPARE(ran.size(), 1);
        QCOMPARE(ran[0][0].value<SceneOutcome>().failures.size(), 1);
    }

    void knowsTheNextTime()
    {
        const SceneTime weekdays { true, QTime(7, 0), 0x1f };
        QCOMPARE(nextRun(weekdays, at(21, 12, 0)), at(23, 7, 0)); // from Saturday to Monday
        QCOMPARE(nextRun(weekdays, at(23, 6, 59)), at(23, 7, 0));
        QCOMPARE(nextRun(weekdays, at(23, 7, 0)), at(24, 7, 0));
        QVERIFY(!nextRun({ true, QTime(7, 0), 0 }, at(23, 7, 0)));
        QVERIFY(!nextRun({ false, QTime(7, 0), 0x7f }, at(23, 7, 0)));
        QCOMPARE(nextRun({ true, QTime(7, 0), 1 }, at(23, 8, 0)), at(30, 7, 0)); // the same day a week later
    }

    void runsOnTimeAndSaysWhatItMissed()
    {
        const QTemporaryDir dir;
        QDateTime now = at(23, 20, 0);
        const SceneClock::Timing timing { .now = [&now] { return now; }, .lookAhead = std::chrono::hours(1) };
        Scene scene = evening();
        scene.time = { true, QTime(21, 0), 0x7f };
        {
            Scenes scenes(dir.path());
            SceneClock clock(scenes, timing);
            QSignalSpy due(&clock, &SceneClock::due);
            QSignalSpy missed(&clock, &SceneClock::missed);
            clock.start();
            now = at(23, 22, 0);
            QVERIFY(scenes.keep(scene)); // chosen after today's time: nothing was missed
            clock.look();
            QCOMPARE(missed.size(), 0);
            now = at(24, 21, 0).addSecs(30);
            clock.look();
            clock.look();
            QCOMPARE(due.size(), 1);
            now = at(24, 20, 0); // the clock was set back
            clock.look();
            now = at(24, 21, 0).addSecs(40);
            clock.look();
            QCOMPARE(due.size(), 1);
            now = at(25, 23, 0); // the computer slept
            clock.look();
            QCOMPARE(due.size(), 1);
            QCOMPARE(missed.size(), 1);
            QCOMPARE(missed[0][1].toDateTime(), at(25, 21, 0));
        }
        now = at(28, 9, 0); // not running for days: the last one is told, once
        Scenes scenes(dir.path());
        for (const int expected : { 1, 0 }) {
            SceneClock clock(scenes, timing);
            QSignalSpy due(&clock, &SceneClock::due);
            QSignalSpy missed(&clock, &SceneClock::missed);
            clock.start();
            QCOMPARE(missed.size(), expected);
            QCOMPARE(due.size(), 0);
        }
    }

    void ringsByItself()
    {
        const QTemporaryDir dir;
        QDateTime now = at(23, 20, 59).addSecs(59).addMSecs(999);
        Scenes scenes(dir.path());
        Scene scene = evening();
        scene.time = { true, QTime(21, 0), 0x7f };
        QVERIFY(scenes.keep(scene));
        SceneClock clock(scenes, { .now = [&now] { return std::exchange(now, at(23, 21, 0)); } });
        QSignalSpy due(&clock, &SceneClock::due);
        clock.start();
        QTRY_COMPARE(due.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstScenes)
#include "tst_scenes.moc"
