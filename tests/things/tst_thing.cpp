// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "support/thingchange.h"
#include "things/lamp.h"
#include "things/speaker.h"
#include "things/thingregistry.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::things {

// A thing with one property of every kind, whose apply() can be told to fail.
class Gauge final : public Thing
{
public:
    Gauge()
        : Thing({ u"Gauge"_s, u"For tests"_s,
            { { .name = u"level"_s, .type = PropertyType::Integer, .minimum = -5, .maximum = 5 },
                { .name = u"label"_s, .type = PropertyType::Text },
                { .name = u"warmth"_s, .type = PropertyType::Number, .minimum = 5, .maximum = 30, .step = 0.5 },
                { .name = u"mode"_s, .type = PropertyType::Choice, .choices = { u"heat"_s, u"off"_s } },
                { .name = u"tint"_s, .type = PropertyType::Colour }, { .name = u"open"_s, .type = PropertyType::Action },
                { .name = u"temperature"_s, .type = PropertyType::Integer, .writable = false } } })
    {
    }
    bool works = true;
    int applied = 0;
    using Thing::reportReachable;
    void measured(int degrees) { report(u"temperature"_s, degrees); }

protected:
    void apply(const QString&, const QVariant&, const Changed& done) override
    {
        ++applied;
        done(works ? Result<>() : Result<>(Error { Error::Code::Unavailable, u"The wire is cut."_s }));
    }
};

class TstThing final : public test::TestCase
{
    Q_OBJECT

private slots:
    void judgesTypeAndRange_data();
    void judgesTypeAndRange();
    void storesOnlyWhatWorked();
    void whatIsUnreachableKeepsItsValues();
    void announcesOnlyChanges();
    void reportsFactsOfReadOnlyProperties();
    void speakerSetsTheVolume();
    void lampKeepsItsBrightnessWhileOff();
    void registryFindsAndAnnounces();
    void registryRefusesASecondThingOfTheSameName();
    void whoWaitsForAThingThatGoesIsTold();
};

void TstThing::judgesTypeAndRange_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<int>("code"); // -1: accepted

    QTest::newRow("lowest") << u"level"_s << QVariant(-5) << -1;
    QTest::newRow("highest") << u"level"_s << QVariant(5) << -1;
    QTest::newRow("whole number from JSON") << u"level"_s << QVariant(3.0) << -1;
    QTest::newRow("long") << u"level"_s << QVariant(qlonglong(3)) << -1;
    QTest::newRow("below") << u"level"_s << QVariant(-6) << int(Error::Code::Invalid);
    QTest::newRow("above") << u"level"_s << QVariant(6) << int(Error::Code::Invalid);
    QTest::newRow("wraps around") << u"level"_s << QVariant(4294967296LL) << int(Error::Code::Invalid);
    QTest::newRow("fraction") << u"level"_s << QVariant(1.5) << int(Error::Code::Invalid);
    QTest::newRow("not a number") << u"level"_s << QVariant(qQNaN()) << int(Error::Code::Invalid);
    QTest::newRow("digits as text") << u"level"_s << QVariant(u"3"_s) << int(Error::Code::Invalid);
    QTest::newRow("bool for number") << u"level"_s << QVariant(true) << int(Error::Code::Invalid);
    QTest::newRow("nothing") << u"level"_s << QVariant() << int(Error::Code::Invalid);
    QTest::newRow("text") << u"label"_s << QVariant(u"kitchen"_s) << -1;
    QTest::newRow("endless text") << u"label"_s << QVariant(QString(2000, u'x')) << int(Error::Code::Invalid);
    QTest::newRow("number for text") << u"label"_s << QVariant(1) << int(Error::Code::Invalid);
    QTest::newRow("part of a number") << u"warmth"_s << QVariant(21.5) << -1;
    QTest::newRow("endless number") << u"warmth"_s << QVariant(qInf()) << int(Error::Code::Invalid);
    QTest::newRow("number as text") << u"warmth"_s << QVariant(u"21"_s) << int(Error::Code::Invalid);
    QTest::newRow("a choice") << u"mode"_s << QVariant(u"heat"_s) << -1;
    QTest::newRow("no choice") << u"mode"_s << QVariant(u"Heat"_s) << int(Error::Code::Invalid);
    QTest::newRow("colour") << u"tint"_s << QVariant(u"#ffa500"_s) << -1;
    QTest::newRow("colour in words") << u"tint"_s << QVariant(u"red"_s) << int(Error::Code::Invalid);
    QTest::newRow("colour with more") << u"tint"_s << QVariant(u"#ffa500\n"_s) << int(Error::Code::Invalid);
    QTest::newRow("action") << u"open"_s << QVariant() << -1;
    QTest::newRow("read only") << u"temperature"_s << QVariant(1) << int(Error::Code::Refused);
    QTest::newRow("unknown") << u"colour"_s << QVariant(1) << int(Error::Code::NotFound);
}

void TstThing::judgesTypeAndRange()
{
    QFETCH(QString, property);
    QFETCH(QVariant, value);
    QFETCH(int, code);
    Gauge gauge;
    const QVariant before = gauge.value(property);
    const Result<> done = test::changed(gauge, property, value);
    QCOMPARE(done.has_value(), code < 0);
    if (done) {
        QCOMPARE(gauge.value(property).toString(), value.toString());
        return;
    }
    QCOMPARE(int(done.error().code), code);
    QVERIFY(!done.error().text.isEmpty());
    QCOMPARE(gauge.value(property), before);
    QCOMPARE(gauge.applied, 0);
}

