// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/rawclient.h"
#include "protocol/provisioning.h"
#include "server/edge.h"
#include "server/routes/otaroutes.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QtEndian>

using namespace myna;
using namespace myna::server;
using myna::test::RawClient;
using namespace Qt::Literals::StringLiterals;

namespace {

// What a Wi-Fi board of the firmware sends (board.cc, wifi_board.cc); the number in quotes is theirs.
const QByteArray firmwareBody = R"({"version":2,"language":"en-US","flash_size":16777216,"minimum_free_heap_size":"8457848",
 "mac_address":"a4:cf:12:0b:9e:31","uuid":"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11","chip_model_name":"esp32s3",
 "chip_info":{"model":9,"cores":2,"revision":2,"features":18},
 "application":{"name":"xiaozhi","version":"1.8.2","compile_time":"Jul 10 2025T12:00:00Z","idf_version":"v5.4","elf_sha256":"c8a8ecb6d6fbcda682494d9675cd1ead240ecf38bdde75282a42365a0e396033"},
 "partition_table":[{"label":"nvs","type":1,"subtype":2,"address":36864,"size":16384}],"ota":{"label":"ota_0"},
 "display":{"monochrome":false,"width":320,"height":240},
 "board":{"type":"bread-compact-wifi","name":"bread-compact-wifi","ssid":"home","rssi":-55,"channel":6,"ip":"192.168.4.20","mac":"a4:cf:12:0b:9e:31"}})";
const QByteArray pyBody
    = R"({"application":{"version":"2.1.1","elf_sha256":"a41895cc4566054fbba9a201d386f70756a0954cf6ee020215ed445ab18154bf"},
 "board":{"type":"bread-compact-wifi","name":"py-xiaozhi","ip":"192.168.4.20","mac":"a4:cf:12:0b:9e:31"}})";

QByteArray identityHeaders(const QString& client = test::clientId)
{
    return "Device-Id: " + test::deviceId.toUtf8() + "\r\nClient-Id: " + client.toUtf8() + "\r\n";
}

struct Answer
{
    int status = 0;
    QByteArray body;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

Answer ask(quint16 port, const QByteArray& method, const QByteArray& path, const QByteArray& headers, const QByteArray& body = {})
{
    RawClient client(port);
    client.send(method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
    (void)test::becomesTrue([&] { return client.isClosed() && client.status() != 0; });
    return { client.status(), client.body() };
}

QByteArray handshake(const QByteArray& headers, const QByteArray& connection = "Upgrade", const QByteArray& target = "/xiaozhi/v1/")
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: " + connection
        + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + headers + "\r\n";
}

// The code of the close frame that follows the handshake's answer; 0: none.
int closeCode(const QByteArray& body)
{
    const qsizetype at = body.indexOf(char(0x88));
    return at < 0 || body.size() < at + 4 ? 0 : qFromBigEndian<quint16>(body.constData() + at + 2);
}

}

// The whole edge on this thread, with real sockets and engines that say nothing.
class TstEdge : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void answersVersionChecks_data();
    void answersVersionChecks();
    void answersInTheHostUsed_data();
    void answersInTheHostUsed();
    void judgesVersionChecks_data();
    void judgesVersionChecks();
    void activatesAfterApproval_data();
    void activatesAfterApproval();
    void tellsARefusal();
    void codesExpire();
    void saysItIsRunning();
    void upgrades_data();
    void upgrades();
    void takesIdentityFromTheQuery();
    void refusesWithoutATokenBeforeTheUpgrade();
    void refusesWithoutADevice();
    void boundsConnectionsOfADevice();
    void revokingDisconnects();
    void approvalEndsTheSessionThatToldTheCode();
    void reportsDevices();
    void visionSaysWhatIsMissing();
    void reportsHealthAndMetrics();
    void adminNeedsToken_data();
    void adminNeedsToken();
    void adminActs();
    void reloadsItsConfiguration();
    void stopClosesWith1001();

