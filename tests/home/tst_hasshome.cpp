// SPDX-License-Identifier: GPL-3.0-or-later
// Home Assistant's things over its WebSocket API, against a stub that speaks it; and where a home may be.
#include "home/hasshome.h"
#include "home/homelink.h"
#include "support/hassstub.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::home;
using test::HassStub;

namespace {

constexpr HomeTiming quick { .firstWait = 20ms, .longestWait = 200ms, .confirmation = 10s, .answer = 10s };
const QByteArray token = "a-long-lived-token";

const QJsonObject lampAttributes { { u"friendly_name"_s, u"Floor lamp"_s }, { u"supported_color_modes"_s, QJsonArray { u"hs"_s } },
    { u"brightness"_s, 128 } };

struct Home
{
    Home(HassStub& stub, const QByteArray& secret = token, HomeTiming timing = quick)
        : link(stub.url(), secret, registry, timing)
    {
        link.start();
    }
    things::ThingRegistry registry;
    HassHome link;
};

Result<> afterwards(things::Thing& thing, const QString& property, const QVariant& value)
{
    std::optional<Result<>> done;
    thing.change(property, value, [&done](const Result<>& result) { done = result; });
    return test::becomesTrue([&done] { return done.has_value(); }) ? *done : Result<>(Error { Error::Code::Timeout, u"never"_s });
}

}

class TstHassHome final : public test::TestCase
{
    Q_OBJECT

private slots:
    void thingsWithTheirRooms();
    void changesAreServices();
    void refusedAndSilent();
    void comingAndGoing();
    void theConnectionIsLostAndMadeAgain();
    void wrongToken();
    void entitiesOfEveryKind_data();
    void entitiesOfEveryKind();
    void nonsenseIsIgnored();
    void whereAHomeMayBe_data();
    void whereAHomeMayBe();
    void anotherHomeTakesTheFirstAway();
};

void TstHassHome::thingsWithTheirRooms()
{
    HassStub stub(token);
    stub.setState(u"light.floor"_s, u"on"_s, lampAttributes);
    stub.setState(u"sensor.warmth"_s, u"21.5"_s, { { u"friendly_name"_s, u"Warmth"_s }, { u"unit_of_measurement"_s, u"°C"_s } });
    stub.setState(u"sensor.signal"_s, u"-60"_s, { { u"friendly_name"_s, u"Signal"_s } });
    stub.setState(u"person.me"_s, u"home"_s, {});
    stub.setRegistries({ QJsonObject { { u"area_id"_s, u"a1"_s }, { u"name"_s, u"Living room"_s } } },
        { QJsonObject { { u"id"_s, u"d1"_s }, { u"area_id"_s, u"a1"_s } } },
        { QJsonObject { { u"entity_id"_s, u"light.floor"_s }, { u"device_id"_s, u"d1"_s } },
            QJsonObject { { u"entity_id"_s, u"sensor.signal"_s }, { u"entity_category"_s, u"diagnostic"_s } } });
    Home home(stub);
    QTRY_COMPARE(home.link.state(), LinkState::Connected);
    QTRY_COMPARE(home.registry.things().size(), 2);
    const things::Thing* lamp = home.registry.find(u"FloorLamp");
    QVERIFY(lamp);
    QCOMPARE(lamp->spec().room, u"Living room"_s);
    QCOMPARE(lamp->value(u"power"_s), QVariant(true));
    QCOMPARE(lamp->value(u"brightness"_s), QVariant(50));
    QVERIFY(!lamp->value(u"colour"_s).isValid()); // not told
    QCOMPARE(home.registry.find(u"Warmth")->value(u"value"_s).toDouble(), 21.5);
}

