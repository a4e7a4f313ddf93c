// SPDX-License-Identifier: GPL-3.0-or-later
// A real `mynad serve` whose configuration is changed while it runs: by an editor, by SIGHUP, over the administration.
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace myna::test;

class TstConfigReload final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void cleanup() { prepare(); }

    void followsAnEditorAndSighup();
    void followsTheAdministration();
    void readsSecretsOfItsFolder();

private:
    void prepare()
    {
        m_daemon.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_config = m_folder->filePath(u"server.yaml"_s);
    }
    void write(const QByteArray& text) const
    {
        QFile file(m_config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    // As editors save: another file in its place.
    void replace(const QByteArray& text) const
    {
        QFile file(m_config + u".swp"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QCOMPARE(std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(m_config).constData()), 0);
    }
    QString dataDir() const { return m_folder->filePath(u"data"_s); }
    QJsonObject serve()
    {
        m_daemon = std::make_unique<DaemonProcess>(QStringList { u"serve"_s, u"--config"_s, m_config, u"--data"_s, dataDir(), u"--bind"_s,
            u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--json"_s });
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.insert(u"MYNA_TEST_PROMPT"_s, u"from the environment"_s);
        m_daemon->process().setProcessEnvironment(environment);
        m_daemon->start();
        return m_daemon->waitFor(u"ready"_s);
    }
    QJsonObject nextConfig(int number)
    {
        const auto count = [this] { return m_daemon->events(u"config"_s).size(); };
        [&] { QTRY_VERIFY(count() > number); }();
        return m_daemon->events(u"config"_s).value(number);
    }
    QJsonObject ask(const QByteArray& verb, const QString& path, const QJsonObject& body, int expected)
    {
        QFile file(QDir(dataDir()).filePath(u"admin.json"_s));
        [&] { QVERIFY(file.open(QIODevice::ReadOnly)); }();
        const QJsonObject admin = QJsonDocument::fromJson(file.readAll()).object();
        QString base = admin["url"_L1].toString();
        base.chop(base.endsWith(u'/') ? 1 : 0);
        QNetworkRequest request(QUrl(base + path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setRawHeader("Authorization", "Bearer " + admin["token"_L1].toString().toUtf8());
        QNetworkAccessManager network;
        network.setProxy(QNetworkProxy::NoProxy);
        const QByteArray content = verb == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
        QNetworkReply* const reply = network.sendCustomRequest(request, verb, content);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        [&] { QVERIFY(reply->isFinished() || finished.wait(patienceMs)); }();
        const QByteArray answer = reply->readAll();
        [&] { QVERIFY2(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == expected, answer.constData()); }();
        return QJsonDocument::fromJson(answer).object();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_config;
    std::unique_ptr<DaemonProcess> m_daemon;
};

void TstConfigReload::followsAnEditorAndSighup()
{
    write("language: en\n");
    QVERIFY(!serve().isEmpty());
    replace("language: zh\nprompt: ${MYNA_TEST_PROMPT}\n");
    QJsonObject event = nextConfig(0);
    QCOMPARE(event["state"_L1].toString(), u"applied"_s);
    QCOMPARE(event["changed"_L1].toArray(), QJsonArray({ u"language"_s, u"prompt"_s }));
    replace("language: zh\nprompt: ${MYNA_TEST_NOTHING}\n");
    event = nextConfig(1);
    QCOMPARE(event["state"_L1].toString(), u"rejected"_s);
    const QString error = event["error"_L1].toString();
    QVERIFY2(error.contains(u"server.yaml, line 2: prompt"_s) && error.contains(u"MYNA_TEST_NOTHING"_s), qPrintable(error));
    // What is there is read again when asked for, also when nothing changed.
    QCOMPARE(::kill(pid_t(m_daemon->process().processId()), SIGHUP), 0);
    QCOMPARE(nextConfig(2)["state"_L1].toString(), u"rejected"_s);
    replace("language: en\n");
    event = nextConfig(3);
    QCOMPARE(event["changed"_L1].toArray(), QJsonArray({ u"language"_s, u"prompt"_s }));
    m_daemon->process().terminate();
    QCOMPARE(m_daemon->waitForExit(), 0);
    QVERIFY(m_daemon->noise().isEmpty());
}

void TstConfigReload::followsTheAdministration()
{
    write("language: en\nLLM: { a: { type: openai, url: http://127.0.0.1:1/, model_name: m, api_key: sk-0123456789abcdef } }\n");
    QVERIFY(!serve().isEmpty());
    const QJsonObject shown = ask("GET", u"/config"_s, {}, 200)["data"_L1].toObject();
    QCOMPARE(shown["revision"_L1].toInt(), 1);
    QVERIFY(!QJsonDocument(shown).toJson().contains("sk-0123"));
    QCOMPARE(shown["effective"_L1]["language"_L1].toString(), u"en"_s);
    QCOMPARE(shown["findings"_L1].toArray().size(), 1); // the key in plain text
    const QString edited = shown["text"_L1].toString().replace(u"language: en"_s, u"language: zh"_s);
    const QJsonObject judged = ask("POST", u"/config/check"_s, { { u"text"_s, edited } }, 200)["data"_L1].toObject();
    QCOMPARE(judged["changes"_L1].toArray().size(), 1);
    const QJsonObject wrong = ask("PUT", u"/config"_s, { { u"text"_s, u"language: tlh"_s }, { u"base_revision"_s, 1 } }, 422);
    QCOMPARE(wrong["data"_L1]["findings"_L1][0]["line"_L1].toInt(), 1);
    ask("PUT", u"/config"_s, { { u"text"_s, edited }, { u"base_revision"_s, 0 } }, 409);
    ask("PUT", u"/config"_s, { { u"text"_s, edited } }, 400);
    const QJsonObject done = ask("PUT", u"/config"_s, { { u"text"_s, edited }, { u"base_revision"_s, 1 } }, 200)["data"_L1].toObject();
    QCOMPARE(done["revision"_L1].toInt(), 2);
    QCOMPARE(nextConfig(0)["changed"_L1].toArray(), QJsonArray({ u"language"_s }));
    QFile file(m_config);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("sk-0123456789abcdef"));
    QCOMPARE(ask("GET", u"/config/revisions"_s, {}, 200)["data"_L1].toArray().size(), 2);
    ask("POST", u"/config/rollback"_s, { { u"revision"_s, 1 } }, 200);
    QCOMPARE(nextConfig(1)["changed"_L1].toArray(), QJsonArray({ u"language"_s }));
    ask("POST", u"/config/rollback"_s, { { u"revision"_s, 77 } }, 404);
    // Our own writing is no change of the file: nothing more is told before what comes after it.
    replace("language: zh\n");
    QCOMPARE(nextConfig(2)["changed"_L1].toArray(), QJsonArray({ u"language"_s, u"LLM"_s }));
    QVERIFY(!m_daemon->errors().contains("sk-0123"));
}

void TstConfigReload::readsSecretsOfItsFolder()
{
    write("server: { admin_token: keychain:owner }\n");
    DaemonProcess keeper({ u"config"_s, u"secret"_s, u"owner"_s, u"--data"_s, dataDir(), u"--in-file"_s, u"--json"_s });
    keeper.start();
    keeper.process().write("a-token-of-the-owner\n");
    keeper.process().closeWriteChannel();
    QCOMPARE(keeper.waitForExit(), 0);
    QVERIFY(!serve().isEmpty());
    const QJsonObject shown = ask("GET", u"/config"_s, {}, 200)["data"_L1].toObject();
    QCOMPARE(shown["effective"_L1]["server"_L1]["admin_token"_L1].toString(), u"****ner"_s);
    // A secret that was never asked for is read before a text with it is judged.
    DaemonProcess another({ u"config"_s, u"secret"_s, u"hook"_s, u"--data"_s, dataDir(), u"--in-file"_s, u"--json"_s });
    another.start();
    another.process().write("https://example.org/told\n");
    another.process().closeWriteChannel();
    QCOMPARE(another.waitForExit(), 0);
    const QJsonObject now = ask("GET", u"/config"_s, {}, 200)["data"_L1].toObject();
    const QString wish = now["text"_L1].toString() + u"notify: { webhook: keychain:hook }\n"_s;
    ask("PUT", u"/config"_s, { { u"text"_s, wish }, { u"base_revision"_s, now["revision"_L1].toInt() } }, 200);
    const QString missing = now["text"_L1].toString() + u"notify: { webhook: keychain:nobody }\n"_s;
    ask("PUT", u"/config"_s, { { u"text"_s, missing }, { u"base_revision"_s, now["revision"_L1].toInt() + 1 } }, 422);
    m_daemon->process().terminate();
    QCOMPARE(m_daemon->waitForExit(), 0);
    // Without the secret it does not start, and says which one.
    write("server: { admin_token: keychain:somebody }\n");
    QVERIFY(serve().isEmpty());
    QCOMPARE(m_daemon->waitForExit(), 2);
    QVERIFY(m_daemon->errors().contains("line 1: server.admin_token"));
}

QTEST_GUILESS_MAIN(TstConfigReload)
#include "tst_configreload.moc"
