// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/engineregistry.h"
#include "server/engines/enginetest.h"
#include "server/routes/adminengines.h"
#include "support/testcase.h"

#include <QTcpServer>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

EngineSpec openai(const QString& name, quint16 port)
{
    return { EngineKind::Chat, name, u"openai"_s,
        { { u"base_url"_s, u"http://127.0.0.1:%1/v1"_s.arg(port) }, { u"model_name"_s, u"m"_s }, { u"api_key"_s, u"sk-very-secret"_s } } };
}

// A port where nobody listens.
quint16 deadPort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

Conversation question(const QString& text)
{
    Conversation conversation;
    conversation.language = u"en"_s;
    conversation.utterances.append({ Utterance::Speaker::User, text });
    return conversation;
}

QString ask(Chat& chat, TurnId turn = { 1 })
{
    QSignalSpy text(&chat, &Chat::text);
    QSignalSpy finished(&chat, &Chat::finished);
    QSignalSpy failed(&chat, &Chat::failed);
    chat.ask(turn, question(u"what is two plus three"_s), {});
    if (!test::becomesTrue([&] { return !finished.isEmpty() || !failed.isEmpty(); }))
        return u"(nothing)"_s;
    QString all;
    for (const auto& piece : text)
        all += piece[1].toString();
    return failed.isEmpty() ? all : u"failed: "_s + failed[0][1].value<Error>().text;
}

const EngineRow* row(const QVector<EngineRow>& rows, EngineKind kind, const QString& name)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const EngineRow& r) { return r.kind == kind && r.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

}

class TstEngineRegistry : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void withoutConfigurationTheBuiltInOnesAnswer();
    void theSecondAnswersWhenTheFirstIsDead();
    void aDeviceMayHaveEnginesOfItsOwn();
    void whatCannotWorkIsNamedByItsKey();
    void anUnknownTypeFailsWithTheReason();
    void aChangedConfigurationIsForConversationsThatBeginLater();
    void unchangedEnginesKeepTheirFigures();
    void theLanguageDecidesWhoCanServe();
    void theDetectorIsTheSelectedOne();
    void everyBuiltInEnginePassesItsTest_data();
    void everyBuiltInEnginePassesItsTest();
    void aDeadEngineFailsItsTestWithTheRepair();
    void rowsAreToldAsPromised();
};

void TstEngineRegistry::withoutConfigurationTheBuiltInOnesAnswer()
{
    const auto engines = makeConfiguredEngines({});
    QCOMPARE(ask(*engines->makeChat({})), u"2 plus 3 is 5."_s);
    QVERIFY(!engines->makeVision({}));
    QVERIFY(!engines->makeMemory({}));
    QVERIFY(engines->makeDetector({}));
    QVERIFY(wrongEngines({}).isEmpty());
    const auto rows = engines->rows();
    for (const auto& [kind, name] : { std::pair { EngineKind::Detector, u"WebRTC"_s }, { EngineKind::Recogniser, u"PocketSphinx"_s },
             { EngineKind::Chat, u"Assistant"_s }, { EngineKind::Synthesiser, u"espeak-ng"_s } }) {
        QVERIFY2(row(rows, kind, name), qPrintable(name));
        QCOMPARE(row(rows, kind, name)->selected, 1);
    }
}

void TstEngineRegistry::theSecondAnswersWhenTheFirstIsDead()
{
    ServerConfig config;
    config.engines = { openai(u"Dead"_s, deadPort()) };
    config.selection.insert(EngineKind::Chat, { u"Dead"_s, u"assistant"_s });
    config.selection.insert(EngineKind::Intent, { u"nointent"_s }); // else the assistant would answer without the model
    config.engineLimits.breakerFailures = 2;
    const auto engines = makeConfiguredEngines(config);
    const auto chat = engines->makeChat({});
    for (quint64 turn = 1; turn <= 3; ++turn)
        QCOMPARE(ask(*chat, { turn }), u"2 plus 3 is 5."_s);
    QCOMPARE(chat->engineName(), u"Assistant"_s);
    const auto rows = engines->rows();
    const EngineRow* const dead = row(rows, EngineKind::Chat, u"Dead"_s);
    QVERIFY(dead);
    QCOMPARE(dead->figures.state, EngineState::Resting);
    QCOMPARE(dead->figures.calls, 2); // the third question did not wait for it
    QCOMPARE(dead->figures.failures, 2);
    QVERIFY(!dead->figures.lastError.isEmpty());
    QVERIFY(!dead->figures.lastError.contains(u"sk-very-secret"_s));
    QCOMPARE(row(rows, EngineKind::Chat, u"Assistant"_s)->selected, 2);
}

