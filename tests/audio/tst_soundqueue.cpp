// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/soundqueue.h"
#include "support/nettrace.h"
#include "support/soundmath.h"
#include "support/testcase.h"

using namespace myna;

class TstSoundQueue : public test::TestCase
{
    Q_OBJECT

private:
    static constexpr size_t edge = 240;
    static codec::PcmFrame tone(double ms, double hertz = 200) { return test::sine(hertz, ms, 24000, 0.5); }
    static codec::PcmFrame all(audio::SoundQueue& queue)
    {
        codec::PcmFrame taken { std::vector<int16_t>(queue.size()), 24000 };
        queue.take(taken.samples);
        return taken;
    }

private slots:
    void handsOutWhatWasPutIn()
    {
        audio::SoundQueue queue;
        const auto clip = tone(100);
        queue.append(clip.samples, 1, 1);
        std::vector<int16_t> out(3000, 7);
        QCOMPARE(queue.take(std::span(out).first(1000)), 1000U);
        QCOMPARE(queue.size(), 1400U);
        QCOMPARE(queue.take(std::span(out).subspan(1000)), 1400U);
        QVERIFY(std::equal(clip.samples.begin() + 2, clip.samples.end(), out.begin() + 2));
        QCOMPARE(queue.take(out), 0U);
    }

    void risesAndFallsWithoutAJump()
    {
        audio::SoundQueue queue;
        const std::vector<int16_t> level(2400, 10000);
        queue.append(level, 1, edge);
        queue.append(level, 0, edge);
        QVERIFY(queue.endsSilent());
        const auto heard = all(queue);
        QCOMPARE(heard.samples.front(), int16_t(0));
        QCOMPARE(heard.samples[edge], int16_t(10000));
        QCOMPARE(heard.samples.back(), int16_t(0));
        for (size_t i = 1; i < heard.samples.size(); ++i)
            QVERIFY(std::abs(heard.samples[i] - heard.samples[i - 1]) < 50);
    }

    void fadesOutWhatIsLeft()
    {
        audio::SoundQueue queue;
        queue.append(std::vector<int16_t>(100, 10000), 1, 1);
        queue.truncate(50);
        queue.fadeOut(edge);
        const auto heard = all(queue);
        QCOMPARE(heard.samples.size(), 50U);
        QCOMPARE(heard.samples.back(), int16_t(0));
        QVERIFY(queue.endsSilent());
    }

    void mendsAStep()
    {
        for (const bool mends : { false, true }) {
            audio::SoundQueue queue;
            queue.append(tone(103).samples, 1, 1);
            if (mends)
                queue.mendNext(120);
            queue.append(tone(100).samples, 1, 1); // begins at zero, where the other had its crest
            const int bend = test::sharpestBend(test::part(all(queue), 50));
            QCOMPARE(bend < 200, mends);
        }
    }

    void mendsAlsoWhatIsAlreadyPulled()
    {
        audio::SoundQueue queue;
        queue.append(tone(103).samples, 1, 1);
        const auto before = all(queue);
        queue.mendNext(120);
        queue.append(tone(100).samples, 1, 1);
        QVERIFY(test::sharpestBend(test::part(test::joined(before, all(queue)), 50)) < 200);
    }

    void extendsAVoiceInItsOwnSteps()
    {
        audio::SoundQueue queue;
        QVERIFY(!queue.extend(240, 1, edge)); // nothing to go by
        const auto clip = tone(100, 190); // no whole number of samples a period
        queue.append(clip.samples, 1, 1);
        for (int i = 0; i < 6; ++i)
            QVERIFY(queue.extend(240, 1, edge));
        const auto heard = all(queue);
        QVERIFY(std::abs(test::rms(heard, 100, 60) - test::rms(clip)) < 0.02);
        QVERIFY(test::sharpestBend(test::part(heard, 50)) < 200);
        QVERIFY(queue.extend(2400, 0, edge));
        QVERIFY(queue.endsSilent());
    }

    void knowsHowLoudItEnds()
    {
        audio::SoundQueue queue;
        queue.append(tone(100).samples, 1, 1);
        QVERIFY(queue.peakOfLast(480) > 16000);
        queue.append(std::vector<int16_t>(480, -3), 1, 1);
        QCOMPARE(queue.peakOfLast(480), 3);
    }
};

QTEST_GUILESS_MAIN(TstSoundQueue)
#include "tst_soundqueue.moc"
