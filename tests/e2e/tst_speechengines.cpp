// SPDX-License-Identifier: GPL-3.0-or-later
// A server that hears and speaks through services, and a client that asks it aloud.
#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "support/apis/funasrstub.h"
#include "support/apis/nlsstub.h"
#include "support/apis/soundstub.h"
#include "support/daemonprocess.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

// Another voice than the server's own, so that nothing is mistaken for it.
codec::PcmFrame stubVoice(const QString& text, int rateHz)
{
    return *codec::resampled(
        speechClip({ .text = text, .voice = u"en-gb"_s, .wordsPerMinute = 120, .silenceBeforeMs = 0, .silenceAfterMs = 100 }), rateHz);
}

QString yamlFor(const QString& ears, const QString& voice, SoundStub& sound, const FunAsrStub& funAsr, NlsStub& nls)
{
    return u"selected_module:\n  ASR: %1\n  TTS: %2\n"
           "ASR:\n  OpenaiASR:\n    type: openai\n    base_url: %3\n    model_name: whisper\n    api_key: asr-secret-key\n"
           "  FunASRServer:\n    type: fun_server\n    host: 127.0.0.1\n    port: %4\n    is_ssl: false\n    api_key: none\n"
           "TTS:\n  OpenAITTS:\n    type: openai\n    api_url: %3/audio/speech\n    model: tts-1\n    voice: onyx\n    api_key: "
           "tts-secret-key\n"
           "  AliyunTTS:\n    type: aliyun\n    appkey: project\n    access_key_id: LTAI-id\n    access_key_secret: key-secret\n"
           "    token_url: %5\n    host: %6\n"
           "  AliyunStreamTTS:\n    type: aliyun_stream\n    appkey: project\n    access_key_id: LTAI-id\n    access_key_secret: "
           "key-secret\n"
           "    token_url: %5\n    host: %7\n"_s.arg(ears, voice, sound.http().url(u"/v1"_s).toString(), QString::number(funAsr.port()),
               nls.tokens().url().toString(), nls.http().url(QString()).toString(), nls.socketUrl().toString());
}

QStringList texts(const QVector<QJsonObject>& events)
{
    QStringList all;
    for (const QJsonObject& event : events)
        all << event["text"_L1].toString();
    return all;
}

}

class TstSpeechEngines : public TestCase
{
    Q_OBJECT

private slots:
    void aQuestionIsHeardAndAnsweredByServices_data()
    {
        QTest::addColumn<QString>("ears");
        QTest::addColumn<QString>("voice");
        QTest::newRow("OpenAI's API") << u"OpenaiASR"_s << u"OpenAITTS"_s;
        QTest::newRow("FunASR, NLS over HTTP") << u"FunASRServer"_s << u"AliyunTTS"_s;
        QTest::newRow("FunASR, flowing NLS") << u"FunASRServer"_s << u"AliyunStreamTTS"_s;
    }
    void aQuestionIsHeardAndAnsweredByServices();
    void withoutThemTheBuiltInOnesDo();
};

