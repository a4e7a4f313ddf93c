// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "support/thingchange.h"
#include "viewmodels/devicething.h"
#include "viewmodels/owntools.h"
#include "viewmodels/panelwords.h"
#include "viewmodels/toolsviewmodel.h"
#include "viewmodels/toolwords.h"

#include <QJsonDocument>
#include <QScopeGuard>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

mcp::ToolSpec specWith(const char* schema)
{
    return { .name = u"t"_s, .schema = json(schema) };
}

mcp::Tool volumeTool(int& set)
{
    return { { .name = u"self.audio_speaker.set_volume"_s,
                 .description = u"Sets the volume."_s,
                 .arguments = { { .name = u"volume"_s, .type = mcp::ArgumentType::Integer, .minimum = 0, .maximum = 100 } },
                 .title = u"Set the volume"_s },
        [&set](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
            set = arguments["volume"_L1].toInt();
            answer(u"true"_s);
        } };
}

admin::DeviceThings oldLamp()
{
    return admin::deviceThingsFrom(json(
        R"({"device":"aa","connected":true,"things":[{"name":"Lamp","description":"Desk lamp","changed":"",)"
        R"("properties":[{"name":"power","description":"is it on","type":"boolean","value":true},)"
        R"({"name":"level","description":"brightness","type":"number","value":null},)"
        R"({"name":"warm","description":"degrees","type":"number","value":31.5}],)"
        R"("methods":[{"name":"TurnOn","description":"","tool":"lamp_turnon","parameters":[]},)"
        R"({"name":"TurnOff","description":"","tool":"lamp_turnoff","parameters":[]},)"
        R"({"name":"SetLevel","description":"","tool":"lamp_setlevel","parameters":[{"name":"level","description":"10-60","type":"number"}]},)"
        R"({"name":"Blink","description":"three times","tool":"lamp_blink","parameters":[]}]}],)"
        R"("tools":[{"name":"lamp_blink","source":"iot","allowed":true}]})"));
}

}

class TstToolsViewModel final : public test::TestCase
{
    Q_OBJECT

private slots:
    void makesFieldsOfSchemas_data();
    void makesFieldsOfSchemas();
    void requiredFieldsComeFirst();
    void readsWhatWasTyped_data();
    void readsWhatWasTyped();
    void callsAToolByHandAsAServerDoes();
    void saysWhatIsWrongBeforeCalling();
    void whatWasDecidedHoldsForTheHandToo();
    void findsToolsByTheirWords();
    void knownToolsSpeakToPeople();
    void anotherPlaceForgetsTheChoice();
    void makesThingsOfLegacyDescriptors();
    void makesThingsOfTools();
    void leavesOutWhatIsNotForAPanel();
    void aThingOfADeviceIsChangedThroughItsTools();
    void whatADeviceDidNotTellIsNotKnown();
};

void TstToolsViewModel::makesFieldsOfSchemas_data()
{
    using Kind = ToolField::Kind;
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<int>("kind");
    QTest::newRow("boolean") << R"({"type":"boolean"})"_ba << int(Kind::Switch);
    QTest::newRow("integer") << R"({"type":"integer"})"_ba << int(Kind::Whole);
    QTest::newRow("number") << R"({"type":"number"})"_ba << int(Kind::Number);
    QTest::newRow("string") << R"({"type":"string"})"_ba << int(Kind::Text);
    QTest::newRow("enum") << R"({"type":"string","enum":["a","b"]})"_ba << int(Kind::Choice);
    QTest::newRow("or nothing") << R"({"type":["string","null"]})"_ba << int(Kind::Text);
    QTest::newRow("list") << R"({"type":"array","items":{"type":"string"}})"_ba << int(Kind::Json);
    QTest::newRow("object") << R"({"type":"object"})"_ba << int(Kind::Json);
    QTest::newRow("several") << R"({"type":["string","integer"]})"_ba << int(Kind::Json);
    QTest::newRow("nothing said") << R"({})"_ba << int(Kind::Json);
}

