// SPDX-License-Identifier: GPL-3.0-or-later
// How an MQTT broker is reached: whose certificate is believed, and over which proxy. With a real mosquitto.
#include "support/mosquittorig.h"
#include "support/proxystub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"
#include "transport/mqttroute.h"
#include "transport/mqttudptransport.h"

#include <QTcpServer>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::transport;
using protocol::ProxyKind;
using test::MosquittoRig;
using test::ProxyStub;

namespace {

// Long limits: the outcome decides, not the clock.
constexpr MqttUdpTiming patient { .broker = { .connect = 60s, .keepAlive = 60s, .closing = 10s },
    .subscribe = 60s,
    .silenceLimit = 600s,
    .sound = 600s,
    .probe = 60s,
    .closing = 10s };

struct Try
{
    MqttUdpTransport transport;
    QSignalSpy opened { &transport, &Transport::opened };
    QSignalSpy closed { &transport, &Transport::closed };

    Try(const protocol::MqttSection& section, const protocol::Reach& reach)
        : transport(profileFor(section, reach), patient)
    {
    }
    static protocol::ConnectionProfile profileFor(const protocol::MqttSection& section, const protocol::Reach& reach)
    {
        protocol::ConnectionProfile profile;
        profile.mqtt = section;
        profile.reach = reach;
        return profile;
    }
    [[nodiscard]] bool opens()
    {
        transport.open();
        return test::becomesTrue([&] { return opened.size() + closed.size() == 1; }) && closed.isEmpty();
    }
    [[nodiscard]] Error error() const { return closed.isEmpty() ? Error {} : closed.at(0).at(0).value<Closing>().error; }
    [[nodiscard]] QByteArray told() const { return error().text.toUtf8(); }
};

// TLS belongs to port 8883, so these brokers have that one, and this program alone uses it.
MosquittoRig::Setup withTls(const QString& certificate)
{
    const QString folder = QStringLiteral(MYNA_TEST_DATA "/tls/");
    return {
        .certificate = folder + certificate + u".crt"_s, .key = folder + certificate + u".key"_s, .port = protocol::MqttSection::securePort
    };
}

// What this computer believes, for the life of one test.
struct Authorities
{
    explicit Authorities(const QString& trusted)
    {
        qputenv("SSL_CERT_FILE",
            trusted.isEmpty() ? QByteArray("/nonexistent") : (QStringLiteral(MYNA_TEST_DATA "/tls/") + trusted + u".crt"_s).toUtf8());
        qputenv("SSL_CERT_DIR", "/nonexistent");
    }
    ~Authorities()
    {
        qunsetenv("SSL_CERT_FILE");
        qunsetenv("SSL_CERT_DIR");
    }
};

protocol::MqttSection elsewhere(const MosquittoRig& broker)
{
    protocol::MqttSection section = broker.section();
    section.host = u"broker.invalid"_s; // only a proxy finds it
    return section;
}

protocol::Reach over(ProxyKind kind, quint16 port, const QString& user = {}, const QString& password = {})
{
    return { .proxy = { kind, u"127.0.0.1"_s, port, user, password }, .pinnedCertificate = {} };
}

}

// libmosquitto 2.0.11 forgets to free the proxy's address.
extern "C" const char* __lsan_default_suppressions(); // NOLINT: the sanitizer chose the name
extern "C" const char* __lsan_default_suppressions() // NOLINT
{
    return "leak:mosquitto_socks5_set";
}

class TstMqttReach final : public test::TestCase
{
    Q_OBJECT

private slots:
    void certificateIsVerified_data();
    void certificateIsVerified();
    void onlyThePinnedCertificateIsBelieved_data();
    void onlyThePinnedCertificateIsBelieved();
    void whatIsPinnedAndNoCertificateOpensNothing();

    void socksCarriesIt();
    void socksCarriesEncryptionToo();
    void socksAsksForAPassword_data();
    void socksAsksForAPassword();
    void noProxyThere();
    void nothingBehindTheProxy();
    void aWebProxyIsSaid();
    void thisComputerIsReachedDirectly();
    void theSystemsProxyCounts_data();
    void theSystemsProxyCounts();
    void aWebProxyOfTheSystemIsSaidToo();
    void closedWhileTheSystemIsAsked();
};

void TstMqttReach::certificateIsVerified_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("trusted");
    QTest::addColumn<bool>("opens");
    QTest::newRow("vouched for") << u"selfsigned"_s << u"selfsigned"_s << true;
    QTest::newRow("self-signed") << u"selfsigned"_s << QString() << false;
    QTest::newRow("another name") << u"wronghost"_s << u"wronghost"_s << false;
    QTest::newRow("expired") << u"expired"_s << u"expired"_s << false;
}

