// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/enginetypes.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/recogniser/openairecogniser.h"
#include "server/recogniserconformance.h"
#include "support/apis/soundstub.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

// One that listens, and what it told.
struct Ear
{
    explicit Ear(SoundStub& stub, QJsonObject settings = {}, HttpTiming timing = OpenAiRecogniser::defaultTiming())
        : recogniser(
            specFor(stub, std::move(settings)), network, [this](std::chrono::milliseconds time) { rest = time; }, timing)
        , log(recogniser)
    {
    }
    static EngineSpec specFor(SoundStub& stub, QJsonObject settings)
    {
        if (!settings.contains("base_url"_L1))
            settings.insert(u"base_url"_s, stub.http().url(u"/openai/v1/audio/transcriptions"_s).toString());
        if (!settings.contains("model_name"_L1))
            settings.insert(u"model_name"_s, u"whisper-large-v3-turbo"_s);
        settings.insert(u"api_key"_s, u"gsk-secret"_s);
        return { EngineKind::Recogniser, u"GroqASR"_s, u"openai"_s, settings };
    }
    void say(TurnId turn, const codec::PcmFrame& sound)
    {
        recogniser.feed(turn, sound);
        recogniser.finish(turn);
    }
    EngineNetwork network;
    std::optional<std::chrono::milliseconds> rest;
    OpenAiRecogniser recogniser;
    EarLog log;
};

const codec::PcmFrame second = sine(300, 1000, 16000);

}

