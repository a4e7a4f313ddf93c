// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/jitterbuffer.h"
#include "codec/speechcodec.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/testcase.h"

using namespace myna;
using audio::JitterBuffer;
using Put = JitterBuffer::Put;

class TstJitterBuffer : public test::TestCase
{
    Q_OBJECT

private:
    static protocol::AudioPacket packet(quint32 sequence, int frameMs = 60)
    {
        auto made = test::packetsOf(test::sine(300, frameMs, 16000), frameMs).first();
        made.sequence = sequence;
        return made;
    }
    // A sound that changes, so that the coder has something to copy.
    static QVector<protocol::AudioPacket> withRecovery()
    {
        const auto encoder = codec::SpeechEncoder::create({ .frameMs = 60, .bitrate = 32000, .fec = true });
        QVector<protocol::AudioPacket> packets;
        for (quint32 i = 0; encoder && i < 40; ++i) {
            const auto opus = (*encoder)->encode(test::sine(200 + 40 * (i % 7), 60, 16000));
            packets.append({ opus ? *opus : QByteArray(), 0, i + 1 });
        }
        return packets;
    }
    static bool waits(JitterBuffer& buffer, double nowMs) { return std::holds_alternative<JitterBuffer::Wait>(buffer.take(nowMs)); }
    // The sequence number that comes out; −1 wait, −2 gap.
    static int next(JitterBuffer& buffer, double nowMs)
    {
        const auto taken = buffer.take(nowMs);
        if (const auto* got = std::get_if<protocol::AudioPacket>(&taken))
            return int(got->sequence);
        return std::holds_alternative<JitterBuffer::Wait>(taken) ? -1 : -2;
    }

private slots:
    void waitsUntilTheDelayIsReached()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        QVERIFY(waits(buffer, 0));
        buffer.put(packet(1), 0);
        QVERIFY(waits(buffer, 59));
        QCOMPARE(next(buffer, 60), 1);
    }

    void startsAtOnceWhenTheServerRunsAhead()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packet(1), 0);
        QVERIFY(waits(buffer, 0));
        buffer.put(packet(2), 0);
        QCOMPARE(next(buffer, 0), 1);
        QCOMPARE(next(buffer, 60), 2);
        QVERIFY(waits(buffer, 120));
    }

    void countsSoundNotPackets()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (quint32 sequence = 1; sequence <= 3; ++sequence) {
            buffer.put(packet(sequence, 20), 0);
            QVERIFY(waits(buffer, 0));
        }
        buffer.put(packet(4, 20), 0);
        QCOMPARE(next(buffer, 0), 1);
    }

    void playsAShortTurnWhenItIsOver()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packet(1), 0);
        buffer.finish();
        QVERIFY(!buffer.isFinished());
        QCOMPARE(next(buffer, 0), 1);
        QVERIFY(buffer.isFinished());
    }

    void goesOnAtOnceAfterAShortStall()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packet(0), 0);
        QCOMPARE(next(buffer, 60), 0);
        QVERIFY(waits(buffer, 120)); // dry
        buffer.put(packet(0), 140); // 80 ms late: it is played 80 ms later than the first, which is delay enough
        QCOMPARE(next(buffer, 140), 0);
    }

    void collectsAgainAfterAPause()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packet(0), 0);
        QCOMPARE(next(buffer, 60), 0);
        QVERIFY(waits(buffer, 120));
        buffer.put(packet(0), 3000);
        QVERIFY(waits(buffer, 3000));
        QCOMPARE(next(buffer, 3060), 0);
        QCOMPARE(jitter.jitterMs(), 0.0); // the other side was thinking
    }

    void learnsHowLatePacketsCome()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (int i = 0; i < 100; ++i)
            buffer.put(packet(0), i * 60 + (i % 3 == 0 ? 95 : 0));
        QCOMPARE(jitter.targetMs(), 100.0);
        QCOMPARE(jitter.jitterMs(), 100.0);
        JitterBuffer following(jitter);
        following.put(packet(0), 9000);
        QVERIFY(waits(following, 9099));
        QCOMPARE(next(following, 9100), 0);
    }

    void aCalmNetworkShortensTheDelayToItsBound()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (int i = 0; i < 200; ++i) {
            buffer.put(packet(0), i * 60);
            buffer.take(i * 60 + 60);
        }
        QCOMPARE(jitter.targetMs(), audio::ArrivalJitter::minTargetMs);
    }

    void aBadNetworkDoesNotPassTheOtherBound()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (int i = 0; i < 100; ++i)
            jitter.add(550, 60);
        QCOMPARE(jitter.targetMs(), audio::ArrivalJitter::maxTargetMs);
    }

    void burstsAreNotLate()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (int i = 0; i < 200; ++i) { // five ahead
            buffer.put(packet(0), std::max(0, i - 5) * 60);
            if (i >= 5)
                buffer.take((i - 5) * 60);
        }
        QCOMPARE(jitter.jitterMs(), 0.0);
        QCOMPARE(jitter.targetMs(), audio::ArrivalJitter::minTargetMs);
        JitterBuffer sentences(jitter);
        for (int i = 0; i < 200; ++i) // fifty at once, while half of the last are still to be played
            sentences.put(packet(0), i / 50 * 2700);
        QCOMPARE(jitter.targetMs(), audio::ArrivalJitter::minTargetMs);
    }

    void followsADriftingClock()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (int i = 0; i < 3000; ++i) {
            buffer.put(packet(0), i * 60 * 1.0005);
            next(buffer, i * 60 * 1.0005 + 40);
        }
        QCOMPARE(jitter.targetMs(), audio::ArrivalJitter::minTargetMs);
    }

    void deepensOnlyWhenTheDelayIsTooShort()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packet(0), 0);
        buffer.put(packet(0), 60);
        QCOMPARE(next(buffer, 60), 0);
        QVERIFY(!buffer.deepen(120));
        for (int i = 0; i < 100; ++i)
            jitter.add(150, 60);
        QVERIFY(buffer.deepen(120));
        QVERIFY(waits(buffer, 209));
        QCOMPARE(next(buffer, 210), 0);
    }

    void ordersByNumber()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (const quint32 sequence : { 3U, 1U, 2U })
            QCOMPARE(buffer.put(packet(sequence), 0), Put::Accepted);
        QCOMPARE(next(buffer, 200), 1);
        QCOMPARE(next(buffer, 260), 2);
        QCOMPARE(next(buffer, 320), 3);
    }

    void keepsTheOrderOfArrivalWithoutNumbers()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        auto first = packet(0);
        first.timestampMs = 7;
        buffer.put(first, 0);
        buffer.put(packet(0), 0);
        QCOMPARE(std::get<protocol::AudioPacket>(buffer.take(0)).timestampMs, 7U);
    }

    void dropsWhatIsLateOrDouble()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        QCOMPARE(buffer.put(packet(5), 0), Put::Accepted);
        QCOMPARE(buffer.put(packet(6), 0), Put::Accepted);
        QCOMPARE(buffer.put(packet(6), 0), Put::Duplicate);
        QCOMPARE(next(buffer, 0), 5);
        QCOMPARE(buffer.put(packet(5), 0), Put::Duplicate);
        QCOMPARE(buffer.put(packet(4), 0), Put::Late);
        QCOMPARE(buffer.packets(), 1);
    }

    void aLatePacketTeachesTheDelay()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packet(1), 0);
        buffer.put(packet(3), 120);
        next(buffer, 60);
        QCOMPARE(next(buffer, 120), -2);
        QCOMPARE(buffer.put(packet(2), 200), Put::Late); // 140 ms
        QCOMPARE(jitter.jitterMs(), 140.0);
    }

    void waitsForAMissingPacketUntilItsTime()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (const quint32 sequence : { 1U, 3U, 4U })
            buffer.put(packet(sequence), 0);
        QCOMPARE(next(buffer, 60), 1);
        QVERIFY(std::holds_alternative<JitterBuffer::Wait>(buffer.take(120, JitterBuffer::Need::Soon)));
        buffer.put(packet(2), 60);
        QCOMPARE(next(buffer, 120), 2);
        QCOMPARE(next(buffer, 180), 3);
    }

    void tellsOfAHole()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (const quint32 sequence : { 1U, 2U, 5U, 6U })
            buffer.put(packet(sequence), 0);
        next(buffer, 60);
        next(buffer, 120);
        for (int hole = 0; hole < 2; ++hole) {
            const auto missing = buffer.take(180 + hole * 60);
            QVERIFY(std::holds_alternative<JitterBuffer::Gap>(missing));
            QVERIFY(std::get<JitterBuffer::Gap>(missing).following.isEmpty());
            QCOMPARE(std::get<JitterBuffer::Gap>(missing).durationUs, 60000);
        }
        QCOMPARE(buffer.put(packet(4), 240), Put::Late);
        QCOMPARE(next(buffer, 300), 5);
    }

    void bringsTheCopyWhenThereIsOne()
    {
        const auto packets = withRecovery();
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packets[20], 0);
        buffer.put(packets[22], 0);
        QCOMPARE(next(buffer, 60), 21);
        const auto missing = buffer.take(120);
        QVERIFY(std::holds_alternative<JitterBuffer::Gap>(missing));
        QCOMPARE(std::get<JitterBuffer::Gap>(missing).following, packets[22].opus);
    }

    void doesNotConcealWhatWaitingHasCovered()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        buffer.put(packet(1), 0);
        QCOMPARE(next(buffer, 60), 1);
        QVERIFY(waits(buffer, 120));
        buffer.put(packet(3), 140);
        const auto rest = buffer.take(140);
        QVERIFY(std::holds_alternative<JitterBuffer::Gap>(rest));
        QCOMPARE(std::get<JitterBuffer::Gap>(rest).durationUs, 40000);
        QCOMPARE(next(buffer, 180), 3);
        QVERIFY(waits(buffer, 240));
        buffer.put(packet(5), 310); // the loudspeaker has waited longer than packet 4 was
        QCOMPARE(next(buffer, 310), 5);
    }

    void jumpsOverALongHole()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        for (const quint32 sequence : { 1U, 2U, 500U, 501U })
            buffer.put(packet(sequence), 0);
        next(buffer, 60);
        next(buffer, 120);
        QCOMPARE(next(buffer, 180), 500);
    }

    void survivesTheWrapOfTheCounter()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        const quint32 last = 0xFFFFFFFF;
        buffer.put(packet(1), 0); // arrives early
        buffer.put(packet(last), 0);
        QCOMPARE(next(buffer, 200), int(last));
    }

    void neverLosesTheStartOfABurst()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        const auto any = packet(0);
        for (quint32 sequence = 1; sequence <= 1000; ++sequence)
            QCOMPARE(buffer.put({ any.opus, 0, sequence }, 0), Put::Accepted);
        QCOMPARE(buffer.put({ any.opus, 0, 1001 }, 0), Put::Full);
        QCOMPARE(next(buffer, 0), 1);
        QCOMPARE(buffer.soundMs(), 999 * 60.0);
    }

    void refusesWhatIsNotOpus()
    {
        audio::ArrivalJitter jitter;
        JitterBuffer buffer(jitter);
        QCOMPARE(buffer.put({ {}, 0, 1 }, 0), Put::Invalid);
        QCOMPARE(buffer.packets(), 0);
    }
};

QTEST_GUILESS_MAIN(TstJitterBuffer)
#include "tst_jitterbuffer.moc"
