// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/packetfec.h"
#include "codec/speechcodec.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;

class TstPacketFec : public test::TestCase
{
    Q_OBJECT

private:
    static int withRecovery(const codec::EncoderSettings& settings, int* packets = nullptr)
    {
        const auto clip
            = test::speechClip({ .text = u"Long ago there was a mouse who lived in a mill"_s, .silenceBeforeMs = 0, .silenceAfterMs = 0 });
        const auto encoder = codec::SpeechEncoder::create(settings);
        int count = 0;
        int all = 0;
        for (double at = 0; encoder && at + settings.frameMs <= clip.durationMs(); at += settings.frameMs, ++all)
            count += codec::carriesRecovery((*encoder)->encode(test::part(clip, at, settings.frameMs)).value()) ? 1 : 0;
        if (packets)
            *packets = all;
        return count;
    }

private slots:
    void findsTheCopiesOfEveryFrameLength_data()
    {
        QTest::addColumn<int>("frameMs");
        for (const int frameMs : { 20, 40, 60 })
            QTest::addRow("%d ms", frameMs) << frameMs;
    }

    void findsTheCopiesOfEveryFrameLength()
    {
        QFETCH(int, frameMs);
        int packets = 0;
        const int with = withRecovery({ .frameMs = frameMs, .bitrate = 32000, .fec = true }, &packets);
        QVERIFY2(with > packets / 2, qPrintable(u"%1 of %2"_s.arg(with).arg(packets)));
        QCOMPARE(withRecovery({ .frameMs = frameMs, .bitrate = 32000, .fec = false }), 0);
    }

    void readsEveryFraming_data()
    {
        QTest::addColumn<QByteArray>("opus");
        QTest::addColumn<bool>("carries");
        // Wide band speech, 20 ms: one activity bit, then the one that counts.
        const char one = char(9 << 3);
        QTest::newRow("one frame") << QByteArray { QByteArray(1, one) + "\x40zzz" } << true;
        QTest::newRow("one frame without") << QByteArray { QByteArray(1, one) + "\xBFzzz" } << false;
        QTest::newRow("two of a length") << QByteArray { QByteArray(1, char(one | 1)) + "\x40z\x40z" } << true;
        QTest::newRow("two of two lengths") << QByteArray { QByteArray(1, char(one | 2)) + "\x02\x40zzzz" } << true;
        QTest::newRow("many, constant") << QByteArray { QByteArray(1, char(one | 3)) + "\x02\x40z\x40z" } << true;
        QTest::newRow("many, padded") << QByteArray { QByteArray(1, char(one | 3)) + "\x42\x01\x40z\x40zp" } << true;
        QTest::newRow("many, various") << QByteArray { QByteArray(1, char(one | 3)) + char(0x83) + "\x01\x01\x40zz" } << true;
        QTest::newRow("60 ms") << QByteArray { QByteArray(1, char(11 << 3)) + "\x10zzz" } << true;
        QTest::newRow("music") << QByteArray { QByteArray(1, char(31 << 3)) + "\xFFzzz" } << false;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("no frame") << QByteArray(1, one) << false;
        QTest::newRow("lengths beyond the end") << QByteArray { QByteArray(1, char(one | 3)) + char(0xBF) + "\x01" } << false;
    }

    void readsEveryFraming()
    {
        QFETCH(QByteArray, opus);
        QTEST(codec::carriesRecovery(opus), "carries");
    }
};

QTEST_GUILESS_MAIN(TstPacketFec)
#include "tst_packetfec.moc"
