// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/peergate.h"
#include "support/testcase.h"

#include <QTimeZone>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

class TstPeerGate : public test::TestCase
{
    Q_OBJECT

    const QHostAddress m_here { u"192.168.1.2"_s };
    const QDateTime m_now = QDateTime::fromSecsSinceEpoch(1760000000, QTimeZone::utc());

private slots:
    void letsInPrivateNetworksOnly_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<bool>("allowed");
        for (const auto* const near : { "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.7.7", "169.254.1.1",
                 "100.64.0.1", "::1", "fd00::2", "fe80::1", "::ffff:10.1.2.3" })
            QTest::newRow(near) << QString::fromLatin1(near) << true;
        for (const auto* const far :
            { "8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1", "100.128.0.1", "2001:db8::1", "::ffff:8.8.8.8", "0.0.0.0" })
            QTest::newRow(far) << QString::fromLatin1(far) << false;
    }
    void letsInPrivateNetworksOnly()
    {
        QFETCH(QString, peer);
        QFETCH(bool, allowed);
        QCOMPARE(PeerGate().allows(QHostAddress(peer), m_here, m_now), allowed);
    }

    void letsInWhatTheOwnerSays()
    {
        PeerGate gate;
        const auto rules = NetworkRules::parse({ u"203.0.113.0/24"_s, u" 198.51.100.7 "_s, u"2001:db8::/32"_s });
        QVERIFY(rules);
        gate.setNetworks(rules.value());
        QVERIFY(gate.allows(QHostAddress(u"203.0.113.200"_s), m_here, m_now));
        QVERIFY(gate.allows(QHostAddress(u"198.51.100.7"_s), m_here, m_now));
        QVERIFY(!gate.allows(QHostAddress(u"198.51.100.8"_s), m_here, m_now));
        QVERIFY(gate.allows(QHostAddress(u"2001:db8::9"_s), m_here, m_now));
        QVERIFY(!gate.allows(QHostAddress(u"192.168.1.3"_s), m_here, m_now));
        QVERIFY(gate.allows(QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.1"_s), m_now));
        QVERIFY(gate.allows(m_here, m_here, m_now)); // this computer by its own address
        for (const QString& wrong : { u"192.168.1.0/33"_s, u"home"_s, u"10.0.0.0/x"_s, u""_s })
            QVERIFY2(!NetworkRules::parse({ wrong }), qPrintable(wrong));
    }

    void shutsOutForAWhile()
    {
        PeerGate gate;
        const QHostAddress peer(u"192.168.1.66"_s);
        gate.shutOut(QHostAddress(u"::ffff:192.168.1.66"_s), m_now.addSecs(600));
        QVERIFY(!gate.allows(peer, m_here, m_now.addSecs(599)));
        QVERIFY(gate.allows(peer, m_here, m_now.addSecs(600)));
        gate.readmit(peer);
        QVERIFY(gate.allows(peer, m_here, m_now));
        gate.shutOut(QHostAddress::LocalHost, m_now.addSecs(600));
        QVERIFY(gate.allows(QHostAddress::LocalHost, QHostAddress::LocalHost, m_now));
        for (quint32 i = 0; i < 2 * PeerGate::maxShutOut; ++i)
            gate.shutOut(QHostAddress(0xc0a80000U + i), m_now.addSecs(600 + i));
        QVERIFY(!gate.allows(QHostAddress(0xc0a80000U + 2 * PeerGate::maxShutOut - 1), m_here, m_now)); // the newest is kept
        QVERIFY(gate.allows(QHostAddress(0xc0a80000U), m_here, m_now)); // the soonest free made place
    }
};

QTEST_GUILESS_MAIN(TstPeerGate)
#include "tst_peergate.moc"