private:
    void start(ActivationPolicy policy);
    void stop();
    Answer ota(const QByteArray& body = pyBody, const QString& client = test::clientId)
    {
        return ask(m_web, "POST", "/xiaozhi/ota/", identityHeaders(client), body);
    }
    Answer activate(const QByteArray& body = "{}") { return ask(m_web, "POST", "/xiaozhi/ota/activate", identityHeaders(), body); }
    QByteArray bearer();
    Answer admin(const QByteArray& method, const QByteArray& path, const QByteArray& body = {})
    {
        return ask(m_web, method, path, bearer(), body);
    }
    QString token();

    test::MuteEngines m_engines;
    test::FakeTime m_time;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Edge> m_edge;
    ServerOptions m_options;
    ServerAddresses m_addresses;
    quint16 m_web = 0;
    quint16 m_sessions = 0;
    QVector<ActivationRequest> m_activations;
    QVector<DeviceRow> m_rows;
};

void TstEdge::initTestCase()
{
    m_options.bind = QHostAddress::LocalHost;
    m_options.port = 0;
    m_options.httpPort = 0;
}

void TstEdge::start(ActivationPolicy policy)
{
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>();
    m_options.dataDir = m_folder->path();
    m_options.activation = policy;
    m_edge = std::make_unique<Edge>(m_engines, m_time.clock());
    connect(m_edge.get(), &Edge::started, this, [this](const ServerAddresses& addresses) {
        m_addresses = addresses;
        m_web = quint16(addresses.ota.port());
        m_sessions = quint16(addresses.websocket.port());
    });
    connect(m_edge.get(), &Edge::activationChanged, this, [this](const ActivationRequest& request) { m_activations.append(request); });
    connect(m_edge.get(), &Edge::devicesChanged, this, [this](const QVector<DeviceRow>& rows) { m_rows = rows; });
    m_web = 0;
    m_edge->start(m_options);
    QTRY_VERIFY(m_web > 0 && m_sessions > 0); // its store opens on a thread of its own
}

void TstEdge::stop()
{
    if (!m_edge)
        return;
    QSignalSpy finished(m_edge.get(), &Edge::finished);
    m_edge->stop();
    QTRY_COMPARE(finished.size(), 1);
    m_edge.reset();
}

void TstEdge::cleanup()
{
    stop();
    m_folder.reset();
    m_activations.clear();
    m_rows.clear();
    m_options.configFile.clear();
    m_time = {};
}

QByteArray TstEdge::bearer()
{
    QFile file(m_folder->filePath(u"admin.json"_s));
    (void)file.open(QIODevice::ReadOnly);
    return "Authorization: Bearer " + QJsonDocument::fromJson(file.readAll()).object().value(u"token"_s).toString().toUtf8() + "\r\n";
}

QString TstEdge::token()
{
    return protocol::decodeOtaReply(ota().body)->websocket->token;
}

void TstEdge::answersVersionChecks_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("version");
    QTest::newRow("firmware") << firmwareBody << u"1.8.2"_s;
    QTest::newRow("py-xiaozhi") << pyBody << u"2.1.1"_s;
    QTest::newRow("nothing said") << QByteArray("{}") << u"0.0.0"_s;
}

void TstEdge::answersVersionChecks()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, version);
    start(ActivationPolicy::Open);
    const Answer answer = ota(body);
    QCOMPARE(answer.status, 200);
    const auto reply = protocol::decodeOtaReply(answer.body);
    QVERIFY(reply.has_value());
    QVERIFY(!reply->activation);
    QCOMPARE(reply->websocket->url, QUrl(u"ws://127.0.0.1:%1/xiaozhi/v1/"_s.arg(m_sessions)));
    QVERIFY(reply->websocket->token.endsWith(u".1760000000"_s));
    QCOMPARE(reply->serverTime->timestampMs, 1760000000000);
    QCOMPARE(reply->firmware->version, version);
    QCOMPARE(reply->firmware->url, QString());
    const QJsonObject json = answer.json();
    QVERIFY(!json.contains(u"mqtt"_s));
    for (const QString& key : json.value(u"websocket"_s).toObject().keys())
        QVERIFY(key.size() <= 15); // NVS of the firmware
    QTRY_COMPARE(m_activations.size(), 1);
    QTRY_COMPARE(m_activations.first().state, ActivationRequest::State::Bound);
}

