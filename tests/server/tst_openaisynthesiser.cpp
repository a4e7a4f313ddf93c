// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "server/engines/enginetypes.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/synthesiser/openaisynthesiser.h"
#include "server/engines/synthesiser/soundstream.h"
#include "server/synthesiserconformance.h"
#include "support/apis/soundstub.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

// One that speaks, and what it told.
struct Voice
{
    explicit Voice(SoundStub& stub, QJsonObject settings = {}, const QString& wished = {}, HttpTiming timing = voiceTiming(),
        const QString& type = u"openai"_s)
    {
        settings.insert(u"api_url"_s, stub.http().url(u"/v1/audio/speech"_s).toString());
        if (!settings.contains("model"_L1))
            settings.insert(u"model"_s, u"tts-1"_s);
        settings.insert(u"api_key"_s, u"sk-secret"_s);
        synthesiser = makeOpenAiVoice(
            { EngineKind::Synthesiser, u"OpenAITTS"_s, type, settings }, network, wished,
            [this](std::chrono::milliseconds time) { rest = time; }, timing);
        log = std::make_unique<VoiceLog>(*synthesiser);
    }
    EngineNetwork network;
    std::optional<std::chrono::milliseconds> rest;
    std::unique_ptr<Synthesiser> synthesiser;
    std::unique_ptr<VoiceLog> log;
};

codec::PcmFrame spoken(int rateHz)
{
    return *codec::resampled(speechClip({ .text = u"The lamp is on now."_s, .silenceAfterMs = 300 }), rateHz);
}

// Everything a stream makes of these pieces.
Result<codec::PcmFrame> heard(int rateHz, const QList<QByteArray>& pieces)
{
    SoundStream stream(rateHz);
    codec::PcmFrame all { {}, 24000 };
    for (const QByteArray& piece : pieces) {
        auto part = stream.put(piece);
        if (!part)
            return part;
        all = joined(all, *part);
    }
    auto rest = stream.end();
    if (!rest)
        return rest;
    return joined(all, *rest);
}

}

