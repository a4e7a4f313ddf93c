// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedengines.h"
#include "server/toolbox/deviceiot.h"
#include "sessionrig.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;

namespace {

QJsonArray array(const char* text)
{
    return QJsonDocument::fromJson(text).array();
}

// As an older device sends them: one message for each descriptor.
const char* const lamp = R"([{"name":"Lamp","description":"Desk lamp",
 "properties":{"power":{"description":"is it on","type":"boolean"},"level":{"description":"brightness","type":"number"}},
 "methods":{"SetLevel":{"description":"set brightness","parameters":{"level":{"description":"0-100","type":"number"}}},
            "TurnOn":{"description":"turn it on"}}}])";

struct Room
{
    explicit Room(std::chrono::milliseconds confirmation = 10s)
        : iot(confirmation)
    {
        QObject::connect(&iot, &DeviceIot::commandReady, &iot, [this](const QJsonObject& command) { commands += command; });
    }
    void call(const QString& tool, const QJsonObject& arguments = {})
    {
        iot.call(tool, arguments, [this](const Result<QString>& result) { results += result; });
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const mcp::ToolSpec& tool : iot.tools())
            all += tool.name;
        return all;
    }

    DeviceIot iot;
    QVector<QJsonObject> commands;
    QVector<Result<QString>> results;
};

}

class TstDeviceIot : public test::TestCase
{
    Q_OBJECT

private slots:
    void aDescriptorBecomesTools()
    {
        Room room;
        QSignalSpy described(&room.iot, &DeviceIot::described);
        room.iot.receive({ array(lamp), {}, {} });
        QCOMPARE(described.size(), 1);
        QCOMPARE(room.names(), QStringList({ u"get_lamp_level"_s, u"get_lamp_power"_s, u"lamp_setlevel"_s, u"lamp_turnon"_s }));
        const QJsonObject schema = mcp::toJson(room.iot.tools().at(2))["inputSchema"_L1].toObject();
        QCOMPARE(schema["properties"_L1]["level"_L1]["type"_L1], u"number"_s);
        QCOMPARE(schema["required"_L1].toArray(), QJsonArray { u"level"_s });
    }

    void statesAreReadWithAnyNumber()
    {
        Room room;
        room.iot.receive({ array(lamp), {}, {} });
        room.call(u"get_lamp_level"_s);
        QCOMPARE(room.results.last().error().code, Error::Code::Unavailable); // nothing was told yet
        QSignalSpy told(&room.iot, &DeviceIot::stateTold);
        room.iot.receive({ {}, array(R"([{"name":"Lamp","state":{"power":true,"level":40.5}}])"), {} });
        room.iot.receive({ {}, array(R"([{"name":"Lamp","state":{"power":false}}])"), {} });
        QCOMPARE(told.size(), 2);
        QCOMPARE(told.last().at(1).toJsonObject(), QJsonObject({ { u"power"_s, false }, { u"level"_s, 40.5 } })); // all of it
        room.call(u"get_lamp_level"_s);
        QCOMPARE(room.results.last().value(), u"40.5"_s);
        room.call(u"get_lamp_power"_s);
        QCOMPARE(room.results.last().value(), u"false"_s);
        const QJsonObject thing = room.iot.things().first().toObject();
        QCOMPARE(thing["properties"_L1][1]["value"_L1], QJsonValue(false));
        QCOMPARE(thing["properties"_L1][1]["tool"_L1], u"get_lamp_power"_s);
        QCOMPARE(thing["methods"_L1][0]["tool"_L1], u"lamp_setlevel"_s);
        QVERIFY(!thing["changed"_L1].toString().isEmpty());
    }

