// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/speechcodec.h"
#include "codec/tones.h"
#include "support/testcase.h"

#include <QRandomGenerator>

using namespace myna;
using namespace myna::codec;

class TstSpeechCodec : public test::TestCase
{
    Q_OBJECT

private slots:
    void keepsLevelAndFrequency_data();
    void keepsLevelAndFrequency();
    void decodesAtAnyRate_data();
    void decodesAtAnyRate();
    void readsDurationsOfAllConfigurations();
    void countsFramesInsideAPacket_data();
    void countsFramesInsideAPacket();
    void refusesBrokenPackets_data();
    void refusesBrokenPackets();
    void staysUsableAfterGarbage();
    void decodesThe120MsPacket();
    void concealsExactly_data();
    void concealsExactly();
    void concealmentContinuesTheSound();
    void recoversALostPacket();
    void sendsAlmostNothingInSilence();
    void refusesWrongSettings_data();
    void refusesWrongSettings();
    void refusesWrongFrames();
    void startsAnewAfterReset();
};

namespace {

std::unique_ptr<SpeechEncoder> encoder(const EncoderSettings& settings = {})
{
    return SpeechEncoder::create(settings).value_or(nullptr);
}

std::unique_ptr<SpeechDecoder> decoder(int rateHz)
{
    return SpeechDecoder::create(rateHz).value_or(nullptr);
}

}

void TstSpeechCodec::keepsLevelAndFrequency_data()
{
    QTest::addColumn<int>("rateHz");
    QTest::addColumn<int>("frameMs");
    for (int rateHz : { 8000, 12000, 16000, 24000, 48000 }) {
        for (int frameMs : { 20, 40, 60 })
            QTest::addRow("%d Hz, %d ms", rateHz, frameMs) << rateHz << frameMs;
    }
}

void TstSpeechCodec::keepsLevelAndFrequency()
{
    QFETCH(int, rateHz);
    QFETCH(int, frameMs);
    constexpr double toneHz = 440;
    const auto encode = encoder({ rateHz, frameMs, 32000 });
    const auto decode = decoder(rateHz);
    QVERIFY(encode && decode);
    const int frames = 3000 / frameMs;
    PcmFrame heard { {}, rateHz };
    for (int i = 0; i < frames; ++i) {
        const int samples = encode->samplesPerFrame();
        const Result<QByteArray> packet = encode->encode(test::tone(rateHz, toneHz, samples, 10000, qint64(i) * samples));
        QVERIFY(packet);
        QCOMPARE(packetDurationUs(*packet).value_or(0), frameMs * 1000);
        const Result<PcmFrame> frame = decode->decode(*packet);
        QVERIFY(frame);
        QCOMPARE(int(frame->samples.size()), samples);
        QCOMPARE(frame->rateHz, rateHz);
        test::append(heard, *frame);
    }
    const test::Fit fit = test::fitTone(heard, toneHz);
    QVERIFY2(fit.amplitude > 8000 && fit.amplitude < 12000, qPrintable(QString::number(fit.amplitude)));
    QVERIFY2(fit.snrDb > 10, qPrintable(QString::number(fit.snrDb)));
}

void TstSpeechCodec::decodesAtAnyRate_data()
{
    QTest::addColumn<int>("toHz");
    for (int toHz : { 8000, 12000, 16000, 24000, 48000 })
        QTest::addRow("%d Hz", toHz) << toHz;
}

void TstSpeechCodec::decodesAtAnyRate()
{
    QFETCH(int, toHz);
    const auto encode = encoder({ 16000, 60 });
    const auto decode = decoder(toHz);
    PcmFrame heard { {}, toHz };
    for (int i = 0; i < 30; ++i) {
        const Result<PcmFrame> frame = decode->decode(*encode->encode(test::tone(16000, 500, 960, 10000, i * 960)));
        QVERIFY(frame);
        QCOMPARE(int(frame->samples.size()), toHz * 60 / 1000);
        test::append(heard, *frame);
    }
    QVERIFY(test::fitTone(heard, 500).snrDb > 10);
}

void TstSpeechCodec::readsDurationsOfAllConfigurations()
{
    // RFC 6716, table 2: configuration number to frame length.
    constexpr int silkUs[] { 10000, 20000, 40000, 60000 };
    constexpr int celtUs[] { 2500, 5000, 10000, 20000 };
    for (int config = 0; config < 32; ++config) {
        const int frameUs = config < 12 ? silkUs[config % 4] : config < 16 ? silkUs[config % 2] : celtUs[config % 4];
        for (int stereo : { 0, 4 }) {
            const QByteArray one { 1, char(config << 3 | stereo) };
            QCOMPARE(packetDurationUs(one).value_or(0), frameUs);
            const QByteArray two { 1, char(config << 3 | stereo | 1) };
            QCOMPARE(packetDurationUs(two).value_or(0), 2 * frameUs);
            const QByteArray twoOther { 1, char(config << 3 | stereo | 2) };
            QCOMPARE(packetDurationUs(twoOther).value_or(0), 2 * frameUs);
            for (int frames = 1; frames < 64; ++frames) {
                QByteArray many { 1, char(config << 3 | stereo | 3) };
                many.append(char(frames));
                const int totalUs = frames * frameUs;
                QCOMPARE(packetDurationUs(many).value_or(0), totalUs <= 120000 ? totalUs : 0);
            }
        }
    }
}

