// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/datagram.h"
#include "protocol/framing.h"
#include "protocol/wiredata.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::protocol;

class TstDatagram final : public test::TestCase
{
    Q_OBJECT

private slots:
    void matchesTheFirmwaresBytes_data();
    void matchesTheFirmwaresBytes();
    void returnsWhatWasSent();
    void refusesEveryTruncation();
    void refusesWhatDisagrees_data();
    void refusesWhatDisagrees();
    void survivesNoise();
    void readsTheOffer();
    void refusesBadOffers_data();
    void refusesBadOffers();
    void neverShowsTheKeys();
};

void TstDatagram::matchesTheFirmwaresBytes_data()
{
    QTest::addColumn<DatagramHeader>("header");
    QTest::addColumn<QString>("file");
    QTest::newRow("first, no time stamp") << DatagramHeader { 1, 0, 3, 0x11223344, 0, 1 } << u"binary/udp_first.hex"_s;
    QTest::newRow("second, at 1234 ms") << DatagramHeader { 1, 0, 3, 0x11223344, 1234, 2 } << u"binary/udp_second.hex"_s;
}

void TstDatagram::matchesTheFirmwaresBytes()
{
    QFETCH(DatagramHeader, header);
    QFETCH(QString, file);
    const QByteArray golden = test::wireHex(file);
    QCOMPARE(golden.size(), 19);
    QCOMPARE(encodeHeader(header).toHex(), golden.first(datagramHeaderBytes).toHex());
    const auto read = decodeHeader(golden);
    QVERIFY(read);
    QCOMPARE(*read, header);
}

void TstDatagram::returnsWhatWasSent()
{
    QRandomGenerator random(5);
    for (const int size : { 0, 1, 120, int(maxOpusBytes) }) {
        const DatagramHeader header { 1, quint8(random.bounded(256)), quint16(size), random.generate(), random.generate(),
            random.generate() };
        const auto read = decodeHeader(encodeHeader(header) + QByteArray(size, 'x'));
        QVERIFY(read);
        QCOMPARE(*read, header);
    }
}

void TstDatagram::refusesEveryTruncation()
{
    const QByteArray golden = test::wireHex(u"binary/udp_second.hex"_s);
    for (qsizetype size = 0; size < golden.size(); ++size) {
        const auto read = decodeHeader(golden.first(size));
        QVERIFY2(!read, qPrintable(QString::number(size)));
        QCOMPARE(read.error().code, Error::Code::Protocol);
        QVERIFY(!read.error().text.isEmpty());
    }
}

void TstDatagram::refusesWhatDisagrees_data()
{
    QTest::addColumn<QByteArray>("datagram");
    QTest::addColumn<Error::Code>("code");
    const QByteArray header = encodeHeader({ .bodyBytes = 3 });
    QTest::newRow("one byte more") << header + "abcd" << Error::Code::Protocol;
    QTest::newRow("type 0") << encodeHeader({ .type = 0 }) << Error::Code::Protocol;
    QTest::newRow("type 2") << encodeHeader({ .type = 2 }) << Error::Code::Protocol;
    QTest::newRow("too large") << encodeHeader({ .bodyBytes = maxOpusBytes + 1 }) + QByteArray(maxOpusBytes + 1, 'x')
                               << Error::Code::Invalid;
}

void TstDatagram::refusesWhatDisagrees()
{
    QFETCH(QByteArray, datagram);
    QFETCH(Error::Code, code);
    const auto read = decodeHeader(datagram);
    QVERIFY(!read);
    QCOMPARE(read.error().code, code);
}

void TstDatagram::survivesNoise()
{
    QRandomGenerator random(11);
    const QByteArray golden = test::wireHex(u"binary/udp_first.hex"_s);
    int accepted = 0;
    for (int i = 0; i < 5000; ++i) {
        const QByteArray bytes = i % 2 == 0 ? test::noise(random, 64) : test::damaged(golden, random);
        if (const auto header = decodeHeader(bytes)) {
            ++accepted;
            QCOMPARE(encodeHeader(*header), bytes.first(datagramHeaderBytes));
            QCOMPARE(qsizetype(header->bodyBytes), bytes.size() - datagramHeaderBytes);
        }
    }
    QVERIFY(accepted > 0);
}

void TstDatagram::readsTheOffer()
{
    const UdpOffer offer { u"203.0.113.9"_s, 8884, QByteArray::fromHex("00112233445566778899aabbccddeeff"),
        QByteArray::fromHex("01000000112233440000000000000000") };
    QJsonObject json = toJson(offer);
    json["encryption"_L1] = u"aes-128-ctr"_s;
    json["key"_L1] = json["key"_L1].toString().toUpper();
    const auto read = readUdpOffer(json);
    QVERIFY(read);
    QCOMPARE(*read, offer);
}

void TstDatagram::refusesBadOffers_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no server") << u"server"_s << QJsonValue();
    QTest::newRow("empty server") << u"server"_s << QJsonValue(u" "_s);
    QTest::newRow("no port") << u"port"_s << QJsonValue();
    QTest::newRow("port 0") << u"port"_s << QJsonValue(0);
    QTest::newRow("port 65536") << u"port"_s << QJsonValue(65536);
    QTest::newRow("port as text") << u"port"_s << QJsonValue(u"8884"_s);
    QTest::newRow("no key") << u"key"_s << QJsonValue();
    QTest::newRow("short key") << u"key"_s << QJsonValue(u"00112233"_s);
    QTest::newRow("long key") << u"key"_s << QJsonValue(QString(34, u'a'));
    QTest::newRow("key with a letter") << u"key"_s << QJsonValue(QString(31, u'a') + u'z');
    QTest::newRow("no nonce") << u"nonce"_s << QJsonValue();
    QTest::newRow("nonce of another type") << u"nonce"_s << QJsonValue(u"02"_s + QString(30, u'0'));
}

void TstDatagram::refusesBadOffers()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject json = toJson({ u"h"_s, 1, QByteArray(16, 'k'), char(1) + QByteArray(15, 'n') });
    QVERIFY(readUdpOffer(json));
    if (value.isNull())
        json.remove(key);
    else
        json[key] = value;
    const auto read = readUdpOffer(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, Error::Code::Invalid);
    QVERIFY2(read.error().text.contains(u"udp."_s + key), qPrintable(read.error().text));
    if (key == u"key"_s && value.isString())
        QVERIFY(!read.error().text.contains(value.toString()));
}

void TstDatagram::neverShowsTheKeys()
{
    const UdpOffer offer { u"h"_s, 7, QByteArray(16, '\x5a'), char(1) + QByteArray(15, '\x6b') };
    QString text;
    QDebug(&text) << offer;
    QVERIFY(text.contains(u"h:7"));
    QVERIFY(!text.contains(u"5a5a") && !text.contains(u"6b6b") && !text.contains(u"ZZ") && !text.contains(u"kk"));
}

QTEST_GUILESS_MAIN(TstDatagram)
#include "tst_datagram.moc"
