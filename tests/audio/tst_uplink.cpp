// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/uplink.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/testcase.h"

using namespace myna;

class TstUplink : public test::TestCase
{
    Q_OBJECT

private:
    struct Listener
    {
        explicit Listener(audio::Uplink& uplink)
        {
            QObject::connect(
                &uplink, &audio::Uplink::packetReady, &uplink, [this](const protocol::AudioPacket& packet) { packets.append(packet); });
        }
        QVector<protocol::AudioPacket> packets;
    };
    static void putInPieces(audio::Uplink& uplink, const codec::PcmFrame& clip)
    {
        size_t at = 0;
        for (int piece = 1; at < clip.samples.size(); piece = piece % 700 + 37) {
            const size_t end = std::min(clip.samples.size(), at + size_t(piece));
            uplink.put({ { clip.samples.begin() + std::ptrdiff_t(at), clip.samples.begin() + std::ptrdiff_t(end) }, clip.rateHz });
            at = end;
        }
    }

private slots:
    void makesExactFramesFromAnyPieces_data()
    {
        QTest::addColumn<int>("frameMs");
        QTest::addColumn<int>("rateHz");
        for (const int frameMs : { 20, 40, 60 }) {
            for (const int rateHz : { 16000, 44100, 48000, 8000 })
                QTest::addRow("%d ms from %d Hz", frameMs, rateHz) << frameMs << rateHz;
        }
    }

    void makesExactFramesFromAnyPieces()
    {
        QFETCH(int, frameMs);
        QFETCH(int, rateHz);
        audio::Uplink uplink(frameMs);
        const Listener heard(uplink);
        uplink.open();
        const auto clip = test::sine(440, 1000, rateHz);
        putInPieces(uplink, clip);
        uplink.finish();
        QCOMPARE(heard.packets.size(), qsizetype((1000 + frameMs - 1) / frameMs));
        const auto back = test::decoded(heard.packets, 16000);
        QVERIFY2(std::abs(test::rms(back, 100, 800) - test::rms(clip)) < 0.05, "same loudness");
        for (int i = 0; i < heard.packets.size(); ++i) {
            QCOMPARE(*codec::packetDurationUs(heard.packets[i].opus), frameMs * 1000);
            QCOMPARE(heard.packets[i].sequence, quint32(i + 1));
            QCOMPARE(heard.packets[i].timestampMs, quint32((i + 1) * frameMs));
        }
    }

    void losesNeitherTheFirstNorTheLastWord()
    {
        audio::Uplink uplink(60);
        const Listener heard(uplink);
        uplink.open();
        // The last 25 ms lie in a frame that never gets full.
        const auto clip = test::joined(test::joined(test::sine(300, 50, 16000), test::silence(155, 16000)), test::sine(500, 60, 16000));
        uplink.put(clip);
        uplink.finish();
        QCOMPARE(heard.packets.size(), qsizetype(5));
        const auto back = test::decoded(heard.packets, 16000);
        QVERIFY(test::rms(back, 5, 40) > 0.1);
        QVERIFY(test::rms(back, 215, 50) > 0.1);
    }

    void sendsNothingFromBeforeItWasOpened()
    {
        audio::Uplink uplink(60);
        const Listener heard(uplink);
        uplink.put(test::sine(440, 500, 16000));
        QVERIFY(heard.packets.isEmpty());
        uplink.open();
        uplink.put(test::sine(440, 50, 16000));
        uplink.open(); // again, with 50 ms waiting
        uplink.put(test::silence(60, 16000));
        QCOMPARE(heard.packets.size(), qsizetype(1));
        QVERIFY(test::peak(test::decoded(heard.packets, 16000)) < 50);
    }

    void keepsCountingAcrossOpenings()
    {
        audio::Uplink uplink(60);
        const Listener heard(uplink);
        for (int i = 0; i < 3; ++i) {
            uplink.open();
            uplink.put(test::sine(440, 60, 16000));
            uplink.finish();
            QVERIFY(!uplink.isOpen());
        }
        QCOMPARE(heard.packets.last().sequence, 3U);
    }

    void measuresTwentyTimesASecond()
    {
        audio::Uplink uplink(60);
        QSignalSpy levels(&uplink, &audio::Uplink::levelMeasured);
        uplink.open();
        putInPieces(uplink, test::sine(440, 1000, 16000, 0.5));
        QCOMPARE(levels.size(), 20);
        QVERIFY(std::abs(levels.at(10).at(0).toFloat() - 0.3535F) < 0.01F);
    }

    void tellsADeadMicrophoneFromAQuietRoom()
    {
        audio::Uplink uplink(60);
        QSignalSpy dead(&uplink, &audio::Uplink::deadChanged);
        uplink.open();
        for (int i = 0; i < 200; ++i)
            uplink.put({ { 0, 1, 0, -1, 0 }, 16000 });
        uplink.put(test::silence(2900, 16000));
        QCOMPARE(dead.size(), 0);
        uplink.put(test::silence(200, 16000));
        QCOMPARE(dead.takeLast().at(0).toBool(), true);
        uplink.put(test::silence(200, 16000));
        QCOMPARE(dead.size(), 0);
        uplink.put(test::sine(440, 20, 16000));
        QCOMPARE(dead.takeLast().at(0).toBool(), false);
    }
};

QTEST_GUILESS_MAIN(TstUplink)
#include "tst_uplink.moc"
