// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/dangerwords.h"
#include "server/toolbox/toolgroups.h"
#include "server/toolbox/toolpolicy.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

class TstToolPolicy : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void knowsHouseholdThings_data();
    void knowsHouseholdThings();
    void findsDanger_data();
    void findsDanger();
    void dangerBeatsEveryDecision();
    void whatCanNeverPassIsNotOffered();
    void noRandomNamePassesASetOfAllowedOnes();
    void noWayOfWritingAPatternPasses();
};

void TstToolPolicy::decides_data()
{
    QTest::addColumn<bool>("standardAllows");
    QTest::addColumn<ToolDecisions>("all");
    QTest::addColumn<ToolDecisions>("own");
    QTest::addColumn<QStringList>("blocked");
    QTest::addColumn<ToolDenial>("denial");
    constexpr auto allow = ToolDecision::Allow;
    constexpr auto deny = ToolDecision::Deny;
    const QString tool = u"files.read"_s; // what is asked for
    QTest::newRow("standard") << true << ToolDecisions() << ToolDecisions() << QStringList() << ToolDenial::None;
    QTest::newRow("standard denies") << false << ToolDecisions() << ToolDecisions() << QStringList() << ToolDenial::Decided;
    QTest::newRow("by name") << true << ToolDecisions { { tool, deny } } << ToolDecisions() << QStringList() << ToolDenial::Decided;
    QTest::newRow("by name, allowed") << false << ToolDecisions { { tool, allow } } << ToolDecisions() << QStringList() << ToolDenial::None;
    QTest::newRow("by family") << true << ToolDecisions { { u"files.*"_s, deny } } << ToolDecisions() << QStringList()
                               << ToolDenial::Decided;
    QTest::newRow("all") << true << ToolDecisions { { u"*"_s, deny } } << ToolDecisions() << QStringList() << ToolDenial::Decided;
    QTest::newRow("name before family") << true << ToolDecisions { { u"files.*"_s, deny }, { tool, allow } } << ToolDecisions()
                                        << QStringList() << ToolDenial::None;
    QTest::newRow("longer family") << true << ToolDecisions { { u"*"_s, allow }, { u"files.*"_s, deny }, { u"files.r*"_s, allow } }
                                   << ToolDecisions() << QStringList() << ToolDenial::None;
    QTest::newRow("another family") << true << ToolDecisions { { u"filesystem*"_s, deny } } << ToolDecisions() << QStringList()
                                    << ToolDenial::None;
    QTest::newRow("another name") << true << ToolDecisions { { u"files"_s, deny } } << ToolDecisions() << QStringList() << ToolDenial::None;
    QTest::newRow("without case") << true << ToolDecisions { { u"FILES.Read"_s, deny } } << ToolDecisions() << QStringList()
                                  << ToolDenial::Decided;
    QTest::newRow("the careful one of two") << true << ToolDecisions { { u"Files.read"_s, allow }, { tool, deny } } << ToolDecisions()
                                            << QStringList() << ToolDenial::Decided;
    QTest::newRow("the device's own first") << true << ToolDecisions { { tool, deny } } << ToolDecisions { { u"files.*"_s, allow } }
                                            << QStringList() << ToolDenial::None;
    QTest::newRow("the device's own denies") << true << ToolDecisions { { tool, allow } } << ToolDecisions { { u"*"_s, deny } }
                                             << QStringList() << ToolDenial::Decided;
    QTest::newRow("blocked") << true << ToolDecisions { { tool, allow } } << ToolDecisions { { tool, allow } } << QStringList { tool }
                             << ToolDenial::Blocked;
    QTest::newRow("blocked family") << true << ToolDecisions() << ToolDecisions() << QStringList { u"Files*"_s } << ToolDenial::Blocked;
}

void TstToolPolicy::decides()
{
    QFETCH(bool, standardAllows);
    QFETCH(ToolDecisions, all);
    QFETCH(ToolDecisions, own);
    QFETCH(QStringList, blocked);
    QFETCH(ToolDenial, denial);
    ToolConfig config;
    config.standard = standardAllows ? ToolDecision::Allow : ToolDecision::Deny;
    config.decisions = all;
    Persona persona;
    persona.toolDecisions = own;
    persona.blockedTools = blocked;
    const ToolPolicy policy(config, persona);
    QCOMPARE(policy.judge(u"files.read"_s, {}), denial);
    QCOMPARE(policy.mayOffer(u"files.read"_s), denial == ToolDenial::None);
    QCOMPARE(denialText(denial, u"files.read"_s).contains(u"files.read"_s), denial != ToolDenial::None);
}

