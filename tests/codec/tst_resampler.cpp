// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/resampler.h"
#include "codec/tones.h"
#include "support/testcase.h"

#include <QRandomGenerator>

using namespace myna;
using namespace myna::codec;

class TstResampler : public test::TestCase
{
    Q_OBJECT

private slots:
    void keepsATone_data();
    void keepsATone();
    void isExactInLength_data() { keepsATone_data(); }
    void isExactInLength();
    void streamsTheSameAsAtOnce();
    void holdsBackLittle_data() { keepsATone_data(); }
    void holdsBackLittle();
    void keepsTheBandOfSpeech();
    void removesWhatTheTargetCannotHold();
    void keepsSilenceSilent();
    void startsAnewAfterFlush();
    void passesTheSameRateThrough();
    void refusesRates_data();
    void refusesRates();
};

namespace {

// The whole clip in chunks of random length, then the tail.
PcmFrame streamed(Resampler& resampler, const PcmFrame& clip, quint32 seed)
{
    QRandomGenerator random(seed);
    PcmFrame output { {}, resampler.toHz() };
    for (size_t at = 0; at < clip.samples.size();) {
        const size_t end = std::min(clip.samples.size(), at + size_t(random.bounded(2000)));
        test::append(output, resampler.process({ { clip.samples.begin() + qint64(at), clip.samples.begin() + qint64(end) }, clip.rateHz }));
        at = end;
    }
    test::append(output, resampler.flush());
    return output;
}

std::unique_ptr<Resampler> make(int fromHz, int toHz)
{
    return Resampler::create(fromHz, toHz).value_or(nullptr);
}

}

void TstResampler::keepsATone_data()
{
    QTest::addColumn<int>("fromHz");
    QTest::addColumn<int>("toHz");
    QTest::newRow("device to wire") << 48000 << 16000;
    QTest::newRow("old device to wire") << 44100 << 16000;
    QTest::newRow("wideband device to wire") << 32000 << 16000;
    QTest::newRow("studio device to wire") << 96000 << 16000;
    QTest::newRow("server to device") << 24000 << 48000;
    QTest::newRow("espeak to wire") << 22050 << 24000;
    QTest::newRow("wire to old device") << 24000 << 44100;
}

void TstResampler::keepsATone()
{
    QFETCH(int, fromHz);
    QFETCH(int, toHz);
    const auto resampler = make(fromHz, toHz);
    QVERIFY(resampler);
    const PcmFrame output = streamed(*resampler, test::tone(fromHz, 1000, fromHz), 1);
    QCOMPARE(output.rateHz, toHz);
    const test::Fit fit = test::fitTone(output, 1000);
    QVERIFY2(fit.snrDb > 60, qPrintable(QString::number(fit.snrDb)));
    QVERIFY2(std::abs(fit.amplitude - 16000) < 80, qPrintable(QString::number(fit.amplitude)));
}

void TstResampler::isExactInLength()
{
    QFETCH(int, fromHz);
    QFETCH(int, toHz);
    const auto resampler = make(fromHz, toHz);
    for (int samples : { 1, 2, 100, 441, 4801, 48000 }) {
        const PcmFrame output = streamed(*resampler, test::tone(fromHz, 300, samples), quint32(samples));
        QCOMPARE(qint64(output.samples.size()), qint64(std::llround(double(samples) * toHz / fromHz)));
    }
}

void TstResampler::streamsTheSameAsAtOnce()
{
    const PcmFrame clip = test::tone(44100, 700, 30000);
    const auto resampler = make(44100, 16000);
    const PcmFrame first = streamed(*resampler, clip, 1);
    const PcmFrame second = streamed(*resampler, clip, 2);
    QVERIFY(first == second);
    const Result<PcmFrame> whole = resampled(clip, 16000);
    QVERIFY(whole);
    QVERIFY(*whole == first);
}

void TstResampler::holdsBackLittle()
{
    QFETCH(int, fromHz);
    QFETCH(int, toHz);
    const auto resampler = make(fromHz, toHz);
    PcmFrame output { {}, toHz };
    for (int chunk = 0; chunk < 50; ++chunk)
        test::append(output, resampler->process(test::tone(fromHz, 300, fromHz / 50, 16000, qint64(chunk) * fromHz / 50)));
    const double heldBackMs = 1000 - output.durationMs();
    const double mostMs = fromHz % toHz == 0 ? 2 : 12;
    QVERIFY2(heldBackMs >= 0 && heldBackMs < mostMs, qPrintable(QString::number(heldBackMs)));
}

void TstResampler::keepsTheBandOfSpeech()
{
    for (double toneHz : { 50.0, 300.0, 3400.0, 6500.0 }) {
        const Result<PcmFrame> output = resampled(test::tone(48000, toneHz, 48000), 16000);
        QVERIFY(output);
        const double amplitude = test::fitTone(*output, toneHz).amplitude;
        QVERIFY2(std::abs(amplitude - 16000) < 200, qPrintable(QString::number(amplitude)));
    }
}

void TstResampler::removesWhatTheTargetCannotHold()
{
    const Result<PcmFrame> output = resampled(test::tone(48000, 11000, 48000), 16000);
    QVERIFY(output);
    PcmFrame middle { { output->samples.begin() + 1000, output->samples.end() - 1000 }, 16000 };
    QVERIFY2(test::rmsOf(middle) < 16, qPrintable(QString::number(test::rmsOf(middle)))); // 60 dB below the tone
}

void TstResampler::keepsSilenceSilent()
{
    const Result<PcmFrame> output = resampled({ std::vector<int16_t>(48000), 48000 }, 16000);
    QVERIFY(output);
    QVERIFY(output->samples == std::vector<int16_t>(16000));
}

void TstResampler::startsAnewAfterFlush()
{
    const auto resampler = make(48000, 16000);
    const PcmFrame clip = test::tone(48000, 440, 9600);
    const PcmFrame first = streamed(*resampler, clip, 3);
    QVERIFY(streamed(*resampler, clip, 3) == first);
    QVERIFY(resampler->flush().samples.empty());
    QVERIFY(streamed(*resampler, clip, 3) == first);
}

void TstResampler::passesTheSameRateThrough()
{
    const auto resampler = make(16000, 16000);
    const PcmFrame clip = test::tone(16000, 440, 1234);
    QVERIFY(resampler->process(clip) == clip);
    QVERIFY(resampler->flush().samples.empty());
}

void TstResampler::refusesRates_data()
{
    QTest::addColumn<int>("fromHz");
    QTest::addColumn<int>("toHz");
    QTest::newRow("from nothing") << 0 << 16000;
    QTest::newRow("to nothing") << 16000 << 0;
    QTest::newRow("negative") << -16000 << 16000;
    QTest::newRow("too high") << 16000 << 384000;
    QTest::newRow("both the same and wrong") << 0 << 0;
}

void TstResampler::refusesRates()
{
    QFETCH(int, fromHz);
    QFETCH(int, toHz);
    const auto made = Resampler::create(fromHz, toHz);
    QVERIFY(!made);
    QCOMPARE(made.error().code, Error::Code::Invalid);
    QVERIFY(!resampled({ { 1, 2, 3 }, fromHz }, toHz));
}

QTEST_GUILESS_MAIN(TstResampler)
#include "tst_resampler.moc"
