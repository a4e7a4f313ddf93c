// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "support/testcase.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QThread>

#include <memory>
#include <vector>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcTest, "myna.test", QtDebugMsg)

class TstLog : public test::TestCase
{
    Q_OBJECT

private slots:
    void cleanup() { removeLog(); }
    void writesOneLineAMessage();
    void writesToTheFile();
    void redactsBeforeWriting();
    void keepsFiveFiles();
    void takesLinesFromAllThreads();
    void goesOnWithoutAFolder();
    void replacesAFormerLog();
    void givesTheHandlerBack();
};

namespace {

QByteArray fileOf(const QTemporaryDir& dir, const QString& name = u"logs/myna.log"_s)
{
    QFile file(dir.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

LogSettings quiet()
{
    LogSettings settings;
    settings.toStderr = false;
    return settings;
}

}

void TstLog::writesOneLineAMessage()
{
    const QDateTime time(QDate(2026, 11, 20), QTime(9, 5, 7, 42), Qt::UTC);
    QCOMPARE(logLine(QtWarningMsg, "myna.session", u"two\nlines \"quoted\"\t\x1b[31m"_s, time, u"main"_s),
        QByteArray("time=2026-11-20T09:05:07.042Z level=warning category=myna.session thread=main"
                   " message=\"two\\nlines \\\"quoted\\\"??[31m\"\n"));
    QVERIFY(logLine(QtCriticalMsg, nullptr, {}, time, {}).contains("level=error category=default"));
    QVERIFY(logLine(QtDebugMsg, "x", QString(100000, u'x'), time, {}).size() < 10000);
}

void TstLog::writesToTheFile()
{
    const QTemporaryDir dir;
    installLog(dir.path(), quiet());
    qCInfo(lcTest) << "hello" << 5;
    qCWarning(lcTest) << "careful";
    removeLog();
    const QList<QByteArray> lines = fileOf(dir).split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).contains("level=info category=myna.test ") && lines.at(0).contains("message=\"hello 5\""));
    QVERIFY(lines.at(1).contains("level=warning"));
}

void TstLog::redactsBeforeWriting()
{
    const QTemporaryDir dir;
    installLog(dir.path(), quiet());
    qCInfo(lcTest).noquote() << "Authorization: Bearer s3cret";
    qCInfo(lcTest).noquote() << R"({"token":"s3cret"})";
    qCInfo(lcTest) << u"Bearer s3cret"_s;
    removeLog();
    QCOMPARE(fileOf(dir).count('\n'), 3);
    QCOMPARE(fileOf(dir).count("[redacted]"), 3);
    QVERIFY(!fileOf(dir).contains("s3cret"));
}

void TstLog::keepsFiveFiles()
{
    const QTemporaryDir dir;
    LogSettings settings = quiet();
    settings.fileBytes = 1000;
    installLog(dir.path(), settings);
    for (int line = 0; line < 200; ++line)
        qCInfo(lcTest) << "line" << line;
    removeLog();
    const QDir logs(dir.filePath(u"logs"_s));
    QCOMPARE(logs.entryList(QDir::Files).size(), 5);
    for (const QFileInfo& file : logs.entryInfoList(QDir::Files))
        QVERIFY(file.size() <= 1000);
    QVERIFY(fileOf(dir).contains("line 199"));
}

void TstLog::takesLinesFromAllThreads()
{
    const QTemporaryDir dir;
    installLog(dir.path(), quiet());
    std::vector<std::unique_ptr<QThread>> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back(QThread::create([number] {
            for (int line = 0; line < 250; ++line)
                qCInfo(lcTest) << "from" << number << line;
        }));
        threads.back()->setObjectName(u"worker%1"_s.arg(number));
        threads.back()->start();
    }
    for (const auto& thread : threads)
        QVERIFY(thread->wait());
    removeLog();
    const QByteArray text = fileOf(dir);
    QCOMPARE(text.count('\n'), 1000);
    QCOMPARE(text.count("thread=worker3 "), 250);
    for (const QByteArray& line : text.trimmed().split('\n'))
        QVERIFY2(line.startsWith("time=") && line.endsWith('"'), line.constData());
}

void TstLog::goesOnWithoutAFolder()
{
    const QTemporaryDir dir;
    QFile blocker(dir.filePath(u"logs"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    installLog(dir.path(), quiet()); // its warning goes to the new handler, not to the test's
    qCInfo(lcTest) << "lost";
    removeLog();
    QVERIFY(QFileInfo(dir.filePath(u"logs"_s)).isFile());
}

void TstLog::replacesAFormerLog()
{
    const QTemporaryDir first;
    const QTemporaryDir second;
    installLog(first.path(), quiet());
    installLog(second.path(), quiet());
    qCInfo(lcTest) << "where";
    removeLog();
    QVERIFY(fileOf(first).isEmpty());
    QVERIFY(fileOf(second).contains("where"));
}

void TstLog::givesTheHandlerBack()
{
    const QTemporaryDir dir;
    installLog(dir.path(), quiet());
    removeLog();
    removeLog();
    QTest::ignoreMessage(QtWarningMsg, "seen by the test");
    qCWarning(lcTest) << "seen by the test";
    QVERIFY(fileOf(dir).isEmpty());
}

QTEST_GUILESS_MAIN(TstLog)
#include "tst_log.moc"