void TstEdge::answersInTheHostUsed_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QString>("answered");
    QTest::newRow("name") << QByteArray("myna.local:8003") << u"myna.local"_s;
    QTest::newRow("address") << QByteArray("192.168.4.10") << u"192.168.4.10"_s;
    QTest::newRow("v6") << QByteArray("[fd00::1]:8003") << u"fd00::1"_s;
    QTest::newRow("none") << QByteArray() << u"10.0.0.5"_s;
    QTest::newRow("nonsense") << QByteArray("a/b") << u"10.0.0.5"_s;
    QTest::newRow("user") << QByteArray("evil@host") << u"10.0.0.5"_s;
    QTest::newRow("spaces") << QByteArray("a b") << u"10.0.0.5"_s;
    QTest::newRow("long") << QByteArray(300, 'a') << u"10.0.0.5"_s;
}

void TstEdge::answersInTheHostUsed()
{
    QFETCH(QByteArray, host);
    http::Request request;
    request.local = QHostAddress(u"10.0.0.5"_s);
    request.headers.append(http::Header { "Host", host });
    QTEST(hostOf(request), "answered");
}

void TstEdge::judgesVersionChecks_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("no identity") << QByteArray() << QByteArray("{}") << 400;
    QTest::newRow("identity in the body") << QByteArray() << firmwareBody << 200;
    QTest::newRow("not a mac") << QByteArray("Device-Id: PS-XXXXXXXXXXXX\r\nClient-Id: x\r\n") << pyBody << 400;
    QTest::newRow("no client") << QByteArray("Device-Id: A4-CF-12-0B-9E-31\r\n") << pyBody << 400;
    QTest::newRow("upper case, dashes") << QByteArray("device-id: A4-CF-12-0B-9E-31\r\nclient-id: web_test_client\r\n") << pyBody << 200;
    QTest::newRow("not json") << identityHeaders() << QByteArray("hello") << 400;
    QTest::newRow("a list") << identityHeaders() << QByteArray("[]") << 400;
    QTest::newRow("too large") << identityHeaders() << QByteArray(65 * 1024, ' ') << 413;
}

void TstEdge::judgesVersionChecks()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    start(ActivationPolicy::Open);
    const Answer answer = ask(m_web, "POST", "/xiaozhi/ota", headers, body);
    QCOMPARE(answer.status, status);
    if (status == 200)
        return;
    QCOMPARE(answer.json().value(u"success"_s), QJsonValue(false));
    QVERIFY(!answer.json().value(u"error"_s).toString().isEmpty());
    QVERIFY(!answer.json().value(u"error_code"_s).toString().isEmpty());
}

void TstEdge::activatesAfterApproval_data()
{
    QTest::addColumn<ActivationPolicy>("policy");
    QTest::newRow("approve") << ActivationPolicy::Approve;
    QTest::newRow("code") << ActivationPolicy::Code;
}

