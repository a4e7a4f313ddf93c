// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/auditlog.h"
#include "mcp/gate.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

CallReport report(const QString& tool, Outcome outcome = Outcome::Done, bool asked = false)
{
    return { .name = tool,
        .arguments = { { u"volume"_s, 40 } },
        .result = u"true"_s,
        .failed = outcome != Outcome::Done,
        .title = u"Title of "_s + tool,
        .caller = { .profile = u"home"_s, .name = u"Home server"_s, .reason = u"make it louder"_s },
        .ruling = outcome == Outcome::Refused ? Ruling::Refused : Ruling::Allowed,
        .outcome = outcome,
        .asked = asked,
        .reason = u"Because."_s,
        .begun = QDateTime::currentDateTimeUtc(),
        .took = std::chrono::milliseconds(120) };
}

}

class TstAuditLog final : public test::TestCase
{
    Q_OBJECT

    QTemporaryDir m_dir;

    AuditPage find(AuditLog& log, const AuditQuery& query = {}, qint64 before = 0, int limit = 100)
    {
        AuditPage found;
        bool answered = false;
        log.find(this, query, before, limit, [&](const Result<AuditPage>& page) {
            answered = true;
            if (page)
                found = *page;
            else
                qWarning("%s", qPrintable(page.error().text));
        });
        [&] { QTRY_VERIFY(answered); }();
        return found;
    }
    QString folder(const QString& name) const { return m_dir.filePath(name); }

private slots:
    void whatIsNotedIsKept();
    void whatWasWrittenIsThereAfterARestart();
    void secretsNeverReachTheFile();
    void whatAPrivateToolAnsweredIsNotKept();
    void callsAreFoundByWordAndFilter();
    void pagesFollowEachOther();
    void theListIsBounded();
    void everythingCanBeDeleted();
    void aDamagedFileIsKeptAside();
    void whatCannotBeWrittenWaits();
    void tablesAndProgramsCanReadIt();
};

void TstAuditLog::whatIsNotedIsKept()
{
    AuditLog log(folder(u"kept"_s));
    QSignalSpy changes(&log, &AuditLog::changed);
    log.note(report(u"self.audio_speaker.set_volume"_s, Outcome::Done, true));
    QTRY_VERIFY(!changes.isEmpty());
    const AuditPage page = find(log);
    QCOMPARE(page.kept, 1);
    const AuditEntry entry = page.entries.first();
    QCOMPARE(entry.tool, u"self.audio_speaker.set_volume"_s);
    QCOMPARE(entry.title, u"Title of self.audio_speaker.set_volume"_s);
    QCOMPARE(entry.arguments, uR"({"volume":40})"_s);
    QCOMPARE(entry.who, u"Home server"_s);
    QCOMPARE(entry.said, u"make it louder"_s);
    QCOMPARE(entry.reason, u"Because."_s);
    QCOMPARE(entry.durationMs, 120);
    QVERIFY(entry.asked && entry.time.isValid());
}

void TstAuditLog::whatWasWrittenIsThereAfterARestart()
{
    {
        AuditLog log(folder(u"again"_s));
        QSignalSpy stopped(&log, &AuditLog::stopped);
        for (int i = 0; i < 50; ++i)
            log.note(report(u"tool%1"_s.arg(i)));
        log.stop(); // nothing that waits is lost
        QTRY_COMPARE(stopped.size(), 1);
        log.note(report(u"too late"_s));
    }
    AuditLog log(folder(u"again"_s));
    const AuditPage page = find(log);
    QCOMPARE(page.kept, 50);
    QCOMPARE(page.entries.first().tool, u"tool49"_s);
}

void TstAuditLog::secretsNeverReachTheFile()
{
    {
        AuditLog log(folder(u"secret"_s));
        QSignalSpy stopped(&log, &AuditLog::stopped);
        CallReport call = report(u"send"_s);
        call.arguments = { { u"password"_s, u"hunter2hunter2"_s }, { u"text"_s, u"Authorization: Bearer abcdefghijklmnop"_s },
            { u"deep"_s, QJsonObject { { u"api_key"_s, u"k-123456789"_s } } } };
        call.result = u"token=0123456789abcdef0123456789abcdef0123"_s;
        log.note(call);
        log.stop();
        QTRY_COMPARE(stopped.size(), 1);
    }
    for (const QFileInfo& info : QDir(folder(u"secret"_s)).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        for (const char* secret : { "hunter2", "abcdefghijklmnop", "k-123456789", "0123456789abcdef0123456789abcdef" })
            QVERIFY2(!all.contains(secret), secret);
    }
}

void TstAuditLog::whatAPrivateToolAnsweredIsNotKept()
{
    CallReport read = report(u"self.clipboard.read"_s);
    read.result = u"Dear diary, nobody may read this."_s;
    read.isPrivate = true;
    const AuditEntry entry = auditEntry(read);
    QVERIFY2(!entry.result.contains(u"diary"_s), qPrintable(entry.result));
    QVERIFY(entry.result.contains(QString::number(read.result.size())));
    CallReport failed = report(u"self.clipboard.read"_s, Outcome::Failed);
    failed.result = u"The clipboard is empty."_s;
    failed.isPrivate = true;
    QCOMPARE(auditEntry(failed).result, failed.result); // what went wrong is no secret
    // The tool says so, and the gate passes it on.
    Gate gate;
    QVector<CallReport> reports;
    connect(&gate, &Gate::called, this, [&](const CallReport& one) { reports.append(one); });
    const Tool tool { .spec = { .name = u"a"_s, .isPrivate = true },
        .run = [](const QJsonObject&, const ToolAnswer& answer, QObject*) { answer(u"words"_s); } };
    gate.pass(tool, {}, {}, [](const Result<QString>& told) { QCOMPARE(*told, u"words"_s); });
    QVERIFY(reports.value(0).isPrivate);
}

