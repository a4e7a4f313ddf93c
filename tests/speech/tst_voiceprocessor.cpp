// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/noisefloor.h"
#include "speech/voiceprocessor.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <cmath>
#include <random>

using namespace myna;
using speech::Processing;
using speech::VoiceProcessor;

namespace {

constexpr Processing nothing { .echoCancellation = false, .noiseSuppression = false, .gainControl = false, .highPass = false };
constexpr int rate = speech::voiceRateHz;
constexpr size_t frameSize = speech::voiceFrameSamples;

using Samples = std::vector<int16_t>;

Samples noise(size_t count, double deviation, unsigned seed = 2)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> value(0, deviation * 32768);
    Samples samples(count);
    for (int16_t& sample : samples)
        sample = int16_t(std::clamp(value(random), -32768.0, 32767.0));
    return samples;
}

Samples scaled(Samples samples, double factor)
{
    for (int16_t& sample : samples)
        sample = int16_t(std::clamp(std::lround(sample * factor), -32768L, 32767L));
    return samples;
}

Samples sum(Samples samples, const Samples& more, size_t at = 0)
{
    for (size_t i = 0; i < more.size() && at + i < samples.size(); ++i)
        samples[at + i] = int16_t(std::clamp(int(samples[at + i]) + more[i], -32768, 32767));
    return samples;
}

double dbfs(const Samples& samples, double fromS = 0, double lengthS = 1e9)
{
    const auto from = std::min(samples.size(), size_t(fromS * rate));
    const auto count = std::min(samples.size() - from, size_t(lengthS * rate));
    return speech::levelDbfs(speech::meanSquareOf(std::span(samples).subspan(from, count)));
}

// A room: a direct sound `delayMs` late and 30 ms of dying reflections, together `gain` as loud.
Samples echoOf(const Samples& sound, int delayMs, double gain)
{
    std::mt19937 random(1); // NOLINT(bugprone-random-generator-seed): the same room every time
    std::normal_distribution<double> value(0, 1);
    constexpr size_t tail = 480;
    constexpr size_t apart = 8; // samples between reflections
    std::vector<double> room;
    double energy = 0;
    for (size_t i = 0; i < tail; i += apart) {
        room.push_back(value(random) * std::exp(-6.9 * double(i) / tail) * (i == 0 ? 3 : 1));
        energy += room.back() * room.back();
    }
    Samples echo(sound.size());
    const size_t delay = size_t(delayMs) * rate / 1000;
    for (size_t n = delay + tail; n < sound.size(); ++n) {
        double heard = 0;
        for (size_t i = 0; i < room.size(); ++i)
            heard += room[i] * sound[n - delay - i * apart];
        echo[n] = int16_t(std::lround(heard * gain / std::sqrt(energy)));
    }
    return echo;
}

struct Outcome
{
    Samples sound;
    double voiced = 0; // share of frames
};

Outcome run(VoiceProcessor& processor, Samples captured, const Samples& played = {})
{
    int voiced = 0;
    int frames = 0;
    for (size_t at = 0; at + frameSize <= captured.size(); at += frameSize, ++frames) {
        if (at + frameSize <= played.size())
            processor.played(std::span(played).subspan(at, frameSize));
        voiced += processor.process(std::span(captured).subspan(at, frameSize));
    }
    return { std::move(captured), double(voiced) / std::max(1, frames) };
}

Outcome run(const Processing& processing, const Samples& captured, const Samples& played = {}, int delayMs = 40)
{
    const auto processor = std::move(VoiceProcessor::create(processing)).value();
    processor->setEchoDelay(delayMs);
    return run(*processor, captured, played);
}

// Of the same sentence before and after, whatever few milliseconds the processing takes.
struct Match
{
    double correlation = 0;
    size_t lagSamples = 0;
};

Match match(const Samples& reference, const Samples& processed, size_t at)
{
    Match best;
    for (size_t lag = 0; lag < 240; ++lag) {
        double product = 0;
        double own = 1e-9;
        double other = 1e-9;
        for (size_t i = 0; i < reference.size() && at + i + lag < processed.size(); ++i) {
            product += double(reference[i]) * processed[at + i + lag];
            own += double(reference[i]) * reference[i];
            other += double(processed[at + i + lag]) * processed[at + i + lag];
        }
        if (const double correlation = product / std::sqrt(own * other); correlation > best.correlation)
            best = { correlation, lag };
    }
    return best;
}

}

