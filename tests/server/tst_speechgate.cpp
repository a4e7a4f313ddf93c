// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/listener.h"
#include "server/dialogue/speechgate.h"
#include "server/engines/detector/webrtcdetector.h"
#include "speech/noisefloor.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QSignalSpy>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

// Calls a frame voice when it is loud.
class LoudDetector final : public VoiceDetector
{
public:
    bool hasVoice(const codec::PcmFrame& frame) override { return frame.samples[0] > 100; }
    void reset() override { }
};

codec::PcmFrame level(int ms, int16_t value)
{
    return { std::vector<int16_t>(size_t(ms) * 16, value), 16000 };
}
codec::PcmFrame loud(int ms)
{
    return level(ms, 1000);
}
codec::PcmFrame quiet(int ms)
{
    return level(ms, 1);
}

struct Heard
{
    int started = 0;
    int dropped = 0;
    int nothing = 0;
    int limited = 0;
    QVector<int> silences;
    QVector<int> lengthsMs;
    std::vector<int16_t> samples; // of all utterances

    void add(const std::vector<GateEvent>& events)
    {
        for (const GateEvent& event : events) {
            if (std::holds_alternative<SpeechStarted>(event)) {
                ++started;
                lengthsMs += 0;
            } else if (const auto* frame = std::get_if<codec::PcmFrame>(&event)) {
                lengthsMs.last() += int(frame->durationMs());
                samples.insert(samples.end(), frame->samples.begin(), frame->samples.end());
            } else if (const auto* ended = std::get_if<SpeechEnded>(&event)) {
                silences += ended->silenceMs;
                limited += ended->tooLong;
            } else if (std::holds_alternative<SpeechDropped>(event)) {
                ++dropped;
            } else {
                ++nothing;
            }
        }
    }
};

SpeechGate realGate(GateTiming timing = {})
{
    return SpeechGate(std::move(WebRtcDetector::create()).value(), timing);
}

codec::PcmFrame withNoise(codec::PcmFrame clip, double amplitude)
{
    std::mt19937 random(1);
    std::normal_distribution<double> noise(0, amplitude);
    for (int16_t& sample : clip.samples)
        sample = int16_t(std::clamp(double(sample) + noise(random), -32768.0, 32767.0));
    return clip;
}

}

class TstSpeechGate : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void findsAnUtteranceWithItsPreRoll();
    void keepsSoundFromBeforeListening();
    void onItsGuardItWantsALongerAndLouderVoice();
    void afterACallTheEndOfThePhraseIsCutOff();
    void aCallBeforeTheFirstSoundIsKnown();
    void firstSyllableIsVoiceAlready();
    void noiseIsSuppressedWhereThereIsSome();
    void pausesWithinASentenceArePartOfIt();
    void shortWordPassesAndClickDoesNot();
    void longestUtteranceIsCut();
    void manualEndsOnlyByStop();
    void manualTrimsTheEnd();
    void manualWithoutVoiceHearsNothing();
    void ignoringFindsNothing();
    void chunkSizeDoesNotMatter();
    void findsRealSpeechInNoise_data();
    void findsRealSpeechInNoise();
    void noiseAloneIsNoSpeech_data();
    void noiseAloneIsNoSpeech();
    void shortRealYesPasses();
    void whatItsOwnerSetForItCounts();
};

void TstSpeechGate::findsAnUtteranceWithItsPreRoll()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    heard.add(gate.put(quiet(2000)));
    QCOMPARE(heard.started, 0);
    heard.add(gate.put(loud(500)));
    QCOMPARE(heard.started, 1);
    heard.add(gate.put(quiet(590)));
    QVERIFY(heard.silences.isEmpty());
    heard.add(gate.put(quiet(20)));
    QCOMPARE(heard.silences, QVector<int> { 600 });
    QCOMPARE(heard.lengthsMs.first(), 520 + 500 + 200); // pre-roll without the 80 ms of the onset, speech, tail
}

