// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/echosound.h"
#include "audio/echotester.h"
#include "audio/mixer.h"
#include "support/soundmath.h"
#include "support/testcase.h"

#include <cmath>
#include <numeric>
#include <random>

using namespace myna;
using namespace myna::audio;
using Cause = EchoTestResult::Cause;
using Verdict = EchoTestResult::Verdict;

namespace {

// The loudspeaker pulls 20 ms at once, and its first sample waits for none of them while its last one waits for all.
constexpr int handOverMs = 15;

// A loudspeaker, a room and a microphone, in the sound's own time.
struct Room
{
    int delayMs = 120; // from the loudspeaker's pull to the microphone's block
    double gain = 0.2; // 0: a headset
    double noise = 0.0005; // of full scale
    bool overdriven = false;
    bool muted = false;
    int volume = 100;
};

class Devices
{
public:
    Devices(CaptureChain& chain, const Room& room)
        : m_chain(chain)
        , m_room(room)
        , m_value(0, room.noise * 32768)
        , m_resampler(std::move(codec::Resampler::create(playbackRateHz, speech::voiceRateHz)).value())
    {
        std::normal_distribution<double> one(0, 1);
        m_impulse.resize(64); // 4 ms of reflections
        double energy = 0;
        for (size_t i = 0; i < m_impulse.size(); ++i) {
            m_impulse[i] = one(m_random) * std::exp(-6.9 * double(i) / double(m_impulse.size())) * (i == 0 ? 3 : 1);
            energy += m_impulse[i] * m_impulse[i];
        }
        for (double& value : m_impulse)
            value *= room.gain / std::sqrt(energy);
        m_mixer.setVolume(room.volume);
        m_mixer.setListener([&chain](std::span<const int16_t> samples) { chain.played(samples); });
    }

    [[nodiscard]] Mixer& mixer() { return m_mixer; }

    // 20 ms pass: the loudspeaker pulls first, then a block of the microphone arrives.
    void pass()
    {
        constexpr size_t block = 320;
        const size_t at = m_block++ * block;
        codec::PcmFrame pulled { std::vector<int16_t>(block * 3 / 2), playbackRateHz };
        m_mixer.fill(pulled.samples);
        const auto sound = m_resampler->process(pulled);
        m_air.insert(m_air.end(), sound.samples.begin(), sound.samples.end());
        codec::PcmFrame heard { std::vector<int16_t>(block), speech::voiceRateHz };
        for (size_t i = 0; i < block && !m_room.muted; ++i)
            heard.samples[i] = sampleAt(qint64(at + i) - qint64(m_room.delayMs) * 16);
        m_chain.put(heard);
    }

private:
    int16_t sampleAt(qint64 position)
    {
        double value = m_value(m_random);
        const qint64 count = std::min<qint64>(qint64(m_impulse.size()), position + 1);
        if (m_room.gain > 0 && position >= 0 && position < qint64(m_air.size()))
            value += std::inner_product(
                m_impulse.begin(), m_impulse.begin() + count, std::make_reverse_iterator(m_air.begin() + position + 1), 0.0);
        if (m_room.overdriven)
            value *= 40;
        return int16_t(std::clamp(std::lround(value), -32768L, 32767L));
    }

    CaptureChain& m_chain;
    Room m_room;
    std::mt19937 m_random { 3 }; // NOLINT(bugprone-random-generator-seed): the same room every time
    std::normal_distribution<double> m_value;
    std::vector<double> m_impulse;
    Downlink m_downlink;
    Mixer m_mixer { m_downlink };
    std::unique_ptr<codec::Resampler> m_resampler;
    std::vector<int16_t> m_air; // all that sounded
    size_t m_block = 0;
};

struct Run
{
    EchoTestResult result;
    double lengthMs = 0;
    int finishes = 0;
    int echoDelayMs = 0; // told to the chain
};

Run runTest(const Room& room)
{
    Run run;
    CaptureChain chain;
    Devices devices(chain, room);
    EchoTester tester(chain);
    QObject::connect(&tester, &EchoTester::soundWanted, &tester, [&](const codec::PcmFrame& sound) { devices.mixer().playSound(sound); });
    QObject::connect(&tester, &EchoTester::finished, &tester, [&](const EchoTestResult& result) {
        run.result = result;
        ++run.finishes;
    });
    tester.start(true, true);
    for (; run.finishes == 0 && run.lengthMs < 10000; run.lengthMs += 20) {
        devices.pass();
        QCoreApplication::processEvents();
    }
    run.echoDelayMs = chain.echoDelayMs();
    qInfo() << run.result;
    return run;
}

}

