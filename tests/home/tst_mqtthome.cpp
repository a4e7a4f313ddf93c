// SPDX-License-Identifier: GPL-3.0-or-later
// The home's things on a real mosquitto: announced, read, changed, away and back.
#include "home/mqtthome.h"
#include "support/lampdevice.h"
#include "support/mosquittorig.h"
#include "support/testcase.h"

#include <QProcess>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::home;
using test::LampDevice;
using test::MosquittoRig;

namespace {

constexpr HomeTiming quick { .firstWait = 20ms, .longestWait = 200ms, .confirmation = 10s, .answer = 10s };

const QByteArray lampConfig
    = R"({"~":"home/lamp","name":"Lamp","stat_t":"~/state","cmd_t":"~/set","bri_cmd_t":"~/bri/set","bri_stat_t":"~/bri","avty_t":"~/there","dev":{"sa":"Kitchen"}})";
const QString lampTopic = u"homeassistant/light/lamp/config"_s;

void publish(const MosquittoRig& broker, const QString& topic, const QByteArray& message, bool retain = true)
{
    QProcess pub;
    QStringList arguments { u"-q"_s, u"1"_s, u"-t"_s, topic };
    arguments += message.isEmpty() ? QStringList { u"-n"_s } : QStringList { u"-m"_s, QString::fromUtf8(message) };
    if (retain)
        arguments += u"-r"_s;
    broker.start(pub, u"mosquitto_pub"_s, arguments);
    QVERIFY(pub.waitForFinished(10000));
    QCOMPARE(pub.exitCode(), 0);
}

// What somebody else on the broker sees, as "topic message" lines. It says that it is ready with the first message, which must be there.
struct Listener
{
    Listener(const MosquittoRig& broker, const QString& topic)
    {
        QObject::connect(&process, &QProcess::readyReadStandardOutput, &process, [this] { seen += process.readAllStandardOutput(); });
        broker.start(process, u"mosquitto_sub"_s, { u"-v"_s, u"-d"_s, u"-t"_s, topic });
        ready = test::becomesTrue([this] { return seen.contains("SUBACK"); });
    }
    ~Listener() { test::stop(process); }
    [[nodiscard]] bool sees(const QByteArray& line) const { return seen.contains('\n' + line + '\n'); }

    QProcess process;
    QByteArray seen;
    bool ready = false;
};

struct Home
{
    explicit Home(const protocol::MqttSection& broker, HomeTiming timing = quick)
        : link(broker, registry, timing)
    {
        link.start();
    }
    [[nodiscard]] things::Thing* lamp() const { return registry.find(u"Lamp"); }
    [[nodiscard]] bool hasReachableLamp() const { return lamp() && lamp()->isReachable(); }

    things::ThingRegistry registry;
    MqttHome link;
};

protocol::MqttSection placeOf(const MosquittoRig& broker)
{
    protocol::MqttSection section = broker.section();
    section.clientId.clear();
    return section;
}

}

class TstMqttHome final : public test::TestCase
{
    Q_OBJECT

private slots:
    void announcedReadChangedRemoved();
    void aDeviceAnnouncesSeveralThings();
    void whiteAndEffectOfALight();
    void aChangeWithoutAnswerIsAnError();
    void awayAndBack();
    void theBrokerDiesAndComesBack();
    void wrongPassword();
    void encrypted();
    void nobodyThere();
    void atMostSoManyThings();
};