void TstSpeechGate::keepsSoundFromBeforeListening()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    heard.add(gate.put(loud(300))); // the device is faster than its own `listen`
    QCOMPARE(heard.started, 0);
    gate.listen(SpeechGate::Ending::BySilence);
    heard.add(gate.put(loud(300)));
    heard.add(gate.put(quiet(700)));
    QCOMPARE(heard.silences.size(), 1);
    QCOMPARE(std::count(heard.samples.begin(), heard.samples.end(), 1000), 600 * 16);
}

void TstSpeechGate::pausesWithinASentenceArePartOfIt()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    for (const codec::PcmFrame& sound : { loud(300), quiet(500), loud(300), quiet(700) })
        heard.add(gate.put(sound));
    QCOMPARE(heard.started, 1);
    QCOMPARE(heard.silences.size(), 1);
    QCOMPARE(heard.lengthsMs.first(), 300 + 500 + 300 + 200);
}

void TstSpeechGate::shortWordPassesAndClickDoesNot()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    for (const codec::PcmFrame& sound : { loud(50), quiet(900), loud(120), quiet(900) })
        heard.add(gate.put(sound));
    QCOMPARE(heard.silences.size(), 0);
    QCOMPARE(heard.dropped, 1); // 50 ms were not even an onset
    heard.add(gate.put(loud(230)));
    heard.add(gate.put(quiet(900)));
    QCOMPARE(heard.silences.size(), 1);
}

void TstSpeechGate::longestUtteranceIsCut()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    heard.add(gate.put(loud(16000)));
    QCOMPARE(heard.limited, 1);
    QCOMPARE(heard.lengthsMs.first(), 15000);
    QCOMPARE(heard.started, 2); // and the rest is a new one
}

void TstSpeechGate::manualEndsOnlyByStop()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::ByStop);
    for (const codec::PcmFrame& sound : { quiet(500), loud(400), quiet(3000), loud(400), quiet(2000) })
        heard.add(gate.put(sound));
    QVERIFY(heard.silences.isEmpty());
    heard.add(gate.stop());
    QCOMPARE(heard.silences, QVector<int> { 2000 });
    QVERIFY(!gate.isListening());
}

void TstSpeechGate::manualTrimsTheEnd()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::ByStop);
    for (const codec::PcmFrame& sound : { quiet(2000), loud(400), quiet(5000) })
        heard.add(gate.put(sound));
    heard.add(gate.stop());
    QCOMPARE(heard.lengthsMs.first(), 520 + 400 + 200);
}

void TstSpeechGate::manualWithoutVoiceHearsNothing()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::ByStop);
    heard.add(gate.put(quiet(3000)));
    heard.add(gate.stop());
    QCOMPARE(heard.nothing, 1);
    QCOMPARE(heard.started, 0);
}

void TstSpeechGate::ignoringFindsNothing()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    heard.add(gate.put(loud(500)));
    gate.ignore();
    heard.add(gate.put(loud(500)));
    heard.add(gate.put(quiet(2000)));
    heard.add(gate.stop());
    QCOMPARE(heard.started, 1);
    QVERIFY(heard.silences.isEmpty());
    QCOMPARE(heard.nothing, 0);
}

void TstSpeechGate::chunkSizeDoesNotMatter()
{
    codec::PcmFrame all { {}, 16000 };
    for (const codec::PcmFrame& sound : { quiet(700), loud(333), quiet(800), loud(400), quiet(800) })
        all.samples.insert(all.samples.end(), sound.samples.begin(), sound.samples.end());
    QVector<QVector<int>> lengths;
    for (const size_t size : { size_t(7), size_t(160), size_t(320), size_t(960), all.samples.size() }) {
        SpeechGate gate(std::make_unique<LoudDetector>());
        Heard heard;
        gate.listen(SpeechGate::Ending::BySilence);
        for (size_t i = 0; i < all.samples.size(); i += size) {
            const auto end = std::min(all.samples.size(), i + size);
            heard.add(gate.put({ { all.samples.begin() + long(i), all.samples.begin() + long(end) }, 16000 }));
        }
        lengths += heard.lengthsMs;
    }
    QCOMPARE(lengths.first().size(), 2);
    for (const QVector<int>& one : lengths)
        QCOMPARE(one, lengths.first());
}

