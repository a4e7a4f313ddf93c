// SPDX-License-Identifier: GPL-3.0-or-later
// The cipher of the sound against OpenSSL's own command line, and against counter mode made by hand.
#include "support/peers/mqttgateway.h"
#include "support/testcase.h"
#include "transport/packetcipher.h"

#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::transport;

namespace {

QByteArray randomBytes(QRandomGenerator& random, qsizetype count)
{
    QByteArray bytes(count, '\0');
    for (char& byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

QByteArray openssl(const QByteArray& key, const QByteArray& counter, const QByteArray& data)
{
    QProcess process;
    process.start(u"openssl"_s,
        { u"enc"_s, u"-aes-128-ctr"_s, u"-K"_s, QString::fromLatin1(key.toHex()), u"-iv"_s, QString::fromLatin1(counter.toHex()) });
    process.write(data);
    process.closeWriteChannel();
    return process.waitForFinished(10000) ? process.readAllStandardOutput() : QByteArray();
}

}

class TstPacketCipher final : public test::TestCase
{
    Q_OBJECT

private slots:
    void matchesTheFirmwaresBytes_data();
    void matchesTheFirmwaresBytes();
    void matchesTheCommandLine_data();
    void matchesTheCommandLine();
    void isItsOwnInverse();
    void refusesWhatItCannotUse();
    void wipesInPlace();
};

void TstPacketCipher::matchesTheFirmwaresBytes_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("cipher");
    QTest::newRow("first") << QByteArray("01000003112233440000000000000001") << QByteArray("6ab2ab");
    QTest::newRow("second") << QByteArray("0100000311223344000004d200000002") << QByteArray("176621");
}

void TstPacketCipher::matchesTheFirmwaresBytes()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, cipher);
    PacketCipher packets(QByteArray::fromHex("00112233445566778899aabbccddeeff"));
    QCOMPARE(packets.apply(QByteArray::fromHex(header), QByteArray::fromHex("f8fffe")).toHex(), cipher);
}

void TstPacketCipher::matchesTheCommandLine_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("counter");
    for (const int size : { 1, 15, 16, 17, 150, 1275, 8192 })
        QTest::addRow("%d bytes", size) << size << QByteArray("010000961122334400000bb800000031");
    QTest::newRow("carry over four bytes") << 100 << QByteArray("0100006411223344000000ffffffffff");
    QTest::newRow("carry over all of them") << 100 << QByteArray(32, 'f');
}

void TstPacketCipher::matchesTheCommandLine()
{
    QFETCH(int, size);
    QFETCH(QByteArray, counter);
    QRandomGenerator random(42);
    const QByteArray key = randomBytes(random, 16);
    const QByteArray data = randomBytes(random, size);
    PacketCipher packets(key);
    const QByteArray ours = packets.apply(QByteArray::fromHex(counter), data);
    QCOMPARE(ours.size(), data.size());
    QCOMPARE(ours, openssl(key, QByteArray::fromHex(counter), data));
    QCOMPARE(ours, test::counterMode(key, QByteArray::fromHex(counter), data));
}

void TstPacketCipher::isItsOwnInverse()
{
    QRandomGenerator random(43);
    PacketCipher packets(randomBytes(random, 16));
    for (int i = 0; i < 50; ++i) {
        const QByteArray counter = randomBytes(random, 16);
        const QByteArray data = randomBytes(random, random.bounded(300));
        QCOMPARE(packets.apply(counter, packets.apply(counter, data)), data);
    }
}

void TstPacketCipher::refusesWhatItCannotUse()
{
    PacketCipher shortKey("short");
    QVERIFY(!shortKey.isUsable());
    QVERIFY(shortKey.apply(QByteArray(16, '\0'), "x").isEmpty());
    PacketCipher good(QByteArray(16, 'k'));
    QVERIFY(good.isUsable());
    QVERIFY(good.apply("short", "x").isEmpty());
    QVERIFY(good.apply(QByteArray(16, '\0'), "").isEmpty());
}

void TstPacketCipher::wipesInPlace()
{
    QByteArray secret(16, 'k');
    QByteArray shared = secret;
    wipe(shared); // somebody else still needs it
    QCOMPARE(secret, QByteArray(16, 'k'));
    QVERIFY(shared.isEmpty());
    wipe(secret);
    QVERIFY(secret.isEmpty());
}

QTEST_GUILESS_MAIN(TstPacketCipher)
#include "tst_packetcipher.moc"
