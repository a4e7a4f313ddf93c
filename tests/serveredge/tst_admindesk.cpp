// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/sqlconnection.h"
#include "serveredge/edgerig.h"
#include "support/testcase.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QSqlQuery>

using namespace myna;
using namespace myna::server;
using myna::test::EdgeRig;
using myna::test::RawClient;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray devicePath = "/admin/devices/a4:cf:12:0b:9e:31";

}

// The owner's interface on the real edge.
class TstAdminDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void strangersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("no token") << QByteArray() << 401 << u"token_invalid"_s;
        QTest::newRow("wrong token") << QByteArray("Authorization: Bearer wrong\r\n") << 401 << u"token_invalid"_s;
        QTest::newRow("bare token") << QByteArray("Authorization: @\r\n") << 401 << u"token_invalid"_s;
        QTest::newRow("web page") << QByteArray("Authorization: Bearer @\r\nOrigin: http://evil.example\r\n") << 403 << u"forbidden"_s;
        QTest::newRow("good") << QByteArray("Authorization: Bearer @\r\n") << 200 << QString();
    }
    void strangersAreRefused()
    {
        QFETCH(QByteArray, headers);
        QFETCH(int, status);
        QFETCH(QString, code);
        EdgeRig rig;
        rig.start();
        headers.replace("@", rig.adminToken());
        for (const QByteArray& path : { QByteArray("/admin/devices"), QByteArray("/admin/activations"), QByteArray("/admin/audit"),
                 QByteArray("/admin/firmware"), QByteArray("/admin/emergency-stop") }) {
            const auto answer = rig.ask("GET", path, headers);
            QCOMPARE(answer.status, status);
            QCOMPARE(answer.code(), code);
            QCOMPARE(answer.json().value(u"success"_s), QJsonValue(status == 200));
        }
        QCOMPARE(rig.ask("POST", "/admin/emergency-stop", headers).status, status == 200 ? 400 : status);
    }

    void whatIsSaidToBeDoneIsInTheDatabase()
    {
        EdgeRig rig;
        rig.start(ActivationPolicy::Approve);
        QVERIFY(rig.ota().status == 200);
        QCOMPARE(rig.activations.size(), 1);
        const database::SqlConnection other(database::Dialect::Sqlite);
        QSqlDatabase file = other.database();
        file.setDatabaseName(rig.folder.filePath(u"server.db"_s));
        QVERIFY(file.open());
        QVERIFY(!other.begin().isValid()); // nobody else can write now
        RawClient client(rig.web);
        client.send("POST /admin/activations/" + rig.activations.first().code.toUtf8()
            + "/approve HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\nAuthorization: Bearer " + rig.adminToken()
            + "\r\n\r\n");
        QTRY_COMPARE(rig.admin("GET", "/admin/activations").data().toArray().size(), 0); // it was done, and nobody waits for the disk
        QCOMPARE(client.status(), 0);
        QVERIFY(!other.commit().isValid());
        QTRY_COMPARE(client.status(), 200);
        QSqlQuery bound(file);
        QVERIFY(bound.exec(u"SELECT count(*) FROM devices"_s) && bound.next());
        QCOMPARE(bound.value(0).toInt(), 1);
    }

    void strangersAreAnsweredRarelyAndTheOwnerStill()
    {
        EdgeRig rig;
        rig.start();
        int refused = 0;
        test::EdgeAnswer last;
        for (int i = 0; i < 60 && last.status != 429; ++i, ++refused)
            last = rig.ask("GET", "/admin/devices", "Authorization: Bearer guess\r\n");
        QCOMPARE(last.status, 429);
        QCOMPARE(last.code(), u"too_many_requests"_s);
        QVERIFY(last.received.contains("Retry-After: 1\r\n"));
        QVERIFY(refused >= 30);
        QCOMPARE(rig.admin("GET", "/admin/devices").status, 200);
    }

    void everyFailureHasTheSameShape_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("no such path") << QByteArray("GET") << QByteArray("/admin/nothing") << QByteArray() << 404 << u"not_found"_s;
        QTest::newRow("other method") << QByteArray("DELETE") << QByteArray("/admin/devices") << QByteArray() << 405
                                      << u"method_not_allowed"_s;
        QTest::newRow("no such device") << QByteArray("PATCH") << QByteArray("/admin/devices/02:00:00:00:00:01") << QByteArray("{}") << 404
                                        << u"not_found"_s;
        QTest::newRow("no JSON") << QByteArray("PATCH") << devicePath << QByteArray("name=x") << 400 << u"bad_request"_s;
        QTest::newRow("a list") << QByteArray("PATCH") << devicePath << QByteArray("[]") << 400 << u"bad_request"_s;
        QTest::newRow("unknown field") << QByteArray("PATCH") << devicePath << QByteArray(R"({"nme":"x"})") << 400 << u"bad_request"_s;
        QTest::newRow("wrong kind") << QByteArray("PATCH") << devicePath << QByteArray(R"({"name":3})") << 400 << u"bad_request"_s;
        QTest::newRow("wrong language") << QByteArray("PATCH") << devicePath << QByteArray(R"({"profile":{"language":"fr"}})") << 400
                                        << u"bad_request"_s;
        QTest::newRow("no such firmware") << QByteArray("PATCH") << devicePath << QByteArray(R"({"firmware":"../server.key"})") << 404
                                          << u"not_found"_s;
        QTest::newRow("nothing to say") << QByteArray("POST") << QByteArray(devicePath + "/say") << QByteArray("{}") << 400
                                        << u"bad_request"_s;
        QTest::newRow("not connected") << QByteArray("POST") << QByteArray(devicePath + "/say") << QByteArray(R"({"text":"hello"})") << 409
                                       << u"refused"_s;
        QTest::newRow("no such code") << QByteArray("POST") << QByteArray("/admin/activations/000000/approve") << QByteArray() << 404
                                      << u"not_found"_s;
        QTest::newRow("too much") << QByteArray("POST") << QByteArray(devicePath + "/say") << QByteArray(70000, ' ') << 413
                                  << u"too_large"_s;
        QTest::newRow("stop what") << QByteArray("POST") << QByteArray("/admin/emergency-stop") << QByteArray("{}") << 400
                                   << u"bad_request"_s;
    }
    void everyFailureHasTheSameShape()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, code);
        EdgeRig rig;
        rig.start();
        rig.bind();
        const auto answer = rig.admin(method, path, body);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.json().value(u"success"_s), QJsonValue(false));
        QVERIFY(!answer.json().value(u"error"_s).toString().isEmpty());
        QCOMPARE(answer.code(), code);
    }

    void aDeviceIsNamedGroupedAndGivenAProfile()
    {
        EdgeRig rig;
        rig.start();
        rig.bind();
        const auto changed = rig.admin("PATCH", "/admin/devices/A4-CF-12-0B-9E-31",
            R"({"name":" Kitchen  speaker ","group":"Kitchen","profile":{"language":"zh","voice":"f2","prompt":"Be brief.","engines":{"LLM":["a","b"]},"blocked_tools":["self.reboot"],"remembers":false}})");
        QCOMPARE(changed.status, 200);
        const QJsonObject row = changed.data().toObject();
        QCOMPARE(row.value(u"name"_s), u"Kitchen speaker"_s);
        QCOMPARE(row.value(u"group"_s), u"Kitchen"_s);
        QCOMPARE(row.value(u"state"_s), u"offline"_s);
        QCOMPARE(
            row.value(u"profile"_s).toObject().value(u"engines"_s).toObject().value(u"LLM"_s), QJsonValue(QJsonArray { u"a"_s, u"b"_s }));
        rig.admin("PATCH", devicePath, R"({"profile":{"voice":null}})");
        rig.stop();
        rig.start(); // it is kept
        QCOMPARE(rig.row().value(u"name"_s), u"Kitchen speaker"_s);
        const QJsonObject profile = rig.row().value(u"profile"_s).toObject();
        QCOMPARE(profile.value(u"language"_s), u"zh"_s);
        QVERIFY(!profile.contains(u"voice"_s));
        QCOMPARE(profile.value(u"remembers"_s), QJsonValue(false));
    }

    void whatTheOwnerDidIsInTheAudit()
    {
        EdgeRig rig;
        rig.start(ActivationPolicy::Approve);
        const QString code = protocol::decodeOtaReply(rig.ota().body)->activation->code;
        QCOMPARE(rig.admin("POST", "/admin/activations/" + code.toUtf8() + "/approve").status, 200);
        rig.admin("PATCH", devicePath, R"({"name":"Kitchen"})");
        rig.admin("POST", devicePath + "/say", R"({"text":"hello"})"); // fails: not connected
        rig.admin("POST", devicePath + "/quarantine", R"({"reason":"It hums."})");
        rig.admin("POST", devicePath + "/release");
        rig.admin("POST", "/admin/emergency-stop", R"({"on":true})");
        rig.ask("POST", "/admin/emergency-stop", "Authorization: Bearer guess\r\n", R"({"on":false})");
        QStringList deeds;
        for (const auto& record : rig.admin("GET", "/admin/audit").data().toArray())
            deeds.prepend(record[u"action"].toString() + u':' + record[u"outcome"].toString());
        QCOMPARE(deeds,
            QStringList({ u"approve:done"_s, u"change:done"_s, u"say:failed"_s, u"quarantine:done"_s, u"quarantine:done"_s,
                u"release:done"_s, u"emergency-stop:done"_s, u"admin:denied"_s }));
        const QJsonArray two = rig.admin("GET", "/admin/audit?device=a4:cf:12:0b:9e:31&limit=2").data().toArray();
        QCOMPARE(two.size(), 2);
        QCOMPARE(two.first()[u"action"], u"release"_s);
        const qint64 before = two.last()[u"id"].toInteger();
        QVERIFY(rig.admin("GET", "/admin/audit?before=" + QByteArray::number(before)).data().toArray().first()[u"id"].toInteger() < before);
    }

    void anEmergencyStopSilencesAndEnds()
    {
        EdgeRig rig;
        rig.start();
        RawClient device(rig.sessions);
        device.send(EdgeRig::handshake(EdgeRig::identity()));
        QTRY_COMPARE(device.status(), 101);
        device.send(test::clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
        QTRY_VERIFY(device.body().contains("\"hello\""));
        QSignalSpy changed(rig.edge.get(), &Edge::emergencyStopChanged);
        QCOMPARE(rig.admin("POST", "/admin/emergency-stop", R"({"on":true})").data(), QJsonValue(QJsonObject { { u"on"_s, true } }));
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY(device.body().contains("\"stop\"")); // it has come to the thread of the device
        device.send(test::clientFrame(1, R"({"type":"listen","state":"detect","text":"what time is it"})"));
        QTRY_VERIFY(device.body().contains("My owner has stopped me."));
        QCOMPARE(EdgeRig::closeCode(device.body()), 0); // sessions are kept
        RawClient late(rig.sessions); // and who comes meanwhile is stopped as well
        late.send(EdgeRig::handshake(EdgeRig::identity()));
        QTRY_COMPARE(late.status(), 101);
        late.send(test::clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
        late.send(test::clientFrame(1, R"({"type":"listen","state":"detect","text":"what time is it"})"));
        QTRY_VERIFY(late.body().contains("My owner has stopped me."));
        QTRY_VERIFY(late.body().mid(late.body().indexOf("stopped me")).contains("\"stop\"")); // all of it was said
        QCOMPARE(rig.admin("POST", "/admin/emergency-stop", R"({"on":false})").data(), QJsonValue(QJsonObject { { u"on"_s, false } }));
        late.send(test::clientFrame(1, R"({"type":"ping"})")); // the thread of the device has turned once, so it knows
        QTRY_COMPARE(late.body().count("pong"), 1);
        const qsizetype said = late.body().count("stopped me");
        late.send(test::clientFrame(1, R"({"type":"listen","state":"detect","text":"and now"})"));
        QTRY_VERIFY(late.body().contains("and now"));
        late.send(test::clientFrame(1, R"({"type":"ping"})"));
        QTRY_COMPARE(late.body().count("pong"), 2);
        QCOMPARE(late.body().count("stopped me"), said);
    }

    void theOwnerAsksInTheNameOfTheDevice()
    {
        EdgeRig rig;
        rig.start();
        RawClient device(rig.sessions);
        device.send(EdgeRig::handshake(EdgeRig::identity()));
        QTRY_COMPARE(device.status(), 101);
        device.send(test::clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
        QTRY_VERIFY(device.body().contains("\"hello\""));
        QCOMPARE(rig.row().value(u"address"_s), u"127.0.0.1"_s);
        QVERIFY(!rig.row().value(u"connected_since"_s).toString().isEmpty());
        QCOMPARE(rig.admin("POST", devicePath + "/ask", R"({"text":"turn the lamp on"})").status, 200);
        QTRY_VERIFY(device.body().contains("turn the lamp on"));
        QCOMPARE(rig.admin("POST", devicePath + "/say", R"({"text":"Dinner is ready."})").status, 200);
        QTRY_VERIFY(device.body().contains("Dinner is ready."));
        QCOMPARE(rig.admin("POST", devicePath + "/disconnect").status, 200);
        QTRY_COMPARE(EdgeRig::closeCode(device.body()), 1000);
    }

    void theOwnerSeesAndMovesTheThingsOfADevice()
    {
        EdgeRig rig;
        rig.start();
        RawClient device(rig.sessions);
        device.send(EdgeRig::handshake(EdgeRig::identity()));
        QTRY_COMPARE(device.status(), 101);
        QCOMPARE(rig.admin("GET", devicePath + "/things").data().toObject()[u"things"_s], QJsonValue(QJsonArray()));
        RawClient feed(rig.web);
        feed.send(EdgeRig::handshake("Authorization: Bearer " + rig.adminToken() + "\r\n", "/admin/live"));
        QTRY_COMPARE(feed.status(), 101);
        device.send(test::clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
        device.send(test::clientFrame(1,
            R"({"type":"iot","descriptors":[{"name":"Lamp","properties":{"level":{"type":"number"}},)"
            R"("methods":{"SetLevel":{"parameters":{"level":{"type":"number"}}}}}]})"));
        QTRY_VERIFY(feed.body().contains("device_things"));
        const QJsonObject things = rig.admin("GET", devicePath + "/things").data().toObject();
        QCOMPARE(things[u"connected"_s], QJsonValue(true));
        QCOMPARE(things[u"things"_s].toArray().first()[u"methods"][0][u"tool"], u"lamp_setlevel"_s);
        QVERIFY(things[u"tools"_s].toArray().size() > 2); // the server's own too

        RawClient call(rig.web);
        const QByteArray body = R"({"tool":"lamp_setlevel","arguments":{"level":60}})";
        call.send("POST " + devicePath + "/call HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\nAuthorization: Bearer " + rig.adminToken() + "\r\n\r\n" + body);
        QTRY_VERIFY(device.body().contains("\"method\":\"SetLevel\""));
        device.send(test::clientFrame(1, R"({"type":"iot","states":[{"name":"Lamp","state":{"level":60}}]})"));
        QTRY_COMPARE(call.status(), 200);
        QTRY_VERIFY(call.body().contains("\"ok\":true"));
        QTRY_VERIFY(feed.body().contains("device_state"));
        QVERIFY(feed.body().contains("\"level\":60"));
        const QJsonObject missed = rig.admin("POST", devicePath + "/call", R"({"tool":"lamp_fly"})").data().toObject();
        QCOMPARE(missed[u"ok"_s], QJsonValue(false));
        QCOMPARE(missed[u"code"_s], u"not_found"_s);
        QCOMPARE(rig.admin("POST", devicePath + "/call", R"({"tool":"lamp_fly","arguments":[1]})").status, 400);
        QCOMPARE(rig.admin("GET", "/admin/devices/a4:cf:12:0b:9e:99/things").status, 404);
        const QJsonObject deed = rig.admin("GET", "/admin/audit").data().toArray().at(1).toObject();
        QCOMPARE(deed[u"actor"_s], u"owner"_s);
        QCOMPARE(deed[u"subject"_s], u"lamp_setlevel"_s);
        rig.admin("POST", devicePath + "/disconnect");
        QTRY_COMPARE(rig.row().value(u"state"_s), u"offline"_s);
        QCOMPARE(rig.admin("GET", devicePath + "/things").data().toObject()[u"connected"_s], QJsonValue(false));
        QCOMPARE(rig.admin("POST", devicePath + "/call", body).status, 409);
    }

    void firmwareIsOfferedAndFetched()
    {
        EdgeRig rig;
        rig.start();
        QVERIFY(QDir(rig.folder.path()).mkpath(u"firmware"_s));
        const auto put = [&](const QString& name, const QByteArray& content) {
            QFile file(rig.folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        };
        QByteArray image;
        for (int i = 0; i < 300000; ++i)
            image += char(i % 251);
        put(u"firmware/bread-compact-wifi_2.1.0.bin"_s, image);
        put(u"firmware/bread-compact-wifi_2.0.9.bin"_s, "older");
        put(u"firmware/bread-compact-wifi_1.9.0.bin"_s, "old");
        put(u"firmware/other-board_9.0.0.bin"_s, "another");
        put(u"firmware/notes.txt"_s, "not firmware");
        put(u"secret_1.0.0.bin"_s, "outside");
        QVERIFY(QFile::link(rig.folder.filePath(u"secret_1.0.0.bin"_s), rig.folder.filePath(u"firmware/link_1.0.0.bin"_s)));
        const auto offer = [&](const QByteArray& version) {
            return *protocol::decodeOtaReply(
                rig.ota(test::clientId, R"({"application":{"version":")" + version + R"("},"board":{"type":"bread-compact-wifi"}})").body)
                        ->firmware;
        };
        const QString url = u"http://127.0.0.1:%1/xiaozhi/ota/download/bread-compact-wifi_2.1.0.bin"_s.arg(rig.web);
        QCOMPARE(offer("1.9.9"), (protocol::FirmwareOffer { u"2.1.0"_s, url, false }));
        QCOMPARE(offer("2.1.0"), (protocol::FirmwareOffer { u"2.1.0"_s, {}, false }));
        QCOMPARE(offer("10.0"), (protocol::FirmwareOffer { u"10.0"_s, {}, false }));
        rig.admin("PATCH", devicePath, R"({"firmware":"none"})");
        QCOMPARE(offer("1.9.9"), (protocol::FirmwareOffer { u"1.9.9"_s, {}, false }));
        QCOMPARE(rig.admin("PATCH", devicePath, R"({"firmware":"bread-compact-wifi_2.0.9.bin"})").status, 200);
        QCOMPARE(offer("1.9.9").version, u"2.0.9"_s);

        const auto fetched = rig.ask("GET", "/xiaozhi/ota/download/bread-compact-wifi_2.1.0.bin");
        QCOMPARE(fetched.status, 200);
        QVERIFY(fetched.received.contains("Content-Length: 300000\r\n"));
        QCOMPARE(fetched.body, image);
        const auto head = rig.ask("HEAD", "/xiaozhi/ota/download/bread-compact-wifi_2.1.0.bin");
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.isEmpty());
        for (const QByteArray& wrong : { QByteArray("../secret_1.0.0.bin"), QByteArray("..%2fsecret_1.0.0.bin"),
                 QByteArray("%2e%2e%2fsecret_1.0.0.bin"), QByteArray("..%5csecret_1.0.0.bin"), QByteArray("..%2f..%2fserver.key"),
                 QByteArray("link_1.0.0.bin"), QByteArray("notes.txt"), QByteArray("%00_1.0.0.bin"), QByteArray("/etc/passwd"),
                 QByteArray("bread-compact-wifi_2.1.0.bin%00.txt"), QByteArray("missing_1.0.0.bin") })
            QCOMPARE(rig.ask("GET", "/xiaozhi/ota/download/" + wrong).status, 404);
        const QJsonArray files = rig.admin("GET", "/admin/firmware").data().toArray();
        QCOMPARE(files.size(), 4);
        QTRY_COMPARE(rig.admin("GET", "/admin/firmware").data().toArray().at(2)[u"sha256"].toString().toLatin1(),
            QCryptographicHash::hash(image, QCryptographicHash::Sha256).toHex());
    }

    void whatHappensIsToldLive()
    {
        EdgeRig rig;
        rig.start(ActivationPolicy::Approve);
        RawClient stranger(rig.web);
        stranger.send(EdgeRig::handshake({}, "/admin/live"));
        QTRY_COMPARE(stranger.status(), 401);
        RawClient page(rig.web);
        page.send(EdgeRig::handshake("Authorization: Bearer " + rig.adminToken() + "\r\nOrigin: http://evil.example\r\n", "/admin/live"));
        QTRY_COMPARE(page.status(), 403);
        RawClient elsewhere(rig.web);
        elsewhere.send(EdgeRig::handshake("Authorization: Bearer " + rig.adminToken() + "\r\n", "/admin/dead"));
        QTRY_COMPARE(elsewhere.status(), 404);
        const QString code = protocol::decodeOtaReply(rig.ota().body)->activation->code;
        RawClient owner(rig.web);
        owner.send(EdgeRig::handshake("Authorization: Bearer " + rig.adminToken() + "\r\n", "/admin/live"));
        QTRY_COMPARE(owner.status(), 101);
        QTRY_VERIFY(owner.body().contains(R"("event":"devices")"));
        QTRY_VERIFY(owner.body().contains(code.toUtf8())); // waits since before
        rig.edge->approve(code);
        QTRY_VERIFY(owner.body().contains(R"("state":"bound")"));
        QTRY_VERIFY(owner.body().contains(R"("device":"a4:cf:12:0b:9e:31")"));
        rig.edge->setEmergencyStop(true);
        QTRY_VERIFY(owner.body().contains(R"("event":"warning")"));
        rig.stop();
        QTRY_COMPARE(EdgeRig::closeCode(owner.body()), 1001);
    }

    // The description has every route that there is and no other, and everything this program was answered is as it says.
    void everyAnswerIsAsDescribed()
    {
        EdgeRig rig;
        rig.options.configFile = rig.folder.filePath(u"server.yaml"_s);
        QFile config(rig.options.configFile);
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write("language: en\n") > 0 && config.flush());
        rig.start(ActivationPolicy::Approve);
        const EdgeAnswer described = rig.admin("GET", "/admin/openapi.json");
        QFile source(QStringLiteral(MYNA_SOURCE_DIR "/resources/openapi/admin.json"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        QCOMPARE(described.body, source.readAll());
        QSet<QString> there { u"GET /admin/live"_s }; // no route, but what becomes a WebSocket
        const QJsonObject all = described.json().value(u"paths"_s).toObject();
        for (const QJsonValue& route : rig.admin("GET", "/admin").data()[u"routes"].toArray())
            there.insert(route.toString());
        QSet<QString> known;
        static const QRegularExpression parameter(u"\\{\\w+\\}"_s);
        for (const QString& path : all.keys()) {
            for (const QString& method : all[path].toObject().keys())
                known.insert(method.toUpper() + u' ' + QString(path).replace(parameter, u"{}"_s));
        }
        QCOMPARE(QStringList((there - known).values()), QStringList());
        QCOMPARE(QStringList((known - there).values()), QStringList());
        askForEverything(rig);
        const auto keep = [&rig](const QString& name, const QByteArray& content) {
            QFile file(rig.folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
        };
        QProcess check;
        check.start(u"python3"_s,
            { QStringLiteral(MYNA_SOURCE_DIR "/tests/control/openapi_check.py"), keep(u"description.json"_s, described.body),
                keep(u"transcript.json"_s, QJsonDocument(test::ownerTranscript()).toJson()), u"101,500,503"_s });
        QVERIFY2(check.waitForFinished(60000), "python3 is missing");
        QVERIFY2(check.exitCode() == 0, (check.readAllStandardOutput() + check.readAllStandardError()).constData());
    }

private:
    using EdgeAnswer = test::EdgeAnswer;

    // What the other functions do not ask for with success.
    static void askForEverything(EdgeRig& rig)
    {
        const auto code = [&rig](const QString& client, const QString& device = test::deviceId) {
            const auto reply = protocol::decodeOtaReply(rig.ask("POST", "/xiaozhi/ota/", EdgeRig::identity(client, device), "{}").body);
            return reply && reply->activation ? reply->activation->code.toUtf8() : QByteArray("none");
        };
        const auto done = [&rig](const QByteArray& method, const QByteArray& path, const QByteArray& body = {}) {
            const EdgeAnswer answer = rig.admin(method, path, body);
            QVERIFY2(answer.status == 200, (method + ' ' + path + ": " + answer.body).constData());
        };
        done("POST", "/admin/activations/" + code(test::otherClientId, u"a4:cf:12:0b:9e:41"_s) + "/refuse");
        done("POST", "/admin/refuse", R"({"code":")" + code(test::otherClientId, u"a4:cf:12:0b:9e:42"_s) + R"("})");
        done("GET", "/admin/activations");
        done("POST", "/admin/approve", R"({"code":")" + code(test::clientId) + R"("})");
        done("POST", "/admin/revoke", R"({"device":"a4:cf:12:0b:9e:31"})");
        done("POST", "/admin/activations/" + code(test::clientId) + "/approve");
        done("GET", devicePath);
        done("PATCH", devicePath, R"({"name":"Kitchen","profile":{"language":"zh","engines":{"LLM":["assistant"]},"remembers":false}})");
        for (const QByteArray& wish : { QByteArray("/call"), QByteArray("/ask") })
            QCOMPARE(rig.admin("POST", devicePath + wish, R"({"tool":"self.lamp","text":"hello"})").status, 409); // it is not connected
        RawClient device(rig.sessions);
        device.send(EdgeRig::handshake(EdgeRig::identity() + "Authorization: Bearer " + rig.token() + "\r\n"));
        QTRY_COMPARE(device.status(), 101);
        device.send(test::clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
        QTRY_VERIFY(device.body().contains("\"hello\""));
        done("GET", devicePath + "/things");
        done("POST", devicePath + "/call", R"({"tool":"nobody"})");
        for (const char* const verb : { "/quarantine", "/release", "/disconnect", "/forget", "/revoke" })
            done("POST", devicePath + verb);
        done("GET", "/admin/tool-servers");
        done("GET", "/admin/firmware");
        done("GET", "/admin/audit?limit=5");
        done("GET", "/admin/turns");
        done("GET", "/admin/engines");
        done("GET", "/admin/metrics");
        done("GET", "/admin/logs?channel=error");
        done("GET", "/admin/config");
        done("GET", "/admin/config/revisions");
        done("POST", "/admin/config/check", R"({"text":"language: zh\nserver: {port: 8001}\nlanguge: en\n"})");
        done("PUT", "/admin/config", R"({"text":"language: zh\n","base_revision":1})");
        QCOMPARE(rig.admin("PUT", "/admin/config", R"({"text":"language: en\n","base_revision":1})").status, 409);
        QCOMPARE(rig.admin("PUT", "/admin/config", R"({"text":"language: tlh\n","base_revision":2})").status, 422);
        done("POST", "/admin/config/rollback", R"({"revision":1})");
        done("POST", "/admin/engines/LLM/mute/test", R"({"language":"en"})");
        QCOMPARE(rig.admin("POST", "/admin/engines/LLM/nobody/test", "{}").status, 404);
    }
};

QTEST_GUILESS_MAIN(TstAdminDesk)
#include "tst_admindesk.moc"
