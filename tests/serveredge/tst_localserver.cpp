// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/localserver.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QWebSocket>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

// The facade with its own thread and event loop.
class TstLocalServer : public test::TestCase
{
    Q_OBJECT

private slots:
    void startsAndStops();
    void startsAgain();
    void saysThatAPortIsTaken();
    void saysThatAFolderHasAServer();
    void saysThatAFolderCannotBeWritten();
    void warnsOfADamagedDatabase();
    void stopClosesWith1001();
    void approvesAcrossThreads();
    void mayBeDestroyedWhileRunning();

private:
    ServerOptions options() const
    {
        ServerOptions options;
        options.dataDir = m_folder.path();
        options.bind = QHostAddress::LocalHost;
        options.port = 0;
        options.httpPort = 0;
        options.activation = ActivationPolicy::Open;
        return options;
    }
    static QNetworkRequest session(const ServerAddresses& addresses)
    {
        QNetworkRequest request(addresses.websocket);
        request.setRawHeader("Device-Id", test::deviceId.toUtf8());
        request.setRawHeader("Client-Id", test::clientId.toUtf8());
        return request;
    }
    QTemporaryDir m_folder;
};

void TstLocalServer::startsAndStops()
{
    LocalServer server(std::make_unique<test::MuteEngines>());
    QSignalSpy started(&server, &LocalServer::started);
    QSignalSpy stopped(&server, &LocalServer::stopped);
    QVERIFY(!server.isRunning());
    server.start(options());
    QVERIFY(server.isRunning());
    QTRY_COMPARE(started.size(), 1);
    const auto addresses = started.first().first().value<ServerAddresses>();
    QVERIFY(addresses.websocket.port() > 0);
    QCOMPARE(addresses.ota.path(), u"/xiaozhi/ota/"_s);
    server.stop();
    QTRY_COMPARE(stopped.size(), 1);
    QVERIFY(!server.isRunning());
}

void TstLocalServer::startsAgain()
{
    LocalServer server(std::make_unique<test::MuteEngines>());
    for (int i = 0; i < 5; ++i) {
        QSignalSpy started(&server, &LocalServer::started);
        QSignalSpy stopped(&server, &LocalServer::stopped);
        server.start(options());
        if (i % 2 == 0)
            QTRY_COMPARE(started.size(), 1);
        server.stop();
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(started.size(), 1);
    }
}

void TstLocalServer::saysThatAPortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    LocalServer server(std::make_unique<test::MuteEngines>());
    QSignalSpy failed(&server, &LocalServer::failed);
    QSignalSpy stopped(&server, &LocalServer::stopped);
    ServerOptions taken = options();
    taken.httpPort = other.serverPort();
    server.start(taken);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.code, Error::Code::Unavailable);
    QCOMPARE(
        error.text, u"Port %1 is already used by another program. Stop it or choose another port in Settings."_s.arg(other.serverPort()));
    QVERIFY(!server.isRunning());
    QCOMPARE(stopped.size(), 0);
    QSignalSpy started(&server, &LocalServer::started);
    server.start(options());
    QTRY_COMPARE(started.size(), 1);
}

void TstLocalServer::saysThatAFolderHasAServer()
{
    ServerOptions fresh = options();
    fresh.dataDir = m_folder.filePath(u"not there yet"_s);
    LocalServer first(std::make_unique<test::MuteEngines>());
    QSignalSpy started(&first, &LocalServer::started);
    first.start(fresh);
    QTRY_COMPARE(started.size(), 1);
    const QString adminFile = QDir(fresh.dataDir).filePath(u"admin.json"_s);
    const auto inIt = [&adminFile] {
        QFile file(adminFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = inIt();
    QVERIFY(!before.isEmpty());
    LocalServer second(std::make_unique<test::MuteEngines>());
    QSignalSpy failed(&second, &LocalServer::failed);
    second.start(fresh);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.code, Error::Code::Unavailable);
    QVERIFY2(error.text.contains(fresh.dataDir), qPrintable(error.text));
    QCOMPARE(inIt(), before);
    QSignalSpy stopped(&first, &LocalServer::stopped);
    first.stop();
    QTRY_COMPARE(stopped.size(), 1);
    QSignalSpy startedThen(&second, &LocalServer::started);
    second.start(fresh);
    QTRY_COMPARE(startedThen.size(), 1);
}

void TstLocalServer::saysThatAFolderCannotBeWritten()
{
    QVERIFY(QFile(m_folder.filePath(u"file"_s)).open(QIODevice::WriteOnly));
    LocalServer server(std::make_unique<test::MuteEngines>());
    QSignalSpy failed(&server, &LocalServer::failed);
    ServerOptions readOnly = options();
    readOnly.dataDir = m_folder.filePath(u"file"_s);
    server.start(readOnly);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.code, Error::Code::Refused);
    QVERIFY(error.text.contains(readOnly.dataDir));
    QVERIFY(error.text.contains(u"choose another data folder"_s));
}

