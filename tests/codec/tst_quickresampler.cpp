// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/quickresampler.h"
#include "codec/tones.h"
#include "support/testcase.h"

#include <cmath>

using namespace myna;
using codec::QuickResampler;

class TstQuickResampler : public test::TestCase
{
    Q_OBJECT

private:
    static codec::PcmFrame converted(int rateHz, double toneHz)
    {
        QuickResampler resampler(rateHz, 16000);
        codec::PcmFrame output { resampler.process(test::tone(rateHz, toneHz, rateHz).samples), 16000 };
        const auto tail = resampler.flush();
        output.samples.insert(output.samples.end(), tail.begin(), tail.end());
        return output;
    }

private slots:
    void suitsWhateverGoesDown()
    {
        QVERIFY(QuickResampler::suits(48000, 16000));
        QVERIFY(QuickResampler::suits(44100, 16000));
        QVERIFY(!QuickResampler::suits(16000, 16000));
        QVERIFY(!QuickResampler::suits(16000, 48000));
    }

    void everyRate_data()
    {
        QTest::addColumn<int>("rateHz");
        for (const int rateHz : { 32000, 44100, 48000, 96000, 192000 })
            QTest::addRow("%d", rateHz) << rateHz;
    }

    void everyRate()
    {
        QFETCH(int, rateHz);
        for (const double toneHz : { 60.0, 1000.0, 5500.0 }) {
            const auto fit = test::fitTone(converted(rateHz, toneHz), toneHz);
            QVERIFY2(std::abs(fit.amplitude - 16000) < 80, qPrintable(QString::number(fit.amplitude)));
            QVERIFY2(fit.snrDb > 70, qPrintable(QString::number(fit.snrDb)));
        }
        const double high = test::fitTone(converted(rateHz, 6700), 6700).amplitude;
        QVERIFY2(20 * std::log10(high / 16000) > -0.7, qPrintable(QString::number(high)));
        const auto folded = converted(rateHz, 9300);
        const codec::PcmFrame middle { { folded.samples.begin() + 1000, folded.samples.end() - 1000 }, 16000 };
        QVERIFY2(test::rmsOf(middle) < 2, qPrintable(QString::number(test::rmsOf(middle)))); // 75 dB below the tone
    }

    // That is what it is for: a block of 10 ms is always worth 10 ms.
    void holdsBackAlwaysTheSame()
    {
        QuickResampler resampler(48000, 16000);
        const std::vector<int16_t> block(480);
        const auto first = resampler.process(block).size();
        QVERIFY2(first >= 135 && first < 160, qPrintable(QString::number(first)));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(resampler.process(block).size(), size_t(160));
        QCOMPARE(resampler.flush().size(), 160 - first);
    }
};

QTEST_GUILESS_MAIN(TstQuickResampler)
#include "tst_quickresampler.moc"