void TstMqttHome::announcedReadChangedRemoved()
{
    MosquittoRig broker;
    QVERIFY2(broker.isRunning(), broker.log().constData());
    publish(broker, lampTopic, lampConfig);
    publish(broker, u"home/lamp/state"_s, "OFF");
    publish(broker, u"home/lamp/bri"_s, "128");
    publish(broker, u"home/lamp/there"_s, "online");
    Home home(placeOf(broker));
    QTRY_VERIFY(home.hasReachableLamp());
    things::Thing& lamp = *home.lamp();
    QTRY_COMPARE(lamp.value(u"power"_s), QVariant(false));
    QTRY_COMPARE(lamp.value(u"brightness"_s), QVariant(50));
    QCOMPARE(lamp.spec().room, u"Kitchen"_s);
    QCOMPARE(home.link.state(), LinkState::Connected);

    LampDevice device(broker);
    QTRY_VERIFY(device.ready);
    Listener listener(broker, u"home/lamp/#"_s);
    QVERIFY(listener.ready);
    std::optional<Result<>> done;
    lamp.change(u"power"_s, true, [&done](const Result<>& result) { done = result; });
    QVERIFY(!done);
    QCOMPARE(lamp.value(u"power"_s), QVariant(false)); // not before the lamp says so
    QTRY_VERIFY(done);
    QVERIFY(*done);
    QCOMPARE(lamp.value(u"power"_s), QVariant(true));
    QTRY_VERIFY2(listener.sees("home/lamp/set ON"), listener.seen.constData());

    publish(broker, u"home/lamp/state"_s, "OFF"); // somebody pressed the switch on the wall
    QTRY_COMPARE(lamp.value(u"power"_s), QVariant(false));
    publish(broker, lampTopic, QByteArray(lampConfig).replace("Kitchen", "Hall"));
    QTRY_VERIFY(home.hasReachableLamp() && home.lamp()->spec().room == u"Hall"_s);
    publish(broker, lampTopic, {});
    QTRY_VERIFY(home.registry.things().isEmpty());
}

void TstMqttHome::aDeviceAnnouncesSeveralThings()
{
    MosquittoRig broker;
    const QString topic = u"homeassistant/device/bath/config"_s;
    const QByteArray both
        = R"({"~":"bath","dev":{"name":"Bath","sa":"Bathroom"},"o":{"name":"x"},"avty":[{"t":"~/there"}],"stat_t":"~/state","cmps":{
            "fan":{"p":"switch","name":"Fan","cmd_t":"~/fan/set","val_tpl":"{{ value_json.fan }}"},
            "damp":{"p":"sensor","name":"Damp","unit_of_meas":"%","val_tpl":"{{ value_json.damp }}"},"other":{"p":"vacuum"}}})";
    publish(broker, topic, both);
    publish(broker, u"bath/there"_s, "online");
    publish(broker, u"bath/state"_s, R"({"fan":"ON","damp":61})");
    Home home(placeOf(broker));
    QTRY_COMPARE(home.registry.things().size(), 2);
    const things::Thing* fan = home.registry.find(u"BathFan");
    const things::Thing* damp = home.registry.find(u"BathDamp");
    QVERIFY(fan && damp);
    QTRY_COMPARE(fan->value(u"power"_s), QVariant(true));
    QTRY_COMPARE(damp->value(u"value"_s).toDouble(), 61.0);
    QTRY_VERIFY(fan->isReachable());
    QCOMPARE(fan->spec().room, u"Bathroom"_s);
    QCOMPARE(fan->spec().kind, u"switch"_s);
    publish(broker, topic, QByteArray(both).replace("Fan", "Blower"));
    QTRY_VERIFY(home.registry.find(u"BathBlower"));
    QVERIFY(!home.registry.find(u"BathFan"));
    QCOMPARE(home.registry.things().size(), 2);
    publish(broker, topic, {});
    QTRY_VERIFY(home.registry.things().isEmpty());
}

