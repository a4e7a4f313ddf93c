// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/framing.h"
#include "protocol/wiredata.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::protocol;

Q_DECLARE_METATYPE(Framing)

class TstFraming : public test::TestCase
{
    Q_OBJECT

private slots:
    void matchesTheFirmwaresBytes_data();
    void matchesTheFirmwaresBytes();
    void returnsWhatWasSent_data() { matchesTheFirmwaresBytes_data(); }
    void returnsWhatWasSent();
    void keepsTheWholeTimeStamp();
    void takesAnEmptyPacket_data() { matchesTheFirmwaresBytes_data(); }
    void takesAnEmptyPacket();
    void refusesEveryTruncation_data() { matchesTheFirmwaresBytes_data(); }
    void refusesEveryTruncation();
    void refusesWhatDisagrees_data();
    void refusesWhatDisagrees();
    void boundsTheSize_data() { matchesTheFirmwaresBytes_data(); }
    void boundsTheSize();
    void survivesNoise_data() { matchesTheFirmwaresBytes_data(); }
    void survivesNoise();
    void knowsThreeVersions();
    void speaksWithAGateway();
};

void TstFraming::matchesTheFirmwaresBytes_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QString>("file");
    QTest::newRow("v1") << Framing::V1 << QStringLiteral("binary/v1.hex");
    QTest::newRow("v2") << Framing::V2 << QStringLiteral("binary/v2.hex");
    QTest::newRow("v3") << Framing::V3 << QStringLiteral("binary/v3.hex");
}

void TstFraming::matchesTheFirmwaresBytes()
{
    QFETCH(Framing, framing);
    QFETCH(QString, file);
    const QByteArray golden = test::wireHex(file);
    QVERIFY(!golden.isEmpty());
    const AudioPacket packet { QByteArray::fromHex("f8fffe"), framing == Framing::V2 ? 1234U : 0U, 0 };
    QCOMPARE(encodeFrame(packet, framing).toHex(), golden.toHex());
    const Result<AudioPacket> decoded = decodeFrame(golden, framing);
    QVERIFY(decoded);
    QCOMPARE(*decoded, packet);
}

void TstFraming::returnsWhatWasSent()
{
    QFETCH(Framing, framing);
    QRandomGenerator random(7);
    for (int size : { 1, 2, 3, 120, 1275, int(maxOpusBytes) }) {
        QByteArray opus(size, Qt::Uninitialized);
        for (char& byte : opus)
            byte = char(random.bounded(256));
        const Result<AudioPacket> decoded = decodeFrame(encodeFrame({ opus, 77, 5 }, framing), framing);
        QVERIFY(decoded);
        QCOMPARE(decoded->opus, opus);
        QCOMPARE(decoded->timestampMs, framing == Framing::V2 ? 77U : 0U);
        QCOMPARE(decoded->sequence, 0U);
    }
}

void TstFraming::keepsTheWholeTimeStamp()
{
    const Result<AudioPacket> decoded = decodeFrame(encodeFrame({ "x", 0xfffffffe, 0 }, Framing::V2), Framing::V2);
    QVERIFY(decoded);
    QCOMPARE(decoded->timestampMs, 0xfffffffeU);
}

void TstFraming::takesAnEmptyPacket()
{
    QFETCH(Framing, framing);
    const Result<AudioPacket> decoded = decodeFrame(encodeFrame({}, framing), framing);
    QVERIFY(decoded);
    QVERIFY(decoded->opus.isEmpty());
}

void TstFraming::refusesEveryTruncation()
{
    QFETCH(Framing, framing);
    QFETCH(QString, file);
    const QByteArray golden = test::wireHex(file);
    for (qsizetype size = 0; size < golden.size(); ++size) {
        const Result<AudioPacket> decoded = decodeFrame(golden.left(size), framing);
        // Version 1 has no header to disagree with.
        QCOMPARE(decoded.has_value(), framing == Framing::V1);
        if (!decoded)
            QCOMPARE(decoded.error().code, Error::Code::Protocol);
    }
}