class TstOpenAiSynthesiser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void soundIsSplitAnywhere_data()
    {
        QTest::addColumn<int>("rateHz");
        QTest::addColumn<bool>("wav");
        QTest::newRow("bare") << 24000 << false;
        QTest::newRow("bare, 16 kHz") << 16000 << false;
        QTest::newRow("WAV") << 24000 << true;
        QTest::newRow("WAV, 44.1 kHz") << 44100 << true;
    }
    void soundIsSplitAnywhere()
    {
        QFETCH(int, rateHz);
        QFETCH(bool, wav);
        const codec::PcmFrame clip = spoken(rateHz);
        const QByteArray bytes = wav ? codec::wavBytes(clip) : littleEndianSamples(clip);
        const auto expected = *codec::resampled(clip, 24000);
        for (const QList<QByteArray>& pieces : { QList<QByteArray> { bytes }, unevenPieces(bytes), ApiStub::byteByByte(bytes) }) {
            const auto sound = heard(wav ? 8000 : rateHz, pieces); // a WAV file tells its own rate
            QVERIFY(sound);
            QVERIFY(qAbs(qsizetype(sound->samples.size()) - qsizetype(expected.samples.size())) <= 2);
            if (rateHz == 24000)
                QVERIFY(*sound == clip);
            QVERIFY(envelopeCorrelation(expected, *sound).score > 0.99);
        }
    }

    void wavFilesOfEveryKind()
    {
        const codec::PcmFrame clip = spoken(24000);
        const QByteArray plain = codec::wavBytes(clip);
        QByteArray streamed = plain; // the lengths were not known
        streamed.replace(4, 4, "\xff\xff\xff\xff").replace(40, 4, "\xff\xff\xff\xff");
        const QByteArray tagged = plain.left(36) + QByteArray("LIST\x05\0\0\0abcde\0", 14) + plain.mid(36);
        const QByteArray trailed = plain + "LIST\x04" + QByteArray(7, '\0');
        for (const QByteArray& bytes : { streamed, tagged, trailed }) {
            const auto sound = heard(24000, unevenPieces(bytes));
            QVERIFY(sound);
            QVERIFY(*sound == clip);
        }
        QByteArray stereo = plain;
        stereo[22] = 2;
        const auto mixed = heard(24000, unevenPieces(stereo));
        QVERIFY(mixed);
        QCOMPARE(mixed->samples.size(), clip.samples.size() / 2);
        QByteArray floats = plain;
        floats[20] = 3;
        QByteArray eightBit = plain;
        eightBit[34] = 8;
        for (const QByteArray& bytes :
            { floats, eightBit, QByteArray("ID3\x04whatever"), QByteArray("OggS\0\2", 6), "RIFF" + QByteArray(70000, 'x') })
            QCOMPARE(heard(24000, unevenPieces(bytes)).error().code, Error::Code::Protocol);
        QCOMPARE(heard(24000, { plain.left(plain.size() - 1000) }).error().code, Error::Code::Network);
        QCOMPARE(heard(24000, { plain.left(20) }).error().code, Error::Code::Network);
        QVERIFY(heard(24000, {})->samples.empty());
    }

    void asksAsItsOwnerWishes()
    {
        SoundStub stub;
        Voice voice(stub,
            { { u"voice"_s, u"onyx"_s }, { u"speed"_s, u"9"_s }, { u"response_format"_s, u"mp3"_s }, { u"instructions"_s, u"Calm."_s },
                { u"extra_body"_s, QJsonObject { { u"gain"_s, 2 } } } });
        voice.synthesiser->speak({ 1 }, u"Good morning."_s);
        QTRY_COMPARE(voice.log->ends({ 1 }), 1);
        QCOMPARE(stub.complaints(), QStringList());
        const ApiStub::Request& request = stub.http().requests().first();
        QCOMPARE(request.path, "/v1/audio/speech");
        QCOMPARE(request.headers.value("authorization"), "Bearer sk-secret");
        const QJsonObject expected { { u"model"_s, u"tts-1"_s }, { u"voice"_s, u"onyx"_s }, { u"input"_s, u"Good morning."_s },
            { u"response_format"_s, u"pcm"_s }, { u"speed"_s, 4 }, { u"instructions"_s, u"Calm."_s }, { u"gain"_s, 2 } };
        QCOMPARE(request.json(), expected);
        QVERIFY(voice.log->sentences({ 1 }).front() == soundOf(u"Good morning."_s, 24000));

        Voice wished(stub, { { u"voice"_s, u"onyx"_s } }, u"nova"_s);
        wished.synthesiser->speak({ 1 }, u"Hello."_s);
        QTRY_COMPARE(wished.log->ends({ 1 }), 1);
        QCOMPARE(stub.http().requests().last().json()["voice"_L1], u"nova"_s);
    }

    void siliconFlowIsAskedForBareSamples()
    {
        SoundStub stub;
        stub.rateHz = 32000;
        Voice voice(stub, { { u"sample_rate"_s, u"32000"_s }, { u"model"_s, u"CosyVoice2"_s }, { u"access_token"_s, u"x"_s } }, {},
            voiceTiming(), u"siliconflow"_s);
        voice.synthesiser->speak({ 1 }, u"Hello."_s);
        QTRY_COMPARE(voice.log->count(VoiceLog::Entry::Spoken, { 1 }), 1);
        const QJsonObject body = stub.http().requests().first().json();
        QCOMPARE(body["voice"_L1], u"CosyVoice2:alex"_s);
        QCOMPARE(body["sample_rate"_L1], 32000);
        const double ms = soundOf(u"Hello."_s, 32000).durationMs();
        QVERIFY(qAbs(voice.log->sentences({ 1 }).front().durationMs() - ms) < 1);
    }

    void soundComesWhileItIsMade()
    {
        SoundStub stub;
        stub.onAnswer([](ApiStub::Answer answer) {
            answer.pieces = answer.pieces.mid(0, answer.pieces.size() / 2);
            answer.end = ApiStub::End::Held;
            return answer;
        });
        Voice voice(stub);
        voice.synthesiser->speak({ 1 }, u"Hello."_s);
        QTRY_VERIFY(voice.log->count(VoiceLog::Entry::Audio, { 1 }) > 0);
        QCOMPARE(voice.log->ends({ 1 }), 0);
        QCOMPARE(stub.http().openSockets(), 1);
        voice.synthesiser->cancel({ 1 });
        QTRY_COMPARE(stub.http().openSockets(), 0);
        QCOMPARE(voice.log->ends({ 1 }), 0);
    }

    void saysNothingWithoutWords()
    {
        SoundStub stub;
        Voice voice(stub);
        voice.synthesiser->speak({ 1 }, u"…！ — "_s);
        QTRY_COMPARE(voice.log->count(VoiceLog::Entry::Spoken, { 1 }), 1);
        QVERIFY(stub.http().requests().isEmpty());
        QCOMPARE(speakableParts(u"一二三四五，六七八九十"_s, 7), (QStringList { u"一二三四五，"_s, u"六七八九十"_s }));
        QCOMPARE(speakableParts(u"abcdefgh"_s, 3), (QStringList { u"abc"_s, u"def"_s, u"gh"_s }));
        for (const QString& part : speakableParts(u"𠀀𠀁𠀂𠀃𠀄"_s, 3))
            QVERIFY(part.isValidUtf16());
    }

    void failsInPlainWords_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("end");
        QTest::addColumn<Error::Code>("code");
        const QByteArray json("application/json");
        const QByteArray pcm("audio/pcm");
        const int proper = int(ApiStub::End::Proper);
        QTest::newRow("401") << 401 << json << QByteArray(R"({"error":{"message":"sk-secret"}})") << proper << Error::Code::Refused;
        QTest::newRow("429") << 429 << json << QByteArray() << proper << Error::Code::Unavailable;
        QTest::newRow("500") << 500 << json << QByteArray() << proper << Error::Code::Unavailable;
        QTest::newRow("JSON instead of sound") << 200 << json << QByteArray("{}") << proper << Error::Code::Protocol;
        QTest::newRow("an error with 200") << 200 << json << QByteArray(R"({"error":{"code":"overloaded"}})") << proper
                                           << Error::Code::Unavailable;
        QTest::newRow("a page") << 200 << QByteArray("text/html") << QByteArray("<p>hello</p>") << proper << Error::Code::Protocol;
        QTest::newRow("MP3") << 200 << QByteArray("audio/mpeg") << QByteArray("ID3\x04") + QByteArray(100, 'x') << proper
                             << Error::Code::Protocol;
        QTest::newRow("no sound") << 200 << pcm << QByteArray() << proper << Error::Code::Protocol;
        QTest::newRow("cut") << 200 << pcm << QByteArray(1001, 'x') << int(ApiStub::End::Cut) << Error::Code::Network;
        QTest::newRow("slow") << 200 << pcm << QByteArray(1001, 'x') << int(ApiStub::End::Held) << Error::Code::Timeout;
        QTest::newRow("endless") << 200 << pcm << QByteArray(1 << 20, 'x') << int(ApiStub::End::Endless) << Error::Code::Protocol;
    }
    void failsInPlainWords()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(int, end);
        QFETCH(Error::Code, code);
        SoundStub stub;
        bool well = false;
        stub.onAnswer([&](const ApiStub::Answer& answer) {
            return well ? answer : ApiStub::Answer { status, type, { { "Retry-After", "7" } }, { body }, ApiStub::End(end) };
        });
        Voice voice(stub, {}, {}, { .first = 5s, .idle = 300ms, .whole = 20s });
        voice.synthesiser->speak({ 1 }, u"Hello."_s);
        QTRY_COMPARE(voice.log->ends({ 1 }), 1);
        QCOMPARE(voice.log->error.code, code);
        QVERIFY2(
            voice.log->error.text.endsWith(u'.') && !voice.log->error.text.contains(u"sk-secret"_s), qPrintable(voice.log->error.text));
        if (status == 429)
            QCOMPARE(voice.rest, std::optional<std::chrono::milliseconds>(7s));
        well = true;
        voice.synthesiser->speak({ 1 }, u"Again."_s);
        QTRY_COMPARE(voice.log->count(VoiceLog::Entry::Spoken, { 1 }), 1);
        QCOMPARE(voice.log->count(VoiceLog::Entry::Failed, { 1 }), 1);
    }

    void saysWhatIsMissing()
    {
        const auto wrong = [](const QString& type, const QJsonObject& settings) {
            return findEngineType(EngineKind::Synthesiser, type)->wrong({ EngineKind::Synthesiser, u"Voice"_s, type, settings });
        };
        QVERIFY(wrong(u"openai"_s, {}).contains(u"base_url"_s));
        QVERIFY(wrong(u"openai"_s, { { u"api_url"_s, u"https://api.openai.com/v1"_s } }).contains(u"model_name"_s));
        QVERIFY(wrong(u"siliconflow"_s, {}).contains(u"model_name"_s));
        QVERIFY(wrong(u"siliconflow"_s, { { u"model"_s, u"m"_s } }).contains(u"api_key"_s));
        QVERIFY(wrong(u"siliconflow"_s, { { u"model"_s, u"m"_s }, { u"sample_rate"_s, 96000 } }).contains(u"sample_rate"_s));
        QCOMPARE(wrong(u"siliconflow"_s, { { u"model"_s, u"m"_s }, { u"access_token"_s, u"k"_s } }), QString());
    }
};

QTEST_GUILESS_MAIN(TstOpenAiSynthesiser)
#include "tst_openaisynthesiser.moc"