void TstMqttReach::certificateIsVerified()
{
    QFETCH(QString, certificate);
    QFETCH(QString, trusted);
    QFETCH(bool, opens);
    MosquittoRig broker(withTls(certificate));
    QVERIFY2(broker.isRunning(), broker.log().constData());
    const Authorities authorities(trusted);
    Try attempt(broker.section(), {});
    QVERIFY2(attempt.opens() == opens, attempt.told().constData());
    if (!opens) {
        QCOMPARE(attempt.error().code, Error::Code::Invalid);
        QVERIFY2(attempt.told().contains("not trusted"), attempt.told().constData());
    }
}

void TstMqttReach::onlyThePinnedCertificateIsBelieved_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QByteArray>("pinned");
    QTest::addColumn<QString>("trusted"); // by this computer
    QTest::addColumn<QString>("word"); // empty: it opens
    QTest::newRow("the pinned one") << u"selfsigned"_s << "selfsigned"_ba << QString() << QString();
    QTest::newRow("under another name") << u"wronghost"_s << "wronghost"_ba << QString() << QString();
    QTest::newRow("another one") << u"another"_s << "selfsigned"_ba << QString() << u"another certificate"_s;
    QTest::newRow("another one that is trusted") << u"selfsigned"_s << "another"_ba << u"selfsigned"_s << u"another certificate"_s;
    QTest::newRow("the pinned one, expired") << u"expired"_s << "expired"_ba << u"expired"_s << u"expired"_s;
}

void TstMqttReach::onlyThePinnedCertificateIsBelieved()
{
    QFETCH(QString, shown);
    QFETCH(QByteArray, pinned);
    QFETCH(QString, trusted);
    QFETCH(QString, word);
    MosquittoRig broker(withTls(shown));
    QVERIFY2(broker.isRunning(), broker.log().constData());
    const Authorities authorities(trusted);
    Try attempt(broker.section(), { .proxy = {}, .pinnedCertificate = test::certificateOf(pinned) });
    QVERIFY2(attempt.opens() == word.isEmpty(), attempt.told().constData());
    if (word.isEmpty())
        return;
    QCOMPARE(attempt.error().code, Error::Code::Invalid);
    QVERIFY2(attempt.told().contains("nothing was sent") && attempt.told().contains(word.toUtf8()), attempt.told().constData());
    QVERIFY(!broker.log().contains("New client connected"));
}

void TstMqttReach::whatIsPinnedAndNoCertificateOpensNothing()
{
    MosquittoRig broker(withTls(u"selfsigned"_s));
    QVERIFY2(broker.isRunning(), broker.log().constData());
    const Authorities authorities(u"selfsigned"_s);
    Try attempt(broker.section(), { .proxy = {}, .pinnedCertificate = "no certificate" });
    QVERIFY(!attempt.opens());
}

void TstMqttReach::socksCarriesIt()
{
    MosquittoRig broker;
    QVERIFY(broker.isRunning());
    ProxyStub proxy(ProxyStub::Kind::Socks5);
    Try attempt(elsewhere(broker), over(ProxyKind::Socks5, proxy.port()));
    QVERIFY2(attempt.opens(), attempt.told().constData());
    QCOMPARE(proxy.targets, QList<QByteArray> { "broker.invalid:" + QByteArray::number(broker.port()) });
}

void TstMqttReach::socksCarriesEncryptionToo()
{
    MosquittoRig broker(withTls(u"selfsigned"_s));
    QVERIFY2(broker.isRunning(), broker.log().constData());
    ProxyStub proxy(ProxyStub::Kind::Socks5);
    protocol::Reach reach = over(ProxyKind::Socks5, proxy.port());
    reach.pinnedCertificate = test::certificateOf("selfsigned");
    Try good(elsewhere(broker), reach);
    QVERIFY2(good.opens(), good.told().constData());
    QCOMPARE(proxy.targets.size(), 1);
    reach.pinnedCertificate = test::certificateOf("another");
    Try bad(elsewhere(broker), reach);
    QVERIFY(!bad.opens());
    QVERIFY2(bad.told().contains("another certificate"), bad.told().constData());
}

void TstMqttReach::socksAsksForAPassword_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("opens");
    QTest::newRow("right") << u"me"_s << u"open-sesame"_s << true;
    QTest::newRow("wrong") << u"me"_s << u"guessed-wrong"_s << false;
    QTest::newRow("a name only") << u"me"_s << QString() << false;
    QTest::newRow("none") << QString() << QString() << false;
}

void TstMqttReach::socksAsksForAPassword()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(bool, opens);
    MosquittoRig broker;
    ProxyStub proxy(ProxyStub::Kind::Socks5);
    proxy.demand("me", "open-sesame");
    Try attempt(elsewhere(broker), over(ProxyKind::Socks5, proxy.port(), user, password));
    QVERIFY2(attempt.opens() == opens, attempt.told().constData());
    QCOMPARE(proxy.targets.size(), opens ? 1 : 0);
    QCOMPARE(proxy.refused, opens ? 0 : 1);
    if (!opens)
        QVERIFY2(attempt.told().contains("proxy") && attempt.told().contains("another name and password"), attempt.told().constData());
    QVERIFY(!attempt.told().contains("guessed-wrong"));
}

