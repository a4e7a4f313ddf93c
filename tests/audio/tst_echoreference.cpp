// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/echoreference.h"
#include "support/testcase.h"

#include <cmath>
#include <random>

using namespace myna;
using audio::EchoReference;

class TstEchoReference : public test::TestCase
{
    Q_OBJECT

private:
    // A loudspeaker that pulls `burst` samples whenever they are due by its own clock.
    struct Loudspeaker
    {
        EchoReference& reference;
        double ppm = 0;
        size_t burst = 240; // 10 ms
        double due = 0;
        qint64 played = 0;

        // `ms` of the microphone's time pass.
        void pass(double ms)
        {
            due += ms * 24 * (1 + ppm / 1e6);
            while (due >= double(burst)) {
                due -= double(burst);
                std::vector<int16_t> samples(burst);
                for (int16_t& sample : samples)
                    sample = ramp(played++);
                reference.played(samples);
            }
        }
        // A slow triangle: its height tells the time, over two seconds of it.
        static int16_t ramp(qint64 position) { return int16_t(1000 + (position % 48000) / 3); }
    };

    struct Run
    {
        double lowestLagMs = 1e9;
        double highestLagMs = 0;
        quint64 missingAtStart = 0;
    };

    // The microphone delivers blocks of `block` frames.
    static Run run(EchoReference& reference, Loudspeaker& loudspeaker, int seconds, int block)
    {
        Run result;
        const int blocks = seconds * 100 / block;
        for (int i = 0; i < blocks; ++i) {
            loudspeaker.pass(10.0 * block);
            for (int frame = 0; frame < block; ++frame) {
                const double lag = reference.lagMs();
                reference.take();
                if (i > blocks / 2) {
                    result.lowestLagMs = std::min(result.lowestLagMs, lag);
                    result.highestLagMs = std::max(result.highestLagMs, lag);
                }
            }
            if (i == blocks / 2)
                result.missingAtStart = reference.counters().missing;
        }
        return result;
    }

private slots:
    void isSilentWhileNothingPlays()
    {
        EchoReference reference;
        for (int i = 0; i < 100; ++i)
            QVERIFY(reference.take() == EchoReference::Frame {});
        QCOMPARE(reference.counters().missing, quint64(0));
        QCOMPARE(reference.lagMs(), 0.0);
    }

    void givesBackWhatWasPlayed()
    {
        EchoReference reference;
        std::vector<int16_t> second(24000);
        for (size_t i = 0; i < second.size(); ++i)
            second[i] = int16_t(std::lround(10000 * std::sin(double(i) * 2 * M_PI * 500 / 24000)));
        std::vector<int16_t> got;
        for (size_t at = 0; at < second.size(); at += 240) {
            reference.played(std::span(second).subspan(at, 240));
            const auto frame = reference.take();
            got.insert(got.end(), frame.begin(), frame.end());
        }
        double energy = 0;
        int crossings = 0;
        for (size_t i = got.size() / 2; i < got.size() - 1600; ++i) {
            energy += double(got[i]) * got[i];
            crossings += got[i] < 0 && got[i + 1] >= 0;
        }
        const auto counted = double(got.size()) / 2 - 1600;
        QVERIFY(std::abs(std::sqrt(energy / counted) - 7071) < 100);
        QVERIFY(std::abs(crossings - 500 * counted / 16000) < 2);
    }

    void keepsTheLagThroughBurstsAndDrift_data()
    {
        QTest::addColumn<double>("ppm");
        QTest::addColumn<int>("burst");
        QTest::addColumn<int>("block");
        for (const double ppm : { -200.0, 0.0, 200.0 }) {
            for (const int burst : { 240, 480, 960 }) {
                for (const int block : { 1, 2 })
                    QTest::addRow("%+.0f ppm, %d ms pulls, %d ms blocks", ppm, burst / 24, block * 10) << ppm << burst << block;
            }
        }
    }

    void keepsTheLagThroughBurstsAndDrift()
    {
        QFETCH(double, ppm);
        QFETCH(int, burst);
        QFETCH(int, block);
        EchoReference reference;
        Loudspeaker loudspeaker { reference, ppm, size_t(burst) };
        loudspeaker.pass(70); // a loudspeaker fills its queue at the start
        const auto found = run(reference, loudspeaker, 120, block);
        QVERIFY2(found.highestLagMs < 90, qPrintable(QString::number(found.highestLagMs)));
        // Drift of 200 ppm is a frame in fifty seconds.
        QVERIFY(reference.counters().missing <= 6);
        QVERIFY(reference.counters().missing - found.missingAtStart <= 2);
        QVERIFY(reference.counters().jumps <= 3);
    }

    void neverGrowsWithoutBound()
    {
        EchoReference reference;
        Loudspeaker loudspeaker { reference };
        loudspeaker.pass(60000); // a minute with the microphone closed
        QVERIFY(reference.lagMs() < 220);
        reference.restart();
        QVERIFY(reference.lagMs() < 60);
        const auto frame = reference.take();
        QVERIFY(frame[0] > 0); // the newest part, not silence
    }

    void recoversWhenTheLoudspeakerPauses()
    {
        EchoReference reference;
        Loudspeaker loudspeaker { reference };
        loudspeaker.pass(70);
        run(reference, loudspeaker, 5, 2);
        const auto before = reference.counters().missing;
        for (int i = 0; i < 500; ++i) // unplugged for five seconds
            reference.take();
        QVERIFY(reference.counters().missing - before < 40); // noticed that it does not play
        loudspeaker.pass(70);
        const auto found = run(reference, loudspeaker, 20, 2);
        QVERIFY(found.highestLagMs < 90);
        QCOMPARE(reference.counters().missing - before < 45, true);
    }

    void keepsBackWhatIsHeardLate()
    {
        EchoReference reference;
        Loudspeaker loudspeaker { reference };
        reference.hold(200);
        loudspeaker.pass(70);
        auto found = run(reference, loudspeaker, 10, 2);
        QVERIFY2(found.lowestLagMs > 200 && found.highestLagMs < 280, qPrintable(QString::number(found.lowestLagMs)));
        for (int i = 0; i < 500; ++i) // the loudspeaker pauses
            reference.take();
        loudspeaker.pass(70);
        found = run(reference, loudspeaker, 10, 2);
        QVERIFY(found.lowestLagMs > 200 && found.highestLagMs < 280);
        reference.hold(0);
        found = run(reference, loudspeaker, 10, 2);
        QVERIFY(found.highestLagMs < 90);
    }

    // Whatever happens, samples keep their order and none is heard twice but for a slip.
    void keepsTheOrderUnderAnyTiming()
    {
        std::mt19937 random(7); // NOLINT(bugprone-random-generator-seed): the same test every time
        EchoReference reference;
        Loudspeaker loudspeaker { reference, 0, 48 };
        double last = 0;
        int backwards = 0;
        for (int i = 0; i < 3000; ++i) {
            loudspeaker.pass(std::uniform_int_distribution<int>(0, 20)(random));
            const auto frame = reference.take();
            for (const int16_t sample : frame) {
                const bool isSound = sample > 1200 && sample < 16500;
                if (isSound && last > 1200 && last < 16500 && sample < last - 40)
                    ++backwards;
                last = sample;
            }
        }
        QCOMPARE(backwards, 0);
        QVERIFY(reference.lagMs() < 210);
    }
};

QTEST_GUILESS_MAIN(TstEchoReference)
#include "tst_echoreference.moc"
