// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/preroll.h"
#include "codec/speechcodec.h"
#include "support/testcase.h"

#include <cmath>
#include <numeric>

using namespace myna;
using namespace myna::audio;

namespace {

codec::PcmFrame counting(int from, int count)
{
    codec::PcmFrame frame { std::vector<int16_t>(size_t(count)), PreRoll::rateHz };
    std::iota(frame.samples.begin(), frame.samples.end(), int16_t(from));
    return frame;
}

codec::PcmFrame tone(int ms)
{
    codec::PcmFrame frame { std::vector<int16_t>(size_t(ms) * 16), PreRoll::rateHz };
    for (size_t i = 0; i < frame.samples.size(); ++i)
        frame.samples[i] = int16_t(8000 * std::sin(2 * M_PI * 440 * double(i) / 16000));
    return frame;
}

}

class TstPreRoll final : public test::TestCase
{
    Q_OBJECT

private slots:
    void keepsWhatThereIs()
    {
        PreRoll roll(100);
        QCOMPARE(roll.heldMs(), 0);
        QVERIFY(roll.take().samples.empty());
        roll.put(counting(0, 320));
        roll.put(counting(320, 160));
        QCOMPARE(roll.heldMs(), 30);
        QCOMPARE(roll.take(), counting(0, 480));
        QCOMPARE(roll.heldMs(), 0);
        QVERIFY(roll.take().samples.empty());
    }

    void keepsTheNewest()
    {
        PreRoll roll(100); // 1600 samples
        for (int i = 0; i < 50; ++i)
            roll.put(counting(i * 150, 150));
        QCOMPARE(roll.heldMs(), 100);
        QCOMPARE(roll.take(), counting(7500 - 1600, 1600));
        roll.put(counting(0, 160));
        QCOMPARE(roll.take(), counting(0, 160));
        roll.put(counting(0, 5000)); // longer than the whole ring
        QCOMPARE(roll.take(), counting(3400, 1600));
    }

    void forgetsAndRefuses()
    {
        PreRoll roll(100);
        roll.put(counting(0, 160));
        roll.clear();
        QVERIFY(roll.take().samples.empty());
        codec::PcmFrame other = counting(0, 480);
        other.rateHz = 48000;
        roll.put(other);
        QCOMPARE(roll.heldMs(), 0);
        PreRoll none(0);
        none.put(counting(0, 160));
        QVERIFY(none.take().samples.empty());
    }

    void isPackedWhole_data()
    {
        QTest::addColumn<int>("soundMs");
        QTest::addColumn<int>("frameMs");
        QTest::addColumn<int>("packets");
        QTest::newRow("two seconds") << 2000 << 60 << 33;
        QTest::newRow("20 ms") << 1000 << 20 << 50;
        QTest::newRow("exactly one") << 60 << 60 << 1;
        QTest::newRow("less than one") << 50 << 60 << 0;
        QTest::newRow("nothing") << 0 << 60 << 0;
        QTest::newRow("no frame of Opus") << 1000 << 33 << 0;
    }
    void isPackedWhole()
    {
        QFETCH(int, soundMs);
        QFETCH(int, frameMs);
        QFETCH(int, packets);
        const auto made = packed(tone(soundMs), frameMs);
        QCOMPARE(made.size(), packets);
        const auto decoder = codec::SpeechDecoder::create(16000);
        QVERIFY(decoder);
        for (const protocol::AudioPacket& packet : made) {
            const auto sound = (*decoder)->decode(packet.opus);
            QVERIFY(sound);
            QCOMPARE(sound->durationMs(), double(frameMs));
        }
    }

    void theEndIsKeptTheBeginningIsCut()
    {
        // 50 ms of silence and 60 ms of tone: one packet, and it holds the tone.
        codec::PcmFrame sound { std::vector<int16_t>(50 * 16), PreRoll::rateHz };
        const codec::PcmFrame end = tone(60);
        sound.samples.insert(sound.samples.end(), end.samples.begin(), end.samples.end());
        const auto packets = packed(sound, 60);
        QCOMPARE(packets.size(), 1);
        const auto decoder = codec::SpeechDecoder::create(16000);
        const auto decoded = (*decoder)->decode(packets.first().opus);
        QVERIFY(decoded);
        double sum = 0;
        for (const int16_t sample : decoded->samples)
            sum += double(sample) * sample;
        QVERIFY(std::sqrt(sum / double(decoded->samples.size())) > 4000);
    }
};

QTEST_GUILESS_MAIN(TstPreRoll)
#include "tst_preroll.moc"
