// SPDX-License-Identifier: GPL-3.0-or-later
// packaging/scale as it is shipped: two `mynad serve` with one PostgreSQL behind a real haproxy.
#include "http/rawclient.h"
#include "serveredge/storefixture.h"
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QStandardPaths>
#include <QTcpServer>
#include <QWebSocket>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

namespace {

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

const QString balancerHost = u"127.0.0.1"_s;

// A device that holds a session open.
class Talker : public QObject
{
public:
    Talker(const QUrl& url, const QString& token)
    {
        QNetworkRequest request(url);
        request.setRawHeader("Device-Id", test::deviceId.toLatin1());
        request.setRawHeader("Client-Id", test::clientId.toLatin1());
        request.setRawHeader("Protocol-Version", "1");
        request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
        connect(&socket, &QWebSocket::textMessageReceived, this,
            [this](const QString& text) { messages.append(QJsonDocument::fromJson(text.toUtf8()).object()); });
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.open(request);
    }
    bool hello()
    {
        if (!test::becomesTrue([this] { return socket.state() == QAbstractSocket::ConnectedState; }))
            return false;
        socket.sendTextMessage(u"{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"audio_params\":{\"format\":\"opus\","
                               "\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}"_s);
        return test::becomesTrue([this] { return has(u"hello"_s); });
    }
    [[nodiscard]] bool has(const QString& type, const QString& state = {}) const
    {
        return std::any_of(messages.begin(), messages.end(),
            [&](const QJsonObject& message) { return message["type"_L1] == type && (state.isEmpty() || message["state"_L1] == state); });
    }

    QWebSocket socket;
    QVector<QJsonObject> messages;
};

}

class TstScaleOut : public test::TestCase
{
    Q_OBJECT

    test::StorePlaces m_places;
    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    quint16 m_sessionPort = freePort();
    quint16 m_webPort = freePort();
    std::unique_ptr<test::DaemonProcess> m_instances[2];
    QProcess m_balancer;

    // A loopback address for each, with the same two ports.
    static QString host(int instance) { return u"127.0.0.%1"_s.arg(instance + 2); }
    [[nodiscard]] QString data(int instance) const { return m_folder.filePath(u"data%1"_s.arg(instance)); }

