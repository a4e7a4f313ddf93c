// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveredge/edgerig.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::server;
using myna::test::EdgeRig;
using myna::test::OuterClient;
using myna::test::RawClient;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray hello
    = R"({"type":"hello","version":1,"transport":"websocket","audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":60}})";

// A session of the usual device, its hello answered.
struct Session
{
    explicit Session(const EdgeRig& rig, const QString& client = test::clientId, const QByteArray& token = {})
        : wire(rig.sessions)
    {
        wire.send(EdgeRig::handshake(EdgeRig::identity(client) + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")));
        [&] { QTRY_VERIFY(wire.status() != 0); }();
        if (wire.status() != 101)
            return;
        text(hello);
        [&] { QTRY_VERIFY(wire.body().contains("\"hello\"")); }();
    }
    void text(const QByteArray& payload) { wire.send(test::clientFrame(1, payload)); }
    void binary(const QByteArray& payload) { wire.send(test::clientFrame(2, payload)); }
    [[nodiscard]] int closedWith() const { return EdgeRig::closeCode(wire.body()); }

    RawClient wire;
};

int countOf(const QStringList& texts, const QString& part)
{
    return int(std::count_if(texts.begin(), texts.end(), [&](const QString& text) { return text.contains(part); }));
}

}

// Attacks on the edge, with raw sockets.
class TstEdgeGuard : public test::TestCase
{
    Q_OBJECT

private slots:
    void aForgedClientGetsACodeAndTheOwnerHearsOfIt()
    {
        EdgeRig rig;
        rig.start(ActivationPolicy::Approve);
        rig.bind();
        const QByteArray token = rig.token();
        for (int i = 0; i < 25; ++i) {
            RawClient forger(rig.sessions);
            forger.send(EdgeRig::handshake(EdgeRig::identity(test::otherClientId) + "Authorization: Bearer " + token + "\r\n"));
            QTRY_COMPARE(forger.status(), 101); // hears its own code, and nothing else
        }
        QCOMPARE(countOf(rig.warnings, u"is not the one you approved"_s), 1);
        QCOMPARE(rig.row().value(u"quarantine"_s).toString(), QString()); // nobody shuts a device out by using its id
        Session real(rig, test::clientId, token);
        QCOMPARE(real.wire.status(), 101);
        QCOMPARE(
            rig.ask("POST", "/mcp/vision/explain", EdgeRig::identity(test::otherClientId) + "Authorization: Bearer " + token + "\r\n", "x")
                .status,
            401);
    }

    void withoutPinningAnotherClientIsTheSameDevice()
    {
        EdgeRig rig;
        rig.options.config.access.pinsClient = false;
        rig.start(ActivationPolicy::Approve);
        rig.bind();
        QVERIFY(!protocol::decodeOtaReply(rig.ota(test::otherClientId).body)->activation);
    }

    void aStolenTokenIsWorthNothingAfterItsDeviceWasRevoked()
    {
        EdgeRig rig;
        rig.start(ActivationPolicy::Approve);
        rig.bind();
        const QByteArray token = rig.token();
        Session device(rig, test::clientId, token);
        QCOMPARE(rig.admin("POST", "/admin/devices/" + test::deviceId.toUtf8() + "/revoke").status, 200);
        QTRY_COMPARE(device.closedWith(), 1008);
        QCOMPARE(rig.ask("POST", "/mcp/vision/explain", EdgeRig::identity() + "Authorization: Bearer " + token + "\r\n", "x").status, 401);
        rig.activations.clear();
        Session thief(rig, test::clientId, token);
        QTRY_COMPARE(rig.activations.size(), 1); // it is asked to be approved like anybody else
        QCOMPARE(rig.admin("GET", "/admin/devices").data().toArray().size(), 0);
    }

    void tokensExpireWhenTheOwnerSaysSo()
    {
        EdgeRig rig;
        rig.options.config.access.tokenLife = std::chrono::seconds(60);
        rig.start(ActivationPolicy::Approve);
        rig.bind();
        const QByteArray token = rig.token();
        rig.time.now = rig.time.now.addSecs(60);
        QCOMPARE(Session(rig, test::clientId, token).wire.status(), 101);
        rig.time.now = rig.time.now.addSecs(1);
        QCOMPARE(Session(rig, test::clientId, token).wire.status(), 401);
    }