void TstEdge::activatesAfterApproval()
{
    QFETCH(ActivationPolicy, policy);
    start(policy);
    QCOMPARE(activate().status, 404); // never asked
    const auto first = protocol::decodeOtaReply(ota(firmwareBody).body);
    QVERIFY(first->activation);
    QVERIFY(first->websocket);
    QCOMPARE(first->websocket->token, QString());
    const QString code = first->activation->code;
    QCOMPARE(code.size(), 6);
    QVERIFY(!first->activation->challenge.isEmpty());
    QVERIFY(first->activation->message.contains(code));
    QCOMPARE(m_activations.size(), 1);
    QCOMPARE(m_activations.first().code, code);
    QCOMPARE(m_activations.first().board, u"bread-compact-wifi"_s);
    QCOMPARE(activate("{}").status, 202);
    QCOMPARE(activate(protocol::encodeActivation(
                          { u"SN-1"_s, first->activation->challenge, QByteArray(64, 'a') }, protocol::ActivationShape::Flat))
                 .status,
        202);
    QCOMPARE(
        activate(protocol::encodeActivation({ u"SN-1"_s, first->activation->challenge, {} }, protocol::ActivationShape::Payload)).status,
        202);
    QCOMPARE(activate("nonsense").status, 400);

    stop(); // a restart changes nothing
    m_activations.clear();
    start(policy);
    QCOMPARE(m_activations.size(), 1); // announced again
    QCOMPARE(protocol::decodeOtaReply(ota().body)->activation->code, code);

    QSignalSpy wrong(m_edge.get(), &Edge::wishFailed);
    m_edge->approve(code == u"000000" ? u"000001"_s : u"000000"_s);
    QCOMPARE(wrong.size(), 1);
    m_edge->approve(code);
    QTRY_COMPARE(m_activations.last().state, ActivationRequest::State::Bound);
    QCOMPARE(activate().status, 200);
    const auto bound = protocol::decodeOtaReply(ota().body);
    QVERIFY(!bound->activation);
    QVERIFY(!bound->websocket->token.isEmpty());
    const auto forged = protocol::decodeOtaReply(ota(pyBody, test::otherClientId).body);
    QVERIFY(forged->activation);
    QCOMPARE(forged->websocket->token, QString());
}

void TstEdge::tellsARefusal()
{
    start(ActivationPolicy::Approve);
    const QString code = protocol::decodeOtaReply(ota().body)->activation->code;
    m_edge->refuse(code);
    QCOMPARE(activate().status, 403);
    const Answer answer = ota();
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.json().value(u"error_code"_s), u"refused"_s);
}

void TstEdge::codesExpire()
{
    start(ActivationPolicy::Approve);
    QVERIFY(protocol::decodeOtaReply(ota().body)->activation.has_value());
    m_time.now = m_time.now.addDays(1);
    QCOMPARE(activate().status, 404);
    QVERIFY(protocol::decodeOtaReply(ota().body)->activation.has_value());
    QCOMPARE(m_activations.size(), 3);
    QCOMPARE(m_activations[1].state, ActivationRequest::State::Expired);
    QCOMPARE(m_activations[2].state, ActivationRequest::State::Offered);
}

void TstEdge::saysItIsRunning()
{
    start(ActivationPolicy::Open);
    Answer answer = ask(m_sessions, "GET", "/", {});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.startsWith("Server is running"));
    answer = ask(m_sessions, "GET", "/xiaozhi/v1/", {});
    QCOMPARE(answer.status, 200);
    answer = ask(m_web, "GET", "/xiaozhi/ota/", {});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("ws://127.0.0.1:"));
    QCOMPARE(ask(m_web, "GET", "/elsewhere", {}).status, 404);
    QCOMPARE(ask(m_web, "PUT", "/xiaozhi/ota/", {}).status, 405);
}

void TstEdge::upgrades_data()
{
    QTest::addColumn<QByteArray>("connection");
    QTest::newRow("alone") << QByteArray("Upgrade");
    QTest::newRow("with keep-alive") << QByteArray("keep-alive, Upgrade");
}

