// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/downlink.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/testcase.h"

using namespace myna;
using audio::playbackRateHz;

class TstDownlink : public test::TestCase
{
    Q_OBJECT

private:
    // Pulls like a loudspeaker, in blocks of 10 ms.
    static codec::PcmFrame pull(audio::Downlink& downlink, double ms)
    {
        codec::PcmFrame heard { {}, playbackRateHz };
        for (double done = 0; done < ms; done += 10) {
            std::vector<int16_t> block(240, 12345); // must be overwritten
            downlink.fill(block);
            heard.samples.insert(heard.samples.end(), block.begin(), block.end());
        }
        return heard;
    }
    static void send(audio::Downlink& downlink, TurnId turn, const codec::PcmFrame& clip, bool ends = true)
    {
        downlink.begin(turn);
        for (const auto& packet : test::packetsOf(clip))
            downlink.play(turn, packet);
        if (ends)
            downlink.end(turn);
    }
    static codec::PcmFrame tone(double ms) { return test::sine(400, ms, 24000, 0.5); }
    // The steepest step between two samples; a 400 Hz tone of half scale makes 1716,
    // through the codec up to 2300; a click makes up to 16000.
    static int steepest(const codec::PcmFrame& clip)
    {
        int highest = 0;
        for (size_t i = 1; i < clip.samples.size(); ++i)
            highest = std::max(highest, std::abs(clip.samples[i] - clip.samples[i - 1]));
        return highest;
    }

private slots:
    void isSilentWithoutATurn()
    {
        audio::Downlink downlink;
        QVERIFY(downlink.isIdle());
        QCOMPARE(test::peak(pull(downlink, 100)), 0);
    }

