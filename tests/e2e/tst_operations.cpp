// SPDX-License-Identifier: GPL-3.0-or-later
// What the owner of a real `mynad serve` sees of it from outside: health, figures, logs, the live feed.
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QWebSocket>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace myna::test;

class TstOperations final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresAndLogsTellOfATurn();
    void theLiveFeedTellsFiguresWhileSomebodyListens();
    void whatIsLoggedReachesTheFeed();
    void theLogGoesWhereTheConfigurationSays();

private:
    QJsonValue ask(const QString& path, int expectedStatus = 200);
    QByteArray get(const QString& path, bool withToken, int expectedStatus);

    QTemporaryDir m_folder;
    std::unique_ptr<DaemonProcess> m_server;
    QString m_web;
    QString m_ota;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};

void TstOperations::initTestCase()
{
    QFile config(m_folder.filePath(u"server.yaml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("log:\n  log_dir: " + m_folder.filePath(u"journal"_s).toUtf8() + "\n");
    config.close();
    m_server = std::make_unique<DaemonProcess>(
        QStringList { u"serve"_s, u"--config"_s, config.fileName(), u"--data"_s, m_folder.filePath(u"server"_s), u"--bind"_s,
            u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    m_server->start();
    const QJsonObject ready = m_server->waitFor(u"ready"_s);
    QVERIFY2(!ready.isEmpty(), m_server->errors().constData());
    m_ota = ready["ota"_L1].toString();
    m_web = m_ota.left(m_ota.indexOf(u"/xiaozhi"_s));
    QFile admin(m_folder.filePath(u"server/admin.json"_s));
    QVERIFY(admin.open(QIODevice::ReadOnly));
    m_token = QJsonDocument::fromJson(admin.readAll())["token"_L1].toString().toUtf8();
    QVERIFY(!m_token.isEmpty());
}

QByteArray TstOperations::get(const QString& path, bool withToken, int expectedStatus)
{
    QNetworkRequest request { QUrl(m_web + path) };
    if (withToken)
        request.setRawHeader("Authorization", "Bearer " + m_token);
    const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!finished.wait(patienceMs) || reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != expectedStatus)
        return {};
    return reply->readAll();
}

QJsonValue TstOperations::ask(const QString& path, int expectedStatus)
{
    return QJsonDocument::fromJson(get(path, true, expectedStatus)).object()["data"_L1];
}

void TstOperations::figuresAndLogsTellOfATurn()
{
    DaemonProcess talk({ u"talk"_s, u"--ota"_s, m_ota, u"--data"_s, m_folder.filePath(u"client"_s), u"--text"_s, u"what time is it"_s,
        u"--output"_s, m_folder.filePath(u"answer.wav"_s), u"--json"_s });
    talk.start();
    QCOMPARE(talk.waitForExit(), 0);
    const QString device = m_server->waitFor(u"turn"_s)["device"_L1].toString();
    QVERIFY(!device.isEmpty());

    const QJsonObject health = QJsonDocument::fromJson(get(u"/healthz"_s, false, 200)).object();
    QCOMPARE(health["status"_L1].toString(), u"ok"_s);
    QVERIFY(health["reasons"_L1].toArray().isEmpty());
    const QByteArray text = get(u"/metrics"_s, false, 200);
    QVERIFY(text.contains("\nmyna_turns_total 1\n"));
    QVERIFY(text.contains("myna_engine_calls_total{kind=\"TTS\",engine=\"espeak-ng\"} 1"));
    QVERIFY(text.contains("myna_turn_own_milliseconds_count 1"));
    const QJsonObject figures = ask(u"/admin/metrics"_s).toObject();
    QCOMPARE(figures["counters"_L1]["myna_turns_total"_L1].toInt(), 1);
    QVERIFY(figures["gauges"_L1]["myna_resident_bytes"_L1].toDouble() > 1e6);

    const QJsonArray performance = ask(u"/admin/logs?channel=performance"_s).toArray();
    QCOMPARE(performance.size(), 1);
    const QJsonObject turn = performance.first()["fields"_L1].toObject();
    QCOMPARE(turn["device"_L1].toString(), device);
    QVERIFY(turn["timeline"_L1]["first_packet"_L1].isDouble());
    const QByteArray line = QJsonDocument(turn).toJson();
    QVERIFY2(!line.contains("time is it") && !line.contains("what time"), line.constData()); // never what was said
    QStringList seen;
    for (const QJsonValue& entry : ask(u"/admin/logs?channel=access&limit=1000"_s).toArray())
        seen << entry["fields"_L1]["event"_L1].toString() + u' ' + entry["fields"_L1]["path"_L1].toString();
    QVERIFY(seen.contains(u"http /xiaozhi/ota/"_s));
    QVERIFY(seen.contains(u"connected "_s));
    QVERIFY(seen.contains(u"closed "_s));
    QCOMPARE(ask(u"/admin/logs?channel=access&limit=2"_s).toArray().size(), 2);
    QVERIFY(!get(u"/admin/logs?channel=../../etc/passwd"_s, true, 400).isEmpty());
    QVERIFY(!get(u"/admin/logs?channel=error&limit=0"_s, true, 400).isEmpty());
    QVERIFY(!get(u"/admin/logs?channel=error"_s, false, 401).isEmpty());
}

void TstOperations::theLiveFeedTellsFiguresWhileSomebodyListens()
{
    QWebSocket socket;
    QStringList events;
    connect(&socket, &QWebSocket::textMessageReceived, this,
        [&events](const QString& message) { events << QJsonDocument::fromJson(message.toUtf8())["event"_L1].toString(); });
    QNetworkRequest request { QUrl(m_web.replace(u"http:"_s, u"ws:"_s) + u"/admin/live"_s) };
    m_web.replace(u"ws:"_s, u"http:"_s);
    request.setRawHeader("Authorization", "Bearer " + m_token);
    socket.open(request);
    QTRY_VERIFY(events.count(u"metrics"_s) >= 2);
    QVERIFY(events.contains(u"devices"_s));
}

void TstOperations::whatIsLoggedReachesTheFeed()
{
    QWebSocket socket;
    QStringList texts;
    connect(&socket, &QWebSocket::textMessageReceived, this, [&texts](const QString& message) {
        const QJsonObject event = QJsonDocument::fromJson(message.toUtf8()).object();
        if (event["event"_L1] == "log"_L1)
            texts << event["data"_L1]["channel"_L1].toString();
    });
    QNetworkRequest request { QUrl(u"ws"_s + m_web.mid(4) + u"/admin/live"_s) };
    request.setRawHeader("Authorization", "Bearer " + m_token);
    QSignalSpy connected(&socket, &QWebSocket::connected);
    socket.open(request);
    QVERIFY(connected.wait());
    QVERIFY(!get(u"/healthz"_s, false, 200).isEmpty());
    QTRY_VERIFY(texts.contains(u"access"_s));
}

void TstOperations::theLogGoesWhereTheConfigurationSays()
{
    const QDir journal(m_folder.filePath(u"journal"_s));
    QCOMPARE(
        journal.entryList(QDir::Files, QDir::Name), QStringList({ u"access.log"_s, u"error.log"_s, u"myna.log"_s, u"performance.log"_s }));
    m_server->process().terminate();
    QCOMPARE(m_server->waitForExit(), 0);
}

QTEST_GUILESS_MAIN(TstOperations)
#include "tst_operations.moc"
