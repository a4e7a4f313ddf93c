// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/capturechain.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <random>

using namespace myna;
using audio::CaptureChain;

namespace {

constexpr speech::Processing nothing { .echoCancellation = false, .noiseSuppression = false, .gainControl = false, .highPass = false };

struct Listener
{
    explicit Listener(CaptureChain& chain)
    {
        QObject::connect(&chain, &CaptureChain::processed, &chain, [this](const codec::PcmFrame& frame, bool voice) {
            wrongFrames += frame.samples.size() != 160 || frame.rateHz != 16000;
            ++frames;
            voiced += voice;
            heard.samples.insert(heard.samples.end(), frame.samples.begin(), frame.samples.end());
        });
    }
    codec::PcmFrame heard { {}, 16000 };
    int frames = 0;
    int wrongFrames = 0;
    int voiced = 0;
};

codec::PcmFrame whiteNoise(double lengthMs, int rateHz, double deviation, unsigned seed = 1)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> value(0, deviation * 32768);
    codec::PcmFrame clip = test::silence(lengthMs, rateHz);
    for (int16_t& sample : clip.samples)
        sample = int16_t(std::clamp(value(random), -32768.0, 32767.0));
    return clip;
}

void putInPieces(CaptureChain& chain, const codec::PcmFrame& clip)
{
    size_t at = 0;
    for (int piece = 1; at < clip.samples.size(); piece = piece % 700 + 37) {
        const size_t end = std::min(clip.samples.size(), at + size_t(piece));
        chain.put({ { clip.samples.begin() + std::ptrdiff_t(at), clip.samples.begin() + std::ptrdiff_t(end) }, clip.rateHz });
        at = end;
    }
}

}

class TstCaptureChain : public test::TestCase
{
    Q_OBJECT

private slots:
    void makesTenMillisecondsOfAnything_data()
    {
        QTest::addColumn<int>("rateHz");
        for (const int rateHz : { 8000, 16000, 22050, 32000, 44100, 48000, 96000 })
            QTest::addRow("%d Hz", rateHz) << rateHz;
    }

    void makesTenMillisecondsOfAnything()
    {
        QFETCH(int, rateHz);
        CaptureChain chain(nothing);
        Listener listener(chain);
        chain.reset();
        const auto clip = test::sine(440, 1005, rateHz);
        putInPieces(chain, clip);
        chain.finish();
        QCOMPARE(listener.wrongFrames, 0);
        QVERIFY(std::abs(listener.frames - 101) <= 1);
        QVERIFY(std::abs(test::rms(listener.heard, 100, 800) - test::rms(clip)) < 0.01);
        QCOMPARE(chain.figures().deviceRateHz, rateHz);
    }

    // Whatever the resampler holds back, the last frame of a block is complete when the block is; 44.1 kHz comes in uneven pieces.
    void handsOutAtOnce_data()
    {
        QTest::addColumn<int>("rateHz");
        for (const int rateHz : { 16000, 44100, 48000 })
            QTest::addRow("%d Hz", rateHz) << rateHz;
    }

    void handsOutAtOnce()
    {
        QFETCH(int, rateHz);
        CaptureChain chain;
        Listener listener(chain);
        chain.reset();
        const auto chunk = whiteNoise(20, rateHz, 0.01);
        double longest = 0;
        for (int i = 1; i <= 100; ++i) {
            chain.put(chunk);
            longest = std::max(longest, i * 20.0 - listener.frames * 10.0);
        }
        QVERIFY2(longest <= (rateHz == 44100 ? 20 : 0), qPrintable(QString::number(longest)));
    }

    // As sound systems do: the first block is shorter than the others.
    void aShortFirstBlockDelaysNothing()
    {
        CaptureChain chain;
        Listener listener(chain);
        chain.reset();
        chain.put(whiteNoise(9.5, 48000, 0.01));
        for (int i = 1; i <= 50; ++i) {
            QCOMPARE(listener.frames, i);
            chain.put(whiteNoise(10, 48000, 0.01));
        }
    }

    void survivesANewRateInTheMiddle()
    {
        CaptureChain chain(nothing);
        Listener listener(chain);
        chain.reset();
        for (const int rateHz : { 48000, 16000, 44100, 44100, 8000, 48000 })
            putInPieces(chain, test::sine(440, 500, rateHz));
        chain.finish();
        QVERIFY2(std::abs(listener.frames - 300) <= 2, qPrintable(QString::number(listener.frames)));
        QCOMPARE(listener.wrongFrames, 0);
        for (int second = 0; second < 3; ++second)
            QVERIFY(std::abs(test::rms(listener.heard, second * 1000 + 100, 300) - 0.3535) < 0.02);
    }

    void handsOutNothingFromBeforeTheReset()
    {
        CaptureChain chain(nothing);
        Listener listener(chain);
        chain.put(test::sine(440, 10, 16000));
        chain.put(test::sine(440, 5, 16000));
        QCOMPARE(listener.frames, 1);
        listener.heard.samples.clear();
        chain.reset();
        chain.put(test::silence(20, 16000));
        QCOMPARE(listener.frames, 3);
        QCOMPARE(test::peak(listener.heard), 0);
    }