void TstMqttHome::whiteAndEffectOfALight()
{
    MosquittoRig broker;
    QVERIFY2(broker.isRunning(), broker.log().constData());
    publish(broker, u"homeassistant/light/strip/config"_s,
        R"({"name":"Strip","schema":"json","cmd_t":"strip/set","stat_t":"strip","sup_clrm":["color_temp"],"effect":true,"effect_list":["candle","blink"]})");
    publish(broker, u"strip"_s, R"({"state":"ON","color_temp":370,"effect":"blink"})");
    Home home(placeOf(broker));
    QTRY_VERIFY(home.registry.find(u"Strip"));
    things::Thing& strip = *home.registry.find(u"Strip");
    QTRY_COMPARE(strip.value(u"kelvin"_s), QVariant(2703));
    QTRY_COMPARE(strip.value(u"effect"_s), QVariant(u"blink"_s));
    Listener listener(broker, u"strip/#"_s);
    QVERIFY(listener.ready);
    std::optional<Result<>> done;
    strip.change(u"kelvin"_s, 4000, [&done](const Result<>& result) { done = result; });
    QTRY_VERIFY2(listener.sees(R"(strip/set {"color_temp":250,"state":"ON"})"), listener.seen.constData());
    publish(broker, u"strip"_s, R"({"state":"ON","color_temp":250})"); // what it is now
    QTRY_VERIFY(done);
    QVERIFY(*done);
    QCOMPARE(strip.value(u"kelvin"_s), QVariant(4000));
    done.reset();
    strip.change(u"effect"_s, u"candle"_s, [&done](const Result<>& result) { done = result; });
    QTRY_VERIFY2(listener.sees(R"(strip/set {"effect":"candle","state":"ON"})"), listener.seen.constData());
    publish(broker, u"strip"_s, R"({"state":"ON","effect":"candle"})");
    QTRY_VERIFY(done);
    QVERIFY(*done);
    strip.change(u"effect"_s, u"rainbow"_s, [&done](const Result<>& result) { done = result; });
    QVERIFY(!*done); // it has none of that name
}

void TstMqttHome::aChangeWithoutAnswerIsAnError()
{
    MosquittoRig broker;
    publish(broker, lampTopic, lampConfig);
    publish(broker, u"home/lamp/state"_s, "OFF");
    publish(broker, u"home/lamp/there"_s, "online");
    Home home(placeOf(broker), { .confirmation = 50ms });
    QTRY_VERIFY(home.hasReachableLamp());
    QTRY_COMPARE(home.lamp()->value(u"power"_s), QVariant(false));
    std::optional<Result<>> first;
    std::optional<Result<>> second;
    home.lamp()->change(u"power"_s, true, [&first](const Result<>& result) { first = result; });
    home.lamp()->change(u"power"_s, true, [&second](const Result<>& result) { second = result; });
    QVERIFY(first && !*first);
    QCOMPARE(first->error().code, Error::Code::Cancelled);
    QTRY_VERIFY(second);
    QCOMPARE(second->error().code, Error::Code::Timeout);
    QCOMPARE(home.lamp()->value(u"power"_s), QVariant(false));
}

void TstMqttHome::awayAndBack()
{
    MosquittoRig broker;
    publish(broker, lampTopic, lampConfig);
    publish(broker, u"home/lamp/there"_s, "offline");
    Home home(placeOf(broker));
    QTRY_VERIFY(home.lamp());
    QVERIFY(!home.lamp()->isReachable());
    QVERIFY(home.lamp()->unreachableSince().isValid());
    QVERIFY(!home.lamp()->value(u"power"_s).isValid()); // never told
    publish(broker, u"home/lamp/there"_s, "online");
    QTRY_VERIFY(home.lamp()->isReachable());
    std::optional<Result<>> done;
    home.lamp()->change(u"power"_s, true, [&done](const Result<>& result) { done = result; });
    publish(broker, u"home/lamp/there"_s, "offline");
    QTRY_VERIFY(done);
    QCOMPARE(done->error().code, Error::Code::Unavailable);
}