void TstAuditLog::callsAreFoundByWordAndFilter()
{
    AuditLog log(folder(u"found"_s));
    log.note(report(u"a"_s));
    log.note(report(u"b"_s, Outcome::Done, true));
    log.note(report(u"c"_s, Outcome::Refused, true));
    log.note(report(u"d"_s, Outcome::Failed));
    log.note(report(u"e"_s, Outcome::TooLate));
    log.note(report(u"f 100%_"_s, Outcome::Cancelled));
    QTRY_COMPARE(find(log).kept, 6);
    const auto tools = [&](const AuditQuery& query) {
        QString names;
        for (const AuditEntry& entry : find(log, query).entries)
            names += entry.tool.left(1);
        return names;
    };
    QCOMPARE(tools({ .filter = AuditFilter::Allowed }), u"a"_s);
    QCOMPARE(tools({ .filter = AuditFilter::Asked }), u"cb"_s);
    QCOMPARE(tools({ .filter = AuditFilter::Refused }), u"c"_s);
    QCOMPARE(tools({ .filter = AuditFilter::Failed }), u"fed"_s);
    QCOMPARE(tools({ .words = u"louder HOME"_s }), u"fedcba"_s);
    QCOMPARE(tools({ .words = u"100%_"_s }), u"f"_s); // no wild cards
    QCOMPARE(tools({ .words = u"nothing of the kind"_s }), QString());
    QCOMPARE(tools({ .words = u"title"_s, .filter = AuditFilter::Refused }), u"c"_s);
}

void TstAuditLog::pagesFollowEachOther()
{
    AuditLog log(folder(u"pages"_s));
    for (int i = 0; i < 25; ++i)
        log.note(report(u"tool"_s));
    QTRY_COMPARE(find(log).kept, 25);
    QSet<qint64> seen;
    qint64 before = 0;
    int pages = 0;
    for (bool more = true; more; ++pages) {
        const AuditPage page = find(log, {}, before, 10);
        for (const AuditEntry& entry : page.entries)
            seen.insert(entry.id);
        before = page.entries.last().id;
        more = page.more;
    }
    QCOMPARE(pages, 3);
    QCOMPARE(seen.size(), 25);
}

void TstAuditLog::theListIsBounded()
{
    auto opened = AuditStore::open(folder(u"bounded"_s));
    QVERIFY(opened);
    AuditStore& store = *(*opened)->store;
    AuditEntry old = auditEntry(report(u"old"_s));
    old.time = old.time.addDays(-AuditStore::mostDays - 1);
    QVERIFY(store.add({ old }));
    QCOMPARE(store.find({}, 0, 10)->kept, 0);
    QVERIFY(store.add(QVector<AuditEntry>(AuditStore::mostKept + 30, auditEntry(report(u"new"_s)))));
    QCOMPARE(store.find({}, 0, 10)->kept, AuditStore::mostKept);
}

void TstAuditLog::everythingCanBeDeleted()
{
    AuditLog log(folder(u"deleted"_s));
    log.note(report(u"a"_s));
    QTRY_COMPARE(find(log).kept, 1);
    bool done = false;
    log.removeAll(this, [&](const Result<>& result) { done = result.has_value(); });
    QTRY_VERIFY(done);
    QCOMPARE(find(log).kept, 0);
}

void TstAuditLog::aDamagedFileIsKeptAside()
{
    QVERIFY(QDir().mkpath(folder(u"broken"_s)));
    QFile file(folder(u"broken/audit.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    AuditLog log(folder(u"broken"_s));
    QSignalSpy warned(&log, &AuditLog::warned);
    log.note(report(u"a"_s));
    QTRY_COMPARE(find(log).kept, 1);
    QCOMPARE(warned.size(), 1);
    QVERIFY(QDir(folder(u"broken"_s)).entryList(QDir::Files).join(u' ').contains(u"broken-1"_s));
}

void TstAuditLog::whatCannotBeWrittenWaits()
{
    QFile inTheWay(folder(u"way"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    AuditLog log(folder(u"way"_s)); // a file where the folder should be
    QSignalSpy troubles(&log, &AuditLog::troubleChanged);
    log.note(report(u"a"_s));
    QTRY_COMPARE(troubles.size(), 1);
    QVERIFY(!log.trouble().text.isEmpty());
    QVERIFY(inTheWay.remove());
    log.note(report(u"b"_s));
    QTRY_COMPARE(troubles.size(), 2);
    QVERIFY(log.trouble().text.isEmpty());
    QTRY_COMPARE(find(log).kept, 2);
}

void TstAuditLog::tablesAndProgramsCanReadIt()
{
    AuditEntry entry = auditEntry(report(u"a"_s, Outcome::Refused));
    entry.title = u"=HYPERLINK(\"x\")"_s;
    const QByteArray csv = auditCsv({ entry });
    QCOMPARE(csv.count("\r\n"), 2);
    QVERIFY(csv.contains("\"'=HYPERLINK(\"\"x\"\")\"")); // words, no formula
    QVERIFY(csv.contains("\"refused\""));
    const QJsonObject json = QJsonDocument::fromJson(auditJson({ entry, entry })).object();
    QCOMPARE(json["format"_L1].toString(), u"myna-tool-calls"_s);
    const QJsonObject call = json["calls"_L1].toArray()[1].toObject();
    QCOMPARE(call["arguments"_L1]["volume"_L1].toInt(), 40);
    QCOMPARE(call["outcome"_L1].toString(), u"refused"_s);
    QCOMPARE(call["who"_L1].toString(), u"Home server"_s);
}

}

QTEST_GUILESS_MAIN(myna::mcp::TstAuditLog)
#include "tst_auditlog.moc"
