// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "transport/closereason.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::transport {

class TstCloseReason final : public test::TestCase
{
    Q_OBJECT

private slots:
    void judgesHandshakes_data();
    void judgesHandshakes();
    void judgesCloseFrames_data();
    void judgesCloseFrames();
    void lossIsNeverClean();
};

void TstCloseReason::judgesHandshakes_data()
{
    QTest::addColumn<QAbstractSocket::SocketError>("error");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<Error::Code>("code");
    QTest::addColumn<QString>("says");
    const auto http = [](int status) { return u"Unhandled http status code: %1 (Words)."_s.arg(status); };
    QTest::newRow("401") << QAbstractSocket::ConnectionRefusedError << http(401) << Error::Code::Refused
                         << u"does not accept this device"_s;
    QTest::newRow("403") << QAbstractSocket::ConnectionRefusedError << http(403) << Error::Code::Refused << u"403"_s;
    QTest::newRow("404") << QAbstractSocket::ConnectionRefusedError << http(404) << Error::Code::NotFound << u"no voice service"_s;
    QTest::newRow("200") << QAbstractSocket::ConnectionRefusedError << http(200) << Error::Code::Protocol << u"not as a voice server"_s;
    QTest::newRow("429") << QAbstractSocket::ConnectionRefusedError << http(429) << Error::Code::Unavailable << u"429"_s;
    QTest::newRow("503") << QAbstractSocket::ConnectionRefusedError << http(503) << Error::Code::Unavailable << u"503"_s;
    QTest::newRow("refused") << QAbstractSocket::ConnectionRefusedError << u"Connection refused"_s << Error::Code::Network
                             << u"port 8000"_s;
    QTest::newRow("host") << QAbstractSocket::HostNotFoundError << u"Host not found"_s << Error::Code::Network << u"was not found"_s;
    QTest::newRow("closed") << QAbstractSocket::RemoteHostClosedError << QString() << Error::Code::Network << u"closed the connection"_s;
    QTest::newRow("tls") << QAbstractSocket::SslHandshakeFailedError << u"bad certificate"_s << Error::Code::Invalid
                         << u"bad certificate"_s;
    QTest::newRow("other") << QAbstractSocket::NetworkError << u"Network unreachable"_s << Error::Code::Network << u"Network unreachable"_s;
}

void TstCloseReason::judgesHandshakes()
{
    QFETCH(QAbstractSocket::SocketError, error);
    QFETCH(QString, detail);
    QFETCH(Error::Code, code);
    QFETCH(QString, says);
    const Closing closing = handshakeFailure(QUrl(u"ws://my.server:8000/"_s), error, detail);
    QVERIFY(!closing.clean);
    QCOMPARE(closing.error.code, code);
    QVERIFY2(closing.error.text.contains(says), qPrintable(closing.error.text));
    QVERIFY(closing.error.text.contains("my.server"_L1));
}

void TstCloseReason::judgesCloseFrames_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("clean");
    QTest::addColumn<Error::Code>("error");
    QTest::addColumn<int>("told");
    QTest::newRow("normal") << 1000 << QString() << true << Error::Code::Cancelled << 1000;
    QTest::newRow("going away") << 1001 << u"restart"_s << true << Error::Code::Cancelled << 1001;
    QTest::newRow("Qt's own stall") << 1001 << u"Timeout when reading data from socket."_s << false << Error::Code::Network << 1001;
    QTest::newRow("protocol") << 1002 << u"bad"_s << false << Error::Code::Protocol << 1002;
    QTest::newRow("policy") << 1008 << u"revoked"_s << false << Error::Code::Refused << 1008;
    QTest::newRow("too big") << 1009 << QString() << false << Error::Code::Protocol << 1009;
    QTest::newRow("internal") << 1011 << QString() << false << Error::Code::Unavailable << 1011;
    QTest::newRow("busy, hidden by Qt") << 1002 << u"Invalid close code 1002 detected."_s << false << Error::Code::Unavailable << 1002;
    QTest::newRow("application's") << 4000 << u"why not"_s << false << Error::Code::Protocol << 4000;
}

void TstCloseReason::judgesCloseFrames()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    QFETCH(bool, clean);
    QFETCH(Error::Code, error);
    QFETCH(int, told);
    const Closing closing = closedByFrame(code, reason);
    QCOMPARE(closing.clean, clean);
    QCOMPARE(closing.error.code, error);
    QCOMPARE(closing.code, told);
    QVERIFY(!closing.error.text.isEmpty());
}

void TstCloseReason::lossIsNeverClean()
{
    for (const QString& detail : { QString(), u"The remote host closed the connection"_s }) {
        const Closing closing = lostConnection(detail);
        QVERIFY(!closing.clean);
        QCOMPARE(closing.error.code, Error::Code::Network);
        QVERIFY(!closing.error.text.isEmpty());
    }
}

}

QTEST_GUILESS_MAIN(myna::transport::TstCloseReason)
#include "tst_closereason.moc"
