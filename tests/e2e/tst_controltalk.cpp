// SPDX-License-Identifier: GPL-3.0-or-later
// `mynad talk --control` as another program drives it: real processes, our own server, only HTTP and control.json between.
#include "http/rawclient.h"
#include "support/daemonprocess.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

struct Answer
{
    int status = 0;
    QJsonObject json;
    [[nodiscard]] QJsonObject data() const { return json["data"_L1].toObject(); }
};

QJsonObject controlFile(const QString& folder)
{
    QFile file(folder + u"/control.json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Answer ask(const QJsonObject& control, const QByteArray& method, const QByteArray& path, const QByteArray& body = {})
{
    const QUrl url(control["url"_L1].toString());
    RawClient client(quint16(url.port()));
    QByteArray head = method + ' ' + path + " HTTP/1.1\r\nHost: " + url.authority().toLatin1()
        + "\r\nConnection: close\r\nAuthorization: Bearer " + control["token"_L1].toString().toLatin1() + "\r\n";
    if (!body.isEmpty())
        head += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    client.send(head + "\r\n" + body);
    [&client] { QTRY_VERIFY(client.isClosed() && (client.status() > 0 || client.received().isEmpty())); }();
    return { client.status(), QJsonDocument::fromJson(client.body()).object() };
}

// Our own server, asking its owner about new devices, and a client that only does what it is told.
struct House
{
    House()
        : server({ u"serve"_s, u"--data"_s, folder.filePath(u"server"_s), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
            u"--http-port"_s, u"0"_s, u"--activation"_s, u"approve"_s, u"--json"_s })
    {
        server.start();
        ready = server.waitFor(u"ready"_s);
    }
    [[nodiscard]] QString clientFolder() const { return folder.filePath(u"client"_s); }
    [[nodiscard]] QStringList talkArguments(const QStringList& more = {}) const
    {
        return QStringList { u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, clientFolder(), u"--json"_s, u"--control"_s }
        + more;
    }
    bool approve(const QString& code)
    {
        DaemonProcess approval({ u"devices"_s, u"approve"_s, code, u"--admin"_s, ready["admin"_L1].toString(), u"--data"_s,
            folder.filePath(u"server"_s), u"--json"_s });
        approval.start();
        const bool done = approval.waitForExit() == 0;
        if (!done)
            qInfo("Code \"%s\": %s", qPrintable(code), approval.errors().constData());
        return done;
    }

    QTemporaryDir folder;
    DaemonProcess server;
    QJsonObject ready;
};

}

class TstControlTalk : public TestCase
{
    Q_OBJECT

private slots:
    void pairsTalksAndReconnectsByRest()
    {
        House house;
        const QString question = speechFile(house.folder.path(), { .text = u"what time is it"_s });
        DaemonProcess talk(house.talkArguments({ u"--turns"_s, u"0"_s, u"--input"_s, question }));
        talk.start();
        QVERIFY2(!talk.waitFor(u"control"_s).isEmpty(), talk.errors().constData());
        const QJsonObject control = controlFile(house.clientFolder());
        QCOMPARE(control["url"_L1], talk.events(u"control"_s).value(0)["url"_L1]);
        QCOMPARE(control["pid"_L1].toInteger(), talk.process().processId());
        const auto permissions = QFile::permissions(house.clientFolder() + u"/control.json"_s);
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
        for (const QJsonObject& event : talk.events())
            QVERIFY(!QString::fromUtf8(QJsonDocument(event).toJson()).contains(control["token"_L1].toString()));

        // Pairing.
        QCOMPARE(ask(control, "POST", "/api/ws/start").status, 409);
        const Answer bound = ask(control, "POST", "/api/device-bind");
        QCOMPARE(bound.status, 200);
        QCOMPARE(bound.data()["state"_L1].toString(), u"awaitinguser"_s);
        const QString code = bound.data()["code"_L1].toString();
        QCOMPARE(code, house.server.waitFor(u"activation"_s)["code"_L1].toString());
        QCOMPARE(ask(control, "POST", "/api/device-bind-confirm").data()["state"_L1].toString(), u"awaitinguser"_s);
        QVERIFY(house.approve(code));
        QCOMPARE(ask(control, "POST", "/api/device-bind-confirm").data()["state"_L1].toString(), u"paired"_s);
        QVERIFY(talk.events(u"hello"_s).isEmpty()); // it connects when it is told to

        // A spoken question.
        QCOMPARE(ask(control, "POST", "/api/ws/start", R"({"listen":true,"mode":"auto"})").status, 200);
        QVERIFY(!talk.waitFor(u"turn"_s, 30000).isEmpty());
        QCOMPARE(talk.events(u"stt"_s).value(0)["text"_L1].toString(), u"what time is it"_s);
        QCOMPARE(ask(control, "POST", "/api/ws/stop", R"({"keep_connection":true})").status, 200);
        const QJsonObject stats = ask(control, "GET", "/api/ws/stats").data();
        QVERIFY(stats["turns"_L1].toInt() >= 1);
        QVERIFY(stats["frames_sent"_L1].toInt() > 10);
        QVERIFY(stats["frames_received"_L1].toInt() > 5);
        QVERIFY(stats["bytes_sent"_L1].toInteger() > 1000);
        QVERIFY(stats["connected_ms"_L1].toInteger() > 0);
        QVERIFY(stats["last_turn"_L1].toObject()["first_audio"_L1].toInt(-1) >= 0);
        QCOMPARE(ask(control, "GET", "/api/ws/health").data()["healthy"_L1].toBool(), true);

        // A new connection has a new session.
        const QString before = ask(control, "GET", "/api/ws/status").data()["session_id"_L1].toString();
        QVERIFY(!before.isEmpty());
        QCOMPARE(ask(control, "POST", "/api/ws/reconnect").status, 200);
        QTRY_COMPARE(talk.events(u"hello"_s).size(), 2);
        const QJsonObject status = ask(control, "GET", "/api/ws/status").data();
        QCOMPARE(status["connected"_L1].toBool(), true);
        QCOMPARE(status["session_id"_L1], talk.events(u"hello"_s).value(1)["session_id"_L1]);
        QVERIFY(status["session_id"_L1].toString() != before);
        QCOMPARE(ask(control, "POST", "/api/ws/stop").data()["connected"_L1].toBool(), false);

        talk.process().terminate();
        QCOMPARE(talk.waitForExit(), 0);
        QVERIFY(controlFile(house.clientFolder()).isEmpty());
        QVERIFY2(talk.noise().isEmpty(), qPrintable(talk.noise().join(u'\n')));
    }

    void aServerThatDiesIsToldAndWaitedFor()
    {
        House house;
        DaemonProcess talk(house.talkArguments());
        talk.start();
        QVERIFY(!talk.waitFor(u"control"_s).isEmpty());
        const QJsonObject control = controlFile(house.clientFolder());
        QVERIFY(house.approve(ask(control, "POST", "/api/device-bind").data()["code"_L1].toString()));
        QCOMPARE(ask(control, "POST", "/api/device-bind-confirm").data()["state"_L1].toString(), u"paired"_s);
        QCOMPARE(ask(control, "POST", "/api/ws/start").status, 200);
        QVERIFY(!talk.waitFor(u"hello"_s).isEmpty());
        house.server.process().kill();
        QVERIFY(!talk.waitFor(u"closed"_s).isEmpty());
        const QJsonObject status = ask(control, "GET", "/api/ws/status").data();
        QCOMPARE(status["connected"_L1].toBool(), false);
        const QJsonObject notice = status["reconnect"_L1].toObject();
        QVERIFY(notice["attempt"_L1].toInt() >= 1);
        QCOMPARE(notice["limit"_L1].toInt(), 10);
        QVERIFY(!notice["reason"_L1].toString().isEmpty());
        QCOMPARE(ask(control, "GET", "/api/ws/health").data()["healthy"_L1].toBool(), false);
        QCOMPARE(ask(control, "POST", "/api/ws/stop").data()["state"_L1].toString(), u"idle"_s);
        QVERIFY(talk.process().state() == QProcess::Running);
    }

    void oneFolderOneControl()
    {
        House house;
        DaemonProcess first(house.talkArguments());
        first.start();
        QVERIFY(!first.waitFor(u"control"_s).isEmpty());
        const QJsonObject control = controlFile(house.clientFolder());
        DaemonProcess second(house.talkArguments());
        second.start();
        QCOMPARE(second.waitForExit(), 2);
        QVERIFY(second.errors().contains(QByteArray::number(first.process().processId())));
        QCOMPARE(controlFile(house.clientFolder()), control);
        QCOMPARE(ask(control, "GET", "/api/ws/status").status, 200);

        // A crash leaves the file; who comes next replaces it, and the old token is worth nothing.
        first.process().kill();
        QVERIFY(first.process().waitForFinished());
        QCOMPARE(controlFile(house.clientFolder()), control);
        DaemonProcess next(house.talkArguments());
        next.start();
        QVERIFY2(!next.waitFor(u"control"_s).isEmpty(), next.errors().constData());
        QJsonObject now = controlFile(house.clientFolder());
        QVERIFY(now["token"_L1] != control["token"_L1]);
        QCOMPARE(ask(now, "GET", "/api/ws/status").status, 200);
        now["token"_L1] = control["token"_L1];
        QCOMPARE(ask(now, "GET", "/api/ws/status").status, 401);
    }

    void aServerThatIsNotThereIsAFailureToTryAgain()
    {
        QTemporaryDir folder;
        DaemonProcess talk(
            { u"talk"_s, u"--ota"_s, u"http://127.0.0.1:9/xiaozhi/ota/"_s, u"--data"_s, folder.path(), u"--json"_s, u"--control"_s });
        talk.start();
        QVERIFY(!talk.waitFor(u"control"_s).isEmpty());
        QVERIFY(!talk.waitFor(u"error"_s).isEmpty());
        const QJsonObject control = controlFile(folder.path());
        QCOMPARE(ask(control, "GET", "/api/device-bind-status").data()["state"_L1].toString(), u"failed"_s);
        const Answer again = ask(control, "POST", "/api/device-bind");
        QCOMPARE(again.status, 502);
        QVERIFY(again.json["message"_L1].toString().contains(u"127.0.0.1"_s));
        QVERIFY(talk.process().state() == QProcess::Running);
    }

    void wrongUseIsExplained_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("no turns without control") << QStringList { u"--turns"_s, u"0"_s };
        QTest::newRow("no turns without control, though there is a text") << QStringList { u"--turns"_s, u"0"_s, u"--text"_s, u"hello"_s };
    }
    void wrongUseIsExplained()
    {
        QFETCH(QStringList, more);
        QTemporaryDir folder;
        DaemonProcess talk(QStringList { u"talk"_s, u"--websocket"_s, u"ws://127.0.0.1:9/"_s, u"--data"_s, folder.path() } + more);
        talk.start();
        QCOMPARE(talk.waitForExit(), 2);
        QVERIFY(!talk.errors().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstControlTalk)
#include "tst_controltalk.moc"