void TstEngineRegistry::aDeviceMayHaveEnginesOfItsOwn()
{
    ServerConfig config;
    config.engines = { openai(u"Dead"_s, deadPort()) };
    config.selection.insert(EngineKind::Chat, { u"Dead"_s });
    config.selection.insert(EngineKind::Intent, { u"nointent"_s });
    const auto engines = makeConfiguredEngines(config);
    QVERIFY(ask(*engines->makeChat({})).startsWith(u"failed: "_s));
    EngineWish wish;
    wish.selection.insert(EngineKind::Chat, { u"Assistant"_s });
    QCOMPARE(ask(*engines->makeChat(wish)), u"2 plus 3 is 5."_s);
}

void TstEngineRegistry::whatCannotWorkIsNamedByItsKey()
{
    ServerConfig config;
    config.engines = { { EngineKind::Chat, u"Coze"_s, u"coze"_s, {} }, { EngineKind::Chat, u"NoModel"_s, u"openai"_s, {} } };
    config.selection.insert(EngineKind::Recogniser, { u"PocketSphinx"_s, u"Fun"_s });
    const auto wrong = wrongEngines(config);
    QCOMPARE(wrong.size(), 3);
    QCOMPARE(wrong[0].key, u"LLM.Coze.type"_s);
    QVERIFY2(wrong[0].text.contains(u"coze"_s) && wrong[0].text.contains(u"openai"_s), qPrintable(wrong[0].text));
    QCOMPARE(wrong[1].key, u"LLM.NoModel"_s);
    QCOMPARE(wrong[2].key, u"selected_module.ASR"_s);
    QVERIFY2(wrong[2].text.contains(u"“Fun”"_s), qPrintable(wrong[2].text));
}

void TstEngineRegistry::anUnknownTypeFailsWithTheReason()
{
    ServerConfig config;
    config.engines = { { EngineKind::Chat, u"Coze"_s, u"coze"_s, {} } };
    config.selection.insert(EngineKind::Chat, { u"Coze"_s });
    const auto engines = makeConfiguredEngines(config);
    const QString answer = ask(*engines->makeChat({}));
    QVERIFY2(answer.startsWith(u"failed: "_s) && answer.contains(u"coze"_s), qPrintable(answer));
    config.selection.insert(EngineKind::Detector, { u"SileroVAD"_s });
    engines->configure(config);
    QVERIFY(engines->makeDetector({})); // somebody must listen
}

void TstEngineRegistry::aChangedConfigurationIsForConversationsThatBeginLater()
{
    const auto engines = makeConfiguredEngines({});
    const auto before = engines->makeChat({});
    ServerConfig config;
    config.engines = { openai(u"Dead"_s, deadPort()) };
    config.selection.insert(EngineKind::Chat, { u"Dead"_s });
    config.selection.insert(EngineKind::Intent, { u"nointent"_s });
    engines->configure(config);
    const auto after = engines->makeChat({});
    QCOMPARE(ask(*before), u"2 plus 3 is 5."_s);
    QVERIFY(ask(*after).startsWith(u"failed: "_s));
}

void TstEngineRegistry::unchangedEnginesKeepTheirFigures()
{
    ServerConfig config;
    config.engines = { openai(u"A"_s, 1), openai(u"B"_s, 2) };
    const auto engines = makeConfiguredEngines(config);
    for (const QString& name : { u"A"_s, u"B"_s })
        engines->health(EngineKind::Chat, name)->begin()->failed({ Error::Code::Refused, u"the key is wrong"_s });
    QVERIFY(!engines->health(EngineKind::Chat, u"A"_s)->isAvailable());
    config.engines[1].settings.insert(u"api_key"_s, u"another"_s);
    engines->configure(config);
    QVERIFY(engines->health(EngineKind::Chat, u"A"_s)->isAvailable()); // the owner may have mended it elsewhere
    const auto rows = engines->rows();
    QCOMPARE(row(rows, EngineKind::Chat, u"A"_s)->figures.calls, 1);
    QCOMPARE(row(rows, EngineKind::Chat, u"B"_s)->figures.calls, 0); // another engine now
}

void TstEngineRegistry::theLanguageDecidesWhoCanServe()
{
    const auto engines = makeConfiguredEngines({});
    const auto ear = engines->makeRecogniser({ .language = u"zh"_s });
    QSignalSpy failed(ear.get(), &Recogniser::failed);
    ear->finish({ 1 });
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][1].value<Error>().text.contains(u"Mandarin"_s));
    const auto rows = engines->rows();
    QCOMPARE(row(rows, EngineKind::Recogniser, u"PocketSphinx"_s)->figures.state, EngineState::Unknown); // English devices are served
}