void TstEdge::upgrades()
{
    QFETCH(QByteArray, connection);
    start(ActivationPolicy::Open);
    QSignalSpy connected(m_edge.get(), &Edge::deviceConnected);
    QSignalSpy closed(m_edge.get(), &Edge::deviceClosed);
    {
        RawClient client(m_sessions);
        client.send(handshake(identityHeaders(), connection));
        QTRY_COMPARE(client.status(), 101);
        QVERIFY(client.received().contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QTRY_COMPARE(connected, QList<QVariantList>({ { test::deviceId } }));
    }
    QTRY_COMPARE(closed.size(), 1);
}

void TstEdge::takesIdentityFromTheQuery()
{
    start(ActivationPolicy::Approve);
    const QString code = protocol::decodeOtaReply(ota().body)->activation->code;
    m_edge->approve(code);
    QSignalSpy connected(m_edge.get(), &Edge::deviceConnected);
    RawClient client(m_sessions);
    client.send(handshake({}, "Upgrade",
        "/?device-id=A4:CF:12:0B:9E:31&client-id=" + test::clientId.toUtf8() + "&authorization=Bearer%20" + token().toUtf8()));
    QTRY_COMPARE(client.status(), 101);
    QTRY_COMPARE(connected, QList<QVariantList>({ { test::deviceId } }));
}

void TstEdge::refusesWithoutATokenBeforeTheUpgrade()
{
    start(ActivationPolicy::Approve);
    m_edge->approve(protocol::decodeOtaReply(ota().body)->activation->code);
    QSignalSpy refused(m_edge.get(), &Edge::deviceRefused);
    for (const QByteArray& header :
        { QByteArray(), QByteArray("Authorization: Bearer test-token\r\n"), QByteArray("Authorization: Bearer None\r\n") }) {
        RawClient client(m_sessions);
        client.send(handshake(identityHeaders() + header));
        QTRY_COMPARE(client.status(), 401);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(!client.received().contains("HTTP/1.1 101"));
    }
    QCOMPARE(refused.size(), 3);
    QCOMPARE(refused.first().first().toString(), test::deviceId);
    RawClient good(m_sessions);
    good.send(handshake(identityHeaders() + "Authorization: Bearer " + token().toUtf8() + "\r\n"));
    QTRY_COMPARE(good.status(), 101);
    RawClient bare(m_sessions); // firmware adds "Bearer" only to a token without a space; others send it bare
    bare.send(handshake(identityHeaders() + "Authorization: " + token().toUtf8() + "\r\n"));
    QTRY_COMPARE(bare.status(), 101);
}

void TstEdge::refusesWithoutADevice()
{
    start(ActivationPolicy::Open);
    RawClient client(m_sessions);
    client.send(handshake({}));
    QTRY_COMPARE(client.status(), 400);
}

// A raw client reads the frame itself: QWebSocket calls this code of RFC 6455's registry invalid.
void TstEdge::boundsConnectionsOfADevice()
{
    start(ActivationPolicy::Open);
    QSignalSpy refused(m_edge.get(), &Edge::deviceRefused);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(m_sessions));
        clients.back()->send(handshake(identityHeaders()));
        QTRY_COMPARE(clients.back()->status(), 101);
    }
    RawClient fourth(m_sessions);
    fourth.send(handshake(identityHeaders()));
    QTRY_COMPARE(closeCode(fourth.body()), 1013);
    QVERIFY(fourth.body().contains("Too many connections"));
    QCOMPARE(refused.size(), 1);
    QSignalSpy closed(m_edge.get(), &Edge::deviceClosed);
    clients.front()->leave();
    QTRY_COMPARE(closed.size(), 1);
    RawClient fifth(m_sessions);
    fifth.send(handshake(identityHeaders()));
    QTRY_COMPARE(fifth.status(), 101);
}

void TstEdge::revokingDisconnects()
{
    start(ActivationPolicy::Open);
    RawClient client(m_sessions);
    client.send(handshake(identityHeaders()));
    QTRY_COMPARE(client.status(), 101);
    m_edge->revoke(u"A4-CF-12-0B-9E-31"_s);
    QTRY_COMPARE(closeCode(client.body()), 1008);
    QSignalSpy wrong(m_edge.get(), &Edge::wishFailed);
    m_edge->revoke(test::deviceId);
    QCOMPARE(wrong.size(), 1);
}