void TstToolsViewModel::makesFieldsOfSchemas()
{
    QFETCH(QByteArray, property);
    QFETCH(int, kind);
    const QVector<ToolField> fields = toolFields(specWith(R"({"type":"object","properties":{"x":)" + property + "}}"));
    QCOMPARE(fields.size(), 1);
    QCOMPARE(int(fields.first().kind), kind);
    QVERIFY(!fields.first().required);
}

void TstToolsViewModel::requiredFieldsComeFirst()
{
    const QVector<ToolField> fields = toolFields(specWith(
        R"({"type":"object","required":["z"],"properties":{"a":{"type":"integer","default":7,"minimum":1,"maximum":9},"z":{"type":"string"}}})"));
    QCOMPARE(fields.size(), 2);
    QCOMPARE(fields.at(0).name, u"z"_s);
    QVERIFY(fields.at(0).required);
    QCOMPARE(fields.at(1).standard, u"7"_s);
    QCOMPARE(fields.at(1).minimum, std::optional<double>(1));
    QCOMPARE(fields.at(1).maximum, std::optional<double>(9));
}

void TstToolsViewModel::readsWhatWasTyped_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("value"); // empty: it is wrong
    QTest::newRow("whole") << R"({"type":"integer"})"_ba << u" 12 "_s << "12"_ba;
    QTest::newRow("not whole") << R"({"type":"integer"})"_ba << u"1.5"_s << ""_ba;
    QTest::newRow("part") << R"({"type":"number"})"_ba << u"1.5"_s << "1.5"_ba;
    QTest::newRow("words for a number") << R"({"type":"number"})"_ba << u"many"_s << ""_ba;
    QTest::newRow("no number at all") << R"({"type":"number"})"_ba << u"nan"_s << ""_ba;
    QTest::newRow("too small") << R"({"type":"integer","minimum":3})"_ba << u"2"_s << ""_ba;
    QTest::newRow("too large") << R"({"type":"integer","maximum":3})"_ba << u"4"_s << ""_ba;
    QTest::newRow("on") << R"({"type":"boolean"})"_ba << u"true"_s << "true"_ba;
    QTest::newRow("off") << R"({"type":"boolean"})"_ba << u"false"_s << "false"_ba;
    QTest::newRow("a choice") << R"({"enum":["a","b"]})"_ba << u"b"_s << "\"b\""_ba;
    QTest::newRow("no choice") << R"({"enum":["a","b"]})"_ba << u"c"_s << ""_ba;
    QTest::newRow("text") << R"({"type":"string"})"_ba << u"你好 \"x\""_s << "\"你好 \\\"x\\\"\""_ba;
    QTest::newRow("list") << R"({"type":"array"})"_ba << u"[1, \"a\"]"_s << "[1,\"a\"]"_ba;
    QTest::newRow("broken list") << R"({"type":"array"})"_ba << u"[1, "_s << ""_ba;
    QTest::newRow("two values") << R"({"type":"array"})"_ba << u"1, 2"_s << ""_ba;
    QTest::newRow("nothing needed") << R"({"type":"integer"})"_ba << QString() << "absent"_ba;
}

void TstToolsViewModel::readsWhatWasTyped()
{
    QFETCH(QByteArray, property);
    QFETCH(QString, typed);
    QFETCH(QByteArray, value);
    const auto fields = toolFields(specWith(R"({"type":"object","properties":{"x":)" + property + "}}"));
    const ToolInput input = toolInput(fields, { { u"x"_s, typed } });
    QCOMPARE(input.wrong.contains(u"x"_s), value.isEmpty());
    if (value == "absent") {
        QVERIFY(input.arguments.isEmpty());
    } else if (!value.isEmpty()) {
        QCOMPARE(QJsonDocument(input.arguments).toJson(QJsonDocument::Compact), "{\"x\":" + value + "}");
    } else {
        QVERIFY(!input.wrong.value(u"x"_s).isEmpty());
    }
}

