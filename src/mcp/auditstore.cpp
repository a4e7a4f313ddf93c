// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/auditstore.h"

#include "base/redaction.h"
#include "mcp/calltext.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <array>
#include <limits>

namespace myna::mcp {

using namespace Qt::Literals::StringLiterals;
using database::SqliteFile;

namespace {

constexpr qsizetype longestArguments = 2000; // characters
constexpr qsizetype longestResult = 300;
constexpr qsizetype longestName = 200;

// Each entry brings the file from the version of its index to the next; never changed once released.
const std::array<QStringList, 1> migrations { {
    {
        u"CREATE TABLE calls (id INTEGER PRIMARY KEY AUTOINCREMENT, called_at INTEGER NOT NULL, tool TEXT NOT NULL, title TEXT NOT NULL,"
        " arguments TEXT NOT NULL, asker INTEGER NOT NULL, who TEXT NOT NULL, said TEXT NOT NULL, ruling INTEGER NOT NULL,"
        " outcome INTEGER NOT NULL, asked INTEGER NOT NULL, reason TEXT NOT NULL, result TEXT NOT NULL, duration_ms INTEGER NOT NULL)"_s,
        u"CREATE INDEX calls_by_time ON calls (called_at)"_s,
    },
} };

const QString columns = u"called_at, tool, title, arguments, asker, who, said, ruling, outcome, asked, reason, result, duration_ms"_s;

QString shortened(const QString& text, qsizetype length)
{
    const QString safe = redacted(text).simplified();
    return safe.size() <= length ? safe : safe.left(length) + u'…';
}

template<typename T>
T fromNumber(const QVariant& value, T last)
{
    const int number = value.toInt();
    return number >= 0 && number <= int(last) ? T(number) : last; // of a later version
}

AuditEntry entryFrom(const QSqlQuery& row)
{
    return { .id = row.value(0).toLongLong(),
        .time = QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong(), Qt::UTC),
        .tool = row.value(2).toString(),
        .title = row.value(3).toString(),
        .arguments = row.value(4).toString(),
        .asker = fromNumber(row.value(5), Asker::Scene),
        .who = row.value(6).toString(),
        .said = row.value(7).toString(),
        .ruling = fromNumber(row.value(8), Ruling::Refused),
        .outcome = fromNumber(row.value(9), Outcome::TooLate),
        .asked = row.value(10).toBool(),
        .reason = row.value(11).toString(),
        .result = row.value(12).toString(),
        .durationMs = row.value(13).toInt() };
}

Error failure(const QSqlError& error)
{
    if (SqliteFile::faultOf(error) == SqliteFile::Fault::Damaged)
        return { Error::Code::Invalid, QCoreApplication::translate("myna", "The list of tool calls is damaged.") };
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The list of tool calls could not be used: %1").arg(error.databaseText()) };
}

QString condition(AuditFilter filter)
{
    switch (filter) {
    case AuditFilter::Everything:
        return u"1"_s;
    case AuditFilter::Allowed:
        return u"asked = 0 AND outcome = %1"_s.arg(int(Outcome::Done));
    case AuditFilter::Asked:
        return u"asked = 1"_s;
    case AuditFilter::Refused:
        return u"outcome = %1"_s.arg(int(Outcome::Refused));
    case AuditFilter::Failed:
        return u"outcome NOT IN (%1, %2)"_s.arg(int(Outcome::Done)).arg(int(Outcome::Refused));
    }
    return u"1"_s;
}

}

AuditEntry auditEntry(const CallReport& report)
{
    const bool isKept = !report.isPrivate || report.outcome != Outcome::Done; // what went wrong is no secret
    return { .time = report.begun,
        .tool = shortened(report.name, longestName),
        .title = shortened(report.title, longestName),
        .arguments = auditedArguments(report.arguments).left(longestArguments),
        .asker = report.caller.asker,
        .who = shortened(report.caller.name, longestName),
        .said = report.caller.asker == Asker::Server ? shortened(report.caller.reason, longestName) : QString(),
        .ruling = report.ruling,
        .outcome = report.outcome,
        .asked = report.asked,
        .reason = shortened(report.reason, longestResult),
        .result = isKept ? shortened(report.result, longestResult)
                         : QCoreApplication::translate("myna", "%n character(s), not kept here", nullptr, int(report.result.size())),
        .durationMs = int(std::min<qint64>(report.took.count(), std::numeric_limits<int>::max())) };
}

