// SPDX-License-Identifier: GPL-3.0-or-later
// `mynad doctor` on computers that lack something: a real sound server, a real keyring, ports that are taken, files that are damaged.
#include "support/daemonprocess.h"
#include "support/keyringrig.h"
#include "support/postgresrig.h"
#include "support/soundrig.h"
#include "support/testcase.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::test;

class TstDoctor final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsAHealthyComputerHealthy();
    void saysWhatIsMissing();
    void namesThePortThatIsTaken();
    void knowsThatTheServerItselfHoldsThePort();
    void leavesADamagedDatabaseAsItIs();
    void looksAtTheDatabaseThatIsConfigured();
    void namesTheLineOfABadConfiguration();
    void takesNoOtherWords();

private:
    // Level and text of each finding of one check, in order.
    QStringList levels(const DaemonProcess& doctor, const QString& check) const
    {
        QStringList all;
        for (const QJsonObject& event : doctor.events(u"check"_s)) {
            if (event["check"_L1].toString() == check)
                all += event["level"_L1].toString();
        }
        return all;
    }
    QString texts(const DaemonProcess& doctor, const QString& check) const
    {
        QStringList all;
        for (const QJsonObject& event : doctor.events(u"check"_s)) {
            if (event["check"_L1].toString() == check)
                all += event["text"_L1].toString() + u' ' + event["repair"_L1].toString();
        }
        return all.join(u'\n');
    }
    int examine(DaemonProcess& doctor, const QProcessEnvironment& environment)
    {
        doctor.process().setProcessEnvironment(environment);
        doctor.start();
        return doctor.waitForExit();
    }
    QString written(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s could not be written", qPrintable(name));
        return file.fileName();
    }

    QTemporaryDir m_folder;
    QProcessEnvironment m_bare; // neither sound nor keyring
};

void TstDoctor::initTestCase()
{
    m_bare = QProcessEnvironment::systemEnvironment();
    m_bare.insert(u"PULSE_SERVER"_s, u"unix:/nonexistent"_s);
    m_bare.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    m_bare.remove(u"DISPLAY"_s);
    m_bare.insert(u"MYNA_DATA_DIR"_s, m_folder.filePath(u"data"_s));
}

void TstDoctor::findsAHealthyComputerHealthy()
{
    SoundRig sound;
    QVERIFY2(sound.start(), qPrintable(sound.lastError()));
    KeyringRig keyring;
    QVERIFY2(KeyringRig::missing().isEmpty(), qPrintable(KeyringRig::missing()));
    QVERIFY(keyring.startBus() && keyring.startKeyring("secret"));
    QProcessEnvironment environment = keyring.environment();
    environment.insert(u"PULSE_SERVER"_s, sound.server());
    environment.insert(u"MYNA_DATA_DIR"_s, m_folder.filePath(u"data"_s));
    DaemonProcess doctor({ u"doctor"_s, u"--json"_s, u"--config"_s, written(u"free.yaml"_s, "server:\n  port: 0\n  http_port: 0\n") });
    QCOMPARE(examine(doctor, environment), 0);
    QVERIFY2(doctor.noise().isEmpty(), qPrintable(doctor.noise().join(u'\n')));
    for (const QString& check : { u"data"_s, u"configuration"_s, u"database"_s, u"ports"_s, u"keychain"_s, u"sound"_s, u"engines"_s }) {
        const QStringList found = levels(doctor, check);
        QVERIFY2(!found.isEmpty() && found.count(u"ok"_s) == found.size(), qPrintable(check + u": "_s + texts(doctor, check)));
    }
    QCOMPARE(levels(doctor, u"sound"_s).size(), 2);
    QCOMPARE(levels(doctor, u"engines"_s).size(), 4); // detector, recogniser, assistant, voice
    QVERIFY2(texts(doctor, u"engines"_s).contains(u"heard “what time is it”"_s), qPrintable(texts(doctor, u"engines"_s)));
}

void TstDoctor::saysWhatIsMissing()
{
    DaemonProcess doctor({ u"doctor"_s, u"--json"_s });
    const int status = examine(doctor, m_bare); // before what it said is read
    QCOMPARE(status == 1, levels(doctor, u"ports"_s).contains(u"error"_s)); // all else can be lived with
    QCOMPARE(levels(doctor, u"sound"_s), QStringList { u"warning"_s });
    QVERIFY2(texts(doctor, u"sound"_s).contains(u"Start PulseAudio or PipeWire"_s), qPrintable(texts(doctor, u"sound"_s)));
    QCOMPARE(levels(doctor, u"keychain"_s), QStringList { u"warning"_s });
    QVERIFY2(texts(doctor, u"keychain"_s).contains(u"keyring"_s), qPrintable(texts(doctor, u"keychain"_s)));
}

void TstDoctor::namesThePortThatIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QByteArray config = "server:\n  ip: 127.0.0.1\n  port: " + QByteArray::number(other.serverPort()) + "\n  http_port: 0\n";
    DaemonProcess doctor({ u"doctor"_s, u"--json"_s, u"--config"_s, written(u"taken.yaml"_s, config) });
    QCOMPARE(examine(doctor, m_bare), 1);
    QCOMPARE(levels(doctor, u"ports"_s), (QStringList { u"error"_s, u"ok"_s }));
    QVERIFY2(texts(doctor, u"ports"_s).contains(QString::number(other.serverPort())), qPrintable(texts(doctor, u"ports"_s)));
    QCOMPARE(levels(doctor, u"addresses"_s), QStringList { u"warning"_s }); // this computer only
}

