// SPDX-License-Identifier: GPL-3.0-or-later
// A server with TLS as others meet it: openssl, curl, `mynad talk`, a WebSocket that stays while the certificate changes, and its owner.
#include "net/certificatepin.h"
#include "support/daemonprocess.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QUrl>
#include <QWebSocket>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

struct Said
{
    int status = -1;
    QByteArray text; // both outputs
};

Said run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    // The server is another process: nothing here has to go on meanwhile.
    if (!process.waitForFinished(20000))
        return { -1, process.readAll() + process.errorString().toUtf8() };
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAll() };
}

struct House
{
    explicit House(const QString& tls, const QString& more = {})
    {
        QFile file(config());
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no configuration");
        file.write(
            u"selected_module:\n  Intent: nointent\nserver:\n  activation: open\n  port: 0\n  http_port: 0\n%1  tls:\n%2"_s.arg(more, tls)
                .toUtf8());
    }
    [[nodiscard]] QString config() const { return folder.filePath(u"config.yaml"_s); }
    [[nodiscard]] QString data() const { return folder.filePath(u"server"_s); }
    [[nodiscard]] QString root() const { return data() + u"/tls/root.crt"_s; }
    void start(const QString& bind = u"127.0.0.1"_s)
    {
        server = std::make_unique<DaemonProcess>(
            QStringList { u"serve"_s, u"--config"_s, config(), u"--data"_s, data(), u"--bind"_s, bind, u"--json"_s });
        server->start();
        ready = server->waitFor(u"ready"_s);
        QVERIFY2(!ready.isEmpty(), server->errors().constData());
    }
    [[nodiscard]] QUrl url(const QString& name) const { return QUrl(ready[name].toString()); }
    [[nodiscard]] QString port(const QString& of) const { return QString::number(url(of).port()); }
    // Another verb with this server's files.
    QVector<QJsonObject> verb(const QStringList& words)
    {
        DaemonProcess process(words + QStringList { u"--data"_s, data(), u"--json"_s });
        process.start();
        status = process.waitForExit();
        complaint = process.errors();
        return process.events();
    }
    [[nodiscard]] DaemonProcess* talk(const QStringList& more)
    {
        return new DaemonProcess(QStringList { u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, folder.filePath(u"client"_s),
                                     u"--json"_s, u"--timeout"_s, u"30"_s, u"--text"_s, u"what is two plus three"_s }
            + more);
    }
    [[nodiscard]] Said client(const QString& of, const QStringList& more = {}) const
    {
        return run(u"openssl"_s,
            QStringList { u"s_client"_s, u"-connect"_s, u"127.0.0.1:"_s + port(of), u"-CAfile"_s, root(), u"-verify_return_error"_s }
                + more);
    }
    void put(const char* name) const
    {
        for (const QString& kind : { u".key"_s, u".crt"_s }) {
            QFile::remove(folder.filePath(u"my"_s + kind));
            QVERIFY(QFile::copy(u"%1/tests/data/tls/%2%3"_s.arg(QStringLiteral(MYNA_SOURCE_DIR), QString::fromLatin1(name), kind),
                folder.filePath(u"my"_s + kind)));
        }
    }

    QTemporaryDir folder;
    std::unique_ptr<DaemonProcess> server;
    QJsonObject ready;
    int status = -1;
    QByteArray complaint;
};

// What a connection that begins now is shown.
QByteArray shownAt(quint16 port)
{
    QSslSocket socket;
    QByteArray certificate;
    QObject::connect(&socket, &QSslSocket::sslErrors, &socket, [&] { certificate = socket.peerCertificate().toDer(); });
    QObject::connect(&socket, &QSslSocket::encrypted, &socket, [&] { certificate = socket.peerCertificate().toDer(); });
    socket.connectToHostEncrypted(u"127.0.0.1"_s, port);
    (void)becomesTrue([&] { return !certificate.isEmpty(); });
    return certificate;
}

}

class TstTlsServe : public TestCase
{
    Q_OBJECT

private slots:
    void everythingIsAnnouncedAndReachedEncrypted()
    {
        House house(u"    enabled: true\n    names: [voice.lan]\n"_s);
        house.start();
        QCOMPARE(house.url(u"websocket"_s).scheme(), u"wss"_s);
        for (const char* name : { "ota", "vision", "admin" })
            QCOMPARE(house.url(QString::fromLatin1(name)).scheme(), u"https"_s);

        const std::unique_ptr<DaemonProcess> talk(house.talk({ u"--certificate"_s, house.root() }));
        talk->start();
        QCOMPARE(talk->waitForExit(), 0);
        QVERIFY(!house.server->waitFor(u"turn"_s).isEmpty());
        QCOMPARE(house.server->events(u"turn"_s).constFirst()["said"_L1].toString(), u"2 plus 3 is 5."_s);
        const std::unique_ptr<DaemonProcess> stranger(house.talk({}));
        stranger->start();
        QCOMPARE(stranger->waitForExit(), 3);
        QCOMPARE(house.server->events(u"turn"_s).size(), 1);

        QCOMPARE(house.verb({ u"devices"_s, u"list"_s }).size(), 1);
        QVERIFY2(house.status == 0, house.complaint.constData());
        QVERIFY(!house.verb({ u"engines"_s, u"list"_s }).isEmpty());
        QVERIFY2(house.status == 0, house.complaint.constData());
    }