void TstToolPolicy::knowsHouseholdThings_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<GroupVerdict>("verdict");
    const auto row = [](const char* tool, GroupVerdict verdict, const QJsonObject& arguments = {}) {
        QTest::addRow("%s %lld", tool, qint64(arguments.size())) << QString::fromUtf8(tool) << arguments << verdict;
    };
    using enum GroupVerdict;
    for (const char* usual : { "self.lamp.set_power", "self.lamp.set_brightness", "self.light.turn_on", "self.kitchen_light.turn_off",
             "turn_on_light", "light_on", "lightOff", "self.light.get_status", "thermostat.set_temperature",
             "living_room.heating.set_temperature", "music.play", "play_music", "self.music.pause", "self.music.set_volume",
             "music_player.search_and_play", "music_player.next", "music_player.get_local_playlist" })
        row(usual, Usual);
    for (const char* unusual : { "self.light.factory_reset", "light.on_fire", "self.lamp.update_firmware", "thermostat.unlock",
             "heating.set_limits", "music.delete", "music.play_and_delete", "light.turn_on.delete", "kitchen_light_on" })
        row(unusual, Unusual);
    for (const char* other : { "self.audio_speaker.set_volume", "self.get_device_status", "get_weather", "flight.search", "delightful" })
        row(other, None);
    row("self.light.control", Usual, { { u"action"_s, u"turn_on"_s } });
    row("self.light.control", Unusual, { { u"action"_s, u"factory_reset"_s } });
    row("self.light.control", Unusual, { { u"Action"_s, u"factory_reset"_s }, { u"brightness"_s, 3 } });
    row("light", Usual, { { u"command"_s, u"OFF"_s }, { u"room"_s, u"kitchen"_s } });
    row("light", Unusual);
    row("light.set", Usual, { { u"brightness"_s, 40 }, { u"room"_s, u"kitchen"_s } });
    row("light.set", Unusual, { { u"brightness"_s, 40 }, { u"firmware"_s, u"http://somewhere"_s } });
    row("light.set", Unusual, { { u"room"_s, u"kitchen"_s } });
    row("climate.execute", Usual, { { u"method"_s, u"SetTemperature"_s }, { u"value"_s, 20 } });
}

void TstToolPolicy::knowsHouseholdThings()
{
    QFETCH(QString, tool);
    QFETCH(QJsonObject, arguments);
    QFETCH(GroupVerdict, verdict);
    QCOMPARE(groupVerdict(tool, arguments), verdict);
    const ToolDenial expected = verdict == GroupVerdict::Unusual ? ToolDenial::Unusual : ToolDenial::None;
    QCOMPARE(ToolPolicy({}, {}).judge(tool, arguments), expected);
    ToolConfig lifted; // the owner's word counts more
    lifted.decisions = { { u"*"_s, ToolDecision::Allow } };
    QCOMPARE(ToolPolicy(lifted, {}).judge(tool, arguments), ToolDenial::None);
}

void TstToolPolicy::findsDanger_data()
{
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<bool>("dangerous");
    const auto row
        = [](const char* name, const QJsonObject& arguments, bool dangerous = true) { QTest::newRow(name) << arguments << dangerous; };
    row("nothing", {}, false);
    row("plain words", { { u"text"_s, u"remove the milk from the list"_s }, { u"n"_s, 3 } }, false);
    row("in a value", { { u"command"_s, u"rm -rf /"_s } });
    row("in a name", { { u"sudo"_s, true } });
    row("case", { { u"command"_s, u"SuDo reboot"_s } });
    row("white space", { { u"command"_s, u"rm \t\n  -rf ~"_s } });
    row("no-break space", { { u"command"_s, u"rm\u00a0-rf ~"_s } });
    row("ideographic space", { { u"command"_s, u"rm\u3000-rf ~"_s } });
    row("invisible", { { u"command"_s, u"su\u200bdo x"_s } });
    row("control", { { u"command"_s, u"su\u0001do x"_s } });
    row("full width", { { u"command"_s, u"ｓｕｄｏ x"_s } });
    row("nested", { { u"a"_s, QJsonObject { { u"b"_s, QJsonArray { 1, QJsonObject { { u"c"_s, u"an ADMIN panel"_s } } } } } } });
    row("word by word", { { u"argv"_s, QJsonArray { u"rm"_s, u"-rf"_s, u"/"_s } } });
    row("without the space it is something else", { { u"command"_s, u"rm-rf"_s } }, false);
}

void TstToolPolicy::findsDanger()
{
    QFETCH(QJsonObject, arguments);
    QFETCH(bool, dangerous);
    QCOMPARE(mcp::DangerWords(ToolConfig().dangerousPatterns).find(arguments).has_value(), dangerous);
    QVERIFY(!mcp::DangerWords({}).find(arguments));
    QVERIFY(!mcp::DangerWords({ u"  "_s }).find(arguments)); // an empty line in a file is no pattern
}