void TstToolsViewModel::callsAToolByHandAsAServerDoes()
{
    int set = -1;
    mcp::McpServer server;
    server.addTool(volumeTool(set));
    OwnTools own(server);
    ToolsViewModel model;
    model.addPlace(own);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data(ToolsViewModel::TitleRole).toString(), u"Set the volume"_s);
    model.choose(u"self.audio_speaker.set_volume"_s);
    QSignalSpy heard(&server, &mcp::McpServer::called);
    model.call({ { u"volume"_s, u"35"_s } });
    QTRY_VERIFY(model.exchange());
    QCOMPARE(set, 35);
    QCOMPARE(model.exchange()->text, u"true"_s);
    QVERIFY(!model.exchange()->failed);
    QVERIFY(!model.isCalling());
    QCOMPARE(model.exchange()->sent["method"_L1].toString(), u"tools/call"_s);
    QCOMPARE(model.exchange()->received["id"_L1], model.exchange()->sent["id"_L1]);
    QCOMPARE(heard.count(), 1);
    QVERIFY(heard.first().first().value<mcp::CallReport>().caller.asker == mcp::Asker::Hand);
}

void TstToolsViewModel::saysWhatIsWrongBeforeCalling()
{
    int set = -1;
    mcp::McpServer server;
    server.addTool(volumeTool(set));
    OwnTools own(server);
    ToolsViewModel model;
    model.addPlace(own);
    model.choose(u"self.audio_speaker.set_volume"_s);
    QSignalSpy refused(&model, &ToolsViewModel::refused);
    for (const QString& typed : { u""_s, u"loud"_s, u"101"_s })
        model.call({ { u"volume"_s, typed } });
    QCOMPARE(refused.count(), 3);
    QVERIFY(!model.exchange());
    QCOMPARE(set, -1);
}

void TstToolsViewModel::whatWasDecidedHoldsForTheHandToo()
{
    int set = -1;
    mcp::McpServer server;
    server.addTool(volumeTool(set));
    OwnTools own(server);
    ToolsViewModel model;
    model.addPlace(own);
    server.gate().decide(u"self.audio_speaker.set_volume"_s, {}, mcp::Decision::Deny);
    QVERIFY(!model.index(0).data(ToolsViewModel::AllowedRole).toBool());
    model.choose(u"self.audio_speaker.set_volume"_s);
    model.call({ { u"volume"_s, u"35"_s } });
    QTRY_VERIFY(model.exchange());
    QVERIFY(model.exchange()->failed);
    QVERIFY(!model.exchange()->text.isEmpty());
    QCOMPARE(set, -1);
}

void TstToolsViewModel::knownToolsSpeakToPeople()
{
    const mcp::ToolSpec known { .name = u"self.alarm.set"_s,
        .description = u"Words for a model."_s,
        .arguments = { { .name = u"time"_s, .description = u"for a model"_s }, { .name = u"x_y"_s, .description = u"its own"_s } },
        .title = u"Set an alarm"_s };
    QCOMPARE(wordsOfTool(known), u"Rings at a time of day, once or again and again."_s);
    const QVector<ToolField> fields = toolFields(known);
    QCOMPARE(fields[0].name, u"time"_s);
    QCOMPARE(fields[0].title, u"Time"_s);
    QVERIFY(fields[0].words.startsWith(u"07:30"_s));
    QCOMPARE(fields[1].title, u"x_y"_s); // nobody knows better
    QCOMPARE(fields[1].words, u"its own"_s);
    QCOMPARE(titleOfTool({ .name = u"self.lamp.set_power"_s }), u"Switch the lamp"_s);
    const mcp::ToolSpec other { .name = u"oven.bake_bread"_s,
        .description = u"Bakes."_s,
        .arguments = { { .name = u"time"_s, .description = u"minutes"_s }, { .name = u"light"_s, .description = u"the lamp inside"_s } },
        .title = {} };
    QCOMPARE(titleOfTool(other), u"Bake bread"_s);
    QCOMPARE(wordsOfTool(other), u"Bakes."_s);
    QCOMPARE(toolFields(other)[0].words, u"minutes"_s); // the same word may mean something else there
    QCOMPARE(toolFields(other)[1].title, u"light"_s); // it is no look here; other languages have another word for that
    QCOMPARE(knownChoice(u"light"_s), u"light"_s);
    QVERIFY(knownChoice(u"Speaker"_s).isEmpty() && knownChoice(u"start"_s).isEmpty()); // a thing of ours, and an argument
    const mcp::ToolSpec titled { .name = u"home.lamp.set_power"_s, .description = u"Lamp. Sets: power"_s, .title = u"灯：开关"_s };
    QCOMPARE(wordsOfTool(titled), u"Lamp. Sets: power"_s);
    const QLocale before;
    const auto back = qScopeGuard([&before] { QLocale::setDefault(before); });
    QLocale::setDefault(QLocale(QLocale::Chinese));
    QCOMPARE(wordsOfTool(titled), QString()); // the title says it
    QCOMPARE(wordsOfTool(other), u"Bakes."_s); // nothing else does
}

