// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/connectionprobe.h"
#include "support/otastub.h"
#include "support/peers/mqttgateway.h"
#include "support/proxystub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"
#include "support/wsstub.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>

using namespace myna;
using namespace myna::servers;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using pairing::Repair;
using pairing::ServerProfile;
using test::OtaStub;
using test::WsStub;

namespace {

const protocol::DeviceIdentity device { u"02:00:00:00:00:01"_s, u"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s, u"SN-1"_s };
constexpr ProbeLimits patient { 20s, 20s, 20s, 20s, 20s, 20s };
constexpr ProbeLimits brisk { 20s, 300ms, 300ms, 300ms, 300ms, 300ms };

QByteArray answerWith(const QUrl& webSocket, qint64 aheadMs = 0)
{
    const QJsonObject time { { u"timestamp"_s, double(QDateTime::currentMSecsSinceEpoch() - aheadMs) }, { u"timezone_offset"_s, 480 } };
    const QJsonObject there { { u"url"_s, webSocket.toString() }, { u"token"_s, u"t0ken"_s } };
    return QJsonDocument(QJsonObject { { u"server_time"_s, time }, { u"websocket"_s, there } }).toJson();
}

QByteArray answerWith(const protocol::MqttSection& broker)
{
    return QJsonDocument(QJsonObject { { u"mqtt"_s, protocol::toJson(broker) } }).toJson();
}

// A server that greets: the WebSocket answers a hello with a hello.
void greets(WsStub& stub)
{
    QObject::connect(&stub, &WsStub::textReceived, &stub, [&stub](const QString& text) {
        if (text.contains("\"hello\""_L1))
            stub.peer()->sendTextMessage(u"{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\"}"_s);
    });
}

ProbeReport walk(const ServerProfile& profile, const ProbeLimits& limits = patient)
{
    ConnectionProbe probe(u"en-US"_s, limits);
    std::optional<ProbeReport> got;
    QObject::connect(&probe, &ConnectionProbe::finished, &probe, [&](const ProbeReport& report) { got = report; });
    probe.start(profile, device);
    [&] { QTRY_VERIFY(got); }();
    return got.value_or(ProbeReport {});
}

ServerProfile at(const QUrl& ota)
{
    return { .id = u"own"_s, .otaUrl = ota, .name = {} };
}

// Everything before `step` passed or was not needed, `step` failed and says so, nothing was tried after it.
void endsAt(const ProbeReport& report, ProbeStep step, const QString& word)
{
    QVERIFY(!report.passed);
    QCOMPARE(report.lines.size(), probeSteps);
    for (const ProbeLine& line : report.lines) {
        if (line.step < step)
            QVERIFY2(line.state != ProbeState::Failed && line.state != ProbeState::Running, qPrintable(line.text));
        else if (line.step == step)
            QCOMPARE(line.state, ProbeState::Failed);
        else
            QCOMPARE(line.state, ProbeState::Skipped);
    }
    const QString text = report.line(step).text;
    QVERIFY2(text.contains(word) && text.size() > 30, qPrintable(text));
    QVERIFY(report.repair.has_value());
}

}

class TstConnectionProbe : public test::TestCase
{
    Q_OBJECT

private slots:
    void aGoodServerPassesEveryStep()
    {
        WsStub socket;
        greets(socket);
        OtaStub ota;
        ota.answerOta({ 200, answerWith(socket.url()) });
        const ProbeReport report = walk(at(ota.otaUrl()));
        QVERIFY(report.passed && !report.needsPairing && !report.repair);
        for (const ProbeStep step : { ProbeStep::Connection, ProbeStep::Answer, ProbeStep::WebSocket, ProbeStep::Hello }) {
            QCOMPARE(report.line(step).state, ProbeState::Passed);
            QVERIFY(report.line(step).elapsedMs >= 0);
        }
        QCOMPARE(probeLineName(report.line(ProbeStep::WebSocket)), u"Voice channel"_s);
        QCOMPARE(report.line(ProbeStep::Name).state, ProbeState::Skipped); // the address is a number
        QCOMPARE(report.line(ProbeStep::Encryption).state, ProbeState::Skipped);
        QVERIFY(report.line(ProbeStep::Encryption).text.contains("Not encrypted"_L1));
        QCOMPARE(ota.requests().size(), 1);
        QCOMPARE(ota.requests().first().headers.value("device-id"), "02:00:00:00:00:01");
        QCOMPARE(socket.header("authorization"), "Bearer t0ken");
    }

    void aNameThatNobodyKnows()
    {
        endsAt(walk(at(QUrl(u"http://no-such-server.invalid/ota/"_s))), ProbeStep::Name, u"no-such-server.invalid"_s);
    }