void TstLocalServer::warnsOfADamagedDatabase()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"server.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    LocalServer server(std::make_unique<test::MuteEngines>());
    QSignalSpy warned(&server, &LocalServer::warned);
    QSignalSpy started(&server, &LocalServer::started);
    ServerOptions damaged = options();
    damaged.dataDir = folder.path();
    server.start(damaged);
    QTRY_COMPARE(started.size(), 1);
    QCOMPARE(warned.size(), 1);
    QVERIFY(warned.first().first().toString().contains(u"server.db.broken-1"_s));
}

void TstLocalServer::stopClosesWith1001()
{
    LocalServer server(std::make_unique<test::MuteEngines>());
    QSignalSpy started(&server, &LocalServer::started);
    QSignalSpy stopped(&server, &LocalServer::stopped);
    QSignalSpy closed(&server, &LocalServer::deviceClosed);
    server.start(options());
    QTRY_COMPARE(started.size(), 1);
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected);
    QSignalSpy disconnected(&client, &QWebSocket::disconnected);
    client.open(session(started.first().first().value<ServerAddresses>()));
    QTRY_COMPARE(connected.size(), 1);
    server.stop();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(closed.size(), 1);
}

void TstLocalServer::approvesAcrossThreads()
{
    LocalServer server(std::make_unique<test::MuteEngines>());
    QSignalSpy started(&server, &LocalServer::started);
    QVector<ActivationRequest> changes;
    connect(&server, &LocalServer::activationChanged, this, [&](const ActivationRequest& request) { changes.append(request); });
    QSignalSpy rows(&server, &LocalServer::devicesChanged);
    QTemporaryDir folder;
    ServerOptions approving = options();
    approving.activation = ActivationPolicy::Approve;
    approving.dataDir = folder.path();
    server.start(approving);
    QTRY_COMPARE(started.size(), 1);
    QWebSocket client;
    client.open(session(started.first().first().value<ServerAddresses>()));
    QTRY_COMPARE(changes.size(), 1);
    server.approve(changes.first().code);
    QTRY_COMPARE(changes.size(), 2);
    QCOMPARE(changes.last().state, ActivationRequest::State::Bound);
    QTRY_VERIFY(!rows.isEmpty() && rows.last().first().value<QVector<DeviceRow>>().size() == 1);
    QSignalSpy failed(&server, &LocalServer::wishFailed);
    server.refuse(u"no code"_s);
    QTRY_COMPARE(failed.size(), 1);
}

void TstLocalServer::mayBeDestroyedWhileRunning()
{
    QWebSocket client;
    QSignalSpy disconnected(&client, &QWebSocket::disconnected);
    {
        LocalServer server(std::make_unique<test::MuteEngines>());
        QSignalSpy started(&server, &LocalServer::started);
        server.start(options());
        QTRY_COMPARE(started.size(), 1);
        QSignalSpy connected(&client, &QWebSocket::connected);
        client.open(session(started.first().first().value<ServerAddresses>()));
        QTRY_COMPARE(connected.size(), 1);
    }
    QTRY_COMPARE(disconnected.size(), 1);
    LocalServer neverStarted;
}

QTEST_GUILESS_MAIN(TstLocalServer)
#include "tst_localserver.moc"