void TstToolsViewModel::findsToolsByTheirWords()
{
    int set = -1;
    mcp::McpServer server;
    server.addTool(volumeTool(set));
    server.addTool({ { .name = u"get_weather"_s, .description = u"The weather of a city."_s }, {} });
    OwnTools own(server);
    ToolsViewModel model;
    model.addPlace(own);
    QCOMPARE(model.rowCount(), 2);
    model.setWords(u"WEATHER city"_s);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data(ToolsViewModel::TitleRole).toString(), u"Get weather"_s);
    model.setWords(u"weather volume"_s);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.toolCount(), 2);
}

void TstToolsViewModel::anotherPlaceForgetsTheChoice()
{
    int set = -1;
    mcp::McpServer here;
    here.addTool(volumeTool(set));
    mcp::McpServer there;
    OwnTools first(here);
    ToolsViewModel model;
    {
        OwnTools second(there);
        model.addPlace(first);
        model.addPlace(second);
        QCOMPARE(model.places().size(), 2);
        model.choosePlace(1);
        QCOMPARE(model.rowCount(), 0);
        model.choose(u"self.audio_speaker.set_volume"_s);
        QVERIFY(!model.chosen()); // it is not there
        model.removePlace(second);
    }
    QCOMPARE(model.currentPlace(), 0);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.chosen());
}

void TstToolsViewModel::makesThingsOfLegacyDescriptors()
{
    const QVector<DeviceThingPlan> plans = deviceThingPlans(oldLamp());
    QCOMPARE(plans.size(), 1); // its tools are of iot: nothing twice
    const auto& properties = plans.first().spec.properties;
    QCOMPARE(properties.size(), 4);
    QCOMPARE(properties.at(0).name, u"power"_s);
    QVERIFY(properties.at(0).writable);
    QCOMPARE(plans.first().properties.value(u"power"_s).deed.tool, u"lamp_turnon"_s);
    QCOMPARE(plans.first().properties.value(u"power"_s).otherwise.tool, u"lamp_turnoff"_s);
    QVERIFY(properties.at(1).writable);
    QCOMPARE(properties.at(1).minimum, 10.0);
    QCOMPARE(properties.at(1).maximum, 60.0);
    QVERIFY(!properties.at(2).writable); // nothing sets it
    QVERIFY(properties.at(3).type == things::PropertyType::Action);
    QCOMPARE(properties.at(3).title, u"Blink"_s);
}