void TstEngineRegistry::theDetectorIsTheSelectedOne()
{
    ServerConfig config;
    config.engines = { { EngineKind::Detector, u"Room"_s, u"webrtc"_s, { { u"min_silence_duration_ms"_s, 900 } } },
        { EngineKind::Detector, u"Silero"_s, u"silero"_s, {} },
        { EngineKind::Detector, u"Deaf"_s, u"webrtc"_s, { { u"min_level_dbfs"_s, u"loud"_s } } } };
    config.selection.insert(EngineKind::Detector, { u"Silero"_s, u"Room"_s });
    const auto engines = makeConfiguredEngines(config);
    QCOMPARE(engines->makeDetector({}).value()->endOfSpeechMs(), 900); // the first that can be made
    EngineWish wish;
    wish.selection.insert(EngineKind::Detector, { u"webrtc"_s });
    QCOMPARE(engines->makeDetector(wish).value()->endOfSpeechMs(), std::nullopt);
    const auto wrong = wrongEngines(config);
    QCOMPARE(wrong.size(), 2);
    QCOMPARE(wrong[0].key, u"VAD.Silero.type"_s);
    QVERIFY(wrong[0].text.contains(u"webrtc"_s));
    QCOMPARE(wrong[1].key, u"VAD.Deaf"_s);
    QVERIFY(wrong[1].text.contains(u"min_level_dbfs"_s));
}

void TstEngineRegistry::everyBuiltInEnginePassesItsTest_data()
{
    QTest::addColumn<EngineKind>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("detail");
    QTest::newRow("detector") << EngineKind::Detector << u"WebRTC"_s << u"en"_s << u"of voice"_s;
    QTest::newRow("recogniser") << EngineKind::Recogniser << u"PocketSphinx"_s << u"en"_s << u"heard “what time is it”"_s;
    QTest::newRow("chat") << EngineKind::Chat << u"Assistant"_s << u"en"_s << QString();
    QTest::newRow("chat, Mandarin") << EngineKind::Chat << u"Assistant"_s << u"zh"_s << QString();
    QTest::newRow("voice") << EngineKind::Synthesiser << u"espeak-ng"_s << u"en"_s << u"s of speech"_s;
    QTest::newRow("voice, Mandarin") << EngineKind::Synthesiser << u"espeak-ng"_s << u"zh"_s << u"s of speech"_s;
}

void TstEngineRegistry::everyBuiltInEnginePassesItsTest()
{
    QFETCH(EngineKind, kind);
    QFETCH(QString, name);
    QFETCH(QString, language);
    QFETCH(QString, detail);
    const auto engines = makeConfiguredEngines({});
    EngineTest test(*engines, kind, name, { .language = language });
    QSignalSpy finished(&test, &EngineTest::finished);
    test.start();
    QCOMPARE(finished.size(), 0);
    QTRY_COMPARE(finished.size(), 1);
    const auto report = finished[0][0].value<EngineTestReport>();
    QVERIFY2(report.ok, qPrintable(report.error));
    QVERIFY2(report.detail.contains(detail) && !report.detail.isEmpty(), qPrintable(report.detail));
    QVERIFY(report.firstResultMs && *report.firstResultMs <= report.totalMs);
    QCOMPARE(engines->health(kind, name)->figures().calls, 1);
    QCOMPARE(engines->health(kind, name)->figures().state, EngineState::Ready);
}

void TstEngineRegistry::aDeadEngineFailsItsTestWithTheRepair()
{
    ServerConfig config;
    config.engines = { openai(u"Dead"_s, deadPort()) };
    const auto engines = makeConfiguredEngines(config);
    EngineTest test(*engines, EngineKind::Chat, u"Dead"_s, {});
    QSignalSpy finished(&test, &EngineTest::finished);
    test.start();
    QTRY_COMPARE(finished.size(), 1);
    const auto report = finished[0][0].value<EngineTestReport>();
    QVERIFY(!report.ok);
    QVERIFY(!report.error.isEmpty());
    QVERIFY(report.repair.contains(u"address"_s));

    EngineTest nobody(*engines, EngineKind::Chat, u"Nobody"_s, {});
    QSignalSpy over(&nobody, &EngineTest::finished);
    nobody.start();
    QTRY_COMPARE(over.size(), 1);
    QVERIFY(over[0][0].value<EngineTestReport>().error.contains(u"Nobody"_s));
}

void TstEngineRegistry::rowsAreToldAsPromised()
{
    EngineRow row { EngineKind::Chat, u"A"_s, u"openai"_s, 1, true, {} };
    row.figures = { EngineState::Resting, 7, 3, u"late"_s, 120, 100, {} };
    QCOMPARE(toJson(row),
        (QJsonObject { { u"kind"_s, u"LLM"_s }, { u"name"_s, u"A"_s }, { u"type"_s, u"openai"_s }, { u"selected"_s, 1 },
            { u"state"_s, u"resting"_s }, { u"last_error"_s, u"late"_s },
            { u"first_result_ms"_s, QJsonObject { { u"last"_s, 120 }, { u"p50"_s, 100 }, { u"p95"_s, QJsonValue() } } }, { u"calls"_s, 7 },
            { u"failures"_s, 3 } }));
    QCOMPARE(engineKindOf(u"vllm"), EngineKind::Vision);
    QVERIFY(!engineKindOf(u"XYZ"));
}

QTEST_GUILESS_MAIN(TstEngineRegistry)
#include "tst_engineregistry.moc"
