// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/jitterbuffer.h"
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
    static bool waits(JitterBuffer& buffer) { return std::holds_alternative<JitterBuffer::Wait>(buffer.take()); }
    // The sequence number that comes out; −1 wait, −2 gap.
    static int next(JitterBuffer& buffer)
    {
        const auto taken = buffer.take();
        if (const auto* got = std::get_if<protocol::AudioPacket>(&taken))
            return int(got->sequence);
        return std::holds_alternative<JitterBuffer::Wait>(taken) ? -1 : -2;
    }

private slots:
    void waitsForItsPreroll()
    {
        JitterBuffer buffer;
        QVERIFY(waits(buffer));
        buffer.put(packet(1));
        QVERIFY(waits(buffer));
        buffer.put(packet(2));
        QCOMPARE(next(buffer), 1);
        QCOMPARE(next(buffer), 2);
        QVERIFY(waits(buffer));
    }

    void countsThePrerollInSoundNotInPackets()
    {
        JitterBuffer buffer;
        for (quint32 sequence = 1; sequence <= 3; ++sequence) {
            buffer.put(packet(sequence, 20));
            QVERIFY(waits(buffer));
        }
        buffer.put(packet(4, 20));
        QCOMPARE(next(buffer), 1);
    }

    void playsAShortTurnWhenItIsOver()
    {
        JitterBuffer buffer;
        buffer.put(packet(1));
        buffer.finish();
        QVERIFY(!buffer.isFinished());
        QCOMPARE(next(buffer), 1);
        QVERIFY(buffer.isFinished());
    }

    void collectsAgainAfterRunningDry()
    {
        JitterBuffer buffer;
        buffer.put(packet(1));
        buffer.put(packet(2));
        next(buffer);
        next(buffer);
        QVERIFY(waits(buffer));
        buffer.put(packet(3));
        QVERIFY(waits(buffer));
        buffer.startNow();
        QCOMPARE(next(buffer), 3);
    }

    void ordersByNumber()
    {
        JitterBuffer buffer;
        for (const quint32 sequence : { 3U, 1U, 2U })
            QCOMPARE(buffer.put(packet(sequence)), Put::Accepted);
        QCOMPARE(next(buffer), 1);
        QCOMPARE(next(buffer), 2);
        QCOMPARE(next(buffer), 3);
    }

    void keepsTheOrderOfArrivalWithoutNumbers()
    {
        JitterBuffer buffer;
        auto first = packet(0);
        first.timestampMs = 7;
        buffer.put(first);
        buffer.put(packet(0));
        QCOMPARE(std::get<protocol::AudioPacket>(buffer.take()).timestampMs, 7U);
    }

    void dropsWhatIsLateOrDouble()
    {
        JitterBuffer buffer;
        QCOMPARE(buffer.put(packet(5)), Put::Accepted);
        QCOMPARE(buffer.put(packet(6)), Put::Accepted);
        QCOMPARE(buffer.put(packet(6)), Put::Duplicate);
        QCOMPARE(next(buffer), 5);
        QCOMPARE(buffer.put(packet(5)), Put::Late);
        QCOMPARE(buffer.put(packet(4)), Put::Late);
        QCOMPARE(buffer.packets(), 1);
    }

    void tellsOfAHoleWithThePacketBehindIt()
    {
        JitterBuffer buffer;
        for (const quint32 sequence : { 1U, 2U, 5U })
            buffer.put(packet(sequence));
        next(buffer);
        next(buffer);
        buffer.put(packet(6));
        const auto hole = buffer.take();
        QVERIFY(std::holds_alternative<JitterBuffer::Gap>(hole));
        QVERIFY(std::get<JitterBuffer::Gap>(hole).following.isEmpty());
        QCOMPARE(std::get<JitterBuffer::Gap>(hole).durationUs, 60000);
        const auto second = buffer.take();
        QCOMPARE(std::get<JitterBuffer::Gap>(second).following, packet(5).opus);
        QCOMPARE(buffer.put(packet(4)), Put::Late);
        QCOMPARE(next(buffer), 5);
    }

    void jumpsOverALongHole()
    {
        JitterBuffer buffer;
        for (const quint32 sequence : { 1U, 2U, 500U, 501U })
            buffer.put(packet(sequence));
        next(buffer);
        next(buffer);
        QCOMPARE(next(buffer), 500);
    }

    void survivesTheWrapOfTheCounter()
    {
        JitterBuffer buffer;
        const quint32 last = 0xFFFFFFFF;
        buffer.put(packet(1)); // arrives early
        buffer.put(packet(last));
        QCOMPARE(next(buffer), int(last));
    }

    void neverLosesTheStartOfABurst()
    {
        JitterBuffer buffer;
        const auto any = packet(0);
        for (quint32 sequence = 1; sequence <= 120; ++sequence)
            QCOMPARE(buffer.put({ any.opus, 0, sequence }), Put::Accepted);
        QCOMPARE(buffer.put({ any.opus, 0, 121 }), Put::Full);
        QCOMPARE(next(buffer), 1);
        QCOMPARE(buffer.soundMs(), 119 * 60.0);
    }

    void refusesWhatIsNotOpus()
    {
        JitterBuffer buffer;
        QCOMPARE(buffer.put({ {}, 0, 1 }), Put::Invalid);
        QCOMPARE(buffer.packets(), 0);
    }

    void forgetsEverything()
    {
        JitterBuffer buffer;
        buffer.put(packet(9));
        buffer.put(packet(10));
        next(buffer);
        buffer.clear();
        QVERIFY(waits(buffer));
        QCOMPARE(buffer.put(packet(1)), Put::Accepted);
        QCOMPARE(buffer.soundMs(), 60.0);
    }
};

QTEST_GUILESS_MAIN(TstJitterBuffer)
#include "tst_jitterbuffer.moc"
