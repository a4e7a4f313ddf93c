// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/scenetools.h"
#include "support/testcase.h"
#include "things/lamp.h"
#include "things/speaker.h"
#include "viewmodels/panelviewmodel.h"
#include "viewmodels/scenesviewmodel.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::viewmodels;
using things::Changed;
using things::PropertySpec;
using things::PropertyType;
using things::Thing;
using things::ThingRegistry;
using things::ThingSources;
using things::ThingSpec;

namespace {

// Answers when the test lets it.
class FakeThing final : public Thing
{
public:
    explicit FakeThing(const ThingSpec& spec)
        : Thing(spec)
    {
    }
    void tell(const QString& property, const QVariant& value) { report(property, value); }
    void reach(bool reachable, const QDateTime& since = QDateTime::currentDateTimeUtc()) { reportReachable(reachable, since); }
    void answer(const Result<>& result = {})
    {
        const Changed done = waiting.takeFirst();
        done(result);
    }
    QVector<Changed> waiting;
    QVector<QVariant> asked;

protected:
    void apply(const QString&, const QVariant& value, const Changed& done) override
    {
        asked << value;
        waiting << done;
    }
};

ThingSpec lampSpec(const QString& name = u"floor"_s, const QString& title = u"Floor lamp"_s, const QString& room = u"Living room"_s)
{
    return { .name = name,
        .properties = { { .name = u"power"_s, .setTool = u"self."_s + name + u".set_power"_s },
            { .name = u"brightness"_s, .type = PropertyType::Integer, .unit = u"%"_s },
            { .name = u"colour"_s, .type = PropertyType::Colour } },
        .title = title,
        .room = room,
        .kind = u"light"_s };
}

ThingSpec sensorSpec()
{
    return { .name = u"warmth"_s,
        .properties
        = { { .name = u"temperature"_s, .type = PropertyType::Number, .writable = false, .minimum = -40, .maximum = 80, .unit = u"°C"_s } },
        .title = u"Temperature"_s,
        .room = u"Living room"_s,
        .kind = u"sensor"_s };
}

struct Panel
{
    QTemporaryDir dir;
    settings::SettingsStore settings { dir.path() };
    QDateTime now { QDate(2026, 11, 21), QTime(20, 51) };
    ThingRegistry home;
    ThingRegistry own;
    ThingSources sources;
    PanelViewModel model { sources, settings,
        { .now = [this] { return now; }, .pace = std::chrono::milliseconds(1), .limit = std::chrono::seconds(30) } };
    things::Scenes scenes { dir.path() };
    things::SceneRunner runner { sources };
    ScenesViewModel sceneModel { scenes, runner, sources, model };

    Panel()
    {
        [[maybe_unused]] const auto a
            = sources.add({ .id = u"home"_s, .registry = &home, .title = [] { return u"Home"_s; }, .sorted = true });
        [[maybe_unused]] const auto b = sources.add({ .id = u"own"_s, .registry = &own, .title = [] { return u"This computer"_s; } });
        QObject::connect(&runner, &things::SceneRunner::started, &model, &PanelViewModel::sceneStarted);
    }

    FakeThing* add(ThingRegistry& registry, const ThingSpec& spec)
    {
        auto made = std::make_unique<FakeThing>(spec);
        FakeThing* thing = made.get();
        [[maybe_unused]] const auto added = registry.add(std::move(made));
        return thing;
    }

    [[nodiscard]] PanelControl control(const QString& key, int at) const { return model.card(key).controls.value(at); }
};

const QString floorKey = u"home/floor"_s;

}

class TstPanelViewModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whatNobodyToldIsNotMadeUp()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        for (const PropertySpec& property : lamp->spec().properties)
            lamp->tell(property.name, {});
        PanelCard card = p.model.card(floorKey);
        QCOMPARE(card.state, u"not known yet"_s);
        QCOMPARE(card.controls[1].text, u"—"_s);
        QVERIFY(!card.isLit);
        QVERIFY(things::recorded(p.sources, floorKey).isEmpty());
        lamp->tell(u"power"_s, true);
        QCOMPARE(p.model.card(floorKey).state, u"on"_s);
        QVERIFY(p.model.card(floorKey).note.isEmpty());
    }

    void showsRoomsInOrder()
    {
        Panel p;
        QSignalSpy sections(&p.model, &PanelViewModel::sectionsChanged);
        QVERIFY(p.model.sections().isEmpty());
        p.add(p.home, lampSpec(u"b"_s, u"Wall lamp"_s, u"Kitchen 10"_s));
        p.add(p.home, lampSpec(u"a"_s, u"Ceiling"_s, u"Kitchen 10"_s));
        p.add(p.home, lampSpec(u"c"_s, u"Bed"_s, u"Kitchen 2"_s));
        p.add(p.home, lampSpec(u"z"_s, u"Anywhere"_s, {}));
        p.add(p.own, { .name = u"Speaker"_s, .kind = u"speaker"_s });
        QCOMPARE(sections.size(), 5);
        const QVector<PanelSection> expected { { .title = u"Kitchen 2"_s, .keys = { u"home/c"_s } },
            { .title = u"Kitchen 10"_s, .keys = { u"home/a"_s, u"home/b"_s } }, { .title = u"Home"_s, .keys = { u"home/z"_s } },
            { .title = u"This computer"_s, .keys = { u"own/Speaker"_s } } };
        QCOMPARE(p.model.sections(), expected);
        QCOMPARE(p.model.count(), 5);
        QCOMPARE(p.model.card(u"own/Speaker"_s).title, u"Myna’s voice"_s); // no title of its own
        ThingRegistry kitchen;
        QVERIFY(p.sources.add({ .id = u"device"_s,
            .registry = &kitchen,
            .title = [] { return u"Kitchen ESP32"_s; },
            .relation = [] { return u"connected"_s; } }));
        p.add(kitchen, lampSpec(u"d"_s, u"Lamp"_s, {}));
        QCOMPARE(p.model.sections().constLast().relation, u"connected"_s);
        p.sources.remove(u"device"_s);
        p.home.remove(u"c"_s);
        QCOMPARE(p.model.count(), 4);
        QCOMPARE(p.model.sections().size(), 3);
    }

    void saysItsStateInOneLine_data()
    {
        QTest::addColumn<ThingSpec>("spec");
        QTest::addColumn<QVariantList>("values");
        QTest::addColumn<QString>("line");
        const PropertySpec power { .name = u"power"_s };
        const PropertySpec level { .name = u"brightness"_s, .type = PropertyType::Integer, .unit = u"%"_s };
        QTest::newRow("on") << lampSpec() << QVariantList { true, 40, u"#ffffff"_s } << u"on · 40 %"_s;
        QTest::newRow("off") << lampSpec() << QVariantList { false, 40, u"#ffffff"_s } << u"off"_s;
        QTest::newRow("screen") << ThingSpec { .name = u"Screen"_s, .properties = { level }, .kind = u"screen"_s } << QVariantList { 80 }
                                << u"brightness 80 %"_s;
        const ThingSpec cover { .name = u"c"_s,
            .properties = { { .name = u"position"_s, .type = PropertyType::Integer, .unit = u"%"_s },
                { .name = u"open"_s, .type = PropertyType::Action } },
            .kind = u"cover"_s };
        QTest::newRow("closed") << cover << QVariantList { 0 } << u"closed"_s;
        QTest::newRow("half") << cover << QVariantList { 50 } << u"50 % open"_s;
        QTest::newRow("open") << cover << QVariantList { 100 } << u"open"_s;
        const ThingSpec door {
            .name = u"d"_s, .properties = { { .name = u"state"_s, .type = PropertyType::Text, .writable = false } }, .kind = u"cover"_s
        };
        QTest::newRow("door") << door << QVariantList { u"closed"_s } << u"closed"_s;
        QTest::newRow("moving door") << door << QVariantList { u"opening"_s } << u"opening"_s;
        QTest::newRow("button") << ThingSpec { .name = u"b"_s, .properties = { { .name = u"press"_s, .type = PropertyType::Action } } }
                                << QVariantList {} << u"ready"_s;
        QTest::newRow("climate") << ThingSpec { .name = u"t"_s,
            .properties = { { .name = u"temperature"_s, .type = PropertyType::Number, .writable = false, .unit = u"°C"_s },
                { .name = u"target"_s, .type = PropertyType::Number, .unit = u"°C"_s },
                { .name = u"mode"_s, .type = PropertyType::Choice, .choices = { u"off"_s, u"fan_only"_s } } },
            .kind = u"climate"_s }
                                 << QVariantList { 20.25, 21.5, u"fan_only"_s } << u"fan only"_s;
        // What somebody may choose at home is no thing of ours and no argument, whatever it is called.
        QTest::newRow("source") << ThingSpec { .name = u"s"_s,
            .properties = { { .name = u"source"_s, .type = PropertyType::Choice, .choices = { u"Speaker"_s, u"start"_s } } },
            .kind = u"select"_s }
                                << QVariantList { u"Speaker"_s } << u"Speaker"_s;
        QTest::newRow("vacuum") << ThingSpec { .name = u"v"_s,
            .properties = { { .name = u"mode"_s, .type = PropertyType::Choice, .choices = { u"start"_s, u"stop"_s } } },
            .kind = u"select"_s }
                                << QVariantList { u"start"_s } << u"start"_s;
    }

    void saysItsStateInOneLine()
    {
        QFETCH(const ThingSpec, spec);
        QFETCH(const QVariantList, values);
        QTEST(stateLine(spec, values), "line");
    }

    void offersNoActionThatDoesNothing()
    {
        Panel p;
        FakeThing* timers = p.add(p.home,
            { .name = u"t"_s,
                .properties = { { .name = u"next"_s, .type = PropertyType::Text, .writable = false },
                    { .name = u"stop"_s, .type = PropertyType::Action } } });
        const auto offered = [&p] { return p.model.card(u"home/t"_s).controls.size() == 2; };
        QVERIFY(offered());
        timers->tell(u"stop"_s, false);
        QVERIFY(!offered());
        timers->tell(u"next"_s, u"nothing set"_s);
        QCOMPARE(p.model.card(u"home/t"_s).state, u"nothing set"_s);
        timers->tell(u"stop"_s, {});
        QVERIFY(offered());
        p.model.change(u"home/t"_s, u"stop"_s, {});
        timers->tell(u"stop"_s, false);
        timers->answer();
        QVERIFY(!offered());
        QVERIFY(p.model.card(u"home/t"_s).note.isEmpty()); // that it can be done no more is no change by anybody
    }

    void choosesTheRightControl()
    {
        const auto kind = [](const PropertySpec& property) { return controlKind(property); };
        QCOMPARE(kind({ .writable = false }), ControlKind::Reading);
        QCOMPARE(kind({}), ControlKind::Switch);
        QCOMPARE(kind({ .type = PropertyType::Integer }), ControlKind::Slider);
        QCOMPARE(kind({ .type = PropertyType::Integer, .maximum = 10 }), ControlKind::Stepper);
        QCOMPARE(kind({ .type = PropertyType::Number, .minimum = 5, .maximum = 30, .step = 0.1, .unit = u"°C"_s }), ControlKind::Stepper);
        QCOMPARE(kind({ .type = PropertyType::Choice }), ControlKind::Choice);
        QCOMPARE(kind({ .type = PropertyType::Action }), ControlKind::Action);
        QCOMPARE(kind({ .type = PropertyType::Colour }), ControlKind::Colour);
    }

    void showsTheWishAtOnceAndKeepsItWhenItWorked()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        QSignalSpy changed(&p.model, &PanelViewModel::cardChanged);
        p.model.change(floorKey, u"power"_s, true);
        QVERIFY(p.model.card(floorKey).isLit);
        QVERIFY(!lamp->value(u"power"_s).toBool()); // it is not true yet
        QVERIFY(!changed.isEmpty());
        lamp->answer();
        QVERIFY(p.model.card(floorKey).isLit);
        QCOMPARE(p.model.card(floorKey).note, u"turned on by you, 8:51 PM"_s);
    }

    void takesTheWishBackWhenItFailed()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        p.model.change(floorKey, u"power"_s, true);
        lamp->answer(Error { Error::Code::Network, u"The broker cannot be reached."_s });
        PanelCard card = p.model.card(floorKey);
        QVERIFY(!card.isLit);
        QCOMPARE(card.note, u"The broker cannot be reached."_s);
        QCOMPARE(card.noteTone, Tone::Bad);
        p.model.change(floorKey, u"power"_s, true); // trying again takes the complaint away
        QVERIFY(p.model.card(floorKey).note.isEmpty());
    }

    void doesNotWaitForever()
    {
        Panel p;
        PanelViewModel quick(p.sources, p.settings, { .limit = std::chrono::milliseconds(1) });
        p.add(p.home, lampSpec());
        quick.change(floorKey, u"power"_s, true);
        QTRY_VERIFY(!quick.card(floorKey).isLit);
        QCOMPARE(quick.card(floorKey).note, u"Floor lamp did not answer."_s);
    }

    void sendsTheLastOfManyWishes()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        for (const bool on : { true, false, true })
            p.model.change(floorKey, u"power"_s, on);
        QCOMPARE(lamp->asked, QVector<QVariant> { true });
        lamp->answer();
        QCOMPARE(lamp->asked.size(), 2);
        QCOMPARE(lamp->asked.constLast(), true);
        lamp->answer();
        QCOMPARE(lamp->asked.size(), 2);
    }

    void dragsInBoundedSteps()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        for (int percent = 1; percent <= 90; ++percent)
            p.model.drag(floorKey, u"brightness"_s, percent);
        QCOMPARE(lamp->asked, QVector<QVariant> { 1 }); // one on its way, the rest waits
        QCOMPARE(p.control(floorKey, 1).value, 90);
        lamp->answer();
        QTRY_COMPARE(lamp->asked.size(), 2); // the newest, after the pause
        QCOMPARE(lamp->asked.constLast(), 90);
        p.model.drag(floorKey, u"brightness"_s, 91);
        p.model.drag(floorKey, u"brightness"_s, 92);
        p.model.release(floorKey, u"brightness"_s);
        lamp->answer();
        QCOMPARE(lamp->asked.constLast(), 92); // the last one is never lost
        lamp->answer();
        QCOMPARE(lamp->value(u"brightness"_s), 92);
        QCOMPARE(lamp->asked.size(), 3);
        // Letting go after all was sent and answered sends nothing.
        p.model.drag(floorKey, u"brightness"_s, 10);
        QTRY_COMPARE(lamp->asked.size(), 4);
        lamp->answer();
        p.model.release(floorKey, u"brightness"_s);
        QCOMPARE(lamp->asked.size(), 4);
        QCOMPARE(p.control(floorKey, 1).value, 10);
    }

    void whatIsUnderWayAtTheEndIsTold()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        QVector<mcp::CallReport> told;
        connect(&p.model, &PanelViewModel::doneByHand, this, [&](const mcp::CallReport& report) { told << report; });
        p.model.change(floorKey, u"power"_s, true);
        p.model.drag(floorKey, u"brightness"_s, 40);
        lamp->waiting.takeLast()({});
        QVERIFY(told.isEmpty()); // the one has no answer, the other is still held
        p.model.leave();
        QCOMPARE(told.size(), 2);
        std::ranges::sort(told, {}, &mcp::CallReport::failed);
        QVERIFY(!told[0].failed && told[0].arguments["brightness"_L1] == 40);
        QVERIFY(told[1].failed);
        lamp->answer(); // too late
        p.model.leave();
        QCOMPARE(told.size(), 2);
    }

    void whatTheHandDoesIsTold()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        QVector<mcp::CallReport> told;
        connect(&p.model, &PanelViewModel::doneByHand, this, [&](const mcp::CallReport& report) { told << report; });
        p.model.change(floorKey, u"power"_s, true);
        QVERIFY(told.isEmpty()); // nothing has come of it yet
        p.now = p.now.addMSecs(40);
        lamp->answer();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].name, u"self.floor.set_power"_s); // as the assistant's calls are named
        QCOMPARE(told[0].title, u"Floor lamp: power"_s);
        QCOMPARE(told[0].arguments, QJsonObject({ { u"power"_s, true } }));
        QCOMPARE(told[0].caller.asker, mcp::Asker::Hand);
        QCOMPARE(told[0].outcome, mcp::Outcome::Done);
        QCOMPARE(told[0].took.count(), 40);
        QCOMPARE(told[0].begun, p.now.addMSecs(-40).toUTC());
        p.model.change(floorKey, u"power"_s, false);
        p.model.change(floorKey, u"power"_s, true); // both are sent
        lamp->answer(Error { Error::Code::Network, u"No network."_s });
        lamp->answer();
        QCOMPARE(told.size(), 3);
        QCOMPARE(told[1].outcome, mcp::Outcome::Failed);
        QCOMPARE(told[1].result, u"No network."_s);
        QCOMPARE(told[1].arguments["power"_L1], false);
        QCOMPARE(told[2].arguments["power"_L1], true);
    }

    void howeverLongSomebodyDragsItIsOneDeed()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        QVector<mcp::CallReport> told;
        connect(&p.model, &PanelViewModel::doneByHand, this, [&](const mcp::CallReport& report) { told << report; });
        const QDateTime begun = p.now;
        for (const int level : { 10, 20, 30 }) {
            p.model.drag(floorKey, u"brightness"_s, level);
            QTRY_COMPARE(lamp->waiting.size(), 1);
            p.now = p.now.addMSecs(200);
            lamp->answer(level == 20 ? Result<>(Error { Error::Code::Network, u"No network."_s }) : Result<>());
        }
        QVERIFY(told.isEmpty());
        p.model.release(floorKey, u"brightness"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].arguments, QJsonObject({ { u"brightness"_s, 30 } }));
        QCOMPARE(told[0].outcome, mcp::Outcome::Done);
        QCOMPARE(told[0].begun, begun.toUTC());
        // The last one is still on its way when the hand lets go.
        p.model.drag(floorKey, u"brightness"_s, 40);
        QTRY_COMPARE(lamp->waiting.size(), 1);
        p.model.drag(floorKey, u"brightness"_s, 50);
        p.model.release(floorKey, u"brightness"_s);
        lamp->answer();
        QCOMPARE(told.size(), 1);
        QTRY_COMPARE(lamp->waiting.size(), 1);
        lamp->answer();
        QCOMPARE(told.size(), 2);
        QCOMPARE(told[1].arguments["brightness"_L1], 50);
    }

    void whatGoesInTheMiddleHasFailed()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        QVector<mcp::CallReport> told;
        connect(&p.model, &PanelViewModel::doneByHand, this, [&](const mcp::CallReport& report) { told << report; });
        p.model.change(floorKey, u"power"_s, true);
        QSignalSpy changed(&p.model, &PanelViewModel::cardChanged);
        QVERIFY(p.model.card(floorKey).isLit);
        bool rolledBack = false;
        connect(&p.model, &PanelViewModel::cardChanged, this, [&](const QString& key) {
            rolledBack = rolledBack || (!p.model.card(key).isLit && p.model.card(key).note == u"It is no longer there."_s);
        });
        p.home.remove(u"floor"_s);
        QVERIFY(rolledBack);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].outcome, mcp::Outcome::Failed);
        QCOMPARE(told[0].result, u"It is no longer there."_s);
        QCOMPARE(p.model.count(), 0);
        lamp = p.add(p.home, lampSpec());
        p.model.change(floorKey, u"power"_s, true);
        lamp->reach(false);
        QCOMPARE(told.size(), 2);
        lamp->reach(true);
        p.model.change(floorKey, u"power"_s, true);
        p.sources.remove(u"home"_s);
        QCOMPARE(told.size(), 3);
        QCOMPARE(told[2].outcome, mcp::Outcome::Failed);
    }

    void othersMoveTheControlUnlessItIsHeld()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        lamp->tell(u"brightness"_s, 20);
        QCOMPARE(p.control(floorKey, 1).value, 20);
        p.model.drag(floorKey, u"brightness"_s, 60);
        lamp->answer();
        lamp->tell(u"brightness"_s, 33);
        QCOMPARE(p.control(floorKey, 1).value, 60);
        p.model.release(floorKey, u"brightness"_s);
        QCOMPARE(p.control(floorKey, 1).value, 33);
    }

    void keepsTheLastValueOfWhatIsAway()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        lamp->tell(u"power"_s, true);
        p.model.change(floorKey, u"brightness"_s, 70);
        lamp->reach(false, QDateTime(QDate(2026, 11, 21), QTime(19, 12)).toUTC());
        PanelCard card = p.model.card(floorKey);
        QVERIFY(!card.isReachable);
        QVERIFY(card.isLit);
        QCOMPARE(card.controls[1].value, 0); // the wish is gone with it
        QCOMPARE(card.state, u"on · 0 %"_s);
        QCOMPARE(card.note, u"Not reachable since 7:12 PM. The last value is kept."_s);
        p.now = p.now.addDays(1);
        QCOMPARE(p.model.card(floorKey).note, u"Not reachable since 11/21/26, 7:12 PM. The last value is kept."_s);
        lamp->reach(true);
        QVERIFY(p.model.card(floorKey).isReachable);
        QVERIFY(p.model.card(floorKey).note.isEmpty());
    }

    void knowsWhoChangedIt()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        lamp->tell(u"power"_s, true); // the first value is no change
        QVERIFY(p.model.card(floorKey).note.isEmpty());
        p.now = p.now.addSecs(60);
        lamp->tell(u"power"_s, false);
        QCOMPARE(p.model.card(floorKey).note, u"turned off elsewhere, 8:52 PM"_s);
        p.now = p.now.addSecs(60);
        lamp->tell(u"power"_s, true);
        p.model.calledByVoice(u"self.floor.set_power"_s); // told right after it happened
        QCOMPARE(p.model.card(floorKey).note, u"turned on by voice, 8:53 PM"_s);
        p.now = p.now.addSecs(60);
        p.model.calledByVoice(u"self.floor.set_power"_s); // told before the lamp answers
        p.now = p.now.addSecs(2);
        lamp->tell(u"power"_s, false);
        QCOMPARE(p.model.card(floorKey).note, u"turned off by voice, 8:54 PM"_s);
        p.now = p.now.addSecs(60);
        p.model.calledByVoice(u"self.floor.set_power"_s);
        p.now = p.now.addSecs(60); // too long ago to be the cause
        lamp->tell(u"power"_s, true);
        QCOMPARE(p.model.card(floorKey).note, u"turned on elsewhere, 8:56 PM"_s);
        p.now = p.now.addSecs(60);
        lamp->tell(u"brightness"_s, 10);
        p.model.sceneStarted({ {}, u"Evening"_s, { { floorKey, u"brightness"_s, 40 } }, {} }); // what was just before it, was not it
        lamp->tell(u"brightness"_s, 40);
        QCOMPARE(p.model.card(floorKey).note, u"set by the scene “Evening”, 8:57 PM"_s);
    }

    void remembersReadingsOfADay()
    {
        Panel p;
        FakeThing* sensor = p.add(p.home, sensorSpec());
        const QString key = u"home/warmth"_s;
        QCOMPARE(p.model.card(key).state, u"not measured yet"_s);
        sensor->tell(u"temperature"_s, 21.4);
        PanelCard card = p.model.card(key);
        QCOMPARE(card.headline, u"21.4 °C"_s);
        QCOMPARE(card.state, u"since 8:51 PM"_s);
        QVERIFY(!card.controls[0].isPlotted);
        for (int minute = 0; minute < 2 * 24 * 60; ++minute) {
            p.now = p.now.addSecs(60);
            sensor->tell(u"temperature"_s, 20 + std::sin(minute));
        }
        const QVector<QPointF> points = p.model.history(key, u"temperature"_s);
        QVERIFY(points.size() <= ReadingHistory::most);
        QVERIFY(p.model.nowSeconds() - points.constFirst().x() <= 24 * 3600);
        QVERIFY(std::ranges::is_sorted(points, {}, &QPointF::x));
        QCOMPARE(p.model.card(key).state, u"last 24 hours"_s);
        ReadingHistory setBack; // a clock of 2027 that somebody sets right
        setBack.add(1, p.now.addYears(1));
        setBack.add(2, p.now);
        QCOMPARE(setBack.points().size(), 1);
        QCOMPARE(setBack.points().constLast().y(), 2);
        ReadingHistory busy;
        for (int i = 0; i < 1000; ++i)
            busy.add(i, p.now.addMSecs(i * 10));
        QCOMPARE(busy.points().size(), 2);
        QCOMPARE(busy.points().constLast().y(), 999);
    }

    void findsByTitleRoomAndKind()
    {
        Panel p;
        p.add(p.home, lampSpec());
        p.add(p.home, sensorSpec());
        p.model.setSearch(u"  LIVING   lamp "_s);
        QCOMPARE(p.model.sections().size(), 1);
        QCOMPARE(p.model.sections()[0].keys, QStringList { floorKey });
        p.model.setSearch(u"sensor"_s);
        QCOMPARE(p.model.sections()[0].keys, QStringList { u"home/warmth"_s });
        p.model.setSearch(u"garage"_s);
        QVERIFY(p.model.sections().isEmpty());
        QCOMPARE(p.model.count(), 2);
        p.model.setSearch({});
        QCOMPARE(p.model.sections()[0].keys.size(), 2);
    }

    void favouritesComeFirstAndStay()
    {
        Panel p;
        p.add(p.home, lampSpec());
        p.add(p.home, sensorSpec());
        p.model.setFavourite(u"home/warmth"_s, true);
        QVERIFY(p.model.sections()[0].isFavourites);
        QCOMPARE(p.model.sections()[0].keys, QStringList { u"home/warmth"_s });
        QCOMPARE(p.model.sections()[1].keys, QStringList { floorKey });
        PanelViewModel again(p.sources, p.settings);
        QVERIFY(again.card(u"home/warmth"_s).isFavourite);
        p.home.remove(u"warmth"_s); // away for now
        QVERIFY(!p.model.sections()[0].isFavourites);
        p.add(p.home, sensorSpec());
        QVERIFY(p.model.sections()[0].isFavourites);
        p.model.setFavourite(u"home/warmth"_s, false);
        QCOMPARE(p.model.sections().size(), 1);
    }

    void saysTheGravestNotice()
    {
        Panel p;
        p.model.setNotice(u"home"_s, { .isBusy = true, .text = u"Connecting"_s });
        p.model.setNotice(u"own"_s, { .tone = Tone::Bad, .text = u"Broken"_s });
        QCOMPARE(p.model.notice().text, u"Broken"_s);
        p.model.setNotice(u"own"_s, {});
        QCOMPARE(p.model.notice().text, u"Connecting"_s);
    }

    void makesRunsAndDeletesScenes()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        p.add(p.home, sensorSpec());
        lamp->tell(u"power"_s, true);
        lamp->tell(u"brightness"_s, 40);
        SceneForm form = p.sceneModel.form({});
        QCOMPARE(form.things.size(), 1); // a sensor cannot be set
        QCOMPARE(form.things[0].now, u"on · 40 %"_s);
        form.name = u"Evening"_s;
        QVERIFY(!p.sceneModel.keep(form)); // nothing chosen
        form.things[0].isChosen = true;
        form.time = { true, QTime(21, 30), 0 };
        QVERIFY(!p.sceneModel.keep(form)); // no day
        form.time.days = 0x1f;
        QVERIFY(p.sceneModel.keep(form));
        const SceneChip chip = p.sceneModel.chips().value(0);
        QCOMPARE(chip.name, u"Evening"_s);
        QVERIFY(chip.tip.contains(u"Monday to Friday at 9:30 PM"_s));

        QSignalSpy said(&p.sceneModel, &ScenesViewModel::said);
        QVector<mcp::CallReport> told;
        connect(&p.sceneModel, &ScenesViewModel::doneByHand, this, [&](const mcp::CallReport& report) { told << report; });
        p.sceneModel.run(chip.id);
        QVERIFY(p.sceneModel.chips()[0].isRunning);
        p.sceneModel.run(chip.id); // once is enough
        QCOMPARE(lamp->waiting.size(), 3);
        lamp->answer();
        lamp->answer();
        lamp->answer(Error { Error::Code::Network, u"No network."_s });
        QVERIFY(!p.sceneModel.chips()[0].isRunning);
        QCOMPARE(told.size(), 1); // one row, with all that it sets
        QCOMPARE(told[0].name, u"self.scene.run"_s);
        QCOMPARE(told[0].caller.asker, mcp::Asker::Hand);
        QCOMPARE(told[0].outcome, mcp::Outcome::Done);
        QCOMPARE(told[0].arguments["name"_L1], u"Evening"_s);
        QCOMPARE(told[0].arguments["sets"_L1]["home/floor.brightness"_L1], 40);
        QCOMPARE(said.constLast()[1].toString(), u"“Evening” is set, but not everywhere. Floor lamp: No network."_s);

        // Changing it keeps what it has, unless it is recorded anew.
        lamp->tell(u"brightness"_s, 90);
        SceneForm again = p.sceneModel.form(chip.id);
        QVERIFY(again.things[0].isKept);
        again.name = u"Night"_s;
        QVERIFY(p.sceneModel.keep(again));
        QCOMPARE(p.scenes.all()[0].values[1].value, 40);
        again.recordsAnew = true;
        QVERIFY(p.sceneModel.keep(again));
        QCOMPARE(p.scenes.all()[0].values[1].value, 90);

        p.sceneModel.remove(chip.id);
        QVERIFY(p.sceneModel.chips().isEmpty());
        QVERIFY(said.constLast()[2].toBool());
        p.sceneModel.restore();
        QCOMPARE(p.sceneModel.chips().value(0).name, u"Night"_s);
    }

    void whatIsAwayStaysInItsScene()
    {
        Panel p;
        p.add(p.home, lampSpec());
        p.add(p.home, lampSpec(u"other"_s, u"Other"_s));
        SceneForm form = p.sceneModel.form({});
        form.name = u"All"_s;
        for (SceneForm::Entry& entry : form.things)
            entry.isChosen = true;
        QVERIFY(p.sceneModel.keep(form));
        p.home.remove(u"other"_s);
        QVERIFY(p.sceneModel.keep(p.sceneModel.form(p.scenes.all()[0].id)));
        QCOMPARE(p.scenes.all()[0].values.size(), 2);
    }

    void theAssistantRunsScenes()
    {
        Panel p;
        FakeThing* lamp = p.add(p.home, lampSpec());
        mcp::SceneTools family(p.scenes, p.runner);
        QSignalSpy changed(&family, &mcp::ToolFamily::toolsChanged);
        QVERIFY(family.tools().empty());
        SceneForm form = p.sceneModel.form({});
        form.name = u"Evening"_s;
        form.things[0].isChosen = true;
        QVERIFY(p.sceneModel.keep(form));
        QCOMPARE(changed.size(), 1);
        const std::vector<mcp::Tool> tools = family.tools();
        QCOMPARE(tools.size(), size_t(1));
        QCOMPARE(tools[0].spec.arguments[0].choices, QStringList { u"Evening"_s });
        QObject call;
        Result<QString> told = QString();
        const auto note = [&told](const Result<QString>& result) { told = result; };
        tools[0].run({ { u"name"_s, u"evening"_s } }, note, &call);
        QCOMPARE(lamp->asked, QVector<QVariant> { false });
        lamp->answer();
        QCOMPARE(*told, u"“Evening” is set."_s);
        lamp->reach(false);
        tools[0].run({ { u"name"_s, u"Evening"_s } }, note, &call);
        QVERIFY(!told);
        tools[0].run({ { u"name"_s, u"Party"_s } }, note, &call);
        QVERIFY(told.error().text.contains(u"Evening"_s));
        form.id = p.scenes.all()[0].id;
        QVERIFY(p.sceneModel.keep(form)); // the same names: the same tool
        QCOMPARE(changed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstPanelViewModel)
#include "tst_panelviewmodel.moc"