    void opensslAndCurlBelieveIt()
    {
        House house(u"    enabled: true\n    names: [voice.lan]\n"_s);
        house.start();
        for (const QString& of : { u"ota"_s, u"websocket"_s }) {
            const Said newest = house.client(of, { u"-verify_hostname"_s, u"voice.lan"_s });
            QVERIFY2(newest.status == 0 && newest.text.contains("TLSv1.3") && newest.text.contains("Verification: OK"), newest.text);
            const Said older = house.client(of, { u"-tls1_2"_s, u"-verify_ip"_s, u"127.0.0.1"_s });
            QVERIFY2(older.status == 0 && older.text.contains("TLSv1.2"), older.text);
            QVERIFY(house.client(of, { u"-verify_hostname"_s, u"bank.example"_s }).status != 0);
            for (const QString& old : { u"-tls1"_s, u"-tls1_1"_s }) {
                const Said refused = house.client(of, { old, u"-cipher"_s, u"DEFAULT@SECLEVEL=0"_s });
                QVERIFY2(refused.status != 0 && refused.text.contains("no peer certificate available"), refused.text);
            }
            QVERIFY(!newest.text.contains("Acceptable client certificate CA names"));
        }
        const QString address = house.url(u"ota"_s).toString();
        const Said page = run(u"curl"_s, { u"-sS"_s, u"--cacert"_s, house.root(), address });
        QVERIFY2(page.status == 0 && page.text.contains("wss://127.0.0.1:"), page.text);
        const Said check = run(u"curl"_s,
            { u"-sS"_s, u"--cacert"_s, house.root(), u"-H"_s, u"Device-Id: a4:cf:12:0b:9e:31"_s, u"-H"_s,
                u"Client-Id: 7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s, u"-d"_s, u"{}"_s, address });
        const QJsonObject answer = QJsonDocument::fromJson(check.text).object();
        QVERIFY2(answer["websocket"_L1]["url"_L1].toString().startsWith(u"wss://127.0.0.1:"_s), check.text);
        QVERIFY(run(u"curl"_s, { u"-sS"_s, address }).status != 0); // nobody vouches for it
        const Said plain = run(u"curl"_s, { u"-sS"_s, QString(address).replace(u"https"_s, u"http"_s) });
        QVERIFY2(plain.status == 0 && plain.text.contains("https://"), plain.text);
    }

    void aSessionLivesOnWhileTheCertificateChanges()
    {
        House house(u"    enabled: true\n"_s);
        house.put("selfsigned");
        QFile config(house.config());
        QVERIFY(config.open(QIODevice::Append));
        config.write(
            u"    certificate: %1\n    key: %2\n"_s.arg(house.folder.filePath(u"my.crt"_s), house.folder.filePath(u"my.key"_s)).toUtf8());
        config.close();
        house.start();
        const quint16 port = quint16(house.url(u"websocket"_s).port());
        QCOMPARE(shownAt(port), certificateOf("selfsigned"));
        QCOMPARE(house.verb({ u"devices"_s, u"list"_s }).size(), 0);
        QVERIFY2(house.status == 0, house.complaint.constData());

        QWebSocket session;
        session.setSslConfiguration(net::configurationFor(certificateOf("selfsigned")));
        session.ignoreSslErrors(net::forgivenErrors(certificateOf("selfsigned")));
        QStringList heard;
        connect(&session, &QWebSocket::textMessageReceived, this, [&heard](const QString& text) { heard << text; });
        QNetworkRequest request(house.url(u"websocket"_s));
        request.setRawHeader("Device-Id", "a4:cf:12:0b:9e:31");
        request.setRawHeader("Client-Id", "7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11");
        session.open(request);
        QTRY_COMPARE(session.state(), QAbstractSocket::ConnectedState);
        session.sendTextMessage(u"{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}"_s);
        QTRY_VERIFY(!heard.isEmpty());

        house.put("another");
        QTRY_COMPARE(shownAt(port), certificateOf("another"));
        heard.clear();
        session.sendTextMessage(u"{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is two plus three\"}"_s);
        QTRY_VERIFY(heard.join(u' ').contains(u"2 plus 3 is 5."_s));
        QCOMPARE(session.state(), QAbstractSocket::ConnectedState);
        // What programs of this computer believe has changed with it.
        QVERIFY(!house.verb({ u"devices"_s, u"list"_s }).isEmpty());
        QVERIFY2(house.status == 0, house.complaint.constData());
    }

    void theOwnerMakesAndExtendsTheCertificate()
    {
        House house(u"    enabled: true\n"_s);
        const auto made = house.verb({ u"certificate"_s }).value(0);
        QVERIFY2(house.status == 0, house.complaint.constData());
        QCOMPARE(made["root"_L1].toString(), house.root());
        QCOMPARE(made["made"_L1].toBool(), true);
        QVERIFY(QFile::exists(house.root()));
        const Said print = run(u"openssl"_s, { u"x509"_s, u"-in"_s, house.root(), u"-noout"_s, u"-fingerprint"_s, u"-sha256"_s });
        QVERIFY(print.text.contains(made["root_fingerprint"_L1].toString().toLatin1()));

        house.start();
        const quint16 port = quint16(house.url(u"ota"_s).port());
        const QByteArray before = shownAt(port);
        QCOMPARE(net::fingerprintOf(before), made["fingerprint"_L1].toString());
        QCOMPARE(house.verb({ u"certificate"_s }).value(0)["made"_L1].toBool(true), false);
        const auto extended = house.verb({ u"certificate"_s, u"--name"_s, u"nas.home.arpa"_s }).value(0);
        QCOMPARE(house.status, 0);
        QVERIFY(extended["names"_L1].toArray().contains(u"nas.home.arpa"_s));
        QTRY_COMPARE(net::fingerprintOf(shownAt(port)), extended["fingerprint"_L1].toString());
        QVERIFY(house.client(u"ota"_s, { u"-verify_hostname"_s, u"nas.home.arpa"_s }).status == 0);
        house.verb({ u"certificate"_s, u"--name"_s, u"not a name"_s });
        QCOMPARE(house.status, 2);
        QVERIFY(house.verb({ u"certificate"_s }).value(0)["names"_L1].toArray().contains(u"nas.home.arpa"_s));
    }

    void whatCannotBeUsedDoesNotStart()
    {
        House house(u"    enabled: true\n    certificate: /nonexistent/my.crt\n    key: /nonexistent/my.key\n"_s);
        DaemonProcess server(
            { u"serve"_s, u"--config"_s, house.config(), u"--data"_s, house.data(), u"--bind"_s, u"127.0.0.1"_s, u"--json"_s });
        server.start();
        QCOMPARE(server.waitForExit(), 2);
        QVERIFY2(server.errors().contains("my.crt"), server.errors());
        const auto found = house.verb({ u"doctor"_s, u"--config"_s, house.config() });
        QVERIFY(std::any_of(found.begin(), found.end(),
            [](const QJsonObject& line) { return line["check"_L1] == u"tls"_s && line["level"_L1] == u"error"_s; }));
    }

    void theOwnerIsToldWhenStrangersMayListen()
    {
        House house(u"    enabled: false\n"_s, u"  allowed_networks: [0.0.0.0/0]\n"_s);
        house.start(u"0.0.0.0"_s);
        QTRY_VERIFY(house.server->errors().contains("nothing is encrypted"));
        House home(u"    enabled: false\n"_s, u"  allowed_networks: [192.168.0.0/16]\n"_s);
        home.start(u"0.0.0.0"_s);
        QVERIFY(!home.server->errors().contains("nothing is encrypted"));
        House secure(u"    enabled: true\n"_s, u"  allowed_networks: [0.0.0.0/0]\n"_s);
        secure.start(u"0.0.0.0"_s);
        QVERIFY(!secure.server->errors().contains("nothing is encrypted"));
    }

    // Whatever the shell's mask is.
    void everyFileIsTheOwnersAlone()
    {
        House house(u"    enabled: true\n"_s);
        house.start();
        const std::unique_ptr<DaemonProcess> talk(house.talk({ u"--certificate"_s, house.root() }));
        talk->start();
        QCOMPARE(talk->waitForExit(), 0);
        QVERIFY(!house.server->waitFor(u"turn"_s).isEmpty());
        constexpr auto others
            = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QStringList files;
        for (const QString& folder : { house.data(), house.folder.filePath(u"client"_s) }) {
            QVERIFY2(!(QFile::permissions(folder) & others), qPrintable(folder));
            QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                files << it.next();
                QVERIFY2(!(QFile::permissions(files.constLast()) & others), qPrintable(files.constLast()));
            }
        }
        for (const char* name : { "server.db", "server.db-wal", "server.db-shm", "myna.log", "admin.json", "server.key" })
            QVERIFY2(files.filter(QString::fromLatin1(name)).size() > 0, qPrintable(QString::fromLatin1(name) + files.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TstTlsServe)
#include "tst_tlsserve.moc"