void TstToolPolicy::dangerBeatsEveryDecision()
{
    ToolConfig config;
    config.decisions = { { u"shell"_s, ToolDecision::Allow } };
    Persona persona;
    persona.toolDecisions = config.decisions;
    const ToolPolicy policy(config, persona);
    QCOMPARE(policy.judge(u"shell"_s, { { u"command"_s, u"ls"_s } }), ToolDenial::None);
    QCOMPARE(policy.judge(u"shell"_s, { { u"command"_s, u"sudo ls"_s } }), ToolDenial::Dangerous);
    QJsonValue deep(u"harmless"_s);
    for (int level = 0; level < 200; ++level)
        deep = QJsonArray { deep };
    QCOMPARE(policy.judge(u"shell"_s, { { u"command"_s, deep } }), ToolDenial::Dangerous);
}

void TstToolPolicy::whatCanNeverPassIsNotOffered()
{
    const ToolPolicy policy({}, {});
    QVERIFY(policy.mayOffer(u"light.control"_s)); // it depends on the arguments
    QVERIFY(!policy.mayOffer(u"light.factory_reset"_s));
    QVERIFY(policy.mayOffer(u"anything"_s));
}

void TstToolPolicy::noRandomNamePassesASetOfAllowedOnes()
{
    ToolConfig config;
    config.standard = ToolDecision::Deny;
    config.decisions = { { u"self.lamp.set_power"_s, ToolDecision::Allow }, { u"weather.*"_s, ToolDecision::Allow } };
    const ToolPolicy strict(config, {});
    const ToolPolicy usual({}, {});
    QRandomGenerator random(20261121);
    const QString letters = u"abelmpstwhr.*_- \u0000\u200bAELS"_s;
    const QStringList parts { u"self"_s, u"lamp"_s, u"set_power"_s, u"weather"_s, u"."_s, u"*"_s, u"light"_s, u"on"_s, u"delete"_s,
        u"reset"_s, u"_"_s, u" "_s, u"music"_s, u"play"_s };
    for (int round = 0; round < 20000; ++round) {
        QString name;
        const int length = random.bounded(1, 9);
        for (int i = 0; i < length; ++i)
            name += random.bounded(2) ? parts[random.bounded(int(parts.size()))] : QString(letters[random.bounded(int(letters.size()))]);
        const QJsonObject arguments { { parts[random.bounded(int(parts.size()))], parts[random.bounded(int(parts.size()))] } };
        const bool declared
            = name.compare(u"self.lamp.set_power"_s, Qt::CaseInsensitive) == 0 || name.startsWith(u"weather."_s, Qt::CaseInsensitive);
        QCOMPARE(strict.judge(name, arguments) == ToolDenial::None, declared);
        if (strict.judge(name, arguments) == ToolDenial::None)
            QVERIFY(strict.mayOffer(name));
        // What a household thing does at the end of its name is never something that destroys.
        const QString lower = name.toLower();
        const bool destroys = lower.endsWith(u"delete"_s) || lower.endsWith(u"reset"_s);
        if (destroys && groupVerdict(name) != GroupVerdict::None)
            QVERIFY2(usual.judge(name, arguments) != ToolDenial::None, qPrintable(name));
    }
}

void TstToolPolicy::noWayOfWritingAPatternPasses()
{
    const mcp::DangerWords words(ToolConfig().dangerousPatterns);
    const QStringList spaces { u" "_s, u"  "_s, u"\t"_s, u"\n"_s, u"\r\n"_s, u"\u00a0"_s, u"\u2003"_s, u"\u3000"_s, u" \u200b "_s };
    QRandomGenerator random(7);
    const QStringList patterns = ToolConfig().dangerousPatterns;
    for (int round = 0; round < 5000; ++round) {
        QString text;
        for (const QChar letter : patterns[random.bounded(int(patterns.size()))]) {
            if (letter == u' ')
                text += spaces[random.bounded(int(spaces.size()))];
            else
                text += random.bounded(2) ? letter.toUpper() : letter;
            if (random.bounded(8) == 0)
                text += u'\u200d';
        }
        QJsonValue value(u"before "_s + text + u" after"_s);
        for (int level = random.bounded(6); level > 0; --level)
            value = random.bounded(2) ? QJsonValue(QJsonArray { 1, value }) : QJsonValue(QJsonObject { { u"k"_s, value } });
        QVERIFY2(words.find({ { u"a"_s, value } }), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TstToolPolicy)
#include "tst_toolpolicy.moc"