void TstHassHome::changesAreServices()
{
    HassStub stub(token);
    stub.setState(u"light.floor"_s, u"off"_s, lampAttributes);
    Home home(stub);
    QTRY_COMPARE(home.registry.things().size(), 1);
    things::Thing& lamp = *home.registry.things().constFirst();
    QVERIFY(afterwards(lamp, u"power"_s, true));
    QCOMPARE(lamp.value(u"power"_s), QVariant(true));
    const QJsonObject call = stub.calls().constFirst();
    QCOMPARE(call["domain"_L1].toString(), u"light"_s);
    QCOMPARE(call["service"_L1].toString(), u"turn_on"_s);
    QCOMPARE(call["target"_L1].toObject()["entity_id"_L1].toString(), u"light.floor"_s);
    QVERIFY(afterwards(lamp, u"brightness"_s, 20));
    QCOMPARE(stub.calls().constLast()["service_data"_L1].toObject()["brightness_pct"_L1].toInt(), 20);
    QVERIFY(afterwards(lamp, u"colour"_s, u"#ff8000"_s));
    QCOMPARE(stub.calls().constLast()["service_data"_L1].toObject()["rgb_color"_L1].toArray(), (QJsonArray { 255, 128, 0 }));
    stub.setState(u"light.floor"_s, u"off"_s, lampAttributes); // by the switch on the wall
    QTRY_COMPARE(lamp.value(u"power"_s), QVariant(false));
}

void TstHassHome::refusedAndSilent()
{
    HassStub stub(token);
    stub.setState(u"light.floor"_s, u"off"_s, lampAttributes);
    Home home(stub, token, { .firstWait = 20ms, .longestWait = 200ms, .confirmation = 100ms, .answer = 10s });
    QTRY_COMPARE(home.registry.things().size(), 1);
    things::Thing& lamp = *home.registry.things().constFirst();
    stub.obeys = false;
    const Result<> silent = afterwards(lamp, u"power"_s, true);
    QVERIFY(!silent);
    QCOMPARE(silent.error().code, Error::Code::Timeout);
    QCOMPARE(lamp.value(u"power"_s), QVariant(false));
}

void TstHassHome::comingAndGoing()
{
    HassStub stub(token);
    Home home(stub);
    QTRY_COMPARE(home.link.state(), LinkState::Connected);
    QVERIFY(home.registry.things().isEmpty());
    QTRY_VERIFY((
        stub.setState(u"light.floor"_s, u"unavailable"_s, { { u"friendly_name"_s, u"Floor lamp"_s } }), !home.registry.things().isEmpty()));
    QVERIFY(!home.registry.things().constFirst()->isReachable());
    QVERIFY(!home.registry.things().constFirst()->value(u"power"_s).isValid());
    // Back, it says what it can do.
    stub.setState(u"light.floor"_s, u"on"_s, lampAttributes);
    QTRY_VERIFY(!home.registry.things().isEmpty() && home.registry.things().constFirst()->isReachable());
    QCOMPARE(home.registry.things().constFirst()->value(u"brightness"_s), QVariant(50));
    stub.refusal = u"The bridge is full"_s;
    const Result<> refused = afterwards(*home.registry.things().constFirst(), u"power"_s, false);
    QVERIFY(!refused && refused.error().text.contains(stub.refusal));
    stub.removeEntity(u"light.floor"_s);
    QTRY_VERIFY(home.registry.things().isEmpty());
}

void TstHassHome::theConnectionIsLostAndMadeAgain()
{
    HassStub stub(token);
    stub.setState(u"light.floor"_s, u"off"_s, lampAttributes);
    stub.setState(u"light.other"_s, u"off"_s, { { u"friendly_name"_s, u"Other"_s } });
    Home home(stub);
    QTRY_COMPARE(home.registry.things().size(), 2);
    QSignalSpy reach(&home.registry, &things::ThingRegistry::reachableChanged);
    stub.drop();
    QTRY_COMPARE(reach.size(), 2);
    stub.setState(u"light.floor"_s, u"on"_s, lampAttributes); // unheard
    stub.removeEntity(u"light.other"_s);
    QTRY_COMPARE(home.link.state(), LinkState::Connected);
    QTRY_COMPARE(home.registry.things().size(), 1);
    QVERIFY(home.registry.things().constFirst()->isReachable());
    QCOMPARE(home.registry.things().constFirst()->value(u"power"_s), QVariant(true));
    QVERIFY(stub.visits() >= 2);
}

void TstHassHome::wrongToken()
{
    HassStub stub(token);
    Home home(stub, "another");
    QTRY_COMPARE(home.link.state(), LinkState::Waiting);
    QCOMPARE(home.link.error().code, Error::Code::Refused);
    QVERIFY(home.link.error().text.contains(u"token"_s));
    QVERIFY(!home.link.error().text.contains(u"another"_s));
}

