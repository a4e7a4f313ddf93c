// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/framer.h"
#include "support/testcase.h"

#include <QRandomGenerator>

#include <numeric>

using namespace myna::codec;

class TstFramer : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void cutsRandomChunksExactly();
    void hasNothingWhenTooLittle();
    void padsTheRestWithSilence();
    void forgetsWhenCleared();
    void staysSmall();
};

void TstFramer::cutsRandomChunksExactly()
{
    std::vector<int16_t> sound(50000);
    std::iota(sound.begin(), sound.end(), int16_t(0));
    for (quint32 seed = 1; seed <= 20; ++seed) {
        QRandomGenerator random(seed);
        Framer framer(16000, 960);
        std::vector<int16_t> output;
        for (size_t at = 0; at < sound.size();) {
            const size_t end = std::min(sound.size(), at + size_t(random.bounded(3000)));
            framer.put({ { sound.begin() + qint64(at), sound.begin() + qint64(end) }, 16000 });
            at = end;
            // Sometimes the reader is late.
            while (random.bounded(4) > 0) {
                const std::optional<PcmFrame> frame = framer.take();
                if (!frame)
                    break;
                QCOMPARE(int(frame->samples.size()), 960);
                QCOMPARE(frame->rateHz, 16000);
                output.insert(output.end(), frame->samples.begin(), frame->samples.end());
            }
        }
        while (const std::optional<PcmFrame> frame = framer.take())
            output.insert(output.end(), frame->samples.begin(), frame->samples.end());
        QCOMPARE(output.size(), sound.size() / 960 * 960);
        QVERIFY(std::equal(output.begin(), output.end(), sound.begin()));
        QCOMPARE(framer.pendingSamples(), int(sound.size() % 960));
    }
}

void TstFramer::hasNothingWhenTooLittle()
{
    Framer framer(16000, 320);
    QVERIFY(!framer.take());
    QVERIFY(!framer.takePadded());
    framer.put({ std::vector<int16_t>(319), 16000 });
    QVERIFY(!framer.take());
    QCOMPARE(framer.pendingSamples(), 319);
    framer.put({ { 7 }, 16000 });
    QCOMPARE(framer.take()->samples.back(), int16_t(7));
}

void TstFramer::padsTheRestWithSilence()
{
    Framer framer(16000, 4);
    framer.put({ { 1, 2, 3, 4, 5, 6 }, 16000 });
    QVERIFY(*framer.takePadded() == (PcmFrame { { 1, 2, 3, 4 }, 16000 }));
    QVERIFY(*framer.takePadded() == (PcmFrame { { 5, 6, 0, 0 }, 16000 }));
    QVERIFY(!framer.takePadded());
    framer.put({ { 9, 9, 9, 9 }, 16000 });
    QVERIFY(*framer.take() == (PcmFrame { { 9, 9, 9, 9 }, 16000 }));
}

void TstFramer::forgetsWhenCleared()
{
    Framer framer(16000, 4);
    framer.put({ { 1, 2, 3, 4, 5, 6 }, 16000 });
    QVERIFY(framer.take());
    framer.clear();
    QCOMPARE(framer.pendingSamples(), 0);
    QVERIFY(!framer.takePadded());
}

void TstFramer::staysSmall()
{
    Framer framer(16000, 320);
    for (int round = 0; round < 10000; ++round) {
        framer.put({ std::vector<int16_t>(321), 16000 });
        while (framer.take()) { }
        QVERIFY(framer.pendingSamples() < 320);
    }
}

QTEST_GUILESS_MAIN(TstFramer)
#include "tst_framer.moc"
