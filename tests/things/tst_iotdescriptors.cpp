// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "support/thingchange.h"
#include "things/iotdescriptors.h"
#include "things/lamp.h"
#include "things/speaker.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

class Sensor final : public Thing
{
public:
    Sensor()
        : Thing({ u"Sensor"_s, u"Door"_s, { { .name = u"open"_s, .description = u"whether it is open"_s, .writable = false } } })
    {
    }

protected:
    void apply(const QString&, const QVariant&, const Changed& done) override { done({}); }
};

}

class TstIotDescriptors final : public test::TestCase
{
    Q_OBJECT

private slots:
    void describesPropertiesAndMethods();
    void alwaysHasMethods();
    void namesHaveNoUnderscore();
    void tellsTheState();
    void runsCommands_data();
    void runsCommands();
};

// Shape of py-xiaozhi protocols/protocol.py:151-191.
void TstIotDescriptors::describesPropertiesAndMethods()
{
    const QJsonObject lamp = iotDescriptor(Lamp().spec());
    QCOMPARE(lamp["name"_L1].toString(), u"Lamp"_s);
    QCOMPARE(lamp["properties"_L1]["power"_L1]["type"_L1].toString(), u"boolean"_s);
    QCOMPARE(lamp["properties"_L1]["brightness"_L1]["type"_L1].toString(), u"number"_s);
    QCOMPARE(lamp["methods"_L1]["SetBrightness"_L1]["parameters"_L1]["brightness"_L1]["type"_L1].toString(), u"number"_s);
    QVERIFY(!lamp["methods"_L1]["SetPower"_L1]["description"_L1].toString().isEmpty());
}

void TstIotDescriptors::alwaysHasMethods()
{
    const QJsonObject sensor = iotDescriptor(Sensor().spec());
    QVERIFY(sensor["methods"_L1].isObject());
    QVERIFY(sensor["methods"_L1].toObject().isEmpty());
}

void TstIotDescriptors::namesHaveNoUnderscore()
{
    const Lamp lamp;
    const Speaker speaker(1, nullptr);
    for (const ThingSpec& spec : { lamp.spec(), speaker.spec() }) {
        QVERIFY(!spec.name.contains(u'_'));
        for (const PropertySpec& property : spec.properties)
            QVERIFY(!property.name.contains(u'_'));
    }
}

void TstIotDescriptors::tellsTheState()
{
    Lamp lamp;
    QVERIFY(test::changed(lamp, u"power"_s, true));
    QVERIFY(test::changed(lamp, u"brightness"_s, 40));
    QCOMPARE(iotState(lamp), json(R"({"name":"Lamp","state":{"power":true,"brightness":40}})"));
}

void TstIotDescriptors::runsCommands_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<int>("code"); // -1: done
    QTest::newRow("set") << QByteArray(R"({"name":"Lamp","method":"SetBrightness","parameters":{"brightness":60}})") << -1;
    QTest::newRow("lower case") << QByteArray(R"({"name":"Lamp","method":"setbrightness","parameters":{"brightness":60}})") << -1;
    QTest::newRow("out of range") << QByteArray(R"({"name":"Lamp","method":"SetBrightness","parameters":{"brightness":160}})")
                                  << int(Error::Code::Invalid);
    QTest::newRow("no parameters") << QByteArray(R"({"name":"Lamp","method":"SetBrightness"})") << int(Error::Code::Invalid);
    QTest::newRow("unknown method") << QByteArray(R"({"name":"Lamp","method":"Explode"})") << int(Error::Code::NotFound);
    QTest::newRow("unknown thing") << QByteArray(R"({"name":"Oven","method":"SetPower"})") << int(Error::Code::NotFound);
    QTest::newRow("nothing") << QByteArray("{}") << int(Error::Code::NotFound);
}

void TstIotDescriptors::runsCommands()
{
    QFETCH(QByteArray, command);
    QFETCH(int, code);
    ThingRegistry registry;
    auto owned = std::make_unique<Lamp>();
    const Lamp& lamp = *owned;
    QVERIFY(registry.add(std::move(owned)));
    Result<> done = Error { Error::Code::Timeout, u"no answer"_s };
    runIotCommand(registry, json(command.constData()), [&done](const Result<>& result) { done = result; });
    QCOMPARE(done.has_value(), code < 0);
    if (done)
        QCOMPARE(lamp.brightness(), 60);
    else
        QCOMPARE(int(done.error().code), code);
}

}

QTEST_GUILESS_MAIN(myna::things::TstIotDescriptors)
#include "tst_iotdescriptors.moc"