    void aCommandIsNamedAsTheDeviceDoesAndConfirmedByItsState()
    {
        Room room;
        room.iot.receive({ array(lamp), {}, {} });
        room.call(u"lamp_setlevel"_s, { { u"level"_s, u"60"_s }, { u"response_success"_s, u"ok"_s } });
        QCOMPARE(room.commands,
            QVector<QJsonObject>(
                { { { u"name"_s, u"Lamp"_s }, { u"method"_s, u"SetLevel"_s }, { u"parameters"_s, QJsonObject { { u"level"_s, 60 } } } } }));
        QVERIFY(room.results.isEmpty());
        room.iot.receive({ {}, array(R"([{"name":"Fan","state":{"on":true}}])"), {} }); // of another thing
        QVERIFY(room.results.isEmpty());
        room.iot.receive({ {}, array(R"([{"name":"Lamp","state":{"level":60}}])"), {} });
        QCOMPARE(room.results.size(), 1);
        QCOMPARE(room.results.last().value(), u"Done. Lamp is now: {\"level\":60}"_s);
        room.call(u"lamp_turnon"_s);
        QVERIFY(!room.commands.last().contains(u"parameters"_s)); // omitted when there are none
        room.call(u"lamp_setlevel"_s);
        QCOMPARE(room.results.last().error().code, Error::Code::Invalid);
        room.call(u"lamp_setlevel"_s, { { u"level"_s, u"bright"_s } });
        QCOMPARE(room.results.last().error().code, Error::Code::Invalid);
        room.call(u"lamp_explode"_s);
        QCOMPARE(room.results.last().error().code, Error::Code::NotFound);
        QCOMPARE(room.commands.size(), 2);
    }

    void aSilentDeviceIsNotWaitedForForEver()
    {
        Room room(1ms);
        room.iot.receive({ array(lamp), {}, {} });
        room.call(u"lamp_turnon"_s);
        QTRY_COMPARE(room.results.size(), 1);
        QVERIFY(room.results.last().has_value());
        room.iot.receive({ {}, array(R"([{"name":"Lamp","state":{"power":true}}])"), {} });
        QCOMPARE(room.results.size(), 1);
    }

    void quirksAreTakenAsFarAsTheyGo_data()
    {
        QTest::addColumn<QByteArray>("descriptors");
        QTest::addColumn<QByteArray>("states");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("no methods") << QByteArray(R"([{"name":"T","properties":{"c":{"type":"float"}}}])") << QByteArray("[]")
                                    << QStringList { u"get_t_c"_s };
        QTest::newRow("no properties") << QByteArray(R"([{"name":"T","methods":{"Go":{}}}])") << QByteArray("[]")
                                       << QStringList { u"t_go"_s };
        QTest::newRow("neither") << QByteArray(R"([{"name":"T"}])") << QByteArray("[]") << QStringList();
        QTest::newRow("no name") << QByteArray(R"([{"properties":{"c":{}}}])") << QByteArray("[]") << QStringList();
        QTest::newRow("wrong types") << QByteArray(R"([{"name":"T","properties":[1],"methods":{"Go":7,"":{}}}])") << QByteArray("[]")
                                     << QStringList { u"t_go"_s };
        QTest::newRow("underscores and spaces") << QByteArray(R"([{"name":"My_big Lamp","properties":{"a.b":{}}}])") << QByteArray("[]")
                                                << QStringList { u"get_my_big_lamp_a_b"_s };
        QTest::newRow("Chinese") << QByteArray(R"([{"name":"台灯","methods":{"打开":{}}}])") << QByteArray("[]")
                                 << QStringList { u"台灯_打开"_s };
        QTest::newRow("the same twice") << QByteArray(R"([{"name":"A B","methods":{"x":{}}},{"name":"A.B","methods":{"x":{}}}])")
                                        << QByteArray("[]") << QStringList { u"a_b_x"_s, u"a_b_x_2"_s };
        QTest::newRow("only states") << QByteArray("[]") << QByteArray(R"([{"name":"T","state":{"c":21.5,"d":null}}])")
                                     << QStringList { u"get_t_c"_s };
        QTest::newRow("state is no object") << QByteArray("[]") << QByteArray(R"([{"name":"T","state":3}])") << QStringList();
    }
    void quirksAreTakenAsFarAsTheyGo()
    {
        QFETCH(QByteArray, descriptors);
        QFETCH(QByteArray, states);
        QFETCH(QStringList, names);
        Room room;
        room.iot.receive({ array(descriptors), array(states), {} });
        QCOMPARE(room.names(), names);
    }