void TstHassHome::entitiesOfEveryKind_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QJsonObject>("attributes");
    QTest::addColumn<QString>("property");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("service"); // empty: cannot be changed
    QTest::newRow("switch") << u"switch.a"_s << u"on"_s << QJsonObject() << u"power"_s << QVariant(true) << u"switch.turn_on"_s;
    QTest::newRow("helper") << u"input_boolean.a"_s << u"off"_s << QJsonObject() << u"power"_s << QVariant(false)
                            << u"input_boolean.turn_off"_s;
    const QJsonObject white { { u"supported_color_modes"_s, QJsonArray { u"color_temp"_s } }, { u"min_color_temp_kelvin"_s, 2200 },
        { u"max_color_temp_kelvin"_s, 6500 }, { u"color_temp_kelvin"_s, 3000 },
        { u"effect_list"_s, QJsonArray { u"blink"_s, u"candle"_s } }, { u"effect"_s, u"candle"_s } };
    const QJsonObject older { { u"supported_color_modes"_s, QJsonArray { u"color_temp"_s } }, { u"min_mireds"_s, 153 },
        { u"max_mireds"_s, 500 }, { u"color_temp"_s, 250 } };
    QTest::newRow("white") << u"light.a"_s << u"on"_s << white << u"kelvin"_s << QVariant(3000) << u"light.turn_on"_s;
    QTest::newRow("white in mireds") << u"light.a"_s << u"on"_s << older << u"kelvin"_s << QVariant(4000) << u"light.turn_on"_s;
    QTest::newRow("effect") << u"light.a"_s << u"on"_s << white << u"effect"_s << QVariant(u"candle"_s) << u"light.turn_on"_s;
    QTest::newRow("door") << u"binary_sensor.a"_s << u"on"_s << QJsonObject { { u"device_class"_s, u"door"_s } } << u"active"_s
                          << QVariant(true) << QString();
    QTest::newRow("words") << u"sensor.a"_s << u"raining"_s << QJsonObject() << u"value"_s << QVariant(u"raining"_s) << QString();
    QTest::newRow("cover") << u"cover.a"_s << u"open"_s << QJsonObject { { u"supported_features"_s, 15 }, { u"current_position"_s, 40 } }
                           << u"position"_s << QVariant(40) << u"cover.set_cover_position"_s;
    const QJsonObject climate { { u"hvac_modes"_s, QJsonArray { u"off"_s, u"heat"_s } }, { u"temperature"_s, 20.5 },
        { u"current_temperature"_s, 19 }, { u"supported_features"_s, 1 } };
    QTest::newRow("climate mode") << u"climate.a"_s << u"heat"_s << climate << u"mode"_s << QVariant(u"heat"_s)
                                  << u"climate.set_hvac_mode"_s;
    QTest::newRow("climate target") << u"climate.a"_s << u"heat"_s << climate << u"target"_s << QVariant(20.5)
                                    << u"climate.set_temperature"_s;
    QTest::newRow("number") << u"number.a"_s << u"7"_s << QJsonObject { { u"min"_s, 0 }, { u"max"_s, 10 } } << u"value"_s << QVariant(7.0)
                            << u"number.set_value"_s;
    QTest::newRow("select") << u"select.a"_s << u"b"_s << QJsonObject { { u"options"_s, QJsonArray { u"a"_s, u"b"_s } } } << u"choice"_s
                            << QVariant(u"b"_s) << u"select.select_option"_s;
    QTest::newRow("button") << u"button.a"_s << u"2026-11-21T12:00:00"_s << QJsonObject() << u"press"_s << QVariant() << u"button.press"_s;
}