void TstSpeechGate::findsRealSpeechInNoise_data()
{
    QTest::addColumn<double>("noise"); // RMS
    QTest::newRow("clean") << 2.0;
    QTest::newRow("-60 dBFS") << 32.0;
    QTest::newRow("-45 dBFS") << 184.0;
}

void TstSpeechGate::findsRealSpeechInNoise()
{
    QFETCH(double, noise);
    SpeechGate gate = realGate();
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    const auto clip = test::speechClip({ .text = u"what time is it"_s, .silenceBeforeMs = 1500, .silenceAfterMs = 2000 });
    heard.add(gate.put(withNoise(clip, noise)));
    QCOMPARE(heard.silences.size(), 1);
    QCOMPARE(heard.started, 1 + heard.dropped); // loud noise may begin something, while the suppression learns it
    const double spokenMs = test::lastSoundMs(clip) - test::firstSoundMs(clip);
    const int lengthMs = *std::max_element(heard.lengthsMs.cbegin(), heard.lengthsMs.cend());
    QVERIFY2(lengthMs > spokenMs && lengthMs < spokenMs + 1400, qPrintable(QString::number(lengthMs)));
}

void TstSpeechGate::noiseAloneIsNoSpeech_data()
{
    findsRealSpeechInNoise_data();
}

void TstSpeechGate::noiseAloneIsNoSpeech()
{
    QFETCH(double, noise);
    SpeechGate gate = realGate();
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    heard.add(gate.put(withNoise(quiet(20000), noise)));
    QCOMPARE(heard.silences.size(), 0);
}

void TstSpeechGate::shortRealYesPasses()
{
    SpeechGate gate = realGate();
    Heard heard;
    gate.listen(SpeechGate::Ending::BySilence);
    heard.add(gate.put(test::speechClip({ .text = u"yes"_s, .wordsPerMinute = 170 })));
    QCOMPARE(heard.silences.size(), 1);
}

void TstSpeechGate::onItsGuardItWantsALongerAndLouderVoice()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    gate.listen(SpeechGate::Ending::BySilence);
    gate.guard(true);
    Heard heard;
    heard.add(gate.put(loud(200)));
    heard.add(gate.put(quiet(600)));
    heard.add(gate.put(level(2000, 200))); // -44 dB
    heard.add(gate.put(quiet(600)));
    QCOMPARE(heard.started, 0);
    heard.add(gate.put(loud(240)));
    QCOMPARE(heard.started, 1);
    heard.add(gate.put(quiet(1000)));
    QCOMPARE(heard.silences.size(), 1);

    // The loudspeaker has still something to say when the guard goes.
    gate.guard(false);
    heard.add(gate.put(level(400, 200)));
    QCOMPARE(heard.started, 1);
    heard.add(gate.put(level(100, 200)));
    QCOMPARE(heard.started, 2);
}

void TstSpeechGate::afterACallTheEndOfThePhraseIsCutOff()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    gate.clear();
    gate.called();
    gate.listen(SpeechGate::Ending::BySilence);
    Heard heard;
    heard.add(gate.put(loud(250)));
    heard.add(gate.put(quiet(260)));
    QCOMPARE(heard.silences.size(), 1);
    heard.add(gate.put(loud(400)));
    heard.add(gate.put(quiet(300))); // a pause of a question
    QCOMPARE(heard.silences.size(), 1);
    heard.add(gate.put(quiet(310)));
    QCOMPARE(heard.silences.size(), 2);

    // In one breath with the question nothing is cut.
    gate.clear();
    gate.called();
    gate.listen(SpeechGate::Ending::BySilence);
    heard.add(gate.put(loud(800)));
    heard.add(gate.put(quiet(300)));
    QCOMPARE(heard.silences.size(), 2);
}