    void aNamedTokenBindsAndAWrongOneDoesNot()
    {
        EdgeRig rig;
        rig.options.config.access.tokens = { { u"kitchen"_s, u"a named secret"_s }, { u"empty"_s, {} } };
        rig.start(ActivationPolicy::Approve);
        for (const QByteArray& wrong : { QByteArray("a named secreT"), QByteArray(" ") }) {
            Session stranger(rig, test::otherClientId, wrong);
            QVERIFY(rig.admin("GET", "/admin/devices").data().toArray().isEmpty());
        }
        Session known(rig, test::clientId, "a named secret");
        QCOMPARE(known.wire.status(), 101);
        QCOMPARE(rig.row().value(u"device"_s), test::deviceId);
    }

    void anAllowedDeviceNeedsNoTokenNearby()
    {
        EdgeRig rig;
        rig.options.config.access.allowedDevices = { u"A4-CF-12-0B-9E-31"_s };
        rig.start(ActivationPolicy::Approve);
        QCOMPARE(Session(rig).wire.status(), 101);
        QCOMPARE(rig.row().value(u"device"_s), test::deviceId);
    }

    void otherNetworksAreNotAnswered()
    {
        const QHostAddress outer = test::outerAddress();
        if (outer.isNull())
            QSKIP("This computer has only its loopback address.");
        EdgeRig rig;
        rig.options.bind = QHostAddress::AnyIPv4;
        rig.options.config.access.allowedNetworks = { u"203.0.113.0/24"_s };
        rig.start();
        for (const quint16 port : { rig.web, rig.sessions }) {
            OuterClient refused(port, outer);
            refused.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            QTRY_VERIFY(refused.isClosed());
            QCOMPARE(refused.received(), QByteArray());
        }
        QCOMPARE(rig.ask("GET", "/healthz").status, 200); // this computer always may
        rig.stop();
        rig.options.config.access.allowedNetworks = { outer.toString() + u"/32"_s };
        rig.start();
        OuterClient allowed(rig.sessions, outer);
        allowed.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QTRY_COMPARE(allowed.status(), 200);
    }