class TstEchoProbe : public test::TestCase
{
    Q_OBJECT

private slots:
    void playsASoundOfTheRightLength()
    {
        const auto sound = EchoTestSound::make();
        QCOMPARE(sound.rateHz, playbackRateHz);
        QCOMPARE(sound.durationMs(), double(EchoTestSound::totalMs));
        QVERIFY(sound.durationMs() < 7000);
        QCOMPARE(myna::test::peak(sound, 0, EchoTestSound::leadMs), 0);
        QVERIFY(myna::test::peak(sound) < 20000); // startles nobody
        QVERIFY(myna::test::rms(sound, EchoTestSound::leadMs, 400) > 0.1);
        QVERIFY(myna::test::rms(sound, EchoTestSound::leadMs + EchoTestSound::sweepsMs, 2000) > 0.03);
    }

    void findsTheDelay_data()
    {
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<double>("gain");
        QTest::addColumn<double>("noise");
        for (const int delayMs : { 10, 60, 180, 400 })
            QTest::addRow("%d ms", delayMs) << delayMs << 0.2 << 0.0005;
        QTest::newRow("faint") << 100 << 0.01 << 0.0005;
        QTest::newRow("below the noise") << 100 << 0.02 << 0.01;
        QTest::newRow("very loud") << 100 << 1.5 << 0.0005;
    }

    void findsTheDelay()
    {
        QFETCH(int, delayMs);
        QFETCH(double, gain);
        QFETCH(double, noise);
        const auto run = runTest({ .delayMs = delayMs, .gain = gain, .noise = noise });
        QVERIFY(run.result.heard);
        QVERIFY2(std::abs(run.result.delayMs - delayMs - handOverMs) <= 6, qPrintable(QString::number(run.result.delayMs)));
        QVERIFY2(std::abs(run.result.echoLossDb + 20 * std::log10(gain)) < 4, qPrintable(QString::number(run.result.echoLossDb)));
        QVERIFY2(std::abs(run.result.noiseDbfs - 20 * std::log10(noise)) < 3, qPrintable(QString::number(run.result.noiseDbfs)));
        QCOMPARE(run.echoDelayMs, run.result.delayMs);
        QVERIFY(run.lengthMs < 8000);
        QCOMPARE(run.finishes, 1);
    }

    void allowsInterruptingWhereTheEchoGoes_data()
    {
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<double>("noise");
        QTest::newRow("60 ms") << 60 << 0.0005;
        QTest::newRow("120 ms") << 120 << 0.0005;
        QTest::newRow("200 ms") << 200 << 0.0005;
        QTest::newRow("Bluetooth") << 300 << 0.0005;
        QTest::newRow("noise") << 120 << 0.003;
    }

    void allowsInterruptingWhereTheEchoGoes()
    {
        QFETCH(int, delayMs);
        QFETCH(double, noise);
        const auto run = runTest({ .delayMs = delayMs, .noise = noise });
        QCOMPARE(run.result.verdict(), Verdict::FullDuplex);
        QVERIFY2(run.result.removedDb >= 20 || noise > 0.001, qPrintable(QString::number(run.result.removedDb)));
    }

    void takesTurnsWhenTheMicrophoneIsOverdriven()
    {
        const auto run = runTest({ .gain = 1, .overdriven = true });
        QVERIFY(run.result.heard);
        QCOMPARE(run.result.verdict(), Verdict::TurnTaking);
        QCOMPARE(run.result.cause, Cause::Overdriven);
    }

    void waitsForTheEndOfWhatSoundedBefore()
    {
        CaptureChain chain;
        Devices devices(chain, {});
        EchoTester tester(chain);
        connect(&tester, &EchoTester::soundWanted, this, [&](const codec::PcmFrame& sound) { devices.mixer().playSound(sound); });
        EchoTestResult result;
        connect(&tester, &EchoTester::finished, this, [&](const EchoTestResult& found) { result = found; });
        tester.start(true, true);
        for (int i = 0; i < 60; ++i)
            devices.pass();
        devices.mixer().stopSounds();
        tester.start(true, true); // again, in the middle of a sweep
        for (int i = 0; i < 400 && tester.isRunning(); ++i) {
            devices.pass();
            QCoreApplication::processEvents();
        }
        QCOMPARE(result.verdict(), Verdict::FullDuplex);
        QVERIFY2(std::abs(result.noiseDbfs + 66) < 3, qPrintable(QString::number(result.noiseDbfs)));
        QVERIFY2(std::abs(result.delayMs - 120 - handOverMs) <= 6, qPrintable(QString::number(result.delayMs)));
    }