void TstEdge::approvalEndsTheSessionThatToldTheCode()
{
    start(ActivationPolicy::Code);
    RawClient client(m_sessions);
    client.send(handshake(identityHeaders()));
    QTRY_COMPARE(client.status(), 101);
    QTRY_COMPARE(m_activations.size(), 1);
    m_edge->approve(m_activations.first().code);
    QTRY_COMPARE(closeCode(client.body()), 1000);
}

void TstEdge::reportsDevices()
{
    start(ActivationPolicy::Open);
    QCOMPARE(ota(firmwareBody).status, 200);
    QTRY_COMPARE(m_rows.size(), 1);
    QCOMPARE(m_rows.first().deviceId, test::deviceId);
    QCOMPARE(m_rows.first().name, u"bread-compact-wifi"_s);
    QCOMPARE(m_rows.first().version, u"1.8.2"_s);
    QCOMPARE(m_rows.first().state, DeviceState::Offline);
    QCOMPARE(m_rows.first().lastSeen, m_time.now);
    RawClient client(m_sessions);
    client.send(handshake(identityHeaders()));
    QTRY_COMPARE(client.status(), 101);
    QTRY_VERIFY(m_rows.first().state != DeviceState::Offline);
    client.leave();
    QTRY_COMPARE(m_rows.first().state, DeviceState::Offline);
}

void TstEdge::visionSaysWhatIsMissing()
{
    start(ActivationPolicy::Open);
    QCOMPARE(ask(m_web, "GET", "/mcp/vision/explain", {}).status, 200);
    Answer answer = ask(m_web, "POST", "/mcp/vision/explain", {}, "image");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.json().value(u"success"_s), QJsonValue(false));
    QCOMPARE(ota().status, 200);
    answer = ask(m_web, "POST", "/mcp/vision/explain", identityHeaders(), QByteArray(300000, 'i'));
    QCOMPARE(answer.status, 400); // no picture; what becomes of one: tst_visionroutes
    QCOMPARE(answer.json().value(u"error_code"_s), u"bad_request"_s);
    RawClient large(m_web);
    large.send("POST /mcp/vision/explain HTTP/1.1\r\nContent-Length: 7000000\r\n" + identityHeaders() + "\r\n");
    QTRY_COMPARE(large.status(), 413);
}

void TstEdge::reportsHealthAndMetrics()
{
    start(ActivationPolicy::Open);
    QCOMPARE(ota().status, 200);
    const Answer health = ask(m_web, "GET", "/healthz", {});
    QCOMPARE(health.status, 200);
    QCOMPARE(health.json().value(u"status"_s), u"ok"_s);
    const Answer metrics = ask(m_web, "GET", "/metrics", {});
    QVERIFY(metrics.body.contains("\nmyna_devices_bound 1\n"));
    QVERIFY(metrics.body.contains("\nmyna_http_answers_total 2\n"));
    QVERIFY(metrics.body.contains("\nmyna_sessions 0\n"));
}

void TstEdge::adminNeedsToken_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray() << 401;
    QTest::newRow("wrong") << QByteArray("Authorization: Bearer wrong\r\n") << 401;
    QTest::newRow("web page") << QByteArray("@Origin: http://127.0.0.1:8003\r\n") << 403;
    QTest::newRow("rebound name") << QByteArray("@Host: evil.example:8003\r\n") << 403;
    QTest::newRow("good") << QByteArray("@") << 200;
}

void TstEdge::adminNeedsToken()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    start(ActivationPolicy::Open);
    RawClient client(m_web);
    headers.replace("@", bearer());
    const QByteArray host = headers.contains("Host:") ? QByteArray() : QByteArray("Host: localhost:8003\r\n");
    client.send("GET /admin/devices HTTP/1.1\r\n" + host + headers + "\r\n");
    QTRY_COMPARE(client.status(), status);
}