    void aClosedPort()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QUrl nobody(u"http://127.0.0.1:%1/ota/"_s.arg(closed.serverPort()));
        closed.close();
        endsAt(walk(at(nobody)), ProbeStep::Connection, u"Nothing answers"_s);
    }

    void aBlackHole()
    {
        // Full, and never emptied: further packets of strangers are dropped without an answer.
        QTcpServer hole;
        hole.setListenBacklogSize(1);
        QVERIFY(hole.listen(QHostAddress::LocalHost));
        hole.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 8; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(QHostAddress::LocalHost, hole.serverPort());
        }
        QTRY_VERIFY(
            std::count_if(crowd.begin(), crowd.end(), [](const auto& one) { return one->state() == QTcpSocket::ConnectedState; }) >= 2);
        const ProbeReport report = walk(at(QUrl(u"http://127.0.0.1:%1/ota/"_s.arg(hole.serverPort()))), brisk);
        endsAt(report, ProbeStep::Connection, u"did not answer within"_s);
        QCOMPARE(report.repair, Repair::TryAgain);
    }

    void aServerThatTakesTheQuestionAndSaysNothing()
    {
        OtaStub ota;
        ota.answerOta({ .silent = true });
        endsAt(walk(at(ota.otaUrl()), brisk), ProbeStep::Answer, u"did not answer within"_s);
    }

    void answersThatAreNone_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ProbeStep>("step");
        QTest::addColumn<QString>("word");
        QTest::newRow("captive portal") << 200 << "<html><title>Hotel</title></html>"_ba << ProbeStep::Data << u"web page"_s;
        QTest::newRow("success false") << 200 << R"({"success":false,"message":"no device id"})"_ba << ProbeStep::Data << u"no device id"_s;
        QTest::newRow("nothing in it") << 200 << "{}"_ba << ProbeStep::Data << u"neither where to connect"_s;
        QTest::newRow("error") << 200 << R"({"error":"Invalid device ID"})"_ba << ProbeStep::Data << u"Invalid device ID"_s;
        QTest::newRow("health line") << 200 << "OTA works, websocket: ws://x"_ba << ProbeStep::Data << u"not XiaoZhi"_s;
        QTest::newRow("not found") << 404 << "nope"_ba << ProbeStep::Answer << u"no XiaoZhi service"_s;
        QTest::newRow("broken") << 502 << "bad gateway"_ba << ProbeStep::Answer << u"trouble of its own"_s;
    }

    void answersThatAreNone()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ProbeStep, step);
        QFETCH(QString, word);
        OtaStub ota;
        ota.answerOta({ status, body });
        endsAt(walk(at(ota.otaUrl())), step, word);
    }

    void certificates_data()
    {
        QTest::addColumn<QByteArray>("shown");
        QTest::addColumn<QByteArray>("pinned");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("comparable");
        QTest::newRow("expired") << "expired"_ba << QByteArray() << u"expired"_s << false;
        QTest::newRow("wrong host") << "wronghost"_ba << QByteArray() << u"self-signed"_s << true;
        QTest::newRow("self-signed") << "selfsigned"_ba << QByteArray() << u"self-signed"_s << true;
        QTest::newRow("changed") << "another"_ba
                                 << "selfsigned"_ba << u"another certificate"_s << true;
    }

    void certificates()
    {
        QFETCH(QByteArray, shown);
        QFETCH(QByteArray, pinned);
        QFETCH(QString, word);
        QFETCH(bool, comparable);
        OtaStub ota(test::tlsOf(shown));
        ServerProfile profile = at(ota.otaUrl());
        if (!pinned.isEmpty())
            profile.reach.pinnedCertificate = test::certificateOf(pinned);
        const ProbeReport report = walk(profile);
        endsAt(report, ProbeStep::Encryption, word);
        QCOMPARE(report.repair == Repair::CompareCertificate, comparable);
        QCOMPARE(report.certificate, comparable ? test::certificateOf(shown) : QByteArray());
        QVERIFY(ota.requests().isEmpty());
    }

    void aPinnedCertificatePasses()
    {
        WsStub socket;
        greets(socket);
        OtaStub ota(test::tlsOf("wronghost"));
        ota.answerOta({ 200, answerWith(socket.url()) });
        ServerProfile profile = at(ota.otaUrl());
        profile.reach.pinnedCertificate = test::certificateOf("wronghost");
        const ProbeReport report = walk(profile);
        QVERIFY2(report.passed, qPrintable(report.line(ProbeStep::Encryption).text + report.line(ProbeStep::Answer).text));
        QCOMPARE(report.line(ProbeStep::Encryption).state, ProbeState::Passed);
        QVERIFY(report.line(ProbeStep::Encryption).text.contains("TLS"_L1));
    }

    void encryptionWhereThereIsNone()
    {
        OtaStub ota;
        QUrl url = ota.otaUrl();
        url.setScheme(u"https"_s);
        const ProbeReport report = walk(at(url), brisk);
        QCOMPARE(report.line(ProbeStep::Encryption).state, ProbeState::Failed);
        QVERIFY2(report.line(ProbeStep::Encryption).text.contains("https"_L1), qPrintable(report.line(ProbeStep::Encryption).text));
    }

    void aServerThatAsksForACodeIsWell()
    {
        OtaStub ota;
        ota.offerCode(u"123456"_s, u"abc"_s, 100);
        const ProbeReport report = walk(at(ota.otaUrl()));
        QVERIFY(report.passed && report.needsPairing);
        QCOMPARE(report.line(ProbeStep::Activation).state, ProbeState::Notable);
        QCOMPARE(report.line(ProbeStep::WebSocket).state, ProbeState::Skipped);
    }

    void theVoiceChannelRefuses()
    {
        WsStub socket(WsStub::Manner::Status);
        OtaStub ota;
        ota.answerOta({ 200, answerWith(socket.url()) });
        const ProbeReport report = walk(at(ota.otaUrl()));
        endsAt(report, ProbeStep::WebSocket, u"401"_s);
        QCOMPARE(report.repair, Repair::NewIdentity);
    }

    void noGreeting()
    {
        WsStub socket;
        OtaStub ota;
        ota.answerOta({ 200, answerWith(socket.url()) });
        ProbeLimits limits = patient;
        limits.hello = 100ms;
        const ProbeReport report = walk(at(ota.otaUrl()), limits);
        endsAt(report, ProbeStep::Hello, u"did not begin a session within 0.1 s"_s);
        QCOMPARE(report.line(ProbeStep::WebSocket).state, ProbeState::Passed);
    }

    void aServerThatSpeaksItsCodeInsteadOfGreeting()
    {
        WsStub socket;
        QObject::connect(&socket, &WsStub::textReceived, &socket,
            [&socket] { socket.peer()->sendTextMessage(u"{\"type\":\"stt\",\"text\":\"123456\"}"_s); });
        OtaStub ota;
        ota.answerOta({ 200, answerWith(socket.url()) });
        ProbeLimits limits = patient;
        limits.hello = 500ms;
        const ProbeReport report = walk(at(ota.otaUrl()), limits);
        endsAt(report, ProbeStep::Hello, u"does not accept this device"_s);
    }

    void aCloseInsteadOfAGreeting()
    {
        WsStub socket;
        QObject::connect(&socket, &WsStub::textReceived, &socket, [&socket] { socket.peer()->close(); });
        OtaStub ota;
        ota.answerOta({ 200, answerWith(socket.url()) });
        endsAt(walk(at(ota.otaUrl())), ProbeStep::Hello, u"check the pairing"_s);
    }

    void overMqttTheBrokerAndTheGreetingAreTried()
    {
        test::MosquittoRig broker({ .username = u"device"_s, .password = u"right"_s });
        test::MqttGateway gateway(broker);
        QVERIFY(gateway.waitUntilReady());
        OtaStub ota;
        ota.answerOta({ 200, answerWith(broker.section()) });
        const ProbeReport report = walk(at(ota.otaUrl()));
        QVERIFY2(report.passed, qPrintable(report.line(ProbeStep::WebSocket).text + report.line(ProbeStep::Hello).text));
        for (const ProbeStep step : { ProbeStep::WebSocket, ProbeStep::Hello }) {
            QCOMPARE(report.line(step).state, ProbeState::Passed);
            QVERIFY(report.line(step).elapsedMs >= 0);
        }
        QCOMPARE(probeLineName(report.line(ProbeStep::WebSocket)), u"Broker"_s);
        QTRY_COMPARE(gateway.count(u"goodbye"_s), 1);
    }

    void aBrokerThatIsNotThere()
    {
        test::MosquittoRig broker;
        broker.kill();
        OtaStub ota;
        ota.answerOta({ 200, answerWith(broker.section()) });
        const ProbeReport report = walk(at(ota.otaUrl()));
        endsAt(report, ProbeStep::WebSocket, u"Nothing answers"_s);
        QCOMPARE(probeLineName(report.line(ProbeStep::WebSocket)), u"Broker"_s);
    }

    void aBrokerThatRefuses()
    {
        test::MosquittoRig broker({ .username = u"device"_s, .password = u"right"_s });
        protocol::MqttSection section = broker.section();
        section.password = u"wrong"_s;
        OtaStub ota;
        ota.answerOta({ 200, answerWith(section) });
        const ProbeReport report = walk(at(ota.otaUrl()));
        endsAt(report, ProbeStep::WebSocket, u"does not accept this device"_s);
        QCOMPARE(report.repair, Repair::NewIdentity);
    }

    void aBrokerWithNobodyBehindIt()
    {
        test::MosquittoRig broker;
        OtaStub ota;
        ota.answerOta({ 200, answerWith(broker.section()) });
        ProbeLimits limits = patient;
        limits.hello = 300ms;
        const ProbeReport report = walk(at(ota.otaUrl()), limits);
        endsAt(report, ProbeStep::Hello, u"did not begin a session within 0.3 s"_s);
        QCOMPARE(report.line(ProbeStep::WebSocket).state, ProbeState::Passed);
    }

    void aTypedVoiceAddressSkipsTheVersionCheck()
    {
        WsStub socket;
        greets(socket);
        ConnectionProbe probe(u"en-US"_s, patient);
        QSignalSpy finished(&probe, &ConnectionProbe::finished);
        probe.start({ .id = u"own"_s, .name = {}, .websocketUrl = socket.url() }, device, u"typed"_s);
        QTRY_COMPARE(finished.size(), 1);
        const auto report = finished.first().first().value<ProbeReport>();
        QVERIFY(report.passed);
        QCOMPARE(report.line(ProbeStep::Answer).state, ProbeState::Skipped);
        QCOMPARE(socket.header("authorization"), "Bearer typed");
    }

    void aWrongClockIsNoted()
    {
        WsStub socket;
        greets(socket);
        OtaStub ota;
        ota.answerOta({ 200, answerWith(socket.url(), 2LL * 3600 * 1000) });
        const ProbeReport report = walk(at(ota.otaUrl()));
        QVERIFY(report.passed);
        QCOMPARE(report.line(ProbeStep::Data).state, ProbeState::Notable);
        QVERIFY(report.line(ProbeStep::Data).text.startsWith("Your clock is 2 h ahead"_L1));
    }

    void overAProxyTheProxyLooksTheNameUp()
    {
        test::ProxyStub proxy(test::ProxyStub::Kind::Socks5);
        WsStub socket;
        greets(socket);
        OtaStub ota;
        QUrl there = socket.url();
        there.setHost(u"server.invalid"_s);
        ota.answerOta({ 200, answerWith(there) });
        QUrl url = ota.otaUrl();
        url.setHost(u"server.invalid"_s);
        ServerProfile profile = at(url);
        profile.reach.proxy = { protocol::ProxyKind::Socks5, u"127.0.0.1"_s, proxy.port(), {}, {} };
        const ProbeReport report = walk(profile);
        QVERIFY(report.passed);
        QCOMPARE(report.line(ProbeStep::Name).state, ProbeState::Skipped);
        QVERIFY(report.line(ProbeStep::Connection).text.contains("proxy"_L1));
        QCOMPARE(proxy.targets.size(), 3);
    }

    void cancelledItSaysNoMore()
    {
        OtaStub ota;
        ota.answerOta({ .silent = true });
        ConnectionProbe probe(u"en-US"_s, patient);
        QSignalSpy finished(&probe, &ConnectionProbe::finished);
        probe.start(at(ota.otaUrl()), device);
        QTRY_COMPARE(ota.requests().size(), 1);
        probe.cancel();
        QVERIFY(!probe.isRunning());
        WsStub socket;
        greets(socket);
        ota.answerOta({ 200, answerWith(socket.url()) });
        probe.start(at(ota.otaUrl()), device); // and can be asked again at once
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(finished.first().first().value<ProbeReport>().passed);
    }

    void mayBeCancelledFromWithinEveryStep()
    {
        WsStub socket;
        greets(socket);
        OtaStub ota;
        ota.answerOta({ 200, answerWith(socket.url()) });
        int all = 0;
        {
            ConnectionProbe probe(u"en-US"_s, patient);
            QSignalSpy changes(&probe, &ConnectionProbe::changed);
            QSignalSpy finished(&probe, &ConnectionProbe::finished);
            probe.start(at(ota.otaUrl()), device);
            QTRY_COMPARE(finished.size(), 1);
            all = int(changes.size());
        }
        QVERIFY(all >= 6);
        for (int last = 1; last <= all; ++last) {
            ConnectionProbe probe(u"en-US"_s, patient);
            int changes = 0;
            connect(&probe, &ConnectionProbe::changed, &probe, [&] {
                if (++changes == last)
                    probe.cancel();
            });
            QSignalSpy finished(&probe, &ConnectionProbe::finished);
            probe.start(at(ota.otaUrl()), device);
            QTRY_COMPARE(changes, last);
            QCoreApplication::sendPostedEvents();
            QCOMPARE(changes, last);
            QCOMPARE(finished.size(), 0);
            QVERIFY(!probe.isRunning());
        }
    }
};

QTEST_GUILESS_MAIN(TstConnectionProbe)
#include "tst_connectionprobe.moc"
