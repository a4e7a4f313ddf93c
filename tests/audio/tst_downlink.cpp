// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/downlink.h"
#include "support/pulled.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using audio::playbackRateHz;

class TstDownlink : public test::TestCase
{
    Q_OBJECT

private:
    static void send(audio::Downlink& downlink, TurnId turn, const codec::PcmFrame& clip, bool ends = true)
    {
        downlink.begin(turn);
        for (const auto& packet : test::packetsOf(clip))
            downlink.play(turn, packet);
        if (ends)
            downlink.end(turn);
    }
    // Six frames of 20 ms in one packet, each with its own length (RFC 6716 §3.2.5).
    static QVector<protocol::AudioPacket> inSixes(const QVector<protocol::AudioPacket>& packets)
    {
        QVector<protocol::AudioPacket> joined;
        for (int i = 0; i + 5 < packets.size(); i += 6) {
            QByteArray opus { QByteArray(1, char(packets[i].opus[0] | 3)) + char(0x80 | 6) };
            QByteArray frames;
            for (int k = 0; k < 6; ++k) {
                const QByteArray frame = packets[i + k].opus.mid(1);
                if (k < 5 && frame.size() >= 252)
                    opus += QByteArray(1, char(252 + frame.size() % 4)) + char((frame.size() - 252 - frame.size() % 4) / 4);
                else if (k < 5)
                    opus += char(frame.size());
                frames += frame;
            }
            joined.append({ opus + frames, 0, quint32(joined.size() + 1) });
        }
        return joined;
    }
    static codec::PcmFrame tone(double ms) { return test::sine(400, ms, 24000, 0.5); }
    // A voice without words: a hundred pulses a second, soft on top. Concealment is made for this, not for tones.
    static codec::PcmFrame vowel(double ms)
    {
        codec::PcmFrame sum = test::silence(ms, 24000);
        for (int harmonic = 1; harmonic <= 20; ++harmonic) {
            const auto partial = test::sine(110.0 * harmonic, ms, 24000, 0.25 / harmonic);
            for (size_t i = 0; i < sum.samples.size(); ++i)
                sum.samples[i] = int16_t(sum.samples[i] + partial.samples[i]);
        }
        return sum;
    }
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
        QCOMPARE(test::peak(test::pulled(downlink, 100)), 0);
    }

    void playsEverySampleOfATurn()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(600));
        const auto heard = test::pulled(downlink, 1000);
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
        const auto heard = test::pulled(downlink, 1000);
        QVERIFY2(steepest(heard) < 3000, qPrintable(QString::number(steepest(heard))));
        QVERIFY(test::rms(heard, 0, 5) < test::rms(heard, 20, 20));
        QVERIFY(test::rms(heard, 595, 5) < test::rms(heard, 500, 20) / 2);
    }

    void saysDrainedWhenTheLastSampleIsHeard()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(600));
        test::pulled(downlink, 590);
        downlink.playing(0);
        QCOMPARE(drained.size(), 0); // 10 ms of it are not even pulled
        test::pulled(downlink, 100);
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
        test::pulled(downlink, 10);
        downlink.playing(0);
        QCOMPARE(drained.size(), 1);
    }

    void drainsWhenTheEndComesLate()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(300), false);
        test::pulled(downlink, 1000);
        downlink.playing(0);
        QCOMPARE(drained.size(), 0);
        downlink.end({ 1 });
        test::pulled(downlink, 10);
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
        QCOMPARE(test::peak(test::pulled(downlink, 300)), 0);
        QCOMPARE(downlink.counters().late, 2U);
    }

    void fallsSilentWhenCancelled()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(3000));
        const auto before = test::pulled(downlink, 200);
        downlink.cancel({ 1 });
        const auto after = test::pulled(downlink, 500);
        QCOMPARE(test::peak(after, 5), 0);
        QVERIFY(steepest(test::joined(before, after)) < 3000);
        for (const auto& packet : test::packetsOf(tone(600)))
            downlink.play({ 1 }, packet);
        QCOMPARE(test::peak(test::pulled(downlink, 500)), 0);
        downlink.playing(0);
        QCOMPARE(drained.size(), 0);
        QVERIFY(downlink.isIdle());
    }

    void neverPlaysATurnCancelledBeforeItBegan()
    {
        audio::Downlink downlink;
        downlink.cancel({ 3 });
        send(downlink, { 3 }, tone(600));
        QCOMPARE(test::peak(test::pulled(downlink, 500)), 0);
        send(downlink, { 4 }, tone(600));
        QVERIFY(test::peak(test::pulled(downlink, 500)) > 10000);
    }

    void letsAnEndedTurnFinishBeforeTheNext()
    {
        audio::Downlink downlink;
        QSignalSpy drained(&downlink, &audio::Downlink::drained);
        send(downlink, { 1 }, tone(600));
        test::pulled(downlink, 100);
        send(downlink, { 2 }, tone(600));
        const auto heard = test::pulled(downlink, 1400);
        QVERIFY(std::abs(test::lastSoundMs(heard) - 1100) < 15);
        downlink.playing(0);
        QCOMPARE(drained.size(), 2);
        QCOMPARE(drained.at(1).at(0).value<TurnId>(), TurnId { 2 });
    }

    void fadesAtAHoleAndCountsIt()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(240), false);
        auto heard = test::pulled(downlink, 400);
        for (const auto& packet : test::packetsOf(tone(240), 60, 100))
            downlink.play({ 1 }, packet);
        heard = test::joined(heard, test::pulled(downlink, 400));
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
        const auto heard = test::pulled(downlink, 700);
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
        QVERIFY(std::abs(test::lastSoundMs(test::pulled(downlink, 800)) - 600) < 10);
    }

    void playsALonePacketWhenItsTimeHasCome()
    {
        audio::Downlink downlink;
        downlink.begin({ 1 });
        downlink.play({ 1 }, test::packetsOf(tone(60)).first());
        QCOMPARE(test::peak(test::pulled(downlink, 60)), 0);
        QVERIFY(test::peak(test::pulled(downlink, 60)) > 5000);
    }

    void bridgesAShortHoleAndFadesOutInALongOne()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, vowel(600), false);
        const auto heard = test::pulled(downlink, 900);
        const double before = test::rms(heard, 500, 100);
        const int steep = steepest(test::part(heard, 100, 450));
        QVERIFY(test::rms(heard, 600, 20) > before * 0.7); // as if more had come
        QVERIFY(test::rms(heard, 690, 20) < before * 0.3);
        QCOMPARE(test::peak(heard, 725), 0);
        QVERIFY(steepest(heard) <= steep * 3 / 2);
        QCOMPARE(downlink.counters().underruns, 0U); // it may have been the end
    }

    void aStreamThatStoodStillGoesOnAsIfNothingHadBeen()
    {
        const auto packets = test::packetsOf(vowel(1200), 60, 0);
        audio::Downlink steady;
        audio::Downlink stalled;
        for (const auto& packet : packets)
            steady.play({ 1 }, packet);
        steady.end({ 1 });
        for (int i = 0; i < 10; ++i)
            stalled.play({ 1 }, packets[i]);
        auto heard = test::pulled(stalled, 900);
        for (int i = 10; i < packets.size(); ++i)
            stalled.play({ 1 }, packets[i]);
        stalled.end({ 1 });
        heard = test::joined(heard, test::pulled(stalled, 700));
        QCOMPARE(test::part(heard, 920, 500), test::part(test::pulled(steady, 1300), 620, 500)); // sample for sample
    }

    void countsTheSamplesOfAHole()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(600), false);
        test::pulled(downlink, 700);
        for (const auto& packet : test::packetsOf(tone(300), 60, 100))
            downlink.play({ 1 }, packet);
        downlink.end({ 1 });
        test::pulled(downlink, 400);
        QCOMPARE(downlink.counters().underruns, 1U);
        QCOMPARE(downlink.counters().concealedSamples, 24U * 100);
        QCOMPARE(downlink.counters().playedSamples, 24U * 900);
        QCOMPARE(downlink.statistics().concealedRatio, 0.1);
    }

    void playsTheCopyOfALostPacket()
    {
        const auto encoder = codec::SpeechEncoder::create({ .frameMs = 60, .bitrate = 32000, .fec = true });
        QVERIFY(encoder);
        const auto clip = test::speechClip({ .text = u"Long ago there was a mouse"_s, .silenceBeforeMs = 0, .silenceAfterMs = 0 });
        const auto packets = quint32(clip.durationMs() / 60);
        const quint32 lost = 12;
        audio::Downlink damaged;
        audio::Downlink whole;
        for (quint32 i = 0; i < packets; ++i) {
            const auto opus = (*encoder)->encode(test::part(clip, i * 60, 60));
            whole.play({ 1 }, { *opus, 0, i + 1 });
            if (i != lost)
                damaged.play({ 1 }, { *opus, 0, i + 1 });
        }
        whole.end({ 1 });
        damaged.end({ 1 });
        const auto sent = test::pulled(whole, packets * 60 + 100);
        const auto heard = test::pulled(damaged, packets * 60 + 100);
        QCOMPARE(damaged.counters().recovered, 1U);
        QCOMPARE(damaged.counters().concealed, 0U);
        QVERIFY(std::abs(test::lastSoundMs(heard) - test::lastSoundMs(sent)) < 10);
        QVERIFY(test::envelopeCorrelation(test::part(sent, lost * 60 - 60, 180), test::part(heard, lost * 60 - 60, 180)).score > 0.8);
        QVERIFY(steepest(heard) <= steepest(sent) * 3 / 2);
    }

    void playsEveryKindOfPacket_data()
    {
        QTest::addColumn<int>("rateHz");
        QTest::addColumn<int>("frameMs");
        for (const int rateHz : { 16000, 24000, 48000 })
            for (const int frameMs : { 20, 40, 60, 120 })
                QTest::addRow("%d Hz, %d ms", rateHz, frameMs) << rateHz << frameMs;
    }

    void playsEveryKindOfPacket()
    {
        QFETCH(int, rateHz);
        QFETCH(int, frameMs);
        audio::Downlink downlink;
        downlink.begin({ 1 });
        auto packets = test::packetsOf(test::sine(400, 960, rateHz, 0.5), frameMs == 120 ? 20 : frameMs);
        if (frameMs == 120)
            packets = inSixes(packets);
        for (const auto& packet : packets)
            downlink.play({ 1 }, packet);
        downlink.end({ 1 });
        const auto heard = test::pulled(downlink, 1200);
        QCOMPARE(downlink.counters().played, quint64(960 / frameMs));
        QVERIFY2(std::abs(test::lastSoundMs(heard) - 960) < 15, qPrintable(QString::number(test::lastSoundMs(heard))));
        QVERIFY(std::abs(test::rms(heard, 100, 700) - 0.353) < 0.03);
    }

    void waitsLongerOnABadNetworkAlsoInTheNextTurn()
    {
        audio::Downlink downlink;
        const auto packets = test::packetsOf(tone(6000), 60, 0);
        for (int i = 0; i < packets.size(); ++i) { // in trains of three
            if (i % 3 == 0)
                test::pulled(downlink, 180);
            downlink.play({ 1 }, packets[i]);
        }
        downlink.end({ 1 });
        test::pulled(downlink, 2000);
        const double learnt = downlink.statistics().targetMs;
        QVERIFY2(learnt >= 100 && learnt <= 200, qPrintable(QString::number(learnt)));
        downlink.play({ 2 }, packets[0]);
        QCOMPARE(test::peak(test::pulled(downlink, learnt)), 0);
        QVERIFY(test::peak(test::pulled(downlink, 60)) > 5000);
    }

    void changesTheVolumeWithoutAJump()
    {
        audio::Downlink downlink;
        send(downlink, { 1 }, tone(2000));
        const auto loud = test::pulled(downlink, 300);
        downlink.setVolume(50);
        const auto soft = test::pulled(downlink, 300);
        QVERIFY(steepest(test::joined(loud, soft)) < 3000);
        QVERIFY(std::abs(test::rms(soft, 100) / test::rms(loud, 100) - 0.25) < 0.02);
        downlink.setVolume(0);
        QCOMPARE(test::peak(test::pulled(downlink, 300), 30), 0);
    }

    void measuresTwentyTimesASecond()
    {
        audio::Downlink downlink;
        QSignalSpy levels(&downlink, &audio::Downlink::levelMeasured);
        test::pulled(downlink, 500);
        QCOMPARE(levels.size(), 0);
        send(downlink, { 1 }, tone(2000));
        test::pulled(downlink, 1000);
        QCOMPARE(levels.size(), 20);
        QVERIFY(std::abs(levels.at(10).at(0).toFloat() - 0.353F) < 0.02F);
    }
};

QTEST_GUILESS_MAIN(TstDownlink)
#include "tst_downlink.moc"