void TstDoctor::knowsThatTheServerItselfHoldsThePort()
{
    const QString data = m_folder.filePath(u"running"_s);
    DaemonProcess server(
        { u"serve"_s, u"--data"_s, data, u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--json"_s });
    server.start();
    const QJsonObject ready = server.waitFor(u"ready"_s);
    const auto port = [&ready](const QString& of) { return QByteArray::number(QUrl(ready[of].toString()).port()); };
    const QByteArray config = "server:\n  ip: 127.0.0.1\n  port: " + port(u"websocket"_s) + "\n  http_port: " + port(u"ota"_s) + "\n";
    DaemonProcess doctor({ u"doctor"_s, u"--json"_s, u"--data"_s, data, u"--config"_s, written(u"running.yaml"_s, config) });
    QCOMPARE(examine(doctor, m_bare), 0);
    QCOMPARE(levels(doctor, u"ports"_s), (QStringList { u"ok"_s, u"ok"_s }));
    QVERIFY2(texts(doctor, u"ports"_s).contains(u"a server of this folder runs"_s), qPrintable(texts(doctor, u"ports"_s)));
    QVERIFY2(texts(doctor, u"database"_s).contains(u"is sound"_s), qPrintable(texts(doctor, u"database"_s)));
}

void TstDoctor::leavesADamagedDatabaseAsItIs()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"damaged"_s));
    const QByteArray rubbish("this is no database, whatever its name says");
    const QString file = written(u"damaged/server.db"_s, rubbish);
    DaemonProcess doctor({ u"doctor"_s, u"--json"_s, u"--data"_s, m_folder.filePath(u"damaged"_s) });
    QCOMPARE(examine(doctor, m_bare), 1);
    QCOMPARE(levels(doctor, u"database"_s), QStringList { u"error"_s });
    QFile after(file);
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), rubbish);
}

void TstDoctor::looksAtTheDatabaseThatIsConfigured()
{
    PostgresRig postgres;
    QVERIFY2(postgres.isRunning(), qPrintable(postgres.trouble()));
    const QString database = postgres.newDatabase();
    QProcessEnvironment environment = m_bare;
    environment.insert(u"STORE_PASSWORD"_s, PostgresRig::password());
    const auto look = [&](const QString& url, const QStringList& expected, const QString& words) {
        const QByteArray config
            = "server:\n  port: 0\n  http_port: 0\ndatabase:\n  url: " + url.toUtf8() + "\n  password: ${STORE_PASSWORD}\n";
        DaemonProcess doctor({ u"doctor"_s, u"--json"_s, u"--config"_s, written(u"store.yaml"_s, config) });
        QCOMPARE(examine(doctor, environment), expected.contains(u"error"_s) ? 1 : 0);
        QCOMPARE(levels(doctor, u"database"_s), expected);
        QVERIFY2(texts(doctor, u"database"_s).contains(words), qPrintable(texts(doctor, u"database"_s)));
        QVERIFY(!texts(doctor, u"database"_s).contains(PostgresRig::password()));
    };
    const QString url = postgres.url(database);
    look(url, { u"ok"_s }, u"no database yet"_s);
    QVERIFY(postgres.sql(database, u"SELECT to_regclass('devices') IS NULL"_s).startsWith(u't')); // looking changes nothing
    (void)postgres.sql(database, u"CREATE TABLE schema_steps (number INTEGER PRIMARY KEY, hash TEXT NOT NULL)"_s);
    (void)postgres.sql(database, u"INSERT INTO schema_steps VALUES (1, 'of somebody else')"_s);
    look(url, { u"error"_s }, u"mynad restore"_s);
    look(postgres.url(u"nowhere"_s), { u"error"_s }, u"Start PostgreSQL"_s);
    {
        const QString used = postgres.newDatabase();
        DaemonProcess server({ u"serve"_s, u"--data"_s, m_folder.filePath(u"onpostgres"_s), u"--json"_s, u"--config"_s,
            written(u"serve.yaml"_s,
                "server:\n  ip: 127.0.0.1\n  port: 0\n  http_port: 0\ndatabase:\n  url: " + postgres.url(used).toUtf8()
                    + "\n  password: ${STORE_PASSWORD}\n") });
        server.process().setProcessEnvironment(environment);
        server.start();
        (void)server.waitFor(u"ready"_s);
        look(postgres.url(used), { u"ok"_s }, u"up to date"_s); // while it is used
    }
    QVERIFY(postgres.stop());
    look(url, { u"error"_s }, u"cannot be reached"_s);
}

void TstDoctor::namesTheLineOfABadConfiguration()
{
    DaemonProcess doctor({ u"doctor"_s, u"--json"_s, u"--config"_s, written(u"bad.yaml"_s, "server:\n  port: many\n") });
    QCOMPARE(examine(doctor, m_bare), 1);
    QVERIFY2(levels(doctor, u"configuration"_s).contains(u"error"_s), qPrintable(texts(doctor, u"configuration"_s)));
    QVERIFY2(texts(doctor, u"configuration"_s).contains(u"bad.yaml, line 2"_s), qPrintable(texts(doctor, u"configuration"_s)));
}

void TstDoctor::takesNoOtherWords()
{
    DaemonProcess doctor({ u"doctor"_s, u"everything"_s });
    QCOMPARE(examine(doctor, m_bare), 2);
    QVERIFY(doctor.errors().contains("--help"));
}

QTEST_GUILESS_MAIN(TstDoctor)
#include "tst_doctor.moc"