void TstSpeechCodec::countsFramesInsideAPacket_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("durationUs");
    QTest::newRow("20 ms CELT") << QByteArray("f8fffe") << 20000;
    QTest::newRow("60 ms SILK") << QByteArray("58010203") << 60000;
    QTest::newRow("two of 60 ms") << QByteArray("5901020304") << 120000;
    QTest::newRow("six of 20 ms, padded flag set") << QByteArray("4b4600") << 120000;
    QTest::newRow("48 of 2.5 ms") << QByteArray("e330") << 120000;
}

void TstSpeechCodec::countsFramesInsideAPacket()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, durationUs);
    QCOMPARE(packetDurationUs(QByteArray::fromHex(hex)).value_or(0), durationUs);
}

void TstSpeechCodec::refusesBrokenPackets_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("code 3 without count") << QByteArray("fb");
    QTest::newRow("code 3 with no frames") << QByteArray("fb00");
    QTest::newRow("180 ms") << QByteArray("5b03");
    QTest::newRow("122.5 ms") << QByteArray("e331");
}

void TstSpeechCodec::refusesBrokenPackets()
{
    QFETCH(QByteArray, hex);
    const QByteArray packet = QByteArray::fromHex(hex);
    const Result<int> duration = packetDurationUs(packet);
    QVERIFY(!duration);
    QCOMPARE(duration.error().code, Error::Code::Invalid);
    const auto decode = decoder(16000);
    const Result<PcmFrame> frame = decode->decode(packet);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, Error::Code::Invalid);
    QVERIFY(!decode->recover(packet, 20000));
}

void TstSpeechCodec::staysUsableAfterGarbage()
{
    const auto encode = encoder({ 16000, 20 });
    const auto decode = decoder(16000);
    QRandomGenerator random(3);
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        QByteArray packet(random.bounded(200), Qt::Uninitialized);
        for (char& byte : packet)
            byte = char(random.bounded(256));
        const Result<PcmFrame> frame = decode->decode(packet);
        refused += frame ? 0 : 1;
        if (frame)
            QVERIFY(frame->durationMs() <= maxPacketMs);
    }
    QVERIFY(refused > 0);

    PcmFrame heard { {}, 16000 };
    for (int i = 0; i < 100; ++i) {
        const Result<PcmFrame> frame = decode->decode(*encode->encode(test::tone(16000, 440, 320, 10000, i * 320)));
        QVERIFY(frame);
        test::append(heard, *frame);
    }
    QVERIFY(test::fitTone(heard, 440).snrDb > 10);
}

void TstSpeechCodec::decodesThe120MsPacket()
{
    // A packet of code 1 holds two frames of the same length, here the same one twice.
    const Result<QByteArray> one = encoder({ 16000, 60, 12000 })->encode(test::tone(16000, 440, 960));
    QVERIFY(one);
    QCOMPARE(one->at(0) & 3, 0);
    QByteArray two = *one + one->mid(1);
    two[0] = char(two[0] | 1);
    QCOMPARE(packetDurationUs(two).value_or(0), 120000);
    for (int rateHz : { 8000, 48000 }) {
        const Result<PcmFrame> frame = decoder(rateHz)->decode(two);
        QVERIFY(frame);
        QCOMPARE(int(frame->samples.size()), rateHz * 120 / 1000);
    }
}

void TstSpeechCodec::concealsExactly_data()
{
    QTest::addColumn<int>("rateHz");
    QTest::addColumn<int>("durationUs");
    for (int rateHz : { 8000, 12000, 16000, 24000, 48000 }) {
        for (int durationUs : { 0, 2500, 20000, 60000, 120000, 180000, 1000000 })
            QTest::addRow("%d Hz, %d us", rateHz, durationUs) << rateHz << durationUs;
    }
}

void TstSpeechCodec::concealsExactly()
{
    QFETCH(int, rateHz);
    QFETCH(int, durationUs);
    const auto decode = decoder(rateHz);
    QVERIFY(decode->decode(*encoder()->encode(test::tone(16000, 440, 960))));
    QCOMPARE(qint64(decode->conceal(durationUs).samples.size()), qint64(rateHz) * durationUs / 1000000);
    QVERIFY(decode->conceal(-5).samples.empty());
}