void TstSpeechGate::aCallBeforeTheFirstSoundIsKnown()
{
    // Loud when it is not silent: what comes out of the codec is not flat.
    class PowerDetector final : public VoiceDetector
    {
    public:
        bool hasVoice(const codec::PcmFrame& frame) override { return speech::meanSquareOf(frame.samples) > 1e5; }
        void reset() override { }
    };
    Listener listener({}, []() -> Result<std::unique_ptr<VoiceDetector>> { return std::unique_ptr<VoiceDetector>(new PowerDetector); });
    QSignalSpy ended(&listener, &Listener::speechEnded);
    listener.called();
    listener.listen(SpeechGate::Ending::BySilence);
    const auto encoder = codec::SpeechEncoder::create({ .frameMs = 20 });
    const auto put = [&](int ms, int16_t height) {
        for (int packet = 0; packet < ms / 20; ++packet) {
            codec::PcmFrame frame = level(20, 0);
            for (size_t i = 0; i < frame.samples.size(); ++i)
                frame.samples[i] = i / 20 % 2 == 0 ? height : int16_t(-height); // 400 Hz
            listener.put({ .opus = encoder.value()->encode(frame).value() });
        }
    };
    put(240, 8000);
    put(340, 0);
    QCOMPARE(ended.size(), 1);
}

void TstSpeechGate::firstSyllableIsVoiceAlready()
{
    SpeechGate gate(std::make_unique<LoudDetector>());
    gate.put(loud(50));
    QVERIFY(!gate.hearsVoice()); // nobody listens
    gate.listen(SpeechGate::Ending::BySilence);
    QVERIFY(!gate.hearsVoice());
    gate.put(loud(50));
    QVERIFY(gate.hearsVoice());
    QVERIFY(!gate.isSpeaking());
    gate.put(quiet(250));
    QVERIFY(!gate.hearsVoice());
    gate.put(loud(300));
    QVERIFY(gate.hearsVoice());
    QVERIFY(gate.isSpeaking());
}

// It costs twenty times what the rest of hearing does.
void TstSpeechGate::noiseIsSuppressedWhereThereIsSome()
{
    const auto made = std::move(WebRtcDetector::create()).value();
    auto& detector = dynamic_cast<WebRtcDetector&>(*made);
    std::mt19937 random(11);
    const auto hear = [&](int frames, double deviation) {
        std::normal_distribution<double> noise(0, deviation);
        for (int i = 0; i < frames; ++i) {
            codec::PcmFrame frame { std::vector<int16_t>(detectorFrameSamples), detectorRateHz };
            for (int16_t& sample : frame.samples)
                sample = int16_t(std::lround(noise(random)));
            detector.hasVoice(frame);
        }
    };
    hear(50, 10); // -70 dBFS
    QVERIFY(!detector.suppressesNoise());
    hear(250, 200); // -44 dBFS
    QVERIFY(detector.suppressesNoise());
    hear(20, 10);
    QVERIFY(!detector.suppressesNoise());
    hear(250, 200);
    QVERIFY(detector.suppressesNoise());
    detector.reset();
    QVERIFY(!detector.suppressesNoise());
}

void TstSpeechGate::whatItsOwnerSetForItCounts()
{
    const auto clip = test::speechClip({ .text = u"what time is it"_s, .silenceBeforeMs = 500, .silenceAfterMs = 200 });
    const auto hear = [&](const QJsonObject& settings) {
        const EngineSpec spec { EngineKind::Detector, u"Room"_s, u"webrtc"_s, settings };
        SpeechGate gate(std::move(WebRtcDetector::create(webRtcOptions(spec))).value());
        Heard heard;
        gate.listen(SpeechGate::Ending::BySilence);
        heard.add(gate.put(clip));
        heard.add(gate.put(quiet(2000)));
        return heard;
    };
    QCOMPARE(hear({}).silences, QVector<int> { 600 });
    QCOMPARE(hear({ { u"min_silence_duration_ms"_s, 900 } }).silences, QVector<int> { 900 });
    QCOMPARE(hear({ { u"min_silence_duration_ms"_s, u"300"_s } }).silences.last(), 300); // as text, too
    QCOMPARE(hear({ { u"min_level_dbfs"_s, -60 } }).started, 1);
    QCOMPARE(hear({ { u"min_level_dbfs"_s, -1 } }).started, 0);
}

QTEST_GUILESS_MAIN(TstSpeechGate)
#include "tst_speechgate.moc"
