// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/uplink.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QRegularExpression>

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
        for (const int frameMs : { 20, 40, 60 })
            QTest::addRow("%d ms", frameMs) << frameMs;
    }

    void makesExactFramesFromAnyPieces()
    {
        QFETCH(int, frameMs);
        audio::Uplink uplink({ .frameMs = frameMs });
        const Listener heard(uplink);
        uplink.open();
        const auto clip = test::sine(440, 1000, 16000);
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
        audio::Uplink uplink;
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
        audio::Uplink uplink;
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
        audio::Uplink uplink;
        const Listener heard(uplink);
        for (int i = 0; i < 3; ++i) {
            uplink.open();
            uplink.put(test::sine(440, 60, 16000));
            uplink.finish();
            QVERIFY(!uplink.isOpen());
        }
        QCOMPARE(heard.packets.last().sequence, 3U);
    }

    void sendsAFrameWhenItsLastSampleIsThere()
    {
        audio::Uplink uplink;
        const Listener heard(uplink);
        uplink.open();
        for (int tenths = 1; tenths <= 60; ++tenths) {
            uplink.put(test::sine(440, 10, 16000));
            QCOMPARE(heard.packets.size(), qsizetype(tenths / 6));
        }
    }

    void sendsNothingWhileMuted()
    {
        audio::Uplink uplink;
        const Listener heard(uplink);
        uplink.open();
        uplink.put(test::sine(440, 50, 16000)); // said before, but not sent yet
        uplink.setMuted(true);
        for (int i = 0; i < 300; ++i)
            uplink.put(test::sine(440, 10, 16000), true);
        uplink.finish();
        uplink.open();
        uplink.put(test::sine(440, 100, 16000), true);
        QVERIFY(heard.packets.isEmpty());
        uplink.setMuted(false);
        uplink.put(test::silence(120, 16000));
        QCOMPARE(heard.packets.size(), qsizetype(2));
        QVERIFY2(test::peak(test::decoded(heard.packets, 16000)) < 50, "nothing said while muted is heard afterwards");
        QCOMPARE(heard.packets.first().sequence, 1U);
    }

    void tellsWhoTalksWhileMutedButNotTooOften()
    {
        audio::Uplink uplink;
        QSignalSpy cues(&uplink, &audio::Uplink::mutedSpeech);
        const auto talk = [&](int ms, bool voice) {
            for (int done = 0; done < ms; done += 10)
                uplink.put(test::silence(10, 16000), voice);
        };
        uplink.open();
        talk(2000, true);
        QCOMPARE(cues.size(), 0); // not muted
        uplink.setMuted(true);
        talk(3000, false);
        talk(200, true); // a cough
        talk(1000, false);
        QCOMPARE(cues.size(), 0);
        talk(400, true);
        QCOMPARE(cues.size(), 1);
        talk(4000, true);
        QCOMPARE(cues.size(), 1);
        talk(1500, true);
        QCOMPARE(cues.size(), 2);
    }

    void takesNewOptionsWithTheNextOpening()
    {
        audio::Uplink uplink;
        const Listener heard(uplink);
        uplink.open();
        uplink.put(test::sine(440, 60, 16000));
        uplink.set({ .frameMs = 20, .bitrate = 16000 });
        uplink.put(test::sine(440, 60, 16000));
        QCOMPARE(*codec::packetDurationUs(heard.packets.last().opus), 60000);
        uplink.finish();
        uplink.open();
        uplink.put(test::sine(440, 60, 16000));
        QCOMPARE(heard.packets.size(), qsizetype(5));
        QCOMPARE(*codec::packetDurationUs(heard.packets.last().opus), 20000);
        QCOMPARE(heard.packets.last().timestampMs, 180U);
    }

    void costsWhatWasChosen()
    {
        const auto bytes = [](const audio::UplinkOptions& options) {
            audio::Uplink uplink(options);
            const Listener heard(uplink);
            uplink.open();
            uplink.put(test::speechClip({ .text = QStringLiteral("How much does a sentence weigh?"), .silenceAfterMs = 3000 }));
            qsizetype sum = 0;
            for (const auto& packet : heard.packets)
                sum += packet.opus.size();
            return std::pair(sum, heard.packets.size());
        };
        const auto plain = bytes({});
        const auto rich = bytes({ .bitrate = 48000 });
        const auto sparing = bytes({ .dtx = true });
        QVERIFY(rich.first > plain.first * 3 / 2);
        QVERIFY(sparing.second < plain.second - 20); // silence is not sent
        QVERIFY(sparing.second > 20);
    }

    void staysQuietWithOptionsOpusRefuses()
    {
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("No speech encoder")));
        audio::Uplink uplink({ .frameMs = 33 });
        const Listener heard(uplink);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("No speech encoder")));
        uplink.open();
        uplink.put(test::sine(440, 500, 16000));
        uplink.finish();
        QVERIFY(heard.packets.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstUplink)
#include "tst_uplink.moc"