void TstToolsViewModel::makesThingsOfTools()
{
    const auto plans = deviceThingPlans(admin::deviceThingsFrom(json(
        R"({"device":"aa","connected":true,"tools":[)"
        R"({"name":"self.audio_speaker.set_volume","source":"device","inputSchema":{"type":"object","properties":{"volume":{"type":"integer","minimum":0,"maximum":100}}}},)"
        R"({"name":"self.screen.set_theme","source":"device","inputSchema":{"type":"object","properties":{"theme":{"type":"string","enum":["light","dark"]}}}},)"
        R"({"name":"self.lamp.turn_on","source":"device","inputSchema":{"type":"object","properties":{}}},)"
        R"({"name":"self.lamp.turn_off","source":"device","inputSchema":{"type":"object","properties":{}}}]})")));
    QCOMPARE(plans.size(), 3);
    QCOMPARE(plans.at(0).spec.title, u"Audio speaker"_s);
    QCOMPARE(plans.at(0).spec.properties.first().unit, u"%"_s);
    QCOMPARE(plans.at(0).properties.value(u"volume"_s).statusKey, u"audio_speaker/volume"_s);
    QVERIFY(plans.at(1).spec.properties.first().type == things::PropertyType::Choice);
    QCOMPARE(plans.at(2).spec.properties.size(), 2);
    QVERIFY(plans.at(2).spec.properties.first().type == things::PropertyType::Action);
}

void TstToolsViewModel::leavesOutWhatIsNotForAPanel()
{
    const auto plans = deviceThingPlans(admin::deviceThingsFrom(json(
        R"({"device":"aa","connected":true,"tools":[)"
        R"({"name":"self.reboot","source":"device","inputSchema":{"type":"object"}},)"
        R"({"name":"self.system.reboot","source":"device","inputSchema":{"type":"object"}},)"
        R"({"name":"self.get_device_status","source":"device","inputSchema":{"type":"object"}},)"
        R"({"name":"self.camera.take_photo","source":"device","inputSchema":{"type":"object","properties":{"question":{"type":"string"}}}},)"
        R"({"name":"self.lamp.set_name","source":"device","inputSchema":{"type":"object","properties":{"name":{"type":"string"}}}},)"
        R"({"name":"self.lamp.turn_on","source":"device","allowed":false,"inputSchema":{"type":"object"}},)"
        R"({"name":"self.lamp.turn_off","source":"server","inputSchema":{"type":"object"}},)"
        R"({"name":"self.lamp.toggle","source":"device","inputSchema":{"type":"object"},"annotations":{"audience":["user"]}},)"
        R"({"name":"..","source":"device","inputSchema":{"type":"object"}}]})")));
    QCOMPARE(plans.size(), 0);
}

void TstToolsViewModel::aThingOfADeviceIsChangedThroughItsTools()
{
    QStringList called;
    DeviceThing lamp(
        deviceThingPlans(oldLamp()).first(), [&](const QString& tool, const QJsonObject& arguments, const things::Changed& done) {
            called << tool + QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact));
            done({});
        });
    QVERIFY(test::changed(lamp, u"power"_s, false));
    QVERIFY(test::changed(lamp, u"power"_s, true));
    QVERIFY(test::changed(lamp, u"level"_s, 40.0));
    QVERIFY(test::changed(lamp, u"Blink"_s, {}));
    QCOMPARE(called, QStringList({ u"lamp_turnoff{}"_s, u"lamp_turnon{}"_s, u"lamp_setlevel{\"level\":40}"_s, u"lamp_blink{}"_s }));
    lamp.tellConnected(false);
    QVERIFY(!test::changed(lamp, u"power"_s, false));
    QCOMPARE(called.size(), 4);
}

void TstToolsViewModel::whatADeviceDidNotTellIsNotKnown()
{
    DeviceThing lamp(deviceThingPlans(oldLamp()).first(), {});
    QCOMPARE(lamp.value(u"power"_s), QVariant(true));
    QVERIFY(!lamp.value(u"level"_s).isValid());
    QCOMPARE(lamp.value(u"warm"_s), QVariant(31.5));
    lamp.tellState({ { u"level"_s, 20 }, { u"power"_s, u"maybe"_s }, { u"unheard"_s, 1 } });
    QCOMPARE(lamp.value(u"level"_s), QVariant(20.0));
    QCOMPARE(lamp.value(u"power"_s), QVariant(true));
}

}

QTEST_GUILESS_MAIN(myna::viewmodels::TstToolsViewModel)
#include "tst_toolsviewmodel.moc"
