// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/identity.h"
#include "support/testcase.h"

#include <QRegularExpression>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

class TstIdentity : public test::TestCase
{
    Q_OBJECT

private slots:
    void serialIsPyXiaozhis_data();
    void serialIsPyXiaozhis();
    void signatureUsesTheKeyAsAscii();
    void aNewIdentityHasTheRightShape();
    void noTwoAreAlike();
};

// computed with py-xiaozhi's rule (activation/identity.py) for a fixed MAC
void TstIdentity::serialIsPyXiaozhis_data()
{
    QTest::addColumn<QString>("mac");
    QTest::newRow("lower case") << u"a4:cf:12:0b:9e:31"_s;
    QTest::newRow("upper case") << u"A4:CF:12:0B:9E:31"_s;
    QTest::newRow("dashes") << u"a4-cf-12-0b-9e-31"_s;
}

void TstIdentity::serialIsPyXiaozhis()
{
    QFETCH(QString, mac);
    QCOMPARE(pairing::serialNumberFor(mac), u"SN-049CA125-a4cf120b9e31"_s);
}

void TstIdentity::signatureUsesTheKeyAsAscii()
{
    const QByteArray key = "a41895cc4566054fbba9a201d386f70756a0954cf6ee020215ed445ab18154bf";
    QCOMPARE(protocol::signChallenge(key, u"c0ffee-42"_s), "2cf268fec0fa14e113814356fda0eecee7c5dac0a3aa4bbc3294737a7a5ba788");
}

void TstIdentity::aNewIdentityHasTheRightShape()
{
    const pairing::Identity identity = pairing::makeIdentity();
    static const QRegularExpression mac(u"^02(:[0-9a-f]{2}){5}$"_s);
    static const QRegularExpression uuid(u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    static const QRegularExpression key(u"^[0-9a-f]{64}$"_s);
    QVERIFY2(mac.match(identity.device.deviceId).hasMatch(), qPrintable(identity.device.deviceId));
    QVERIFY2(uuid.match(identity.device.clientId).hasMatch(), qPrintable(identity.device.clientId));
    QVERIFY(key.match(QString::fromLatin1(identity.hmacKey)).hasMatch());
    QCOMPARE(identity.device.serialNumber, pairing::serialNumberFor(identity.device.deviceId));
    QCOMPARE(protocol::normalisedDeviceId(identity.device.deviceId), identity.device.deviceId);
}

void TstIdentity::noTwoAreAlike()
{
    QSet<QString> seen;
    for (int i = 0; i < 200; ++i) {
        const pairing::Identity identity = pairing::makeIdentity();
        seen << identity.device.deviceId << identity.device.clientId << QString::fromLatin1(identity.hmacKey);
    }
    QCOMPARE(seen.size(), 600);
}

QTEST_GUILESS_MAIN(TstIdentity)
#include "tst_identity.moc"