void TstEdge::adminActs()
{
    start(ActivationPolicy::Approve);
    QVERIFY(!(QFile::permissions(m_folder->filePath(u"admin.json"_s)) & (QFile::ReadGroup | QFile::ReadOther)));
    const QString code = protocol::decodeOtaReply(ota().body)->activation->code;
    Answer answer = admin("GET", "/admin/activations");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"data"_s).toArray().first().toObject().value(u"code"_s), code);
    QCOMPARE(admin("GET", "/admin/devices").json().value(u"data"_s), QJsonValue(QJsonArray()));
    QCOMPARE(admin("POST", "/admin/approve", R"({"code":"x"})").status, 404);
    QCOMPARE(admin("POST", "/admin/approve", "{}").status, 400);
    answer = admin("POST", "/admin/approve", "{\"code\":\"" + code.toUtf8() + "\"}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"data"_s).toObject().value(u"device"_s), test::deviceId);
    const QJsonObject row = admin("GET", "/admin/devices").json().value(u"data"_s).toArray().first().toObject();
    QCOMPARE(row.value(u"device"_s), test::deviceId);
    QCOMPARE(row.value(u"state"_s), u"offline"_s);
    QCOMPARE(admin("POST", "/admin/revoke", R"({"device":"A4:CF:12:0B:9E:31"})").status, 200);
    QCOMPARE(admin("POST", "/admin/revoke", R"({"device":"A4:CF:12:0B:9E:31"})").status, 404);
    const QString next = protocol::decodeOtaReply(ota().body)->activation->code;
    QCOMPARE(admin("POST", "/admin/refuse", "{\"code\":\"" + next.toUtf8() + "\"}").status, 200);
    QCOMPARE(activate().status, 403);
    stop();
    QVERIFY(!QFile::exists(m_folder->filePath(u"admin.json"_s)));
}

void TstEdge::reloadsItsConfiguration()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_options.configFile = m_folder->filePath(u"config.yaml"_s);
    const auto write = [&](const QByteArray& content) {
        QFile file(m_options.configFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    start(ActivationPolicy::Approve);
    QSignalSpy applied(m_edge.get(), &Edge::configurationApplied);
    QSignalSpy rejected(m_edge.get(), &Edge::configurationRejected);
    QSignalSpy warned(m_edge.get(), &Edge::warned);
    write("server:\n  activation: open\n  port: 4711\n");
    m_edge->reloadConfiguration();
    QCOMPARE(applied.size(), 1);
    QCOMPARE(applied.first().first().toStringList(), QStringList({ u"server.port"_s, u"server.activation"_s }));
    QCOMPARE(warned.size(), 1); // the port waits for the next start
    QVERIFY(!protocol::decodeOtaReply(ota().body)->activation);
    write("server:\n  activation: perhaps\n");
    m_edge->reloadConfiguration();
    QCOMPARE(rejected.size(), 1);
    QVERIFY(rejected.first().first().value<Error>().text.contains(u"line 2"_s));
}

void TstEdge::stopClosesWith1001()
{
    start(ActivationPolicy::Open);
    RawClient session(m_sessions);
    session.send(handshake(identityHeaders()));
    QTRY_COMPARE(session.status(), 101);
    RawClient half(m_web);
    half.send("POST /xiaozhi/ota/ HTTP/1.1\r\n");
    QTRY_VERIFY(half.isConnected());
    QSignalSpy finished(m_edge.get(), &Edge::finished);
    m_edge->stop();
    QTRY_COMPARE(closeCode(session.body()), 1001);
    QTRY_COMPARE(finished.size(), 1); // though the session never answers the close
    QTRY_VERIFY(session.isClosed());
    QTRY_VERIFY(half.isClosed());
    m_edge.reset();
}

QTEST_GUILESS_MAIN(TstEdge)
#include "tst_edge.moc"
