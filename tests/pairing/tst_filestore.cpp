// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers.h"
#include "pairing/filestore.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::test;
using namespace Qt::Literals::StringLiterals;

class TstFileStore : public TestCase
{
    Q_OBJECT

private slots:
    void keepsBinaryAndAnyScript();
    void onlyTheOwnerCanRead();
    void closesAFileThatOthersCanRead();
    void probeLeavesNothingBehind();
    void removingWhatIsNotThereIsDone();
    void aDamagedFileIsKeptAside_data();
    void aDamagedFileIsKeptAside();
    void aSecondDamagedFileDoesNotReplaceTheFirst();
    void aFolderThatCannotBeWrittenIsSaid();
    void answersLaterAndNotAfterItsEnd();
};

namespace {

QString fileIn(const QTemporaryDir& dir)
{
    return dir.filePath(u"secrets.json"_s);
}

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;

}

void TstFileStore::keepsBinaryAndAnyScript()
{
    const QTemporaryDir dir;
    const QByteArray binary("\0\xff\x01 \n\0", 6);
    pairing::FileStore store(dir.path());
    QVERIFY(*writeTo(store, u"identity/official/hmac"_s, binary));
    QVERIFY(*writeTo(store, u"名字"_s, u"密钥"_s.toUtf8()));
    QCOMPARE(readFrom(store, u"identity/official/hmac"_s)->value(), binary);

    pairing::FileStore later(dir.path());
    QCOMPARE(readFrom(later, u"identity/official/hmac"_s)->value(), binary);
    QCOMPARE(readFrom(later, u"名字"_s)->value(), u"密钥"_s.toUtf8());
    QCOMPARE(readFrom(later, u"other"_s)->error().code, Error::Code::NotFound);
}

void TstFileStore::onlyTheOwnerCanRead()
{
    const QTemporaryDir dir;
    pairing::FileStore store(dir.path());
    QVERIFY(*writeTo(store, u"a"_s, "1"));
    QCOMPARE(QFile::permissions(fileIn(dir)), ownerOnly);
    QVERIFY(*writeTo(store, u"b"_s, "2"));
    QCOMPARE(QFile::permissions(fileIn(dir)), ownerOnly);
}

void TstFileStore::closesAFileThatOthersCanRead()
{
    const QTemporaryDir dir;
    pairing::FileStore store(dir.path());
    QVERIFY(*writeTo(store, u"a"_s, "1"));
    QVERIFY(QFile::setPermissions(fileIn(dir), ownerOnly | QFileDevice::ReadGroup | QFileDevice::ReadOther));
    QCOMPARE(readFrom(store, u"a"_s)->value(), "1");
    QCOMPARE(QFile::permissions(fileIn(dir)), ownerOnly);
}

void TstFileStore::probeLeavesNothingBehind()
{
    const QTemporaryDir dir;
    pairing::FileStore store(dir.path());
    QVERIFY(*probeOf(store));
    QVERIFY(*writeTo(store, u"a"_s, "1"));
    QVERIFY(*probeOf(store));
    QFile file(fileIn(dir));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("probe"));
    QCOMPARE(readFrom(store, u"a"_s)->value(), "1");
}

void TstFileStore::removingWhatIsNotThereIsDone()
{
    const QTemporaryDir dir;
    pairing::FileStore store(dir.path());
    QVERIFY(*removeFrom(store, u"a"_s));
    QVERIFY(*writeTo(store, u"a"_s, "1"));
    QVERIFY(*removeFrom(store, u"a"_s));
    QCOMPARE(readFrom(store, u"a"_s)->error().code, Error::Code::NotFound);
}

void TstFileStore::aDamagedFileIsKeptAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"secrets":{"a":"MQ)");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another shape") << QByteArray(R"(["a"])");
    QTest::newRow("binary") << QByteArray("\0\xfe\xff\x00", 4);
    QTest::newRow("huge") << QByteArray(3 * 1024 * 1024, '[');
}

void TstFileStore::aDamagedFileIsKeptAside()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir dir;
    QFile file(fileIn(dir));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();

    pairing::FileStore store(dir.path());
    const auto first = readFrom(store, u"a"_s);
    QCOMPARE(first->error().code, Error::Code::Invalid);
    QVERIFY2(first->error().text.contains("secrets.json.broken"_L1), qPrintable(first->error().text));
    QFile aside(fileIn(dir) + ".broken"_L1);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), content);

    QCOMPARE(readFrom(store, u"a"_s)->error().code, Error::Code::NotFound);
    QVERIFY(*writeTo(store, u"a"_s, "1"));
}

void TstFileStore::aSecondDamagedFileDoesNotReplaceTheFirst()
{
    const QTemporaryDir dir;
    pairing::FileStore store(dir.path());
    for (const char* content : { "one", "two" }) {
        QFile file(fileIn(dir));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(probeOf(store)->error().code, Error::Code::Invalid);
    }
    QCOMPARE(QDir(dir.path()).entryList({ u"*.broken*"_s }).size(), 2);
}

void TstFileStore::aFolderThatCannotBeWrittenIsSaid()
{
    // A file where the folder should be: nobody, root included, can write below it.
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"data"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    pairing::FileStore store(file.fileName());
    const auto written = writeTo(store, u"a"_s, "1");
    QCOMPARE(written->error().code, Error::Code::Unavailable);
    QVERIFY(written->error().text.contains("cannot be written"_L1));
}

void TstFileStore::answersLaterAndNotAfterItsEnd()
{
    const QTemporaryDir dir;
    int answers = 0;
    {
        pairing::FileStore store(dir.path());
        store.probe([&](const Result<>&) { ++answers; });
        QCOMPARE(answers, 0);
        QTRY_COMPARE(answers, 1);
        store.probe([&](const Result<>&) { ++answers; });
    }
    QCoreApplication::sendPostedEvents();
    QCOMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TstFileStore)
#include "tst_filestore.moc"
