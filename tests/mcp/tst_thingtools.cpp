// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/hometools.h"
#include "mcp/scenetools.h"
#include "mcp/thingtools.h"
#include "support/testcase.h"
#include "things/lamp.h"
#include "things/speaker.h"

#include <QJsonDocument>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

class GarageDoor final : public things::Thing
{
public:
    GarageDoor()
        : Thing({ .name = u"GarageDoor"_s,
            .properties = { { .name = u"position"_s,
                .type = things::PropertyType::Integer,
                .setTool = u"home.garage_door.set_position"_s,
                .setParameter = u"position"_s } },
            .title = u"Garage door"_s,
            .kind = u"cover"_s })
    {
    }

protected:
    void apply(const QString&, const QVariant&, const things::Changed& done) override { done({}); }
};

}

class TstThingTools final : public test::TestCase
{
    Q_OBJECT

private slots:
    void makesTheWellKnownTools();
    void setsTheThing();
    void answersWithTheThingsOwnWords();
    void survivesTheThing();
    void tellsTheStatusOfEverything();
    void twoNamesOfOneDeedAreJudgedAlike();
    void aSceneIsWhatItsThingsDo();

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

void TstThingTools::twoNamesOfOneDeedAreJudgedAlike()
{
    things::ThingRegistry home;
    QVERIFY(home.add(std::make_unique<GarageDoor>()));
    const Gate::Deeds deeds = homeDeeds(home);
    const auto byWords = deeds(u"home.operate"_s, { { u"thing"_s, u"garage door"_s }, { u"property"_s, u"Position"_s } });
    QCOMPARE(byWords.size(), 1);
    QCOMPARE(byWords.first().tool, u"home.garage_door.set_position"_s);
    QCOMPARE(deeds(u"home.garage_door.set_position"_s, {}).value(0).tool, u"home.operate"_s);
    QVERIFY(deeds(u"home.set"_s, { { u"thing"_s, u"fridge"_s } }).isEmpty());
    QVERIFY(deeds(u"self.lamp.set_power"_s, {}).isEmpty());
}

void TstThingTools::aSceneIsWhatItsThingsDo()
{
    QTemporaryDir dir;
    things::ThingRegistry home;
    QVERIFY(home.add(std::make_unique<GarageDoor>()));
    things::ThingSources sources;
    QVERIFY(sources.add({ .id = u"home"_s, .registry = &home, .title = [] { return u"Home"_s; } }));
    things::Scenes scenes(dir.path());
    QVERIFY(scenes.keep({ .name = u"Evening"_s,
        .values
        = { { things::ThingSources::keyOf(u"home"_s, u"GarageDoor"_s), u"position"_s, 100 }, { u"home/gone"_s, u"power"_s, true } } }));
    const Gate::Deeds deeds = sceneDeeds(scenes, sources);
    const auto found = deeds(u"self.scene.run"_s, { { u"name"_s, u"evening"_s } });
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().tool, u"home.garage_door.set_position"_s);
    QVERIFY(found.first().standard == Decision::Ask);
    QVERIFY(deeds(u"self.scene.run"_s, { { u"name"_s, u"Party"_s } }).isEmpty());
}

}

QTEST_GUILESS_MAIN(myna::mcp::TstThingTools)
#include "tst_thingtools.moc"
