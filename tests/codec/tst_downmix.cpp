// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/downmix.h"
#include "codec/tones.h"
#include "support/testcase.h"

using namespace myna;
using codec::Downmix;

class TstDownmix : public test::TestCase
{
    Q_OBJECT

private:
    // One tone on all channels, each with a gain of its own.
    static std::vector<int16_t> interleaved(const std::vector<double>& gains, int frames, double toneHz = 440, qint64 first = 0)
    {
        const auto tone = test::tone(16000, toneHz, frames, 16000, first);
        std::vector<int16_t> samples;
        for (const int16_t sample : tone.samples) {
            for (const double gain : gains)
                samples.push_back(int16_t(std::lround(sample * gain)));
        }
        return samples;
    }
    static codec::PcmFrame mixed(Downmix& mix, const std::vector<int16_t>& samples)
    {
        codec::PcmFrame result { {}, 16000 };
        const size_t block = 320 * size_t(mix.channels());
        for (size_t at = 0; at < samples.size(); at += block) {
            const auto piece = mix.process(std::span(samples).subspan(at, std::min(block, samples.size() - at)));
            result.samples.insert(result.samples.end(), piece.begin(), piece.end());
        }
        return result;
    }

private slots:
    void keepsTheVoiceAtItsLevel_data()
    {
        QTest::addColumn<std::vector<double>>("gains");
        QTest::addColumn<double>("amplitude");
        QTest::newRow("mono") << std::vector<double> { 1 } << 16000.0;
        QTest::newRow("stereo") << std::vector<double> { 1, 1 } << 16000.0;
        QTest::newRow("left only") << std::vector<double> { 1, 0 } << 16000.0;
        QTest::newRow("right only") << std::vector<double> { 0, 1 } << 16000.0;
        QTest::newRow("cable noise on the right") << std::vector<double> { 1, 0.01 } << 16000.0;
        QTest::newRow("inverted") << std::vector<double> { 1, -1 } << 16000.0;
        QTest::newRow("inverted and quieter") << std::vector<double> { 1, -0.5 } << 12000.0;
        QTest::newRow("four, two dead") << std::vector<double> { 0, 1, 1, 0 } << 16000.0;
        QTest::newRow("array of eight") << std::vector<double> { 1, 1, 1, 1, 1, 1, 1, 1 } << 16000.0;
    }

    void keepsTheVoiceAtItsLevel()
    {
        QFETCH(std::vector<double>, gains);
        QFETCH(double, amplitude);
        Downmix mix(int(gains.size()));
        const auto result = mixed(mix, interleaved(gains, 16000));
        QCOMPARE(result.samples.size(), size_t(16000));
        const auto fit = test::fitTone(result, 440);
        QVERIFY2(std::abs(fit.amplitude - amplitude) < 100, qPrintable(QString::number(fit.amplitude)));
        QVERIFY2(fit.snrDb > 50, qPrintable(QString::number(fit.snrDb))); // nothing clicks
    }

    void mixesDifferentVoices()
    {
        Downmix mix(2);
        std::vector<int16_t> samples;
        const auto left = test::tone(16000, 440, 16000, 10000);
        const auto right = test::tone(16000, 1000, 16000, 10000);
        for (size_t i = 0; i < 16000; ++i) {
            samples.push_back(left.samples[i]);
            samples.push_back(right.samples[i]);
        }
        const auto result = mixed(mix, samples);
        QVERIFY(std::abs(test::fitTone(result, 440).amplitude - 5000) < 100);
        QVERIFY(std::abs(test::fitTone(result, 1000).amplitude - 5000) < 100);
    }

    void followsAMicrophoneThatMovesToTheOtherChannel()
    {
        Downmix mix(2);
        mixed(mix, interleaved({ 1, 0 }, 16000));
        auto after = mixed(mix, interleaved({ 0, 1 }, 32000, 440, 16000));
        after.samples.erase(after.samples.begin(), after.samples.begin() + 16000);
        QVERIFY(std::abs(test::fitTone(after, 440).amplitude - 16000) < 200);
    }

    void isSilentInSilence()
    {
        Downmix mix(2);
        const auto result = mix.process(std::vector<int16_t>(640));
        QCOMPARE(result, std::vector<int16_t>(320));
        QVERIFY(mix.process({}).empty());
    }

    void neverOverflows()
    {
        Downmix mix(2);
        const std::vector<int16_t> loud(640, -32768);
        for (const int16_t sample : mix.process(loud))
            QCOMPARE(sample, int16_t(-32768));
    }
};

QTEST_GUILESS_MAIN(TstDownmix)
#include "tst_downmix.moc"