void TstMqttReach::noProxyThere()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    MosquittoRig broker;
    Try attempt(elsewhere(broker), over(ProxyKind::Socks5, port));
    QVERIFY(!attempt.opens());
    QCOMPARE(attempt.error().code, Error::Code::Network);
    QVERIFY2(attempt.told().contains("The proxy on the way to broker.invalid"), attempt.told().constData());
}

void TstMqttReach::nothingBehindTheProxy()
{
    ProxyStub proxy(ProxyStub::Kind::Socks5);
    MosquittoRig broker;
    const protocol::MqttSection section = elsewhere(broker);
    broker.kill();
    Try attempt(section, over(ProxyKind::Socks5, proxy.port()));
    QVERIFY(!attempt.opens());
    QCOMPARE(attempt.error().code, Error::Code::Network);
    QVERIFY2(attempt.told().contains("broker.invalid"), attempt.told().constData());
}

void TstMqttReach::aWebProxyIsSaid()
{
    MosquittoRig broker;
    ProxyStub proxy(ProxyStub::Kind::Http);
    Try attempt(elsewhere(broker), over(ProxyKind::Http, proxy.port()));
    QVERIFY(!attempt.opens());
    QCOMPARE(attempt.error().code, Error::Code::Invalid); // dialling again does not mend it
    QVERIFY2(attempt.told().contains("HTTP proxy cannot carry"), attempt.told().constData());
    QVERIFY(proxy.targets.isEmpty());
}

void TstMqttReach::thisComputerIsReachedDirectly()
{
    MosquittoRig broker;
    ProxyStub proxy(ProxyStub::Kind::Socks5);
    for (const ProxyKind kind : { ProxyKind::Socks5, ProxyKind::Http }) {
        Try attempt(broker.section(), over(kind, proxy.port()));
        QVERIFY2(attempt.opens(), attempt.told().constData());
    }
    QVERIFY(proxy.targets.isEmpty());
}

void TstMqttReach::theSystemsProxyCounts_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("word"); // empty: there is a way
    QTest::addColumn<bool>("socks");
    QTest::newRow("none") << int(QNetworkProxy::NoProxy) << QByteArray() << false;
    QTest::newRow("socks") << int(QNetworkProxy::Socks5Proxy) << QByteArray() << true;
    QTest::newRow("for the web") << int(QNetworkProxy::HttpProxy) << "This computer's settings"_ba << false;
    QTest::newRow("for the web, caching") << int(QNetworkProxy::HttpCachingProxy) << "This computer's settings"_ba << false;
}

void TstMqttReach::theSystemsProxyCounts()
{
    QFETCH(int, type);
    QFETCH(QByteArray, word);
    QFETCH(bool, socks);
    const QNetworkProxy found(QNetworkProxy::ProxyType(type), u"proxy.example"_s, 1080, u"me"_s, u"secret"_s);
    const auto route = mqttRoute({ .host = u"broker.example"_s }, { .proxy = {}, .pinnedCertificate = "pin" }, found);
    QCOMPARE(bool(route), word.isEmpty());
    if (!route) {
        QCOMPARE(route.error().code, Error::Code::Invalid);
        QVERIFY(route.error().text.contains(QString::fromLatin1(word)) && route.error().text.contains(u"broker.example"_s));
        return;
    }
    QCOMPARE(route->pinnedCertificate, QByteArray("pin"));
    QCOMPARE(route->socks.has_value(), socks);
    if (socks)
        QCOMPARE(*route->socks, (protocol::ProxyChoice { ProxyKind::Socks5, u"proxy.example"_s, 1080, u"me"_s, u"secret"_s }));
}

void TstMqttReach::aWebProxyOfTheSystemIsSaidToo()
{
    qputenv("http_proxy", "http://127.0.0.1:9");
    MosquittoRig broker;
    Try attempt(elsewhere(broker), {});
    const bool opened = attempt.opens();
    qunsetenv("http_proxy");
    QVERIFY(!opened);
    // A system that keeps web and other traffic apart has no proxy for this name, and so it is not found.
    QVERIFY2(attempt.told().contains("settings name a web proxy") || attempt.told().contains("was not found"), attempt.told().constData());
}

// Nobody has dialled yet: the answer comes later than the end.
void TstMqttReach::closedWhileTheSystemIsAsked()
{
    MosquittoRig broker;
    Try attempt(elsewhere(broker), {});
    attempt.transport.open();
    attempt.transport.close();
    QTRY_COMPARE(attempt.closed.size(), 1);
    QVERIFY(attempt.closed.at(0).at(0).value<Closing>().clean);
    QVERIFY(attempt.opened.isEmpty());
}

QTEST_GUILESS_MAIN(TstMqttReach)
#include "tst_mqttreach.moc"
