// SPDX-License-Identifier: GPL-3.0-or-later
// Pins and proxies on real sockets, for both ways to a server: the version check and the WebSocket.
#include "net/certificatepin.h"
#include "pairing/provisioningclient.h"
#include "support/otastub.h"
#include "support/proxystub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"
#include "support/wsstub.h"
#include "transport/websockettransport.h"

#include <QWebSocketServer>

using namespace myna;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using pairing::ProvisioningClient;
using pairing::Repair;
using protocol::ProxyKind;
using test::OtaStub;
using test::ProxyStub;

namespace {

const protocol::DeviceIdentity device { u"02:00:00:00:00:01"_s, u"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s, u"SN-1"_s };

ProvisioningClient::Checked check(const QUrl& url, const protocol::Reach& reach)
{
    ProvisioningClient client(u"en-US"_s, 20s);
    client.setReach(reach);
    std::optional<ProvisioningClient::Checked> got;
    client.check(url, device, [&](const ProvisioningClient::Checked& checked) { got = checked; });
    [&] { QTRY_VERIFY(got); }();
    return got.value_or(ProvisioningClient::Checked {});
}

struct Dialled
{
    bool opened = false;
    transport::Closing closing;
};

Dialled dial(const QUrl& url, const protocol::Reach& reach)
{
    transport::WebSocketTransport wire({ .url = url, .token = u"secret"_s, .identity = device, .reach = reach }, { .handshake = 20s });
    Dialled dialled;
    bool over = false;
    QObject::connect(&wire, &transport::Transport::opened, &wire, [&] {
        dialled.opened = true;
        over = true;
    });
    QObject::connect(&wire, &transport::Transport::closed, &wire, [&](const transport::Closing& closing) {
        dialled.closing = closing;
        over = true;
    });
    wire.open();
    [&] { QTRY_VERIFY(over); }();
    return dialled;
}

// A WebSocket server with TLS; counts who came through the handshake.
class SecureStub
{
public:
    explicit SecureStub(const char* certificate)
        : m_server(u"stub"_s, QWebSocketServer::SecureMode)
    {
        m_server.setSslConfiguration(test::tlsOf(certificate));
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            ++upgrades;
            m_server.nextPendingConnection()->setParent(&m_server);
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    [[nodiscard]] QUrl url(const QString& host = u"127.0.0.1"_s) const
    {
        return QUrl(u"wss://%1:%2/xiaozhi/v1/"_s.arg(host).arg(m_server.serverPort()));
    }
    int upgrades = 0;

private:
    QWebSocketServer m_server;
};

void pinRows()
{
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<QByteArray>("pinned");
    QTest::addColumn<bool>("believed");
    QTest::addColumn<bool>("comparable");
    QTest::addColumn<QString>("word");
    QTest::newRow("pinned") << "selfsigned"_ba
                            << "selfsigned"_ba << true << false << QString();
    QTest::newRow("pinned, not an authority") << "another"_ba
                                              << "another"_ba << true << false << QString();
    QTest::newRow("pinned, of another name") << "wronghost"_ba
                                             << "wronghost"_ba << true << false << QString();
    QTest::newRow("not pinned") << "selfsigned"_ba << QByteArray() << false << true << u"self-signed"_s;
    QTest::newRow("not pinned, of another name") << "wronghost"_ba << QByteArray() << false << true << u"self-signed"_s;
    QTest::newRow("changed") << "another"_ba
                             << "selfsigned"_ba << false << true << u"another certificate"_s;
    QTest::newRow("expired") << "expired"_ba << QByteArray() << false << false << u"expired"_s;
    QTest::newRow("expired although pinned") << "expired"_ba
                                             << "expired"_ba << false << false << u"expired"_s;
}

}

class TstServerReach : public test::TestCase
{
    Q_OBJECT

private slots:
    void theVersionCheckBelievesOnlyThePinnedCertificate_data() { pinRows(); }

    void theVersionCheckBelievesOnlyThePinnedCertificate()
    {
        QFETCH(QByteArray, shown);
        QFETCH(QByteArray, pinned);
        QFETCH(bool, believed);
        QFETCH(bool, comparable);
        QFETCH(QString, word);
        OtaStub stub(test::tlsOf(shown));
        const auto checked = check(stub.otaUrl(), { {}, pinned.isEmpty() ? pinned : test::certificateOf(pinned) });
        QCOMPARE(checked.reply.has_value(), believed);
        QCOMPARE(stub.requests().size(), believed ? 1 : 0); // else nothing was said to it
        if (believed)
            return;
        QCOMPARE(checked.failure.repair == Repair::CompareCertificate, comparable);
        QCOMPARE(checked.failure.certificate, comparable ? test::certificateOf(shown) : QByteArray());
        QVERIFY2(checked.failure.error.text.contains(word), qPrintable(checked.failure.error.text));
    }

    void theWebSocketBelievesOnlyThePinnedCertificate_data() { pinRows(); }

    void theWebSocketBelievesOnlyThePinnedCertificate()
    {
        QFETCH(QByteArray, shown);
        QFETCH(QByteArray, pinned);
        QFETCH(bool, believed);
        QFETCH(QString, word);
        SecureStub stub(shown);
        const Dialled dialled = dial(stub.url(), { {}, pinned.isEmpty() ? pinned : test::certificateOf(pinned) });
        QCOMPARE(dialled.opened, believed);
        QCOMPARE(stub.upgrades, believed ? 1 : 0);
        if (believed)
            return;
        QCOMPARE(dialled.closing.error.code, Error::Code::Invalid);
        QVERIFY2(dialled.closing.error.text.contains(word), qPrintable(dialled.closing.error.text));
    }

    void aPinTakenBackIsForgottenAtOnce()
    {
        OtaStub stub(test::tlsOf("selfsigned"));
        ProvisioningClient client(u"en-US"_s, 20s);
        std::optional<ProvisioningClient::Checked> got;
        const auto note = [&](const ProvisioningClient::Checked& checked) { got = checked; };
        client.setReach({ {}, test::certificateOf("selfsigned") });
        client.check(stub.otaUrl(), device, note);
        QTRY_VERIFY(got);
        QVERIFY(got->reply);
        got.reset();
        client.setReach({});
        client.check(stub.otaUrl(), device, note);
        QTRY_VERIFY(got);
        QVERIFY(!got->reply);
        QCOMPARE(stub.requests().size(), 1);
    }

    void bothWaysGoOverTheProxy_data()
    {
        QTest::addColumn<bool>("socks");
        QTest::addColumn<QString>("password");
        QTest::addColumn<bool>("through");
        for (const bool socks : { false, true }) {
            const QByteArray kind = socks ? "SOCKS5, " : "HTTP, ";
            QTest::newRow(kind + "open") << socks << QString() << true;
            QTest::newRow(kind + "with a password") << socks << u"right"_s << true;
            QTest::newRow(kind + "with a wrong password") << socks << u"wrong"_s << false;
        }
    }

    void bothWaysGoOverTheProxy()
    {
        QFETCH(bool, socks);
        QFETCH(QString, password);
        QFETCH(bool, through);
        ProxyStub proxy(socks ? ProxyStub::Kind::Socks5 : ProxyStub::Kind::Http);
        if (!password.isEmpty())
            proxy.demand("ann", "right");
        const protocol::Reach reach { { socks ? ProxyKind::Socks5 : ProxyKind::Http, u"127.0.0.1"_s, proxy.port(),
                                          password.isEmpty() ? QString() : u"ann"_s, password },
            {} };
        OtaStub ota;
        QUrl url = ota.otaUrl();
        url.setHost(u"server.invalid"_s); // a name that only the proxy can reach
        const auto checked = check(url, reach);
        QCOMPARE(checked.reply.has_value(), through);
        if (!through)
            QVERIFY2(checked.failure.error.text.contains("proxy"_L1), qPrintable(checked.failure.error.text));

        test::WsStub socket;
        QUrl there = socket.url();
        there.setHost(u"server.invalid"_s);
        const Dialled dialled = dial(there, reach);
        QCOMPARE(dialled.opened, through);
        if (!through)
            QVERIFY2(dialled.closing.error.text.contains("proxy"_L1), qPrintable(dialled.closing.error.text));

        const QList<QByteArray> both { "server.invalid:" + QByteArray::number(url.port()),
            "server.invalid:" + QByteArray::number(there.port()) };
        QCOMPARE(proxy.targets, through ? both : QList<QByteArray>());
        QVERIFY(through || proxy.refused > 0);
    }

    void thisComputersServerIsReachedWithoutTheProxy()
    {
        ProxyStub proxy(ProxyStub::Kind::Http);
        const protocol::Reach reach { { ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), {}, {} }, {} };
        OtaStub ota;
        QVERIFY(check(ota.otaUrl(), reach).reply);
        test::WsStub socket;
        QVERIFY(dial(socket.url(), reach).opened);
        QVERIFY(proxy.targets.isEmpty());
    }

    void aProxyThatIsNotThereIsSaid()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const quint16 port = taken.serverPort();
        taken.close();
        const protocol::Reach reach { { ProxyKind::Socks5, u"127.0.0.1"_s, port, {}, {} }, {} };
        const auto checked = check(QUrl(u"http://server.invalid:8003/"_s), reach);
        QVERIFY(!checked.reply);
        QVERIFY2(checked.failure.error.text.contains("proxy"_L1), qPrintable(checked.failure.error.text));
        const Dialled dialled = dial(QUrl(u"ws://server.invalid:8000/"_s), reach);
        QVERIFY2(dialled.closing.error.text.contains("proxy"_L1), qPrintable(dialled.closing.error.text));
    }

    void aPinHoldsBehindAProxyToo()
    {
        ProxyStub proxy(ProxyStub::Kind::Http);
        const protocol::ProxyChoice way { ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), {}, {} };
        OtaStub ota(test::tlsOf("another"));
        QUrl url = ota.otaUrl();
        url.setHost(u"server.invalid"_s);
        QVERIFY(check(url, { way, test::certificateOf("another") }).reply);
        QVERIFY(!check(url, { way, test::certificateOf("selfsigned") }).reply);
        QCOMPARE(ota.requests().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstServerReach)
#include "tst_serverreach.moc"
