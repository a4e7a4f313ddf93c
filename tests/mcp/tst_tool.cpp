// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/tool.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

}

class TstTool final : public test::TestCase
{
    Q_OBJECT

private slots:
    void describesItselfLikeTheFirmware();
    void omitsWhatIsEmpty();
    void readsFirmwareAndPythonShapes_data();
    void readsFirmwareAndPythonShapes();
    void goesThroughJsonUnchanged();
    void refusesToolsItCannotCall();
};

void TstTool::describesItselfLikeTheFirmware()
{
    const ToolSpec spec { .name = u"self.audio_speaker.set_volume"_s,
        .description = u"Set the volume"_s,
        .arguments = { { .name = u"volume"_s, .type = ArgumentType::Integer, .minimum = 0, .maximum = 100 } } };
    QCOMPARE(toJson(spec), json(R"({"name":"self.audio_speaker.set_volume","description":"Set the volume","inputSchema":{"type":"object",
        "properties":{"volume":{"type":"integer","minimum":0,"maximum":100}},"required":["volume"]}})"));
}

void TstTool::omitsWhatIsEmpty()
{
    QCOMPARE(toJson({ .name = u"self.get_device_status"_s, .description = u"Status"_s }),
        json(R"({"name":"self.get_device_status","description":"Status","inputSchema":{"type":"object","properties":{}}})"));
    QCOMPARE(toJson({ .name = u"self.reboot"_s, .description = u"Reboot"_s, .userOnly = true }),
        json(R"({"name":"self.reboot","description":"Reboot","inputSchema":{"type":"object","properties":{}},
            "annotations":{"audience":["user"]}})"));
}

void TstTool::readsFirmwareAndPythonShapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ToolSpec>("spec");
    QTest::newRow("firmware user-only")
        << QByteArray(R"({"name":"self.screen.snapshot","description":"d","inputSchema":{"type":"object","properties":{
        "quality":{"type":"integer","default":80,"minimum":1,"maximum":100},"url":{"type":"string"}},"required":["url"]},"annotations":{"audience":["user"]}})")
        << ToolSpec { u"self.screen.snapshot"_s, u"d"_s,
               { { .name = u"quality"_s, .type = ArgumentType::Integer, .required = false, .minimum = 1, .maximum = 100 },
                   { .name = u"url"_s, .type = ArgumentType::Text } },
               true };
    QTest::newRow("python, empty required") << QByteArray(
        R"({"name":"take_photo","description":"d","inputSchema":{"type":"object","properties":{
        "question":{"type":"string","description":"what to ask"}},"required":[]}})")
                                            << ToolSpec { u"take_photo"_s, u"d"_s,
                                                   { { .name = u"question"_s, .description = u"what to ask"_s, .required = false } } };
    QTest::newRow("no schema") << QByteArray(R"({"name":"x"})") << ToolSpec { .name = u"x"_s };
    QTest::newRow("wrong shapes") << QByteArray(R"({"name":"x","description":3,"inputSchema":[],"annotations":"user"})")
                                  << ToolSpec { .name = u"x"_s };
}

void TstTool::readsFirmwareAndPythonShapes()
{
    QFETCH(QByteArray, text);
    QFETCH(ToolSpec, spec);
    const Result<ToolSpec> read = toolSpecFromJson(json(text.constData()));
    QVERIFY(read);
    QVERIFY(read.value() == spec);
}

void TstTool::goesThroughJsonUnchanged()
{
    const ToolSpec spec { u"a.b"_s, u"words"_s,
        { { u"count"_s, u"how many"_s, ArgumentType::Integer, false, -3, 7 },
            { u"loud"_s, u"really"_s, ArgumentType::Boolean, true, {}, {} } },
        true };
    const Result<ToolSpec> read = toolSpecFromJson(toJson(spec));
    QVERIFY(read);
    QVERIFY(read.value() == spec);
}

void TstTool::refusesToolsItCannotCall()
{
    QVERIFY(!toolSpecFromJson({}));
    QVERIFY(!toolSpecFromJson(json(R"({"name":7})")));
    QVERIFY(!toolSpecFromJson(json(R"({"name":"x","inputSchema":{"properties":{"a":"string"}}})")));
}

}

QTEST_GUILESS_MAIN(myna::mcp::TstTool)
#include "tst_tool.moc"