    void anOwnerFromElsewhereNeedsATokenOfHis()
    {
        const QHostAddress outer = test::outerAddress();
        if (outer.isNull())
            QSKIP("This computer has only its loopback address.");
        EdgeRig rig;
        rig.options.bind = QHostAddress::AnyIPv4;
        rig.options.config.access.allowedNetworks = { outer.toString() };
        const auto ask = [&](const QByteArray& token) {
            OuterClient client(rig.web, outer);
            return EdgeRig::exchange(client,
                "GET /admin/devices HTTP/1.1\r\nHost: house:8003\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .status;
        };
        rig.start();
        QCOMPARE(ask(rig.adminToken()), 403);
        rig.stop();
        rig.options.config.access.adminToken = u"the owner's"_s;
        rig.start();
        QCOMPARE(ask(rig.adminToken()), 401); // is for this computer
        QCOMPARE(ask("the owner's"), 200);
    }

    void aNewTokenOfTheOwnerEndsWhatTheFormerOneBegan()
    {
        EdgeRig rig;
        rig.options.configFile = rig.folder.filePath(u"server.yaml"_s);
        const auto write = [&](const QByteArray& token) {
            QFile file(rig.options.configFile);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("server: { admin_token: " + token + " }\n");
        };
        write("the-former-token");
        rig.options.config.access.adminToken = u"the-former-token"_s;
        rig.start();
        const auto listen = [](RawClient& client, const QByteArray& token) {
            client.send(EdgeRig::handshake("Authorization: Bearer " + token + "\r\n", "/admin/live"));
            QTRY_VERIFY(client.status() != 0);
        };
        RawClient former(rig.web);
        listen(former, "the-former-token");
        QCOMPARE(former.status(), 101);
        write("another-token-now");
        rig.edge->reloadConfiguration();
        QTRY_COMPARE(EdgeRig::closeCode(former.body()), 1008);
        RawClient late(rig.web);
        listen(late, "the-former-token");
        QCOMPARE(late.status(), 401);
        RawClient newer(rig.web);
        listen(newer, "another-token-now");
        QCOMPARE(newer.status(), 101);
    }

    void connectionsOfAllTogetherAreBounded()
    {
        EdgeRig rig;
        rig.options.config.limits.connections = 2;
        rig.start();
        RawClient first(rig.sessions);
        RawClient second(rig.sessions);
        RawClient third(rig.sessions);
        int number = 0;
        for (RawClient* const client : { &first, &second, &third }) {
            client->send(EdgeRig::handshake(EdgeRig::identity(test::clientId, u"a4:cf:12:0b:9e:0%1"_s.arg(++number))));
            QTRY_COMPARE(client->status(), 101);
        }
        QTRY_COMPARE(EdgeRig::closeCode(third.body()), 1013);
        QCOMPARE(EdgeRig::closeCode(first.body()), 0);
    }

    void theEleventhConnectWithinAMinuteIsSuspicious()
    {
        EdgeRig rig;
        rig.start();
        for (int i = 0; i < 10; ++i)
            QCOMPARE(Session(rig).wire.status(), 101);
        QVERIFY2(rig.warnings.isEmpty(), qPrintable(rig.warnings.join(u'\n')));
        QCOMPARE(Session(rig).wire.status(), 101);
        QCOMPARE(countOf(rig.warnings, u"connected more than 10 times within a minute"_s), 1);
        QVERIFY(rig.ask("GET", "/metrics").body.contains("\nmyna_suspicious_addresses_total 1\n"));
    }

    // Behind a balancer all devices come from one address.
    void withoutLimitsByAddressNoAddressIsShutOut()
    {
        const QHostAddress outer = test::outerAddress();
        if (outer.isNull())
            QSKIP("This computer has only its loopback address.");
        EdgeRig rig;
        rig.options.bind = QHostAddress::AnyIPv4;
        rig.options.config.access.allowedNetworks = { outer.toString() };
        rig.options.config.access.limitsRate = false;
        rig.options.config.limits.quarantineAfter = 2;
        rig.start(ActivationPolicy::Approve);
        rig.bind();
        for (int i = 0; i < 4; ++i) {
            OuterClient forger(rig.sessions, outer);
            forger.send(EdgeRig::handshake(EdgeRig::identity(test::otherClientId)));
            QTRY_COMPARE(forger.status(), 101);
        }
        QCOMPARE(countOf(rig.warnings, u"is not listened to"_s), 0);
    }

    // Ids are said in the open: only the token tells the device from whoever repeats them.
    void nobodyIsQuarantinedForAForgerWhoKnowsBothIds()
    {
        const QHostAddress outer = test::outerAddress();
        if (outer.isNull())
            QSKIP("This computer has only its loopback address.");
        EdgeRig rig;
        rig.options.bind = QHostAddress::AnyIPv4;
        rig.options.config.access.allowedNetworks = { outer.toString() };
        rig.options.config.limits.connectsPerMinute = 2;
        rig.options.config.limits.quarantineAfter = 3;
        rig.start(ActivationPolicy::Approve);
        rig.bind();
        Session device(rig, test::clientId, rig.token());
        QCOMPARE(device.wire.status(), 101);
        for (int i = 0; i < 5; ++i) { // two are none too many, three are an offence each
            OuterClient forger(rig.sessions, outer);
            forger.send(EdgeRig::handshake(EdgeRig::identity()));
            QTRY_COMPARE(forger.status(), 401);
        }
        QTRY_COMPARE(countOf(rig.warnings, u"is not listened to for ten minutes"_s), 1);
        QCOMPARE(rig.row().value(u"quarantine"_s).toString(), QString());
        device.text("{\"type\":\"ping\"}");
        QTRY_VERIFY(device.wire.body().contains("pong"));
        QCOMPARE(device.closedWith(), 0);
    }

    void oversizeFramesEndInQuarantineUntilTheOwnerReleases()
    {
        EdgeRig rig;
        rig.start();
        QSignalSpy closed(rig.edge.get(), &Edge::deviceClosed);
        Session device(rig);
        device.binary(QByteArray(4096, 'x'));
        device.text("{\"type\":\"ping\"}");
        QTRY_VERIFY(device.wire.body().contains("pong"));
        QVERIFY(!device.wire.body().contains("too large"));
        for (int i = 0; i < 19; ++i)
            device.binary(QByteArray(4097, 'x'));
        QTRY_COMPARE(device.wire.body().count("bad_frame"), 19);
        QVERIFY(rig.row().value(u"quarantine"_s).toString().isEmpty());
        device.binary(QByteArray(4097, 'x'));
        QTRY_COMPARE(device.closedWith(), 1008);
        QVERIFY(rig.row().value(u"quarantine"_s).toString().contains(u"4097"_s));
        QCOMPARE(countOf(rig.warnings, u"is in quarantine"_s), 1);
        Session refused(rig);
        QCOMPARE(refused.wire.status(), 403);
        QTRY_VERIFY(refused.wire.body().contains("quarantine"));
        QCOMPARE(rig.ota().status, 403);
        QCOMPARE(rig.admin("POST", "/admin/devices/" + test::deviceId.toUtf8() + "/release").status, 200);
        QCOMPARE(Session(rig).wire.status(), 101);
        QCOMPARE(rig.ota().status, 200);
    }

    void quarantineLastsOverARestart()
    {
        EdgeRig rig;
        rig.start();
        rig.bind();
        QCOMPARE(rig.admin("POST", "/admin/devices/" + test::deviceId.toUtf8() + "/quarantine", R"({"reason":"It hums."})").status, 200);
        rig.stop();
        rig.start();
        QCOMPARE(Session(rig).wire.status(), 403);
        QCOMPARE(rig.row().value(u"quarantine"_s).toString(), u"It hums."_s);
    }

    void oversizeTextIsRefusedAndALargerOneEndsTheConnection()
    {
        EdgeRig rig;
        rig.start();
        Session device(rig);
        device.text("{\"type\":\"ping\",\"x\":\"" + QByteArray(65000, 'x') + "\"}");
        QTRY_VERIFY(device.wire.body().contains("pong"));
        device.text("{\"type\":\"ping\",\"x\":\"" + QByteArray(66000, 'x') + "\"}");
        QTRY_VERIFY(device.wire.body().contains("bad_frame"));
        device.text(QByteArray(140000, ' '));
        QTRY_COMPARE(device.closedWith(), 1009);
    }

    void badJsonFloodsAreQuarantined()
    {
        EdgeRig rig;
        rig.start();
        Session device(rig);
        for (int i = 0; i < 20; ++i)
            device.text("{\"type\":");
        QTRY_COMPARE(device.closedWith(), 1008);
        QCOMPARE(Session(rig).wire.status(), 403);
    }

    void moreSoundThanAnybodyCanSpeakIsAFlood()
    {
        EdgeRig rig;
        rig.options.config.limits.quarantineAfter = 10; // one flood
        rig.start();
        Session device(rig);
        for (int i = 0; i < 660; ++i) // 39.6 s at once: what was said before there was a link
            device.binary(QByteArray(60, 'x'));
        device.text("{\"type\":\"ping\"}");
        QTRY_VERIFY(device.wire.body().contains("pong"));
        QCOMPARE(device.closedWith(), 0);
        for (int i = 0; i < 10; ++i)
            device.binary(QByteArray(60, 'x'));
        QTRY_COMPARE(device.closedWith(), 1008);
        QVERIFY(rig.row().value(u"quarantine"_s).toString().contains(u"more than anybody can speak"_s));
    }

    void manyMessagesAreAFloodToo()
    {
        EdgeRig rig;
        rig.options.config.limits.quarantineAfter = 10;
        rig.start();
        Session device(rig);
        for (int i = 0; i < 520; ++i)
            device.text("{\"type\":\"pong\"}");
        QTRY_COMPARE(device.closedWith(), 1008);
    }

    void quarantineCanBeSwitchedOff()
    {
        EdgeRig rig;
        rig.options.config.limits.quarantineAfter = 0;
        rig.start();
        Session device(rig);
        for (int i = 0; i < 40; ++i)
            device.text("{\"type\":");
        QTRY_COMPARE(device.wire.body().count("bad_frame"), 40);
        QCOMPARE(device.closedWith(), 0);
    }
};

QTEST_GUILESS_MAIN(TstEdgeGuard)
#include "tst_edgeguard.moc"