void TstThing::storesOnlyWhatWorked()
{
    Gauge gauge;
    gauge.works = false;
    QSignalSpy changed(&gauge, &Thing::valueChanged);
    const Result<> done = test::changed(gauge, u"level"_s, 4);
    QVERIFY(!done);
    QCOMPARE(done.error().text, u"The wire is cut."_s);
    QCOMPARE(gauge.value(u"level"_s), QVariant(-5));
    QCOMPARE(changed.size(), 0);
}

void TstThing::whatIsUnreachableKeepsItsValues()
{
    Gauge gauge;
    QVERIFY(test::changed(gauge, u"level"_s, 4));
    QSignalSpy heard(&gauge, &Thing::reachableChanged);
    gauge.reportReachable(false, QDateTime(QDate(2026, 11, 21), QTime(19, 12), Qt::UTC));
    gauge.reportReachable(false, QDateTime(QDate(2026, 11, 21), QTime(19, 13), Qt::UTC));
    QCOMPARE(heard.count(), 1);
    QCOMPARE(gauge.unreachableSince().time(), QTime(19, 12));
    const Result<> refused = test::changed(gauge, u"level"_s, 5);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(Error::Code::Unavailable));
    QCOMPARE(gauge.value(u"level"_s).toInt(), 4);
    gauge.reportReachable(true);
    QVERIFY(test::changed(gauge, u"level"_s, 5));
}

void TstThing::announcesOnlyChanges()
{
    Gauge gauge;
    QSignalSpy changed(&gauge, &Thing::valueChanged);
    QVERIFY(test::changed(gauge, u"level"_s, 4));
    QVERIFY(test::changed(gauge, u"level"_s, 4));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).toString(), u"level"_s);
    QCOMPARE(changed.at(0).at(1), QVariant(4));
}

void TstThing::reportsFactsOfReadOnlyProperties()
{
    Gauge gauge;
    QSignalSpy changed(&gauge, &Thing::valueChanged);
    gauge.measured(21);
    QCOMPARE(gauge.value(u"temperature"_s), QVariant(21));
    QCOMPARE(changed.size(), 1);
}

void TstThing::speakerSetsTheVolume()
{
    int set = -1;
    Speaker speaker(130, [&](int percent) { set = percent; });
    QCOMPARE(speaker.volume(), 100);
    QCOMPARE(set, -1);
    QVERIFY(test::changed(speaker, u"volume"_s, 35));
    QCOMPARE(set, 35);
    QCOMPARE(speaker.volume(), 35);
    set = -1;
    speaker.reportVolume(60);
    QCOMPARE(speaker.volume(), 60);
    QCOMPARE(set, -1);
    QVERIFY(!test::changed(speaker, u"volume"_s, 101));
    QCOMPARE(set, -1);
}

void TstThing::lampKeepsItsBrightnessWhileOff()
{
    Lamp lamp;
    QVERIFY(!lamp.isOn());
    QVERIFY(test::changed(lamp, u"power"_s, true));
    QVERIFY(test::changed(lamp, u"brightness"_s, 20));
    QVERIFY(test::changed(lamp, u"power"_s, false));
    QVERIFY(!lamp.isOn());
    QCOMPARE(lamp.brightness(), 20);
}

void TstThing::registryFindsAndAnnounces()
{
    ThingRegistry registry;
    QSignalSpy added(&registry, &ThingRegistry::added);
    QSignalSpy changed(&registry, &ThingRegistry::changed);
    QVERIFY(registry.add(std::make_unique<Lamp>()));
    QVERIFY(registry.add(std::make_unique<Speaker>(50, nullptr)));
    QCOMPARE(added.size(), 2);
    QCOMPARE(registry.things().size(), 2);
    QVERIFY(!registry.find(u"Oven"));
    Thing* lamp = registry.find(u"Lamp");
    QVERIFY(lamp);
    QVERIFY(test::changed(*lamp, u"power"_s, true));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0), (QVariantList { u"Lamp"_s, u"power"_s, QVariant::fromValue(QVariant(true)) }));
}

void TstThing::whoWaitsForAThingThatGoesIsTold()
{
    // Never says what came of an order.
    class Silent final : public Thing
    {
    public:
        Silent()
            : Thing({ u"Silent"_s, {}, { { .name = u"power"_s } } })
        {
        }
        QVector<Changed> held;

    protected:
        void apply(const QString&, const QVariant&, const Changed& done) override { held.append(done); }
    };
    QVector<Changed> late;
    QVector<Error::Code> told;
    {
        ThingRegistry registry;
        const auto order = [&] {
            auto made = std::make_unique<Silent>();
            Silent* thing = made.get();
            QVERIFY(registry.add(std::move(made)));
            // Whoever hears of it may look for it, and order again.
            thing->change(u"power"_s, true, [&, thing](const Result<>& result) {
                told.append(result.error().code);
                QVERIFY(!registry.find(u"Silent"));
                thing->change(u"power"_s, false, [&](const Result<>& second) { told.append(second.error().code); });
            });
            late += thing->held;
        };
        order();
        QSignalSpy removed(&registry, &ThingRegistry::removed);
        registry.remove(u"Silent"_s);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(told, (QVector<Error::Code> { Error::Code::NotFound, Error::Code::Unavailable }));
        order();
    }
    QCOMPARE(told.size(), 4); // the registry went with it
    for (const Changed& done : std::as_const(late))
        done({}); // nobody listens any more
    QCOMPARE(told.size(), 4);
}

void TstThing::registryRefusesASecondThingOfTheSameName()
{
    ThingRegistry registry;
    QVERIFY(registry.add(std::make_unique<Lamp>()));
    const Result<> again = registry.add(std::make_unique<Lamp>());
    QVERIFY(!again);
    QCOMPARE(again.error().code, Error::Code::Invalid);
    QCOMPARE(registry.things().size(), 1);
}

}

QTEST_GUILESS_MAIN(myna::things::TstThing)
#include "tst_thing.moc"