class TstOpenAiRecogniser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void sendsTheSoundAsAWavFile()
    {
        SoundStub stub;
        codec::PcmFrame heard;
        stub.onSound([&](const codec::PcmFrame& sound) {
            heard = sound;
            return u" <|zh|><|NEUTRAL|>打开\n灯。 "_s;
        });
        Ear ear(stub, { { u"language"_s, u"zh"_s }, { u"prompt"_s, u"八哥，灯"_s }, { u"temperature"_s, u"0.2"_s } });
        ear.say({ 1 }, second);
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(stub.complaints(), QStringList());
        QCOMPARE(ear.log.words({ 1 }), u"打开 灯。"_s);
        QVERIFY(heard == second); // every sample
        const ApiStub::Request& request = stub.http().requests().first();
        QCOMPARE(request.path, "/openai/v1/audio/transcriptions");
        QCOMPARE(request.headers.value("authorization"), "Bearer gsk-secret");
        QCOMPARE(stub.form().value("model"), "whisper-large-v3-turbo");
        QCOMPARE(stub.form().value("language"), "zh");
        QCOMPARE(stub.form().value("prompt"), QByteArray("八哥，灯"));
        QCOMPARE(stub.form().value("temperature"), "0.2");
        QCOMPARE(stub.form().value("response_format"), "json");
    }

    void saysNothingAboutWhatIsNotSet()
    {
        SoundStub stub;
        Ear ear(stub, { { u"language"_s, u"auto"_s } });
        ear.say({ 1 }, second);
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QVERIFY(!stub.form().contains("language") && !stub.form().contains("prompt") && !stub.form().contains("temperature"));
    }

    void understandsEveryWayOfAnswering_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text");
        QTest::newRow("with usage") << QByteArray("application/json")
                                    << QByteArray("{\"text\":\"Hello.\",\"usage\":{\"type\":\"tokens\",\"total_tokens\":3}}")
                                    << u"Hello."_s;
        QTest::newRow("plain") << QByteArray("text/plain; charset=utf-8") << QByteArray("Hello.\n") << u"Hello."_s;
        QTest::newRow("JSON that calls itself plain") << QByteArray("text/plain") << QByteArray("{\"text\":\"Hello.\"}") << u"Hello."_s;
        QTest::newRow("nothing") << QByteArray("application/json") << QByteArray("{\"text\":\"\"}") << QString();
    }
    void understandsEveryWayOfAnswering()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, text);
        SoundStub stub;
        stub.onAnswer([&](const ApiStub::Answer&) { return ApiStub::Answer { 200, type, {}, ApiStub::byteByByte(body) }; });
        Ear ear(stub);
        ear.say({ 1 }, second);
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.words({ 1 }), text);
    }

    void failsInPlainWords_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("end");
        QTest::addColumn<Error::Code>("code");
        const QByteArray json("application/json");
        const int proper = int(ApiStub::End::Proper);
        QTest::newRow("401") << 401 << json << QByteArray("{\"error\":{\"message\":\"gsk-secret\"}}") << proper << Error::Code::Refused;
        QTest::newRow("404") << 404 << json << QByteArray() << proper << Error::Code::NotFound;
        QTest::newRow("429") << 429 << json << QByteArray() << proper << Error::Code::Unavailable;
        QTest::newRow("500") << 500 << json << QByteArray() << proper << Error::Code::Unavailable;
        QTest::newRow("malformed") << 200 << json << QByteArray("{\"text\":nothing}") << proper << Error::Code::Protocol;
        QTest::newRow("another shape") << 200 << json << QByteArray("{\"result\":1}") << proper << Error::Code::Protocol;
        QTest::newRow("a page") << 200 << QByteArray("text/html") << QByteArray("<p>hello</p>") << proper << Error::Code::Protocol;
        QTest::newRow("an error with 200") << 200 << json << QByteArray("{\"error\":{\"code\":\"overloaded\"}}") << proper
                                           << Error::Code::Unavailable;
        QTest::newRow("cut") << 200 << json << QByteArray("{\"text\":\"Hel") << int(ApiStub::End::Cut) << Error::Code::Network;
        QTest::newRow("slow") << 200 << json << QByteArray("{\"text\":\"Hel") << int(ApiStub::End::Held) << Error::Code::Timeout;
        QTest::newRow("endless") << 200 << json << QByteArray(65536, ' ') << int(ApiStub::End::Endless) << Error::Code::Protocol;
    }
    void failsInPlainWords()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(int, end);
        QFETCH(Error::Code, code);
        SoundStub stub;
        stub.onAnswer([&](const ApiStub::Answer&) {
            return ApiStub::Answer { status, type, { { "Retry-After", "7" } }, { body }, ApiStub::End(end) };
        });
        Ear ear(stub, {}, { .first = 5s, .idle = 300ms, .whole = 10s });
        ear.say({ 1 }, second);
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.error.code, code);
        QVERIFY2(ear.log.error.text.endsWith(u'.') && !ear.log.error.text.contains(u"gsk-secret"_s), qPrintable(ear.log.error.text));
        if (status == 429)
            QCOMPARE(ear.rest, std::optional<std::chrono::milliseconds>(7s));
    }

    void sendsAtMostAMinute()
    {
        SoundStub stub;
        Ear ear(stub);
        for (int i = 0; i < 70; ++i)
            ear.recogniser.feed({ 1 }, second);
        ear.recogniser.finish({ 1 });
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.words({ 1 }), u"960000 samples"_s);
    }

    void sparesTheServiceWhatIsTooShort()
    {
        SoundStub stub;
        Ear ear(stub);
        ear.say({ 1 }, part(second, 0, 90));
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.words({ 1 }), QString());
        QVERIFY(stub.http().requests().isEmpty());
    }

    void cancelClosesTheConnection()
    {
        SoundStub stub;
        stub.onAnswer([](const ApiStub::Answer&) {
            ApiStub::Answer answer;
            answer.silent = true;
            return answer;
        });
        Ear ear(stub);
        ear.say({ 1 }, second);
        QTRY_COMPARE(stub.http().requests().size(), 1);
        ear.recogniser.cancel({ 2 }); // another one
        QCOMPARE(stub.http().openSockets(), 1);
        ear.recogniser.cancel({ 1 });
        QTRY_COMPARE(stub.http().openSockets(), 0);
        QCOMPARE(ear.log.ends({ 1 }), 0);
    }

    void saysWhatIsMissing()
    {
        const auto wrong = [](const QJsonObject& settings) {
            return findEngineType(EngineKind::Recogniser, u"openai"_s)->wrong({ EngineKind::Recogniser, u"Ear"_s, u"openai"_s, settings });
        };
        QVERIFY(wrong({}).contains(u"base_url"_s));
        QVERIFY(wrong({ { u"base_url"_s, u"https://api.openai.com/v1"_s } }).contains(u"model_name"_s));
        QVERIFY(wrong({ { u"base_url"_s, u"ftp://x"_s }, { u"model"_s, u"m"_s } }).contains(u"base_url"_s));
        QVERIFY(wrong({ { u"url"_s, u"https://api.groq.com/openai/v1"_s }, { u"model"_s, u"m"_s } }).contains(u"api_key"_s));
        QCOMPARE(wrong({ { u"url"_s, u"http://127.0.0.1:8000/v1"_s }, { u"model"_s, u"m"_s } }), QString());
        QCOMPARE(wrong({ { u"url"_s, u"https://api.openai.com/v1"_s }, { u"model"_s, u"m"_s }, { u"api_key"_s, u"k"_s } }), QString());
        SoundStub stub;
        Ear ear(stub, { { u"base_url"_s, u"nowhere"_s } });
        ear.say({ 1 }, second);
        QCOMPARE(ear.log.ends({ 1 }), 0);
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QVERIFY(ear.log.error.text.contains(u"base_url"_s));
    }
};

QTEST_GUILESS_MAIN(TstOpenAiRecogniser)
#include "tst_openairecogniser.moc"