    bool startInstance(int number, const server::StorePlace& place)
    {
        auto& instance = m_instances[number];
        instance = std::make_unique<test::DaemonProcess>(QStringList { u"serve"_s, u"--json"_s, u"--data"_s, data(number), u"--config"_s,
            QStringLiteral(MYNA_SOURCE_DIR "/packaging/scale/myna.yaml"), u"--bind"_s, host(number), u"--port"_s,
            QString::number(m_sessionPort), u"--http-port"_s, QString::number(m_webPort), u"--activation"_s, u"approve"_s });
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"MYNA_DATABASE_URL"_s, place.config.url);
        environment.insert(u"MYNA_DATABASE_PASSWORD"_s, place.config.password);
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        instance->process().setProcessEnvironment(environment);
        instance->start();
        return true;
    }

    bool startBalancer()
    {
        QString program = QStandardPaths::findExecutable(u"haproxy"_s, { u"/usr/sbin"_s, u"/usr/bin"_s, u"/usr/local/sbin"_s });
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"BALANCER_ADDRESS"_s, balancerHost);
        environment.insert(u"SESSION_PORT"_s, QString::number(m_sessionPort));
        environment.insert(u"WEB_PORT"_s, QString::number(m_webPort));
        environment.insert(u"INSTANCE_A"_s, host(0));
        environment.insert(u"INSTANCE_B"_s, host(1));
        environment.insert(u"CONNECTS_PER_MINUTE"_s, u"30"_s);
        m_balancer.setProcessEnvironment(environment);
        m_balancer.setProcessChannelMode(QProcess::MergedChannels);
        m_balancer.start(program, { u"-db"_s, u"-f"_s, QStringLiteral(MYNA_SOURCE_DIR "/packaging/scale/haproxy.cfg") });
        return test::becomesTrue([this] { return get(balancerHost, u"/healthz"_s) == 200; });
    }

    int get(const QString& host, const QString& path)
    {
        QNetworkRequest request(QUrl(u"http://%1:%2%3"_s.arg(host).arg(m_webPort).arg(path)));
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        (void)test::becomesTrue([&] { return reply->isFinished(); });
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    QJsonObject versionCheck(const QString& host)
    {
        QNetworkRequest request(QUrl(u"http://%1:%2/xiaozhi/ota/"_s.arg(host).arg(m_webPort)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setRawHeader("Device-Id", test::deviceId.toLatin1());
        request.setRawHeader("Client-Id", test::clientId.toLatin1());
        const std::unique_ptr<QNetworkReply> reply(m_network.post(request, QByteArray("{\"board\":{\"type\":\"bread\"}}")));
        (void)test::becomesTrue([&] { return reply->isFinished(); });
        return QJsonDocument::fromJson(reply->readAll()).object();
    }

    int owner(int instance, const QStringList& words)
    {
        test::DaemonProcess process(QStringList { u"devices"_s } + words + QStringList { u"--data"_s, data(instance) });
        process.start();
        return process.waitForExit(20000);
    }

    bool sees(int instance, const QString& event, const QString& key, const QString& value)
    {
        return test::becomesTrue([&] {
            const auto events = m_instances[instance]->events(event);
            return std::any_of(events.begin(), events.end(), [&](const QJsonObject& row) { return row[key] == value; });
        });
    }

    // Bytes that must be in no file and on no output.
    void findsNoSecret(const QByteArray& secret)
    {
        for (const int instance : { 0, 1 }) {
            QVERIFY(!m_instances[instance]->errors().contains(secret));
            for (const QJsonObject& event : m_instances[instance]->events())
                QVERIFY(!QJsonDocument(event).toJson().contains(secret));
            QDirIterator files(data(instance), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                QVERIFY2(!file.readAll().contains(secret), qPrintable(file.fileName()));
            }
            QFile commandLine(u"/proc/%1/cmdline"_s.arg(m_instances[instance]->process().processId()));
            QVERIFY(commandLine.open(QIODevice::ReadOnly));
            QVERIFY(!commandLine.readAll().contains(secret));
        }
    }

private slots:
    void initTestCase() { m_network.setProxy(QNetworkProxy::NoProxy); }
    void cleanupTestCase()
    {
        m_balancer.kill();
        m_balancer.waitForFinished(5000);
        for (auto& instance : m_instances)
            instance.reset();
    }

    void oneServerInTwoPlaces();
};

void TstScaleOut::oneServerInTwoPlaces()
{
    const server::StorePlace place = m_places.make(true);
    QVERIFY2(m_places.server().isRunning(), qPrintable(m_places.server().trouble()));
    for (const int instance : { 0, 1 }) // both make the tables at once
        startInstance(instance, place);
    for (auto& instance : m_instances)
        QVERIFY2(!instance->waitFor(u"ready"_s).isEmpty(), instance->errors().constData());
    QVERIFY2(startBalancer(), m_balancer.readAll().constData());

    // Offered by one, approved at the other, known to both.
    const QString code = versionCheck(host(0))["activation"_L1]["code"_L1].toString();
    QCOMPARE(code.size(), 6);
    QVERIFY(sees(1, u"activation"_s, u"code"_s, code));
    QCOMPARE(versionCheck(host(1))["activation"_L1]["code"_L1].toString(), code);
    QCOMPARE(owner(1, { u"approve"_s, code }), 0);
    QVERIFY(sees(0, u"activation"_s, u"state"_s, u"bound"_s));

    // A token of either is good at both.
    const QJsonObject section = versionCheck(balancerHost)["websocket"_L1].toObject();
    QCOMPARE(QUrl(section["url"_L1].toString()).host(), balancerHost);
    QCOMPARE(QUrl(section["url"_L1].toString()).port(), int(m_sessionPort));
    std::vector<std::unique_ptr<Talker>> talkers;
    for (int i = 0; i < 2; ++i) {
        talkers.push_back(std::make_unique<Talker>(QUrl(section["url"_L1].toString()), section["token"_L1].toString()));
        QVERIFY2(talkers.back()->hello(), qPrintable(talkers.back()->socket.errorString()));
    }
    for (const int instance : { 0, 1 })
        QVERIFY(sees(instance, u"device"_s, u"state"_s, u"connected"_s));
    for (auto& talker : talkers) {
        talker->socket.sendTextMessage(u"{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what time is it\"}"_s);
        QTRY_VERIFY(talker->has(u"tts"_s, u"start"_s));
    }
    Talker stranger(QUrl(section["url"_L1].toString()), u"forged.1760000000"_s);
    QTRY_VERIFY(stranger.socket.errorString().contains(u"401"_s));

    // The owner's desk is not behind the balancer.
    QCOMPARE(get(balancerHost, u"/admin/devices"_s), 403);
    test::RawClient disguised(m_webPort);
    disguised.send("GET /%61dmin/devices HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QTRY_COMPARE(disguised.status(), 403);
    QVERIFY(!disguised.received().contains("token")); // it did not come from an instance

    // Revoked at one: gone from both.
    QCOMPARE(owner(0, { u"revoke"_s, test::deviceId }), 0);
    for (auto& talker : talkers)
        QTRY_COMPARE(talker->socket.state(), QAbstractSocket::UnconnectedState);
    for (const int instance : { 0, 1 })
        QTRY_VERIFY(versionCheck(host(instance)).contains("activation"_L1));
    findsNoSecret(test::PostgresRig::password().toUtf8());

    // One ends; the other goes on behind the same address.
    m_instances[0]->process().terminate();
    QCOMPARE(m_instances[0]->waitForExit(), 0);
    QTRY_VERIFY(!versionCheck(balancerHost)["activation"_L1]["code"_L1].toString().isEmpty());
}

QTEST_GUILESS_MAIN(TstScaleOut)
#include "tst_scaleout.moc"
