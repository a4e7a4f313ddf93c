// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveredge/storefixture.h"
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

// `mynad backup` and `mynad restore` as their owner runs them.
class TstBackupVerb : public test::TestCase
{
    Q_OBJECT

    test::StorePlaces m_places;

    static void quiet(test::DaemonProcess& process)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.insert(u"STORE_PASSWORD"_s, test::PostgresRig::password());
        process.process().setProcessEnvironment(environment);
    }

    static int mynad(const QStringList& arguments, QByteArray* errors = nullptr)
    {
        test::DaemonProcess process(arguments);
        quiet(process);
        process.start();
        const int status = process.waitForExit(30000);
        if (errors)
            *errors = process.errors();
        return status;
    }

    static QString configFor(const StorePlace& place)
    {
        QFile file(QDir(place.folder).filePath(u"server.yaml"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no configuration");
        file.write("database:\n  url: " + place.config.url.toUtf8() + "\n  password: ${STORE_PASSWORD}\n");
        return file.fileName();
    }

private slots:
    void movesARunningServerToAnotherDatabase();
    void saysWhatIsWrong();
};

void TstBackupVerb::movesARunningServerToAnotherDatabase()
{
    const StorePlace from = m_places.make(false);
    const StorePlace to = m_places.make(true);
    const QString file = QDir(to.folder).filePath(u"moved.db"_s);
    {
        const auto opened = SqlStore::open(from);
        QVERIFY(opened.value()->store->saveDevice(test::someDevice()).has_value());
    }
    test::DaemonProcess server(
        { u"serve"_s, u"--json"_s, u"--data"_s, from.folder, u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s });
    quiet(server);
    server.start();
    QVERIFY2(!server.waitFor(u"ready"_s).isEmpty(), server.errors().constData());
    QCOMPARE(mynad({ u"backup"_s, file, u"--data"_s, from.folder }), 0);
    QByteArray words;
    QVERIFY(mynad({ u"restore"_s, file, u"--data"_s, from.folder }, &words) != 0); // it runs
    QVERIFY2(words.contains("Stop it first"), words.constData());
    QCOMPARE(mynad({ u"restore"_s, file, u"--data"_s, to.folder, u"--config"_s, configFor(to) }, &words), 0);
    const auto opened = SqlStore::open(to);
    QCOMPARE(*opened.value()->store->devices(), QVector { test::someDevice() });
}

void TstBackupVerb::saysWhatIsWrong()
{
    const StorePlace place = m_places.make(false);
    const QString file = QDir(place.folder).filePath(u"backup.db"_s);
    QByteArray words;
    QCOMPARE(mynad({ u"backup"_s }, &words), 2);
    QCOMPARE(mynad({ u"backup"_s, file, u"--data"_s, place.folder }, &words), 1);
    QVERIFY2(words.contains("no server's database"), words.constData());
    QVERIFY(SqlStore::open(place).has_value());
    QCOMPARE(mynad({ u"backup"_s, file, u"--data"_s, place.folder }, &words), 0);
    QCOMPARE(mynad({ u"backup"_s, file, u"--data"_s, place.folder }, &words), 1);
    QVERIFY2(words.contains("already"), words.constData());
    QCOMPARE(mynad({ u"restore"_s, file + u"x"_s, u"--data"_s, place.folder }, &words), 1);
    QVERIFY2(words.contains("no such file"), words.constData());
    StorePlace away = m_places.make(true);
    away.config.url = u"postgresql://myna@127.0.0.1:1/store"_s;
    QCOMPARE(mynad({ u"backup"_s, file + u"y"_s, u"--data"_s, place.folder, u"--config"_s, configFor(away) }, &words), 3);
    QVERIFY2(words.contains("cannot be reached") && !words.contains(test::PostgresRig::password().toUtf8()), words.constData());
}

QTEST_GUILESS_MAIN(TstBackupVerb)
#include "tst_backupverb.moc"
