// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "base/logtail.h"
#include "support/testcase.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QThread>

#include <memory>
#include <vector>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcTest, "myna.test", QtDebugMsg)
Q_LOGGING_CATEGORY(lcAccess, "myna.access", QtInfoMsg)

class TstLog : public test::TestCase
{
    Q_OBJECT

private slots:
    void cleanup() { removeLog(); }
    void writesOneLineAMessage();
    void writesToTheFile();
    void redactsBeforeWriting();
    void keepsFiveFiles();
    void removesWhatIsTooOld();
    void channelsHaveFilesOfTheirOwn();
    void theTapHearsWhatChannelsAreTold();
    void theTailIsRead();
    void levelsBecomeRules();
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

void TstLog::removesWhatIsTooOld()
{
    const QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkpath(u"logs"_s));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const auto& [name, days] : { std::pair { u"myna.log.1"_s, 2 }, std::pair { u"myna.log.2"_s, 40 } }) {
        QFile file(dir.filePath(u"logs/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("old\n");
        file.flush();
        QVERIFY(file.setFileTime(now.addDays(-days), QFileDevice::FileModificationTime));
    }
    LogSettings settings = quiet();
    settings.keepDays = 30;
    installLog(dir.path(), settings);
    removeLog();
    QVERIFY(QFileInfo::exists(dir.filePath(u"logs/myna.log.1"_s)));
    QVERIFY(!QFileInfo::exists(dir.filePath(u"logs/myna.log.2"_s)));
}

namespace {

LogSettings withChannels()
{
    LogSettings settings = quiet();
    settings.channels = { { u"access"_s, u"myna.access"_s }, { u"error"_s, {} } };
    return settings;
}

}

void TstLog::channelsHaveFilesOfTheirOwn()
{
    const QTemporaryDir dir;
    LogSettings settings = withChannels();
    settings.folder = dir.filePath(u"elsewhere"_s);
    installLog(dir.path(), settings);
    logFields(lcAccess(),
        { { u"path"_s, u"/healthz"_s }, { u"status"_s, 200 }, { u"token"_s, u"s3cret"_s }, { u"first_token"_s, 12 },
            { u"why"_s, u"Bearer s3cret"_s }, { u"inside"_s, QJsonObject { { u"password"_s, u"s3cret"_s } } } });
    qCWarning(lcTest) << "careful";
    qCInfo(lcTest) << "by the way";
    removeLog();
    const QByteArray access = fileOf(dir, u"elsewhere/access.log"_s);
    QCOMPARE(access.count('\n'), 1);
    const QJsonObject line = QJsonDocument::fromJson(access).object();
    QCOMPARE(line["status"_L1].toInt(), 200);
    QCOMPARE(line["first_token"_L1].toInt(), 12);
    QCOMPARE(line["level"_L1].toString(), u"info"_s);
    QVERIFY(!access.contains("s3cret"));
    QVERIFY(!fileOf(dir, u"elsewhere/myna.log"_s).contains("healthz"));
    QVERIFY(fileOf(dir, u"elsewhere/error.log"_s).contains("careful"));
    QVERIFY(fileOf(dir, u"elsewhere/myna.log"_s).contains("careful"));
    QVERIFY(!fileOf(dir, u"elsewhere/error.log"_s).contains("by the way"));
}

void TstLog::theTapHearsWhatChannelsAreTold()
{
    const QTemporaryDir dir;
    QVector<LogEntry> heard;
    LogSettings settings = withChannels();
    settings.tap = [&heard](const LogEntry& entry) { heard.append(entry); };
    installLog(dir.path(), settings);
    qCInfo(lcTest) << "not for a channel";
    qCCritical(lcTest) << "Bearer s3cret";
    logFields(lcAccess(), { { u"status"_s, 404 } });
    removeLog();
    QCOMPARE(heard.size(), 2);
    QCOMPARE(heard.at(0).channel, u"error"_s);
    QCOMPARE(heard.at(0).level, u"error"_s);
    QVERIFY(!heard.at(0).text.contains(u"s3cret"_s));
    QCOMPARE(heard.at(1).fields["status"_L1].toInt(), 404);
}

void TstLog::theTailIsRead()
{
    const QTemporaryDir dir;
    LogSettings settings = withChannels();
    installLog(dir.path(), settings);
    for (int number = 0; number < 50; ++number)
        logFields(lcAccess(), { { u"number"_s, number } });
    removeLog();
    const QString folder = dir.filePath(u"logs"_s);
    QFile file(folder + u"/access.log"_s);
    QVERIFY(file.open(QIODevice::Append));
    file.write("half a line");
    file.close();
    const QVector<LogEntry> last = logTail(folder, u"access"_s, 10);
    QCOMPARE(last.size(), 10);
    QCOMPARE(last.first().fields["number"_L1].toInt(), 40);
    QCOMPARE(last.last().fields["number"_L1].toInt(), 49);
    QVERIFY(last.first().time.isValid());
    const qsizetype few = logTail(folder, u"access"_s, 100, 1000).size();
    QVERIFY2(few > 3 && few < 15, qPrintable(QString::number(few)));
    QVERIFY(logTail(folder, u"nobody"_s, 10).isEmpty());
}

void TstLog::levelsBecomeRules()
{
    const QTemporaryDir dir;
    LogSettings settings = withChannels();
    settings.filterRules = filterRulesFrom(u"warning"_s);
    installLog(dir.path(), settings);
    qCInfo(lcTest) << "quiet";
    qCWarning(lcTest) << "loud";
    logFields(lcAccess(), { { u"status"_s, 200 } });
    removeLog();
    QLoggingCategory::setFilterRules({});
    QVERIFY(!fileOf(dir).contains("quiet"));
    QVERIFY(fileOf(dir).contains("loud"));
    QCOMPARE(logTail(dir.filePath(u"logs"_s), u"access"_s, 10).size(), 1); // channels are switched by themselves
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