void TstFraming::refusesWhatDisagrees_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<Error::Code>("code");
    QTest::newRow("v2 of another version") << Framing::V2 << QByteArray("00030000000000000000000000000003f8fffe") << Error::Code::Protocol;
    QTest::newRow("v2 of type JSON") << Framing::V2 << QByteArray("00020001000000000000000000000003f8fffe") << Error::Code::Protocol;
    QTest::newRow("v2 promises more") << Framing::V2 << QByteArray("00020000000000000000000000000004f8fffe") << Error::Code::Protocol;
    QTest::newRow("v2 promises less") << Framing::V2 << QByteArray("00020000000000000000000000000002f8fffe") << Error::Code::Protocol;
    QTest::newRow("v2 promises 4 GB") << Framing::V2 << QByteArray("000200000000000000000000fffffffff8fffe") << Error::Code::Invalid;
    QTest::newRow("v3 of another type") << Framing::V3 << QByteArray("01000003f8fffe") << Error::Code::Protocol;
    QTest::newRow("v3 promises more") << Framing::V3 << QByteArray("00000004f8fffe") << Error::Code::Protocol;
    QTest::newRow("v3 promises less") << Framing::V3 << QByteArray("00000002f8fffe") << Error::Code::Protocol;
    QTest::newRow("v3 promises too much") << Framing::V3 << QByteArray("0000fffff8fffe") << Error::Code::Invalid;
}

void TstFraming::refusesWhatDisagrees()
{
    QFETCH(Framing, framing);
    QFETCH(QByteArray, hex);
    QFETCH(Error::Code, code);
    const Result<AudioPacket> decoded = decodeFrame(QByteArray::fromHex(hex), framing);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, code);
    QVERIFY(decoded.error().text.endsWith(u'.'));
}

void TstFraming::boundsTheSize()
{
    QFETCH(Framing, framing);
    const AudioPacket packet { QByteArray(maxOpusBytes + 1, 'x'), 0, 0 };
    QVERIFY(encodeFrame(packet, framing).isEmpty());

    QByteArray frame = encodeFrame({ QByteArray(maxOpusBytes, 'x'), 0, 0 }, framing) + 'x';
    if (framing == Framing::V2)
        frame[15] = char(quint8(frame[15]) + 1);
    if (framing == Framing::V3)
        frame[3] = char(quint8(frame[3]) + 1);
    const Result<AudioPacket> decoded = decodeFrame(frame, framing);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, Error::Code::Invalid);
}

void TstFraming::survivesNoise()
{
    QFETCH(Framing, framing);
    QFETCH(QString, file);
    QRandomGenerator random(42);
    for (int round = 0; round < 5000; ++round) {
        const QByteArray frame = round % 2 ? test::noise(random, 64) : test::damaged(test::wireHex(file), random);
        const Result<AudioPacket> decoded = decodeFrame(frame, framing);
        if (decoded)
            QVERIFY(frame.endsWith(decoded->opus) && decoded->opus.size() <= maxOpusBytes);
    }
}

void TstFraming::knowsThreeVersions()
{
    QCOMPARE(framingFromNumber(1), Framing::V1);
    QCOMPARE(framingFromNumber(2), Framing::V2);
    QCOMPARE(framingFromNumber(3), Framing::V3);
    QCOMPARE(framingFromNumber(16), std::nullopt); // a gateway is known by its address
    for (int number : { -1, 0, 4, 256 + 1 })
        QVERIFY(!framingFromNumber(number));
}

// protocol.md 4.3, the table of the gateway's header.
void TstFraming::speaksWithAGateway()
{
    const AudioPacket packet { QByteArray::fromHex("f8fffe"), 0x01020304, 7 };
    const QByteArray frame = encodeFrame(packet, Framing::Gateway);
    QCOMPARE(frame.toHex(), QByteArray("01000003000000070102030400000003f8fffe"));
    const Result<AudioPacket> heard = decodeFrame(QByteArray::fromHex("ffffffffffffffff01020304fffffffff8fffe"), Framing::Gateway);
    QVERIFY(heard);
    QCOMPARE(heard->opus, packet.opus);
    QCOMPARE(heard->timestampMs, packet.timestampMs);
    QCOMPARE(decodeFrame("short", Framing::Gateway)->opus, QByteArray("short"));
    QVERIFY(decodeFrame(QByteArray(16, 'x'), Framing::Gateway)->opus.isEmpty());
    QVERIFY(!decodeFrame(QByteArray(16 + maxOpusBytes + 1, 'x'), Framing::Gateway));
}

QTEST_GUILESS_MAIN(TstFraming)
#include "tst_framing.moc"
