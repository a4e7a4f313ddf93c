// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlstore.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <unistd.h>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

DeviceRecord device(const QString& id)
{
    return { .deviceId = id, .clientId = test::clientId };
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

}

class TstSqlStoreFile : public test::TestCase
{
    Q_OBJECT

private slots:
    void isPrivate();
    void replacesADamagedFile_data();
    void replacesADamagedFile();
    void keepsEveryDamagedFile();
    void refusesANewerFile();
    void saysWhatAFolderLacks();
    void twoMayUseOneFile();
    void bringsTheFirstVersionUpToDate();
    void refusesAFileWithOtherTables();
};

void TstSqlStoreFile::isPrivate()
{
    QTemporaryDir folder;
    QVERIFY(SqlStore::open(folder.path()).has_value());
    QVERIFY(!(QFile::permissions(folder.filePath(u"server.db"_s)) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TstSqlStoreFile::replacesADamagedFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("this is not a database at all, but it is long enough to be looked at as one. ").repeated(20);
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(84, '\xff');
    QTest::newRow("header and noise") << QByteArray("SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20", 24) + QByteArray(8000, '\x5a');
}

void TstSqlStoreFile::replacesADamagedFile()
{
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    write(folder.filePath(u"server.db"_s), content);
    const auto opened = SqlStore::open(folder.path());
    QVERIFY(opened.has_value());
    QVERIFY(opened.value()->warning.contains(u"server.db.broken-1"_s));
    QFile aside(folder.filePath(u"server.db.broken-1"_s));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), content);
    QVERIFY(opened.value()->store->saveDevice(device(test::deviceId)).has_value());
}

void TstSqlStoreFile::keepsEveryDamagedFile()
{
    QTemporaryDir folder;
    for (int i = 1; i <= 3; ++i) {
        write(folder.filePath(u"server.db"_s), QByteArray(2000, 'x'));
        QVERIFY(SqlStore::open(folder.path()).value()->warning.contains(u"broken-%1"_s.arg(i)));
    }
    QCOMPARE(QDir(folder.path()).entryList({ u"server.db.broken-*"_s }).size(), 3);
}

void TstSqlStoreFile::refusesANewerFile()
{
    QTemporaryDir folder;
    QVERIFY(SqlStore::open(folder.path()).has_value());
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
        database.setDatabaseName(folder.filePath(u"server.db"_s));
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(u"PRAGMA user_version=99"_s));
    }
    QSqlDatabase::removeDatabase(u"newer"_s);
    const auto opened = SqlStore::open(folder.path());
    QVERIFY(!opened.has_value());
    QVERIFY(opened.error().text.contains(u"newer"_s));
    QVERIFY(QFile::exists(folder.filePath(u"server.db"_s)));
    QVERIFY(!QFile::exists(folder.filePath(u"server.db.broken-1"_s)));
}

// The sentence names the folder and what to do. The superuser may write everywhere, so a file stands where the folder should be.
void TstSqlStoreFile::saysWhatAFolderLacks()
{
    QTemporaryDir folder;
    write(folder.filePath(u"file"_s), "x");
    const auto opened = SqlStore::open(folder.filePath(u"file"_s));
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().code, Error::Code::Refused);
    QVERIFY(opened.error().text.contains(folder.filePath(u"file"_s)));
    QVERIFY(opened.error().text.contains(u"choose another data folder"_s));
    QVERIFY(QDir(folder.path()).mkpath(u"taken/server.db"_s));
    QVERIFY(!SqlStore::open(folder.filePath(u"taken"_s)).has_value());
    QVERIFY(QDir(folder.filePath(u"taken/server.db"_s)).exists());
    if (geteuid() != 0) {
        QVERIFY(QDir(folder.path()).mkpath(u"closed"_s));
        QVERIFY(QFile::setPermissions(folder.filePath(u"closed"_s), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(!SqlStore::open(folder.filePath(u"closed"_s)).has_value());
    }
}

void TstSqlStoreFile::twoMayUseOneFile()
{
    QTemporaryDir folder;
    const auto one = SqlStore::open(folder.path());
    const auto two = SqlStore::open(folder.path());
    QVERIFY(two.has_value());
    QVERIFY(two.value()->warning.isEmpty());
    QVERIFY(one.value()->store->saveDevice(device(test::deviceId)).has_value());
    QCOMPARE(two.value()->store->devices()->size(), 1);
}

// The statements of the first release, as they were: not those of the program.
void TstSqlStoreFile::bringsTheFirstVersionUpToDate()
{
    QTemporaryDir folder;
    const QStringList statements {
        u"CREATE TABLE devices (device_id TEXT PRIMARY KEY, client_id TEXT NOT NULL, board TEXT NOT NULL, version TEXT NOT NULL,"
        " name TEXT NOT NULL, bound_at INTEGER NOT NULL, last_seen INTEGER NOT NULL)"_s,
        u"CREATE TABLE activations (code TEXT NOT NULL, device_id TEXT NOT NULL, client_id TEXT NOT NULL, challenge TEXT NOT NULL,"
        " board TEXT NOT NULL, version TEXT NOT NULL, offered_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, state TEXT NOT NULL)"_s,
        u"CREATE UNIQUE INDEX waiting ON activations (code) WHERE state = 'offered'"_s,
        u"INSERT INTO devices VALUES ('a4:cf:12:0b:9e:31', 'client', 'bread-compact', '2.1.1', 'Kitchen', 1760000000000, 1760000005000)"_s,
        u"INSERT INTO activations VALUES ('000042', 'a4:cf:12:0b:9e:32', 'other', 'challenge', 'b', 'v', 1760000000000, 1760086400000,"
        " 'offered')"_s,
        u"PRAGMA user_version=1"_s,
    };
    {
        const database::SqlConnection old(database::Dialect::Sqlite);
        QSqlDatabase file = old.database();
        file.setDatabaseName(folder.filePath(u"server.db"_s));
        QVERIFY(file.open());
        for (const QString& statement : statements)
            QVERIFY(!old.run(statement).isValid());
    }
    for (int start = 0; start < 2; ++start) {
        const auto opened = SqlStore::open(folder.path());
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().text));
        Store& store = *opened.value()->store;
        const DeviceRecord kitchen = store.devices()->constFirst();
        QCOMPARE(kitchen.name, u"Kitchen"_s);
        QCOMPARE(kitchen.lastSeen.toMSecsSinceEpoch(), 1760000005000);
        QVERIFY(kitchen.group.isEmpty() && kitchen.profile.isEmpty() && kitchen.quarantine.isEmpty());
        QCOMPARE(store.activations()->constFirst().code, u"000042"_s);
        QVERIFY(store.addTurn({ .deviceId = kitchen.deviceId, .time = kitchen.boundAt, .heard = u"?"_s }).has_value());
    }
}

void TstSqlStoreFile::refusesAFileWithOtherTables()
{
    QTemporaryDir folder;
    {
        const auto opened = SqlStore::open(folder.path());
        QVERIFY(!opened.value()->store->connection()->run(u"UPDATE schema_steps SET hash = 'x' WHERE number = 2"_s).isValid());
    }
    const auto opened = SqlStore::open(folder.path());
    QVERIFY(!opened.has_value());
    QVERIFY2(opened.error().text.contains(u"not made by this program"_s), qPrintable(opened.error().text));
    QVERIFY(!QFile::exists(folder.filePath(u"server.db.broken-1"_s)));
}

QTEST_GUILESS_MAIN(TstSqlStoreFile)
#include "tst_sqlstorefile.moc"