void TstHassHome::entitiesOfEveryKind()
{
    QFETCH(QString, id);
    QFETCH(QString, state);
    QFETCH(QJsonObject, attributes);
    QFETCH(QString, property);
    QFETCH(QVariant, value);
    QFETCH(QString, service);
    const QJsonObject told { { u"entity_id"_s, id }, { u"state"_s, state }, { u"attributes"_s, attributes } };
    const Result<HassEntity> made = makeHassEntity(told, {});
    QVERIFY(made);
    HomeThing thing(made->spec, [](const QString&, const QVariant&) -> Result<Confirmation> { return Confirmation::AtOnce; });
    thing.tell(hassValues(told));
    QCOMPARE(thing.value(property), value);
    const HassOrdering order = made->orders.value(property);
    QCOMPARE(bool(order.call), !service.isEmpty());
    if (order.call) {
        const ServiceCall call = order.call(value);
        QCOMPARE(QString(call.domain + u'.' + call.service), service);
    }
}

void TstHassHome::nonsenseIsIgnored()
{
    for (const char* state :
        { "{}", R"({"entity_id":7})", R"({"entity_id":"light."})", R"({"entity_id":"light.a","state":[],"attributes":[]})",
            R"({"entity_id":"climate.a","attributes":{"hvac_modes":[1,{}],"min_temp":1e300,"max_temp":-1e300,"temperature":"x"}})",
            R"({"entity_id":"light.a","state":"on","attributes":{"brightness":1e300,"rgb_color":[1e9,"x",null],"supported_color_modes":["hs"]}})" }) {
        const QJsonObject object = QJsonDocument::fromJson(state).object();
        const Result<HassEntity> made = makeHassEntity(object, {});
        if (!made)
            continue;
        HomeThing thing(made->spec, [](const QString&, const QVariant&) -> Result<Confirmation> { return Confirmation::AtOnce; });
        thing.tell(hassValues(object));
        for (const things::PropertySpec& property : made->spec.properties)
            QVERIFY(property.maximum > property.minimum && property.step > 0);
    }
}

void TstHassHome::whereAHomeMayBe_data()
{
    QTest::addColumn<HomePlace>("place");
    QTest::addColumn<bool>("good");
    QTest::newRow("none") << HomePlace {} << true;
    QTest::newRow("broker") << HomePlace { .kind = HomeKind::Mqtt, .host = u"192.168.1.10"_s } << true;
    QTest::newRow("no broker") << HomePlace { .kind = HomeKind::Mqtt } << false;
    QTest::newRow("no port") << HomePlace { .kind = HomeKind::Mqtt, .host = u"broker"_s, .port = 0 } << false;
    QTest::newRow("no name") << HomePlace { .kind = HomeKind::Mqtt, .host = u"a b"_s } << false;
    QTest::newRow("assistant") << HomePlace { .kind = HomeKind::HomeAssistant, .secret = "t", .address = u"http://ha.local:8123"_s }
                               << true;
    QTest::newRow("no token") << HomePlace { .kind = HomeKind::HomeAssistant, .address = u"http://ha.local:8123"_s } << false;
    QTest::newRow("no scheme") << HomePlace { .kind = HomeKind::HomeAssistant, .secret = "t", .address = u"ha.local"_s } << false;
    QTest::newRow("file") << HomePlace { .kind = HomeKind::HomeAssistant, .secret = "t", .address = u"file:///etc"_s } << false;
}

void TstHassHome::whereAHomeMayBe()
{
    QFETCH(HomePlace, place);
    QFETCH(bool, good);
    QCOMPARE(bool(judged(place)), good);
    if (!good)
        QVERIFY(!judged(place).error().text.isEmpty());
}

void TstHassHome::anotherHomeTakesTheFirstAway()
{
    HassStub stub(token);
    stub.setState(u"light.floor"_s, u"off"_s, lampAttributes);
    HomeLink link(quick);
    link.use({ .kind = HomeKind::HomeAssistant, .secret = token, .address = stub.url().toString() });
    QTRY_COMPARE(link.things().things().size(), 1);
    QCOMPARE(link.state(), LinkState::Connected);
    link.use({ .kind = HomeKind::HomeAssistant, .secret = {}, .address = stub.url().toString() });
    QVERIFY(link.things().things().isEmpty());
    QCOMPARE(link.state(), LinkState::Off);
    QVERIFY(!link.error().text.isEmpty());
    link.use({});
    QVERIFY(link.error().text.isEmpty());
}

QTEST_GUILESS_MAIN(TstHassHome)
#include "tst_hasshome.moc"