    void playsEverySampleOfATurn()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(600));
        const auto heard = pull(downlink, 1000);
        QVERIFY(test::firstSoundMs(heard) < 15);
        QVERIFY2(std::abs(test::lastSoundMs(heard) - 600) < 10, qPrintable(QString::number(test::lastSoundMs(heard))));
        QVERIFY(std::abs(test::rms(heard, 50, 500) - 0.353) < 0.02);
        QCOMPARE(downlink.counters().played, 10U);
        QCOMPARE(downlink.counters().underruns, 0U);
    }

    void hasSoftEdges()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(600));
        const auto heard = pull(downlink, 1000);
        QVERIFY2(steepest(heard) < 3000, qPrintable(QString::number(steepest(heard))));
        QVERIFY(test::rms(heard, 0, 5) < test::rms(heard, 20, 20));
        QVERIFY(test::rms(heard, 595, 5) < test::rms(heard, 500, 20) / 2);
    }

    void saysDrainedWhenTheLastSampleIsHeard()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(600));
        pull(downlink, 590);
        downlink.playing(0);
        QCOMPARE(drained.size(), 0); // 10 ms of it are not even pulled
        pull(downlink, 100);
        downlink.playing(24 * 100); // 90 ms of silence and the last 10 ms are on their way
        QCOMPARE(drained.size(), 0);
        downlink.playing(24 * 90 + 1);
        QCOMPARE(drained.size(), 0);
        QVERIFY(!downlink.isIdle());
        downlink.playing(24 * 90);
        QCOMPARE(drained.size(), 1);
        QCOMPARE(drained.at(0).at(0).value<TurnId>(), TurnId { 1 });
        QVERIFY(downlink.isIdle());
        downlink.playing(0);
        QCOMPARE(drained.size(), 1);
    }

    void drainsAnEmptyTurn()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        downlink.begin({ 1 });
        downlink.end({ 1 });
        pull(downlink, 10);
        downlink.playing(0);
        QCOMPARE(drained.size(), 1);
    }

    void drainsWhenTheEndComesLate()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(300), false);
        pull(downlink, 1000);
        downlink.playing(0);
        QCOMPARE(drained.size(), 0);
        downlink.end({ 1 });
        pull(downlink, 10);
        downlink.playing(24 * 50);
        QCOMPARE(drained.size(), 1); // it was heard long ago
        QCOMPARE(downlink.counters().underruns, 0U);
    }

    void dropsOlderTurns()
    {
        audio::Downlink downlink;
        downlink.begin({ 5 });
        const auto packets = test::packetsOf(tone(120));
        downlink.play({ 4 }, packets[0]);
        downlink.play({ 4 }, packets[1]);
        downlink.end({ 4 });
        QCOMPARE(test::peak(pull(downlink, 300)), 0);
        QCOMPARE(downlink.counters().late, 2U);
    }

    void fallsSilentWhenCancelled()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(3000));
        const auto before = pull(downlink, 200);
        downlink.cancel({ 1 });
        const auto after = pull(downlink, 500);
        QCOMPARE(test::peak(after, 5), 0);
        QVERIFY(steepest(test::joined(before, after)) < 3000);
        for (const auto& packet : test::packetsOf(tone(600)))
            downlink.play({ 1 }, packet);
        QCOMPARE(test::peak(pull(downlink, 500)), 0);
        downlink.playing(0);
        QCOMPARE(drained.size(), 0);
        QVERIFY(downlink.isIdle());
    }

    void neverPlaysATurnCancelledBeforeItBegan()
    {
        audio::Downlink downlink;
        downlink.cancel({ 3 });
        send(downlink, { 3 }, tone(600));
        QCOMPARE(test::peak(pull(downlink, 500)), 0);
        send(downlink, { 4 }, tone(600));
        QVERIFY(test::peak(pull(downlink, 500)) > 10000);
    }

    void letsAnEndedTurnFinishBeforeTheNext()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(600));
        pull(downlink, 100);
        send(downlink, { 2 }, tone(600));
        const auto heard = pull(downlink, 1400);
        QVERIFY(std::abs(test::lastSoundMs(heard) - 1100) < 15);
        downlink.playing(0);
        QCOMPARE(drained.size(), 2);
        QCOMPARE(drained.at(1).at(0).value<TurnId>(), TurnId { 2 });
    }

    void fadesAtAHoleAndCountsIt()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(240), false);
        auto heard = pull(downlink, 400);
        for (const auto& packet : test::packetsOf(tone(240), 60, 100))
            downlink.play({ 1 }, packet);
        heard = test::joined(heard, pull(downlink, 400));
        QVERIFY2(steepest(heard) < 3000, qPrintable(QString::number(steepest(heard))));
        QCOMPARE(downlink.counters().underruns, 1U);
        QVERIFY(test::rms(heard, 450, 100) > 0.2);
    }

    void concealsALostPacket()
    {
        audio::Downlink downlink;
        downlink.begin({ 1 });
        auto packets = test::packetsOf(tone(600));
        packets.removeAt(4);
        for (const auto& packet : packets)
            downlink.play({ 1 }, packet);
        downlink.end({ 1 });
        const auto heard = pull(downlink, 700);
        QCOMPARE(downlink.counters().concealed, 1U);
        QVERIFY(std::abs(test::lastSoundMs(heard) - 600) < 10);
        QVERIFY(test::rms(heard, 245, 50) > 0.1);
    }

    void keepsTimeOverGarbage()
    {
        audio::Downlink downlink;
        downlink.begin({ 1 });
        auto packets = test::packetsOf(tone(600));
        packets[4].opus = packets[4].opus.left(1) + QByteArray(40, char(0xFF)); // the right length of sound, but noise
        packets[5].opus.clear();
        for (const auto& packet : packets)
            downlink.play({ 1 }, packet);
        downlink.end({ 1 });
        QVERIFY(std::abs(test::lastSoundMs(pull(downlink, 800)) - 600) < 10);
    }

    void playsALonePacketAfterSomePatience()
    {
        audio::Downlink downlink;
        downlink.begin({ 1 });
        downlink.play({ 1 }, test::packetsOf(tone(60)).first());
        QCOMPARE(test::peak(pull(downlink, 200)), 0);
        QVERIFY(test::peak(pull(downlink, 100)) > 5000);
    }

    void changesTheVolumeWithoutAJump()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(2000));
        const auto loud = pull(downlink, 300);
        downlink.setVolume(50);
        const auto soft = pull(downlink, 300);
        QVERIFY(steepest(test::joined(loud, soft)) < 3000);
        QVERIFY(std::abs(test::rms(soft, 100) / test::rms(loud, 100) - 0.25) < 0.02);
        downlink.setVolume(0);
        QCOMPARE(test::peak(pull(downlink, 300), 30), 0);
    }

    void measuresTwentyTimesASecond()
    {
        audio::Downlink downlink;
        QSignalSpy levels(&downlink, &audio::Downlink::levelMeasured);
        pull(downlink, 500);
        QCOMPARE(levels.size(), 0);
        send(downlink, { 1 }, tone(2000));
        pull(downlink, 1000);
        QCOMPARE(levels.size(), 20);
        QVERIFY(std::abs(levels.at(10).at(0).toFloat() - 0.353F) < 0.02F);
    }
};

QTEST_GUILESS_MAIN(TstDownlink)
#include "tst_downlink.moc"
