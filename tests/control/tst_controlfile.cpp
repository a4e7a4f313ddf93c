// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlfile.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using myna::control::ControlFile;

class TstControlFile : public test::TestCase
{
    Q_OBJECT

    static QJsonObject read(const QTemporaryDir& folder)
    {
        QFile file(folder.filePath(u"control.json"_s));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    static QStringList filesIn(const QTemporaryDir& folder) { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden); }

private slots:
    void onlyTheOwnerReadsIt()
    {
        QTemporaryDir folder;
        ControlFile file(folder.path());
        QVERIFY(file.publish(QUrl(u"http://127.0.0.1:4711"_s), "abc"));
        const QJsonObject content = read(folder);
        QCOMPARE(content["url"_L1].toString(), u"http://127.0.0.1:4711"_s);
        QCOMPARE(content["port"_L1].toInt(), 4711);
        QCOMPARE(content["token"_L1].toString(), u"abc"_s);
        QCOMPARE(content["pid"_L1].toInteger(), QCoreApplication::applicationPid());
        const auto permissions = QFile::permissions(folder.filePath(u"control.json"_s));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(permissions & others));
        QVERIFY(permissions & QFile::ReadOwner);
        file.withdraw();
        QVERIFY2(filesIn(folder).isEmpty(), qPrintable(filesIn(folder).join(u' ')));
    }

    void itGoesWithItsOwner()
    {
        QTemporaryDir folder;
        {
            ControlFile file(folder.path());
            QVERIFY(file.publish(QUrl(u"http://127.0.0.1:4711"_s), "abc"));
        }
        QVERIFY(filesIn(folder).isEmpty());
    }

    void theSecondIsToldWhoTheFirstIs()
    {
        QTemporaryDir folder;
        ControlFile first(folder.path());
        QVERIFY(first.publish(QUrl(u"http://127.0.0.1:1"_s), "first"));
        {
            ControlFile second(folder.path());
            const auto published = second.publish(QUrl(u"http://127.0.0.1:2"_s), "second");
            QVERIFY(!published);
            QCOMPARE(published.error().code, Error::Code::Unavailable);
            QVERIFY(published.error().text.contains(QString::number(QCoreApplication::applicationPid())));
            second.withdraw();
            second.removeStale();
        }
        QCOMPARE(read(folder)["token"_L1].toString(), u"first"_s);
        first.withdraw();
        ControlFile third(folder.path());
        QVERIFY(third.publish(QUrl(u"http://127.0.0.1:3"_s), "third"));
        QCOMPARE(read(folder)["token"_L1].toString(), u"third"_s);
    }

    void whatACrashLeftIsReplaced()
    {
        QTemporaryDir folder;
        // A file that anybody may read, and the lock of a process that is no more.
        for (const auto& [name, content] : { std::pair { u"control.json"_s, QByteArray("{\"token\":\"old\"}") },
                 std::pair { u"control.lock"_s, "999999999\nmyna\n" + QSysInfo::machineHostName().toLocal8Bit() + '\n' } }) {
            QFile left(folder.filePath(name));
            QVERIFY(left.open(QIODevice::WriteOnly));
            left.write(content);
        }
        QVERIFY(QFile::setPermissions(folder.filePath(u"control.json"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        ControlFile file(folder.path());
        QVERIFY(file.publish(QUrl(u"http://127.0.0.1:4711"_s), "new"));
        QCOMPARE(read(folder)["token"_L1].toString(), u"new"_s);
        QVERIFY(!(QFile::permissions(folder.filePath(u"control.json"_s)) & QFile::ReadOther));
    }

    void whatACrashLeftIsTakenAwayByWhoWantsNone()
    {
        QTemporaryDir folder;
        QFile left(folder.filePath(u"control.json"_s));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        ControlFile file(folder.path());
        file.removeStale();
        QVERIFY(filesIn(folder).isEmpty());
        file.removeStale();
        QVERIFY(filesIn(folder).isEmpty());
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        QTemporaryDir folder;
        QFile blocker(folder.filePath(u"not-a-folder"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        ControlFile file(blocker.fileName());
        const auto published = file.publish(QUrl(u"http://127.0.0.1:1"_s), "x");
        QVERIFY(!published);
        QVERIFY(published.error().text.contains(u"control.json"_s));
    }
};

QTEST_GUILESS_MAIN(TstControlFile)
#include "tst_controlfile.moc"