    void measuresBeforeAndAfter()
    {
        CaptureChain chain; // everything on
        QSignalSpy levels(&chain, &CaptureChain::levelMeasured);
        chain.reset();
        chain.put(whiteNoise(5000, 48000, 0.01)); // -40 dBFS over 24 kHz: 4.8 dB less of it lies below 8 kHz
        const auto figures = chain.figures();
        QVERIFY(levels.size() >= 98);
        QVERIFY2(std::abs(figures.beforeDbfs + 44.8) < 2, qPrintable(QString::number(figures.beforeDbfs)));
        QVERIFY2(std::abs(figures.noiseDbfs + 45) < 3, qPrintable(QString::number(figures.noiseDbfs)));
        QVERIFY2(figures.leftNoiseDbfs < figures.noiseDbfs - 6, qPrintable(QString::number(figures.leftNoiseDbfs)));
        QVERIFY(!figures.clipping);
    }

    void noticesClipping()
    {
        CaptureChain chain;
        QSignalSpy clipping(&chain, &CaptureChain::clippingChanged);
        chain.reset();
        auto loud = test::sine(300, 500, 16000, 1.0);
        for (int16_t& sample : loud.samples)
            sample = int16_t(std::clamp(int(sample) * 2, -32768, 32767));
        chain.put(test::sine(300, 500, 16000, 0.9));
        QCOMPARE(clipping.size(), 0);
        chain.put(loud);
        QCOMPARE(clipping.size(), 1);
        QVERIFY(clipping.takeFirst().at(0).toBool());
        chain.put(test::sine(300, 900, 16000, 0.5));
        QCOMPARE(clipping.size(), 0); // the notice stays long enough to be read
        chain.put(test::sine(300, 200, 16000, 0.5));
        QCOMPARE(clipping.size(), 1);
        QVERIFY(!clipping.takeFirst().at(0).toBool());
    }

    void tellsADeadMicrophoneFromAQuietRoom()
    {
        CaptureChain chain;
        QSignalSpy dead(&chain, &CaptureChain::deadChanged);
        chain.reset();
        for (int i = 0; i < 200; ++i)
            chain.put({ { 0, 1, 0, -1, 0 }, 16000 });
        chain.put(test::silence(2900, 16000));
        QCOMPARE(dead.size(), 0);
        chain.put(test::silence(200, 16000));
        QCOMPARE(dead.takeLast().at(0).toBool(), true);
        chain.put(test::silence(200, 16000));
        QCOMPARE(dead.size(), 0);
        chain.put(test::sine(440, 20, 16000));
        QCOMPARE(dead.takeLast().at(0).toBool(), false);
    }

    // Loudspeaker and microphone with clocks and bursts of their own, 120 ms apart.
    void removesWhatTheLoudspeakerPlays_data()
    {
        QTest::addColumn<bool>("echoFree");
        QTest::addColumn<double>("leastDb");
        QTest::addColumn<double>("mostDb");
        QTest::newRow("ours") << false << 20.0 << 100.0;
        QTest::newRow("the system does it") << true << -1.0 << 1.0;
    }

    void removesWhatTheLoudspeakerPlays()
    {
        QFETCH(bool, echoFree);
        QFETCH(double, leastDb);
        QFETCH(double, mostDb);
        speech::Processing onlyEcho = nothing;
        onlyEcho.echoCancellation = true;
        CaptureChain chain(onlyEcho);
        chain.setEchoFree(echoFree);
        double before = 0;
        double after = 0;
        int frame = 0;
        chain.setObserver([&](const CaptureChain::View& view) {
            if (++frame < 250)
                return;
            before += speech::meanSquareOf(view.captured);
            after += speech::meanSquareOf(view.processed);
        });
        chain.reset();
        // Speech, heard 20 dB quieter and 120 ms late.
        const auto sound
            = *codec::resampled(test::speechClip({ .text = QStringLiteral("The weather will be fine tomorrow, with a little wind "
                                                                          "from the west and clouds in the evening.") }),
                24000);
        const auto atMicrophone = *codec::resampled(sound, 16000);
        const size_t delay = 16 * 120;
        size_t played = 0;
        for (size_t at = 0; at + 320 <= atMicrophone.samples.size(); at += 320) {
            // Pulled in bursts of 10 to 40 ms, always up to 50 ms ahead.
            const size_t due = std::min(sound.samples.size(), (at + 320 + 800) * 3 / 2 / 960 * 960);
            if (due > played)
                chain.played(std::span(sound.samples).subspan(played, due - played));
            played = std::max(played, due);
            codec::PcmFrame chunk { std::vector<int16_t>(320), 16000 };
            for (size_t i = 0; i < 320; ++i) {
                if (at + i >= delay)
                    chunk.samples[i] = int16_t(atMicrophone.samples[at + i - delay] / 10);
            }
            chain.put(chunk);
        }
        const double removed = std::min(99.0, 10 * std::log10(before / after)); // exact silence is possible
        QVERIFY2(removed >= leastDb && removed <= mostDb, qPrintable(QString::number(removed)));
    }
};

QTEST_GUILESS_MAIN(TstCaptureChain)
#include "tst_capturechain.moc"
