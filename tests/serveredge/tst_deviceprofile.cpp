// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/deviceprofile.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

Persona house()
{
    ServerOptions options;
    options.language = u"zh"_s;
    options.config.prompt = u"house"_s;
    options.config.voice = u"v1"_s;
    options.config.selection = { { EngineKind::Chat, { u"a"_s, u"b"_s } }, { EngineKind::Synthesiser, { u"t"_s } } };
    return standardPersona(options);
}

}

class TstDeviceProfile : public test::TestCase
{
    Q_OBJECT

private slots:
    void anEmptyProfileIsTheHouse() { QCOMPARE(personaOf({}, house()), house()); }

    void aProfileLiesOverTheHouse()
    {
        const Persona persona = personaOf(
            json(
                R"({"language":"en","prompt":"mine","engines":{"LLM":"c","Memory":["m"]},"blocked_tools":["x"],"remembers":false,"tools":{"a.*":"deny"}})"),
            house());
        QCOMPARE(persona.toolDecisions, (ToolDecisions { { u"a.*"_s, ToolDecision::Deny } }));
        QCOMPARE(persona.language, u"en"_s);
        QCOMPARE(persona.prompt, u"mine"_s);
        QCOMPARE(persona.voice, u"v1"_s);
        QCOMPARE(persona.engines.value(EngineKind::Chat), QStringList { u"c"_s });
        QCOMPARE(persona.engines.value(EngineKind::Synthesiser), QStringList { u"t"_s });
        QCOMPARE(persona.engines.value(EngineKind::Memory), QStringList { u"m"_s });
        QCOMPARE(persona.blockedTools, QStringList { u"x"_s });
        QVERIFY(!persona.remembers);
    }

    void whatCannotBeReadChangesNothing()
    {
        QCOMPARE(personaOf(
                     json(R"({"language":"fr","prompt":3,"engines":{"XYZ":["a"]},"blocked_tools":[1],"remembers":"no","new":1})"), house()),
            house());
    }

    void wishesChangeAndTakeAway()
    {
        const auto changed = changedProfile(json(R"({"voice":"f1","prompt":"p"})"), json(R"({"voice":null,"remembers":false})"));
        QVERIFY(changed);
        QCOMPARE(changed.value(), json(R"({"prompt":"p","remembers":false})"));
    }

    void wrongWishesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("wish");
        QTest::addColumn<QString>("named");
        QTest::newRow("language") << QByteArray(R"({"language":"fr"})") << u"language"_s;
        QTest::newRow("unknown") << QByteArray(R"({"pormpt":""})") << u"pormpt"_s;
        QTest::newRow("kind") << QByteArray(R"({"engines":{"LMM":["a"]}})") << u"LMM"_s;
        QTest::newRow("empty name") << QByteArray(R"({"engines":{"LLM":[""]}})") << u"LLM"_s;
        QTest::newRow("no engines") << QByteArray(R"({"engines":["a"]})") << u"engines"_s;
        QTest::newRow("tools") << QByteArray(R"({"blocked_tools":{}})") << u"blocked_tools"_s;
        QTest::newRow("tool decisions") << QByteArray(R"({"tools":{"x":"perhaps"}})") << u"tools"_s;
        QTest::newRow("tool decisions of nothing") << QByteArray(R"({"tools":{"":"allow"}})") << u"tools"_s;
        QTest::newRow("tool decisions in a list") << QByteArray(R"({"tools":["x"]})") << u"tools"_s;
        QTest::newRow("remembers") << QByteArray(R"({"remembers":1})") << u"remembers"_s;
        QTest::newRow("long prompt") << QByteArray("{\"prompt\":\"" + QByteArray(8001, 'x') + "\"}") << u"prompt"_s;
    }
    void wrongWishesAreNamed()
    {
        QFETCH(QByteArray, wish);
        QFETCH(QString, named);
        const auto changed = changedProfile({}, QJsonDocument::fromJson(wish).object());
        QVERIFY(!changed);
        QCOMPARE(changed.error().code, Error::Code::Invalid);
        QVERIFY2(changed.error().text.contains(named), qPrintable(changed.error().text));
    }
};

QTEST_GUILESS_MAIN(TstDeviceProfile)
#include "tst_deviceprofile.moc"
