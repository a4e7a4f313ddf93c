// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/decimator.h"
#include "codec/tones.h"
#include "support/testcase.h"

#include <cmath>

using namespace myna;
using codec::Decimator;

class TstDecimator : public test::TestCase
{
    Q_OBJECT

private:
    static codec::PcmFrame decimated(int factor, double toneHz)
    {
        Decimator decimator(factor);
        codec::PcmFrame output { decimator.process(test::tone(16000 * factor, toneHz, 16000 * factor).samples), 16000 };
        const auto tail = decimator.flush();
        output.samples.insert(output.samples.end(), tail.begin(), tail.end());
        return output;
    }

private slots:
    void suitsWholeRatiosDownwards()
    {
        QVERIFY(Decimator::suits(48000, 16000));
        QVERIFY(Decimator::suits(32000, 16000));
        QVERIFY(Decimator::suits(192000, 16000));
        QVERIFY(!Decimator::suits(16000, 16000));
        QVERIFY(!Decimator::suits(16000, 48000));
        QVERIFY(!Decimator::suits(44100, 16000));
        QVERIFY(!Decimator::suits(24000, 16000));
    }

    void everyFactor_data()
    {
        QTest::addColumn<int>("factor");
        for (const int factor : { 2, 3, 4, 6, 12 })
            QTest::addRow("%d", factor) << factor;
    }

    void everyFactor()
    {
        QFETCH(int, factor);
        for (const double toneHz : { 60.0, 1000.0, 6700.0 }) {
            const auto fit = test::fitTone(decimated(factor, toneHz), toneHz);
            QVERIFY2(std::abs(fit.amplitude - 16000) < 80, qPrintable(QString::number(fit.amplitude)));
            QVERIFY2(fit.snrDb > 70, qPrintable(QString::number(fit.snrDb)));
        }
        const auto folded = decimated(factor, 9300);
        const codec::PcmFrame middle { { folded.samples.begin() + 1000, folded.samples.end() - 1000 }, 16000 };
        QVERIFY2(test::rmsOf(middle) < 2, qPrintable(QString::number(test::rmsOf(middle)))); // 75 dB below the tone
    }

    // That is what it is for: a block of 10 ms is always worth 10 ms.
    void holdsBackAlwaysTheSame()
    {
        Decimator decimator(3);
        const std::vector<int16_t> block(480);
        const auto first = decimator.process(block).size();
        QVERIFY2(first >= 135 && first < 160, qPrintable(QString::number(first)));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(decimator.process(block).size(), size_t(160));
        QCOMPARE(decimator.flush().size(), 160 - first);
    }
};

QTEST_GUILESS_MAIN(TstDecimator)
#include "tst_decimator.moc"