void TstMqttHome::theBrokerDiesAndComesBack()
{
    MosquittoRig broker;
    publish(broker, lampTopic, lampConfig);
    publish(broker, u"home/lamp/there"_s, "online");
    Home home(placeOf(broker));
    QTRY_VERIFY(home.hasReachableLamp());
    broker.kill();
    QTRY_VERIFY(!home.lamp()->isReachable());
    QTRY_VERIFY(home.link.state() == LinkState::Waiting && !home.link.error().text.isEmpty());
    QVERIFY(broker.startBroker());
    QTRY_VERIFY(home.hasReachableLamp());
    QCOMPARE(home.link.state(), LinkState::Connected);
    QVERIFY(home.link.error().text.isEmpty());
    // Nothing was kept by the broker; what is said now is heard again.
    publish(broker, u"home/lamp/state"_s, "ON");
    Listener listener(broker, u"home/lamp/#"_s);
    QVERIFY(listener.ready);
    QTRY_COMPARE(home.lamp()->value(u"power"_s), QVariant(true));
    LampDevice device(broker);
    QTRY_VERIFY(device.ready);
    std::optional<Result<>> done;
    home.lamp()->change(u"power"_s, false, [&done](const Result<>& result) { done = result; });
    QTRY_VERIFY(done && *done);
    QTRY_VERIFY(listener.sees("home/lamp/set OFF"));
}

void TstMqttHome::wrongPassword()
{
    MosquittoRig broker({ .username = u"me"_s, .password = u"right"_s });
    protocol::MqttSection place = placeOf(broker);
    place.password = u"wrong"_s;
    Home home(place);
    QTRY_COMPARE(home.link.state(), LinkState::Waiting);
    QCOMPARE(home.link.error().code, Error::Code::Refused);
    QVERIFY2(home.link.error().text.contains(u"password"_s), qPrintable(home.link.error().text));
    QVERIFY(!home.link.error().text.contains(u"wrong"_s));
    place.password = u"right"_s;
    Home other(place);
    QTRY_COMPARE(other.link.state(), LinkState::Connected);
}

void TstMqttHome::encrypted()
{
    const QString folder = QStringLiteral(MYNA_TEST_DATA "/tls/");
    qputenv("SSL_CERT_DIR", "/nonexistent");
    MosquittoRig broker({ .certificate = folder + u"selfsigned.crt"_s,
        .key = folder + u"selfsigned.key"_s,
        .address = u"127.0.0.2"_s, // the port is fixed, and other tests use it on another address
        .port = protocol::MqttSection::securePort });
    QVERIFY2(broker.isRunning(), broker.log().constData());
    qputenv("SSL_CERT_FILE", "/nonexistent");
    Home stranger(placeOf(broker));
    QTRY_COMPARE(stranger.link.state(), LinkState::Waiting);
    QVERIFY2(stranger.link.error().text.contains(u"certificate"_s), qPrintable(stranger.link.error().text));
    qunsetenv("SSL_CERT_FILE");
    qunsetenv("SSL_CERT_DIR");
}

void TstMqttHome::nobodyThere()
{
    MosquittoRig broker;
    const protocol::MqttSection place = placeOf(broker);
    broker.kill();
    Home home(place);
    QSignalSpy changes(&home.link, &HomeSource::changed);
    QTRY_COMPARE(home.link.state(), LinkState::Waiting);
    QCOMPARE(home.link.error().code, Error::Code::Network);
    QTRY_VERIFY(changes.size() >= 4); // and tries again
}

void TstMqttHome::atMostSoManyThings()
{
    MosquittoRig broker;
    protocol::MqttSection crowd = placeOf(broker);
    transport::MqttClient talker(crowd);
    QSignalSpy opened(&talker, &transport::MqttClient::opened);
    talker.open();
    QTRY_COMPARE(opened.size(), 1);
    Home home(placeOf(broker));
    QTRY_COMPARE(home.link.state(), LinkState::Connected);
    talker.publish(u"homeassistant/switch/huge/config"_s, QByteArray(MqttHome::maxMessageBytes + 1, '{'));
    for (int i = 0; i < int(maxHomeThings) + 10; ++i)
        talker.publish(u"homeassistant/switch/s%1/config"_s.arg(i), R"({"name":"Same","cmd_t":"c"})");
    QTRY_COMPARE(home.link.leftOut(), 10);
    QCOMPARE(home.registry.things().size(), maxHomeThings);
    QCOMPARE(home.link.state(), LinkState::Connected);
}

QTEST_GUILESS_MAIN(TstMqttHome)
#include "tst_mqtthome.moc"