class TstVoiceProcessor : public test::TestCase
{
    Q_OBJECT

private:
    Samples m_far; // about ten seconds of talk
    Samples m_near; // one short sentence

private slots:
    void initTestCase()
    {
        m_far
            = test::speechClip({ .text = QStringLiteral("The weather will be fine tomorrow, with a little wind from the west and clouds in "
                                                        "the evening. You could go for a walk in the park, or read a book at home."),
                                   .silenceBeforeMs = 0,
                                   .silenceAfterMs = 0 })
                  .samples;
        m_near = test::speechClip({ .text = QStringLiteral("Stop, please turn on the light."),
                                      .voice = QStringLiteral("en-us+f3"),
                                      .silenceBeforeMs = 0,
                                      .silenceAfterMs = 0 })
                     .samples;
        QVERIFY(m_far.size() > size_t(7 * rate));
        QVERIFY(m_near.size() > size_t(rate));
    }

    void leavesSoundAloneWithEverythingOff()
    {
        const auto outcome = run(nothing, m_near);
        QVERIFY(match(m_near, outcome.sound, 0).correlation > 0.999);
        QVERIFY(std::abs(dbfs(outcome.sound) - dbfs(m_near)) < 0.1);
    }

    // All on: what is held back inside is part of the delay of every word.
    void takesLittleTime()
    {
        const auto outcome = run(Processing { .gainControl = false }, m_near);
        const auto found = match(m_near, outcome.sound, 0);
        qInfo("delay inside %.1f ms, correlation %.3f", double(found.lagSamples) / 16, found.correlation);
        QVERIFY(found.lagSamples <= size_t(10 * rate / 1000));
        QVERIFY(found.correlation > 0.9);
    }

    void removesTheEcho_data()
    {
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<int>("toldMs");
        QTest::newRow("40 ms") << 40 << 40;
        QTest::newRow("40 ms, told nothing") << 40 << 0;
        QTest::newRow("120 ms, told 60 too few") << 120 << 60;
        QTest::newRow("200 ms") << 200 << 200;
    }

    void removesTheEcho()
    {
        QFETCH(int, delayMs);
        QFETCH(int, toldMs);
        const auto echo = sum(echoOf(m_far, delayMs, 0.3), noise(m_far.size(), 0.0003));
        Processing onlyEcho = nothing;
        onlyEcho.echoCancellation = true;
        const auto processor = std::move(VoiceProcessor::create(onlyEcho)).value();
        processor->setEchoDelay(toldMs);
        const auto outcome = run(*processor, echo, m_far);
        const double removed = dbfs(echo, 4, 3) - dbfs(outcome.sound, 4, 3);
        const auto metrics = processor->metrics();
        qInfo("removed %.1f dB; says %.1f dB, loss %.1f dB, delay %d ms", removed, metrics.removedDb, metrics.echoLossDb, metrics.delayMs);
        QVERIFY2(removed >= 20, qPrintable(QString::number(removed)));
    }

    void keepsTheNearVoiceInDoubleTalk()
    {
        const size_t at = 4 * rate;
        const auto echo = sum(echoOf(m_far, 40, 0.3), noise(m_far.size(), 0.0003));
        const auto outcome = run(Processing { .noiseSuppression = false, .gainControl = false }, sum(echo, m_near, at), m_far);
        const auto found = match(m_near, outcome.sound, at);
        qInfo("correlation %.3f", found.correlation);
        QVERIFY2(found.correlation >= 0.8, qPrintable(QString::number(found.correlation)));
    }

    void suppressesNoise_data()
    {
        QTest::addColumn<Processing::Suppression>("suppression");
        QTest::addColumn<double>("leastDb");
        QTest::newRow("low") << Processing::Suppression::Low << 5.0;
        QTest::newRow("moderate") << Processing::Suppression::Moderate << 9.0;
        QTest::newRow("high") << Processing::Suppression::High << 14.0;
    }