void TstSpeechEngines::aQuestionIsHeardAndAnsweredByServices()
{
    QFETCH(QString, ears);
    QFETCH(QString, voice);
    SoundStub sound;
    FunAsrStub funAsr;
    NlsStub nls;
    const codec::PcmFrame question = speechClip({ .text = u"please tell me the sum"_s });
    codec::PcmFrame heard;
    const auto hears = [&](const codec::PcmFrame& clip) {
        heard = clip;
        return u"what is two plus three"_s; // which is not what was said: nobody else could have heard it
    };
    sound.onSound(hears);
    funAsr.hears = hears;
    sound.onText([](const QString& text) { return stubVoice(text, 24000); });
    nls.speaks = stubVoice;

    QTemporaryDir folder;
    QFile config(folder.filePath(u"config.yaml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(yamlFor(ears, voice, sound, funAsr, nls).toUtf8());
    config.close();
    DaemonProcess server({ u"serve"_s, u"--config"_s, config.fileName(), u"--data"_s, folder.filePath(u"server"_s), u"--bind"_s,
        u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    server.start();
    const QJsonObject ready = server.waitFor(u"ready"_s);
    QVERIFY2(!ready.isEmpty(), server.errors().constData());

    const QString spoken = folder.filePath(u"question.wav"_s);
    QVERIFY(codec::writeWav(spoken, question));
    const QString answer = folder.filePath(u"answer.wav"_s);
    DaemonProcess talk({ u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, folder.filePath(u"client"_s), u"--json"_s,
        u"--input"_s, spoken, u"--output"_s, answer, u"--timeout"_s, u"60"_s });
    talk.start();
    QCOMPARE(talk.waitForExit(), 0);
    QCOMPARE(sound.complaints() + funAsr.complaints + nls.complaints, QStringList());

    QCOMPARE(texts(talk.events(u"stt"_s)), QStringList { u"what is two plus three"_s });
    const QStringList sentences = texts(talk.events(u"sentence"_s));
    QCOMPARE(sentences, QStringList { u"2 plus 3 is 5."_s });
    // The service heard what was said, …
    QVERIFY(
        envelopeCorrelation(part(question, firstSoundMs(question), lastSoundMs(question) - firstSoundMs(question)), heard).score > 0.85);
    // … and the client what the service spoke.
    const auto played = codec::resampled(*codec::readWav(answer), 16000);
    QVERIFY(played);
    const Likeness likeness = envelopeCorrelation(stubVoice(sentences.first(), 16000), *played);
    QVERIFY2(likeness.score > 0.8, qPrintable(QString::number(likeness.score)));
    const QJsonObject turn = server.waitFor(u"turn"_s);
    QCOMPARE(turn["engines"_L1]["ASR"_L1].toString(), ears);
    QCOMPARE(turn["engines"_L1]["TTS"_L1].toString(), voice);

    DaemonProcess tests({ u"engines"_s, u"test"_s, u"TTS/"_s + voice, u"--config"_s, config.fileName(), u"--data"_s,
        folder.filePath(u"other"_s), u"--json"_s });
    tests.start();
    QCOMPARE(tests.waitForExit(), 0);
    QTRY_COMPARE(funAsr.openSockets + nls.openSockets, 0);
    for (const char* secret : { "asr-secret-key", "tts-secret-key", "key-secret", "token-1" }) {
        QVERIFY(!server.errors().contains(secret));
        QVERIFY(!QJsonDocument(server.events().last()).toJson().contains(secret));
    }
}

void TstSpeechEngines::withoutThemTheBuiltInOnesDo()
{
    SoundStub sound;
    FunAsrStub funAsr;
    NlsStub nls;
    funAsr.manner = FunAsrStub::Manner::CutEarly;
    nls.manner = NlsStub::Manner::TaskFailed;
    QTemporaryDir folder;
    QFile config(folder.filePath(u"config.yaml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(yamlFor(u"[FunASRServer, PocketSphinx]"_s, u"[AliyunStreamTTS, espeak-ng]"_s, sound, funAsr, nls).toUtf8());
    config.close();
    DaemonProcess server({ u"serve"_s, u"--config"_s, config.fileName(), u"--data"_s, folder.filePath(u"server"_s), u"--bind"_s,
        u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    server.start();
    const QJsonObject ready = server.waitFor(u"ready"_s);
    QVERIFY2(!ready.isEmpty(), server.errors().constData());
    const QString question = speechFile(folder.path(), { .text = u"what is two plus three"_s });
    DaemonProcess talk({ u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, folder.filePath(u"client"_s), u"--json"_s,
        u"--input"_s, question, u"--timeout"_s, u"60"_s });
    talk.start();
    QCOMPARE(talk.waitForExit(), 0);
    QCOMPARE(texts(talk.events(u"stt"_s)), QStringList { u"what is two plus three"_s });
    QVERIFY(talk.events(u"done"_s).value(0)["frames_received"_L1].toInt() > 5);
    const QJsonObject turn = server.waitFor(u"turn"_s);
    QCOMPARE(turn["engines"_L1]["ASR"_L1].toString(), u"PocketSphinx"_s);
    QCOMPARE(turn["engines"_L1]["TTS"_L1].toString(), u"espeak-ng"_s);
    QVERIFY(funAsr.acceptedSockets > 0 && nls.acceptedSockets > 0);
}

QTEST_GUILESS_MAIN(TstSpeechEngines)
#include "tst_speechengines.moc"
