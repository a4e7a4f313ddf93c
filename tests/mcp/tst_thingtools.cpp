// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/thingtools.h"
#include "support/testcase.h"
#include "things/lamp.h"
#include "things/speaker.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

class TstThingTools final : public test::TestCase
{
    Q_OBJECT

private slots:
    void makesTheWellKnownTools();
    void setsTheThing();
    void answersWithTheThingsOwnWords();
    void survivesTheThing();
    void tellsTheStatusOfEverything();

private:
    // Runs a tool that answers at once.
    static Result<QString> run(const Tool& tool, const QJsonObject& arguments)
    {
        Result<QString> outcome = Error { Error::Code::Timeout, u"no answer"_s };
        tool.run(
            arguments, [&](const Result<QString>& result) { outcome = result; }, nullptr);
        return outcome;
    }
};

void TstThingTools::makesTheWellKnownTools()
{
    things::Speaker speaker(50, nullptr);
    things::Lamp lamp;
    const std::vector<Tool> speakerTools = toolsOf(speaker);
    QCOMPARE(speakerTools.size(), size_t(1));
    QCOMPARE(speakerTools.at(0).spec.name, u"self.audio_speaker.set_volume"_s);
    const Argument& volume = speakerTools.at(0).spec.arguments.at(0);
    QCOMPARE(volume.name, u"volume"_s);
    QVERIFY(volume.type == ArgumentType::Integer);
    QCOMPARE(volume.minimum, std::optional<double>(0));
    QCOMPARE(volume.maximum, std::optional<double>(100));
    const std::vector<Tool> lampTools = toolsOf(lamp);
    QCOMPARE(lampTools.size(), size_t(2));
    QCOMPARE(lampTools.at(0).spec.name, u"self.lamp.set_power"_s);
    QVERIFY(lampTools.at(0).spec.arguments.at(0).type == ArgumentType::Boolean);
    QVERIFY(!lampTools.at(0).spec.arguments.at(0).minimum);
    QCOMPARE(lampTools.at(1).spec.name, u"self.lamp.set_brightness"_s);
}

void TstThingTools::setsTheThing()
{
    things::Lamp lamp;
    const Result<QString> done = run(toolsOf(lamp).at(1), { { u"brightness"_s, 15 } });
    QVERIFY(done);
    QCOMPARE(done.value(), u"true"_s);
    QCOMPARE(lamp.brightness(), 15);
}

void TstThingTools::answersWithTheThingsOwnWords()
{
    things::Lamp lamp;
    const Result<QString> done = run(toolsOf(lamp).at(1), { { u"brightness"_s, 1500 } });
    QVERIFY(!done);
    QVERIFY(done.error().text.contains("100"_L1));
}

void TstThingTools::survivesTheThing()
{
    auto lamp = std::make_unique<things::Lamp>();
    const std::vector<Tool> tools = toolsOf(*lamp);
    lamp.reset();
    QVERIFY(!run(tools.at(0), { { u"power"_s, true } }));
}

void TstThingTools::tellsTheStatusOfEverything()
{
    auto registry = std::make_unique<things::ThingRegistry>();
    QVERIFY(registry->add(std::make_unique<things::Speaker>(70, nullptr)));
    QVERIFY(registry->add(std::make_unique<things::Lamp>()));
    const Tool tool = deviceStatusTool(*registry);
    QCOMPARE(tool.spec.name, u"self.get_device_status"_s);
    const Result<QString> status = run(tool, {});
    QVERIFY(status);
    QCOMPARE(QJsonDocument::fromJson(status.value().toUtf8()).object(),
        QJsonDocument::fromJson(R"({"audio_speaker":{"volume":70},"lamp":{"power":false,"brightness":80}})").object());
    registry.reset();
    QVERIFY(run(tool, {}));
}

}

QTEST_GUILESS_MAIN(myna::mcp::TstThingTools)
#include "tst_thingtools.moc"
