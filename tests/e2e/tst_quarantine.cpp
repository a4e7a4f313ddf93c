// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/rawclient.h"
#include "support/daemonprocess.h"
#include "support/outeraddress.h"
#include "support/testcase.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrl>

using namespace myna;
using myna::test::DaemonProcess;
using myna::test::RawClient;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString device = u"a4:cf:12:0b:9e:31"_s;

// A server of ours, and what its owner does from a shell.
struct House
{
    House()
        : server({ u"serve"_s, u"--data"_s, folder.path(), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s,
            u"--activation"_s, u"open"_s, u"--json"_s })
    {
        server.start();
        ready = server.waitFor(u"ready"_s);
    }
    // What `mynad devices` said; its exit status in `status`.
    QVector<QJsonObject> owner(const QStringList& words)
    {
        DaemonProcess devices(QStringList { u"devices"_s } + words + QStringList { u"--data"_s, folder.path(), u"--json"_s });
        devices.start();
        status = devices.waitForExit(20000);
        complaint = devices.errors();
        return devices.events();
    }
    [[nodiscard]] QString quarantine() { return owner({ u"list"_s }).value(0)["quarantine"_L1].toString(); }
    [[nodiscard]] quint16 port() const { return quint16(QUrl(ready["websocket"_L1].toString()).port()); }

    QTemporaryDir folder;
    DaemonProcess server;
    QJsonObject ready;
    int status = -1;
    QByteArray complaint;
};

QByteArray frame(const QByteArray& text)
{
    return QByteArray("\x81", 1) + char(0x80 | text.size()) + QByteArray(4, '\0') + text;
}

void connectTo(RawClient& client)
{
    client.send("GET /xiaozhi/v1/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nDevice-Id: "
        + device.toUtf8() + "\r\nClient-Id: 7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11\r\n\r\n");
    QTRY_VERIFY(client.status() != 0);
}

}

// A device goes mad on a real server, is shut out, and let in again by its owner.
class TstQuarantine : public test::TestCase
{
    Q_OBJECT

private slots:
    void aMadDeviceIsShutOutAndReleased()
    {
        House house;
        QVERIFY2(!house.ready.isEmpty(), house.server.errors().constData());
        RawClient mad(house.port());
        connectTo(mad);
        QCOMPARE(mad.status(), 101);
        QVERIFY(house.quarantine().isEmpty());
        for (int i = 0; i < 20; ++i)
            mad.send(frame("{\"type\":"));
        QTRY_VERIFY(mad.body().contains("This device is in quarantine"));
        QVERIFY(!house.server.waitFor(u"device"_s, 60000, int(house.server.events().size()) - 1).isEmpty());
        QVERIFY(!house.quarantine().isEmpty());

        RawClient again(house.port());
        connectTo(again);
        QCOMPARE(again.status(), 403);
        QTRY_VERIFY(again.body().contains("quarantined"));

        house.owner({ u"release"_s, device });
        QCOMPARE(house.status, 0);
        QVERIFY(house.quarantine().isEmpty());
        RawClient released(house.port());
        connectTo(released);
        QCOMPARE(released.status(), 101);

        house.owner({ u"quarantine"_s, device, u"It"_s, u"hums."_s });
        QCOMPARE(house.status, 0);
        QTRY_VERIFY(released.body().contains("This device is in quarantine"));
        QCOMPARE(house.quarantine(), u"It hums."_s);
        QVERIFY2(house.server.errors().contains("It hums."), "the owner is told");

        DaemonProcess list({ u"devices"_s, u"list"_s, u"--data"_s, house.folder.path() });
        list.start();
        QCOMPARE(list.waitForExit(), 0);
        QVERIFY2(list.noise().join(u'\n').contains(u"in quarantine (It hums.)"_s), qPrintable(list.noise().join(u'\n')));
        const QTemporaryDir stranger;
        DaemonProcess strange({ u"devices"_s, u"list"_s, u"--admin"_s, house.ready["admin"_L1].toString(), u"--data"_s, stranger.path() });
        strange.start();
        QCOMPARE(strange.waitForExit(), 1);
        QVERIFY2(strange.errors().contains("--token-env"), strange.errors().constData()); // what to do about it
    }

    void theOwnerRenamesSpeaksAndRevokes()
    {
        House house;
        RawClient client(house.port());
        connectTo(client);
        QCOMPARE(client.status(), 101);
        client.send(frame(R"({"type":"hello","version":1,"transport":"websocket"})"));
        QTRY_VERIFY(client.body().contains("\"hello\""));
        house.owner({ u"rename"_s, device, u"Kitchen"_s, u"speaker"_s });
        QCOMPARE(house.status, 0);
        QCOMPARE(house.owner({ u"list"_s }).value(0)["name"_L1].toString(), u"Kitchen speaker"_s);
        house.owner({ u"say"_s, device, u"Dinner is ready."_s });
        QCOMPARE(house.status, 0);
        QTRY_VERIFY(client.body().contains("Dinner is ready."));
        house.owner({ u"revoke"_s, device });
        QCOMPARE(house.status, 0);
        QTRY_VERIFY(client.body().contains("This device was removed"));
        QCOMPARE(house.owner({ u"list"_s }).size(), 0);
        house.owner({ u"release"_s, device });
        QCOMPARE(house.status, 1);
        QVERIFY(house.complaint.contains("No device with the id"));
        house.owner({ u"say"_s, device });
        QCOMPARE(house.status, 2);
    }

    void theTokenOfTheFolderGoesNowhereElse()
    {
        const QHostAddress outer = test::outerAddress();
        if (outer.isNull())
            QSKIP("This computer has only its loopback address.");
        House house;
        QTcpServer stranger;
        QVERIFY(stranger.listen(outer));
        QByteArray heard;
        connect(&stranger, &QTcpServer::newConnection, this, [&] {
            QTcpSocket* const socket = stranger.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [&heard, socket] {
                heard += socket->readAll();
                socket->disconnectFromHost();
            });
        });
        house.owner({ u"list"_s, u"--admin"_s, u"http://%1:%2/admin"_s.arg(outer.toString()).arg(stranger.serverPort()) });
        QCOMPARE(house.status, 3);
        QVERIFY2(heard.contains("\r\nAuthorization: Bearer \r\n") || heard.contains("\r\nAuthorization: Bearer\r\n"), heard.constData());
        house.owner({ u"list"_s, u"--admin"_s, house.ready["admin"_L1].toString() });
        QCOMPARE(house.status, 0);
    }
};

QTEST_GUILESS_MAIN(TstQuarantine)
#include "tst_quarantine.moc"