AuditStore::AuditStore(std::unique_ptr<SqliteFile> file)
    : m_file(std::move(file), &failure)
{
}

Result<std::shared_ptr<AuditStore::Opened>> AuditStore::open(const QString& folder)
{
    const QString path = QDir(folder).filePath(u"audit.db"_s);
    SqliteFile::Opened file
        = QDir().mkpath(folder) ? SqliteFile::open(path, migrations) : SqliteFile::Opened { .fault = SqliteFile::Fault::NotWritable };
    if (!file.file)
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "The list of tool calls cannot be kept in the folder %1: %2.")
                .arg(QDir::toNativeSeparators(folder), file.words) };
    auto opened = std::make_shared<Opened>();
    opened->store.reset(new AuditStore(std::move(file.file))); // private constructor
    if (auto tidied = opened->store->tidy(); !tidied)
        return tidied.error();
    if (!file.keptAside.isEmpty())
        opened->warning
            = QCoreApplication::translate("myna", "The list of tool calls was damaged. It is kept as %1, and a new one was begun.")
                  .arg(QDir::toNativeSeparators(file.keptAside));
    return opened;
}

Result<> AuditStore::tidy() const
{
    if (auto old = m_file.run(
            u"DELETE FROM calls WHERE called_at < ?"_s, { QDateTime::currentDateTimeUtc().addDays(-mostDays).toMSecsSinceEpoch() });
        !old)
        return old;
    return m_file.run(u"DELETE FROM calls WHERE id <= (SELECT max(id) FROM calls) - ?"_s, { mostKept });
}

Result<> AuditStore::add(const QVector<AuditEntry>& entries)
{
    return m_file.transaction([&]() -> Result<> {
        for (const AuditEntry& e : entries) {
            if (auto put = m_file.run(u"INSERT INTO calls (%1) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"_s.arg(columns),
                    { e.time.toMSecsSinceEpoch(), e.tool, e.title, e.arguments, int(e.asker), e.who, e.said, int(e.ruling), int(e.outcome),
                        e.asked, e.reason, e.result, e.durationMs });
                !put)
                return put;
        }
        return tidy();
    });
}

Result<AuditPage> AuditStore::find(const AuditQuery& query, qint64 before, int limit)
{
    QString where = condition(query.filter);
    QVariantList values;
    for (QString word : query.words.split(u' ', Qt::SkipEmptyParts).mid(0, 8)) {
        word.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
        where += u" AND (tool || ' ' || title || ' ' || arguments || ' ' || who || ' ' || said || ' ' || reason || ' ' || result)"
                 " LIKE ? ESCAPE '\\'"_s;
        values << u'%' + word + u'%';
    }
    if (before > 0) {
        where += u" AND id < ?"_s;
        values << before;
    }
    values << limit + 1;
    auto rows = m_file.ask(u"SELECT id, %1 FROM calls WHERE %2 ORDER BY id DESC LIMIT ?"_s.arg(columns, where), values);
    if (!rows)
        return rows.error();
    AuditPage page;
    for (QSqlQuery& row = rows.value(); row.next();) {
        if (page.entries.size() == limit) {
            page.more = true;
            break;
        }
        page.entries << entryFrom(row);
    }
    rows.value().finish();
    auto count = m_file.ask(u"SELECT count(*) FROM calls"_s);
    if (!count)
        return count.error();
    count.value().next();
    page.kept = count->value(0).toInt();
    return page;
}

Result<> AuditStore::removeAll()
{
    if (auto gone = m_file.run(u"DELETE FROM calls"_s); !gone)
        return gone;
    return m_file.run(u"VACUUM"_s); // nothing of it stays in the file
}

}