    void suppressesNoise()
    {
        QFETCH(Processing::Suppression, suppression);
        QFETCH(double, leastDb);
        Processing processing = nothing;
        processing.noiseSuppression = true;
        processing.suppression = suppression;
        const auto hiss = noise(5 * rate, 0.01);
        const double removed = dbfs(hiss, 3) - dbfs(run(processing, hiss).sound, 3);
        QVERIFY2(removed >= leastDb, qPrintable(QString::number(removed)));
    }

    void removesHum()
    {
        Processing processing = nothing;
        processing.highPass = true;
        const auto hum = test::sine(50, 3000, rate, 0.1).samples;
        const double removed = dbfs(hum, 1) - dbfs(run(processing, hum).sound, 1);
        QVERIFY2(removed >= 10, qPrintable(QString::number(removed)));
        const auto voice = test::sine(500, 3000, rate, 0.1).samples;
        QVERIFY(std::abs(dbfs(run(processing, voice).sound, 1) - dbfs(voice, 1)) < 1);
    }

    void bringsAQuietVoiceUp()
    {
        Processing processing = nothing;
        processing.gainControl = true;
        const auto quiet = scaled(m_far, 0.03);
        const double raised = dbfs(run(processing, quiet).sound, 3) - dbfs(quiet, 3);
        qInfo("raised by %.1f dB", raised);
        QVERIFY2(raised >= 6, qPrintable(QString::number(raised)));
        const auto loud = scaled(m_far, 0.95 * 32767 / test::peak({ m_far, rate }));
        const auto kept = run(processing, loud).sound;
        QVERIFY(std::abs(dbfs(kept, 3) - dbfs(loud, 3)) < 8);
    }

    void knowsAVoice()
    {
        const auto voice = run(Processing {}, m_far);
        QVERIFY2(voice.voiced > 0.7, qPrintable(QString::number(voice.voiced)));
        QCOMPARE(run(Processing {}, Samples(3 * rate)).voiced, 0.0);
        const auto hiss = run(Processing {}, noise(5 * rate, 0.001));
        QVERIFY2(hiss.voiced < 0.1, qPrintable(QString::number(hiss.voiced)));
    }

    void obeysASwitchWithoutStartingAgain()
    {
        const auto processor = std::move(VoiceProcessor::create(nothing)).value();
        const auto hiss = noise(3 * rate, 0.01);
        QVERIFY(std::abs(dbfs(run(*processor, hiss).sound) - dbfs(hiss)) < 0.2);
        Processing quieter = nothing;
        quieter.noiseSuppression = true;
        processor->set(quieter);
        QVERIFY(dbfs(run(*processor, hiss).sound, 2) < dbfs(hiss) - 9);
        processor->set(nothing);
        QVERIFY(std::abs(dbfs(run(*processor, hiss).sound, 0.1) - dbfs(hiss)) < 0.3);
    }

    void keepsWhatItLearntWhenAnotherSwitchMoves()
    {
        const auto echo = echoOf(m_far, 40, 0.3);
        Processing onlyEcho = nothing;
        onlyEcho.echoCancellation = true;
        const auto processor = std::move(VoiceProcessor::create(onlyEcho)).value();
        run(*processor, echo, m_far);
        Processing more = onlyEcho;
        more.highPass = true;
        processor->set(more);
        const auto again = run(*processor, echo, m_far);
        QVERIFY(dbfs(echo, 0.2, 1) - dbfs(again.sound, 0.2, 1) > 20); // from the first moment
    }

    void saysHowNoisyTheRoomIs()
    {
        const auto processor = std::move(VoiceProcessor::create()).value();
        QCOMPARE(processor->metrics().noiseDbfs, speech::silentDbfs);
        run(*processor, sum(noise(m_far.size(), 0.003), m_far));
        QVERIFY2(std::abs(processor->metrics().noiseDbfs + 50.5) < 2, qPrintable(QString::number(processor->metrics().noiseDbfs)));
    }

    void startsAgain()
    {
        const auto processor = std::move(VoiceProcessor::create()).value();
        const auto once = run(*processor, m_near).sound;
        processor->reset();
        QCOMPARE(processor->metrics().noiseDbfs, speech::silentDbfs);
        QVERIFY(run(*processor, m_near).sound == once);
    }
};

QTEST_GUILESS_MAIN(TstVoiceProcessor)
#include "tst_voiceprocessor.moc"