    void knowsAHeadset()
    {
        const auto run = runTest({ .gain = 0 });
        QVERIFY(!run.result.heard);
        QCOMPARE(run.result.verdict(), Verdict::Headset);
        QCOMPARE(run.result.delayMs, 0);
    }

    void saysWhenTheRoomIsTooLoud()
    {
        const auto run = runTest({ .gain = 0.005, .noise = 0.1 });
        QCOMPARE(run.result.verdict(), Verdict::TooNoisy);
    }

    void saysWhenTheMicrophoneIsMuted()
    {
        const auto run = runTest({ .muted = true });
        QCOMPARE(run.result.verdict(), Verdict::NoMicrophone);
        QCOMPARE(run.result.cause, Cause::OnlySilence);
    }

    void saysWhenNothingSounds()
    {
        const auto run = runTest({ .volume = 0 });
        QCOMPARE(run.result.verdict(), Verdict::NoLoudspeaker);
        QVERIFY(run.lengthMs <= 3100);
    }

    void saysWhenTheMicrophoneStops()
    {
        EchoProbe probe;
        QCOMPARE(probe.result().verdict(), Verdict::NoMicrophone);
        QCOMPARE(probe.result().cause, Cause::NothingArrived);
        const std::vector<int16_t> sound(160, 1000);
        const std::vector<int16_t> silence(160);
        for (int i = 0; i < 40; ++i)
            QVERIFY(!probe.put({ silence, sound, sound, 30 }));
        for (int i = 0; i < 100; ++i)
            QVERIFY(!probe.put({ sound, sound, sound, 30 }));
        QCOMPARE(probe.result().verdict(), Verdict::NoMicrophone);
        QCOMPARE(probe.result().cause, Cause::MicrophoneStopped);
    }

    void endsWhenTheMicrophoneSaysNothingAtAll()
    {
        CaptureChain chain;
        EchoTester tester(chain, nullptr, std::chrono::milliseconds(20));
        QSignalSpy finished(&tester, &EchoTester::finished);
        tester.start(true, true);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.at(0).at(0).value<EchoTestResult>().verdict(), Verdict::NoMicrophone);
    }

    void needsBothDevices()
    {
        CaptureChain chain;
        EchoTester tester(chain);
        QSignalSpy finished(&tester, &EchoTester::finished);
        QSignalSpy wanted(&tester, &EchoTester::soundWanted);
        tester.start(false, true);
        tester.start(true, false);
        QCOMPARE(finished.size(), 2);
        QCOMPARE(wanted.size(), 0);
        QCOMPARE(finished.at(0).at(0).value<EchoTestResult>().cause, Cause::MicrophoneMissing);
        QCOMPARE(finished.at(1).at(0).value<EchoTestResult>().cause, Cause::LoudspeakerMissing);
        QVERIFY(!tester.isRunning());
    }

    void leavesTheProcessingAsItWas()
    {
        const speech::Processing own { .echoCancellation = false, .highPass = false };
        CaptureChain chain(own);
        chain.setEchoDelay(77);
        EchoTester tester(chain);
        QSignalSpy finished(&tester, &EchoTester::finished);
        tester.start(true, true);
        QVERIFY(tester.isRunning());
        QVERIFY(chain.processing().echoCancellation);
        chain.put(myna::test::sine(440, 500, 16000));
        tester.cancel();
        QVERIFY(!tester.isRunning());
        QCOMPARE(chain.processing(), own);
        QCOMPARE(chain.echoDelayMs(), 77);
        chain.put(myna::test::sine(440, 500, 16000));
        QCOMPARE(finished.size(), 0);
    }

    // The search runs between two blocks of sound.
    void searchesQuickly()
    {
        EchoProbe probe;
        std::vector<int16_t> frame(160, 1000);
        QBENCHMARK_ONCE
        {
            for (int i = 0; i < 300; ++i)
                probe.put({ frame, frame, frame, 30 });
        }
        QVERIFY(probe.delayMs() || !probe.delayMs());
    }
};

QTEST_GUILESS_MAIN(TstEchoProbe)
#include "tst_echoprobe.moc"