    void whatADeviceTellsIsBounded()
    {
        Room room;
        for (int i = 0; i < 200; ++i) {
            QJsonObject members;
            for (int j = 0; j < 200; ++j)
                members.insert(u"p%1"_s.arg(j), QJsonObject { { u"description"_s, QString(5000, u'x') } });
            room.iot.receive(
                { { QJsonObject { { u"name"_s, u"Thing%1"_s.arg(i) }, { u"properties"_s, members }, { u"methods"_s, members } } }, {},
                    {} });
        }
        QCOMPARE(room.iot.tools().size(), DeviceIot::maxTools);
        QCOMPARE(room.iot.things().size(), DeviceIot::maxThings);
        QVERIFY(room.iot.tools().first().description.size() <= DeviceIot::maxText + 100);
        room.iot.receive(
            { {}, { QJsonObject { { u"name"_s, u"Thing0"_s }, { u"state"_s, QJsonObject { { u"p0"_s, QString(5000, u'x') } } } } }, {} });
        room.call(u"get_thing0_p0"_s);
        QVERIFY(!room.results.last());
        for (size_t i = 0; i <= DeviceIot::maxPending; ++i)
            room.call(u"thing0_p1"_s);
        QVERIFY(room.results.isEmpty() || !room.results.last());
    }

    void aSessionOffersThemAndTheirOwnerSeesThem()
    {
        test::ScriptedEngines engines;
        test::Script& script = engines.script;
        script.tools = [](const QVector<mcp::ToolSpec>& tools) { return std::vector<ToolCall> { { u"1"_s, tools.last().name, {} } }; };
        test::SessionRig rig(engines, { .deviceId = u"aa:bb"_s });
        QSignalSpy told(rig.session.get(), &DeviceSession::stateTold);
        QSignalSpy changed(rig.session.get(), &DeviceSession::toolsChanged);
        rig.hello();
        rig.wire->say(protocol::Iot { array(lamp), {}, {} });
        QCOMPARE(changed.size(), 1);
        const auto commands = [&] {
            QJsonArray all;
            for (const protocol::Message& message : rig.wire->sent) {
                if (const auto* iot = std::get_if<protocol::Iot>(&message.body))
                    all.append(iot->commands.first());
            }
            return all;
        };
        rig.type(u"the lamp, please"_s);
        QTRY_COMPARE(commands().size(), 1);
        QCOMPARE(commands().first()[u"method"], u"TurnOn"_s);
        rig.wire->say(protocol::Iot { {}, array(R"([{"name":"Lamp","state":{"power":true,"level":40}}])"), {} });
        QTRY_COMPARE(script.toolAnswers.size(), 1);
        QVERIFY(script.toolAnswers.first().has_value());
        QCOMPARE(told.size(), 1);

        const QJsonObject things = rig.session->things();
        QCOMPARE(things["things"_L1].toArray().size(), 1);
        QCOMPARE(things["tools"_L1][0]["source"_L1], u"iot"_s);
        QCOMPARE(things["tools"_L1][0]["allowed"_L1], QJsonValue(true));
        QVector<Result<QString>> results;
        rig.session->callTool(u"get_lamp_level"_s, {}, [&](const Result<QString>& result) { results += result; });
        QCOMPARE(results.last().value(), u"40"_s);
        rig.session->setStopped(true);
        rig.session->callTool(u"lamp_turnon"_s, {}, [&](const Result<QString>& result) { results += result; });
        QCOMPARE(results.last().error().code, Error::Code::Refused);
        QCOMPARE(commands().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstDeviceIot)
#include "tst_deviceiot.moc"
