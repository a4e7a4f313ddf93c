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
    const QDateTime time = QDateTime::fromSecsSinceEpoch(1760000000, QTimeZone::utc());
    return { id, test::clientId, u"bread-compact"_s, u"2.1.1"_s, {}, time, time.addSecs(5) };
}

ActivationRecord activation(const QString& code)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(1760000000, QTimeZone::utc());
    return { code, test::deviceId, test::clientId, u"challenge"_s, u"board"_s, {}, time, time.addDays(1) };
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

}

class TstSqlStore : public test::TestCase
{
    Q_OBJECT

private slots:
    void keepsDevices();
    void keepsActivations();
    void takesStrangeText();
    void isPrivate();
    void replacesADamagedFile_data();
    void replacesADamagedFile();
    void keepsEveryDamagedFile();
    void refusesANewerFile();
    void saysWhatAFolderLacks();
    void twoMayUseOneFile();
};

void TstSqlStore::keepsDevices()
{
    QTemporaryDir folder;
    {
        const auto opened = SqlStore::open(folder.path());
        QVERIFY(opened.has_value());
        QVERIFY(opened.value()->warning.isEmpty());
        Store& store = *opened.value()->store;
        QVERIFY(store.devices()->isEmpty());
        QVERIFY(store.saveDevice(device(test::deviceId)).has_value());
        QVERIFY(store.saveDevice(device(u"00:00:00:00:00:01"_s)).has_value());
        DeviceRecord changed = device(test::deviceId);
        changed.version = u"2.2.0"_s;
        QVERIFY(store.saveDevice(changed).has_value());
        QVERIFY(store.removeDevice(u"00:00:00:00:00:01"_s).has_value());
    }
    const auto opened = SqlStore::open(folder.path());
    const auto devices = opened.value()->store->devices();
    QCOMPARE(devices->size(), 1);
    DeviceRecord expected = device(test::deviceId);
    expected.version = u"2.2.0"_s;
    QCOMPARE(devices->first().version, expected.version);
    QCOMPARE(devices->first().boundAt, expected.boundAt);
    QCOMPARE(devices->first().lastSeen, expected.lastSeen);
    QCOMPARE(devices->first().clientId, expected.clientId);
}

void TstSqlStore::keepsActivations()
{
    QTemporaryDir folder;
    const auto opened = SqlStore::open(folder.path());
    Store& store = *opened.value()->store;
    QVERIFY(store.saveActivation(activation(u"000001"_s)).has_value());
    QVERIFY(store.saveActivation(activation(u"000002"_s)).has_value());
    QVERIFY(!store.saveActivation(activation(u"000002"_s)).has_value()); // unique among those waiting
    QVERIFY(store.endActivation(u"000002"_s, u"bound"_s).has_value());
    QCOMPARE(store.activations()->size(), 1);
    QCOMPARE(store.activations()->first().code, u"000001"_s);
    QCOMPARE(store.activations()->first().challenge, u"challenge"_s);
    QCOMPARE(store.activations()->first().expiresAt, activation({}).expiresAt);
    QVERIFY(store.saveActivation(activation(u"000002"_s)).has_value()); // free again
}

void TstSqlStore::takesStrangeText()
{
    QTemporaryDir folder;
    const auto opened = SqlStore::open(folder.path());
    DeviceRecord strange = device(test::deviceId);
    strange.board = u"'; DROP TABLE devices; -- \u4f60\u597d"_s;
    QVERIFY(opened.value()->store->saveDevice(strange).has_value());
    QCOMPARE(opened.value()->store->devices()->first().board, strange.board);
}

void TstSqlStore::isPrivate()
{
    QTemporaryDir folder;
    QVERIFY(SqlStore::open(folder.path()).has_value());
    QVERIFY(!(QFile::permissions(folder.filePath(u"server.db"_s)) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TstSqlStore::replacesADamagedFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("this is not a database at all, but it is long enough to be looked at as one. ").repeated(20);
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(84, '\xff');
    QTest::newRow("header and noise") << QByteArray("SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20", 24) + QByteArray(8000, '\x5a');
}

void TstSqlStore::replacesADamagedFile()
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

void TstSqlStore::keepsEveryDamagedFile()
{
    QTemporaryDir folder;
    for (int i = 1; i <= 3; ++i) {
        write(folder.filePath(u"server.db"_s), QByteArray(2000, 'x'));
        QVERIFY(SqlStore::open(folder.path()).value()->warning.contains(u"broken-%1"_s.arg(i)));
    }
    QCOMPARE(QDir(folder.path()).entryList({ u"server.db.broken-*"_s }).size(), 3);
}

void TstSqlStore::refusesANewerFile()
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
void TstSqlStore::saysWhatAFolderLacks()
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

void TstSqlStore::twoMayUseOneFile()
{
    QTemporaryDir folder;
    const auto one = SqlStore::open(folder.path());
    const auto two = SqlStore::open(folder.path());
    QVERIFY(two.has_value());
    QVERIFY(two.value()->warning.isEmpty());
    QVERIFY(one.value()->store->saveDevice(device(test::deviceId)).has_value());
    QCOMPARE(two.value()->store->devices()->size(), 1);
}

QTEST_GUILESS_MAIN(TstSqlStore)
#include "tst_sqlstore.moc"