void TstSpeechCodec::concealmentContinuesTheSound()
{
    const auto encode = encoder({ 16000, 20 });
    const auto decode = decoder(16000);
    for (int i = 0; i < 50; ++i)
        QVERIFY(decode->decode(*encode->encode(test::tone(16000, 300, 320, 10000, i * 320))));
    QVERIFY(test::rmsOf(decode->conceal(20000)) > 2000);
    for (int i = 0; i < 50; ++i)
        decode->conceal(60000);
    QVERIFY(test::rmsOf(decode->conceal(60000)) < 500); // and fades rather than hums on
}

void TstSpeechCodec::recoversALostPacket()
{
    EncoderSettings settings { 16000, 20, 32000 };
    settings.fec = true;
    const auto encode = encoder(settings);
    const auto decode = decoder(16000);
    QList<QByteArray> packets;
    for (int i = 0; i < 100; ++i)
        packets.append(*encode->encode(test::tone(16000, 300, 320, i % 20 < 10 ? 12000 : 200, i * 320)));
    // Packet 60 is the first loud one after quiet: concealment alone could not know that.
    for (int i = 0; i < 60; ++i)
        QVERIFY(decode->decode(packets.at(i)));
    const Result<PcmFrame> recovered = decode->recover(packets.at(61), 20000);
    QVERIFY(recovered);
    QCOMPARE(int(recovered->samples.size()), 320);
    QVERIFY2(test::rmsOf(*recovered) > 1500, qPrintable(QString::number(test::rmsOf(*recovered))));
    QVERIFY(decode->decode(packets.at(61)));
    QVERIFY(!decode->recover(packets.at(62), 0));
    QVERIFY(!decode->recover(packets.at(62), 1000));
    QVERIFY(!decode->recover(packets.at(62), 122500));
}

void TstSpeechCodec::sendsAlmostNothingInSilence()
{
    EncoderSettings settings;
    settings.dtx = true;
    const auto encode = encoder(settings);
    const PcmFrame silence { std::vector<int16_t>(960), 16000 };
    qsizetype last = 0;
    for (int i = 0; i < 30; ++i)
        last = encode->encode(silence)->size();
    QVERIFY(last <= 8);
}

void TstSpeechCodec::refusesWrongSettings_data()
{
    QTest::addColumn<int>("rateHz");
    QTest::addColumn<int>("frameMs");
    QTest::addColumn<int>("bitrate");
    QTest::addColumn<int>("complexity");
    QTest::newRow("44.1 kHz") << 44100 << 20 << 24000 << 5;
    QTest::newRow("25 ms") << 16000 << 25 << 24000 << 5;
    QTest::newRow("120 ms") << 16000 << 120 << 24000 << 5;
    QTest::newRow("no bits") << 16000 << 20 << 0 << 5;
    QTest::newRow("too many bits") << 16000 << 20 << 1000000 << 5;
    QTest::newRow("complexity 11") << 16000 << 20 << 24000 << 11;
}

void TstSpeechCodec::refusesWrongSettings()
{
    QFETCH(int, rateHz);
    QFETCH(int, frameMs);
    QFETCH(int, bitrate);
    QFETCH(int, complexity);
    const auto made = SpeechEncoder::create({ rateHz, frameMs, bitrate, complexity });
    QVERIFY(!made);
    QCOMPARE(made.error().code, Error::Code::Invalid);
    QVERIFY(!SpeechDecoder::create(44100));
}

void TstSpeechCodec::refusesWrongFrames()
{
    const auto encode = encoder();
    QVERIFY(!encode->encode({ std::vector<int16_t>(959), 16000 }));
    QVERIFY(!encode->encode({ std::vector<int16_t>(961), 16000 }));
    QVERIFY(!encode->encode({ std::vector<int16_t>(960), 24000 }));
    QVERIFY(!encode->encode({}));
    QVERIFY(encode->encode({ std::vector<int16_t>(960), 16000 }));
}

void TstSpeechCodec::startsAnewAfterReset()
{
    const auto encode = encoder();
    const auto decode = decoder(24000);
    const PcmFrame first = test::tone(16000, 440, 960);
    const QByteArray packet = *encode->encode(first);
    const PcmFrame heard = *decode->decode(packet);
    QVERIFY(*encode->encode(first) != packet);
    encode->reset();
    decode->reset();
    QCOMPARE(encode->encode(first).value_or({}), packet);
    QVERIFY(*decode->decode(packet) == heard);
}

QTEST_GUILESS_MAIN(TstSpeechCodec)
#include "tst_speechcodec.moc"
