// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminderstore.h"

#include "base/invoke.h"

#include <QCoreApplication>
#include <QDir>

#include <array>

using namespace Qt::Literals::StringLiterals;
using myna::database::SqliteFile;

namespace myna::tools {

namespace {

// Each entry brings the file from the version of its index to the next; never changed once released.
const std::array<QStringList, 2> migrations { {
    {
        u"CREATE TABLE reminders (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, text TEXT NOT NULL, due_at INTEGER NOT NULL,"
        " end_at INTEGER, lead_minutes INTEGER NOT NULL, repeats TEXT NOT NULL, clock TEXT NOT NULL, rung INTEGER NOT NULL)"_s,
        u"CREATE INDEX reminders_by_time ON reminders (due_at)"_s,
    },
    {
        u"ALTER TABLE reminders ADD COLUMN rule TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE reminders ADD COLUMN uid TEXT NOT NULL DEFAULT ''"_s,
    },
} };

Error failure(const QSqlError& error)
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "Reminders cannot be kept now: %1").arg(database::wordsOf(error)) };
}

Reminder reminderFrom(const QSqlQuery& row)
{
    Reminder r;
    r.id = row.value(0).toLongLong();
    r.kind = kindFromName(row.value(1).toString()).value_or(ReminderKind::Reminder);
    r.text = row.value(2).toString();
    r.due = QDateTime::fromMSecsSinceEpoch(row.value(3).toLongLong(), Qt::UTC);
    if (!row.value(4).isNull())
        r.end = QDateTime::fromMSecsSinceEpoch(row.value(4).toLongLong(), Qt::UTC);
    r.lead = std::chrono::minutes(row.value(5).toInt());
    r.repeat = repeatFromName(row.value(6).toString()).value_or(Repeat::Once);
    r.clock = QTime::fromString(row.value(7).toString(), Qt::ISODate);
    r.rung = row.value(8).toBool();
    r.rule = row.value(9).toString();
    r.uid = row.value(10).toString();
    return r;
}

QVariantList valuesOf(const Reminder& r)
{
    return { QString(kindName(r.kind)), r.text.left(longestReminderText), r.due.toMSecsSinceEpoch(),
        r.end.isValid() ? QVariant(r.end.toMSecsSinceEpoch()) : QVariant(QMetaType::fromType<qlonglong>()), int(r.lead.count()),
        QString(repeatName(r.repeat)), r.clock.toString(Qt::ISODate), r.rung, r.rule, r.uid };
}

}

ReminderStore::ReminderStore(std::unique_ptr<SqliteFile> file)
    : m_file(std::move(file), &failure)
{
}

Result<std::unique_ptr<ReminderStore>> ReminderStore::open(const QString& folder)
{
    QDir().mkpath(folder);
    SqliteFile::Opened opened = SqliteFile::open(QDir(folder).filePath(u"reminders.db"_s), migrations);
    if (!opened.file)
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "Reminders cannot be kept in the folder %1: %2.")
                .arg(QDir::toNativeSeparators(folder), opened.words) };
    if (!opened.keptAside.isEmpty())
        qWarning("The file of the reminders was damaged. It is kept as %s, and a new one was begun.", qPrintable(opened.keptAside));
    return std::unique_ptr<ReminderStore>(new ReminderStore(std::move(opened.file))); // private constructor
}

Result<QVector<Reminder>> ReminderStore::all()
{
    auto rows = m_file.ask(
        u"SELECT id, kind, text, due_at, end_at, lead_minutes, repeats, clock, rung, rule, uid FROM reminders ORDER BY due_at, id"_s);
    if (!rows)
        return rows.error();
    QVector<Reminder> found;
    for (QSqlQuery& row = rows.value(); row.next();)
        found << reminderFrom(row);
    return found;
}

Result<Reminder> ReminderStore::put(const Reminder& reminder)
{
    const bool isNew = reminder.id == 0;
    QVariantList values = valuesOf(reminder);
    if (!isNew)
        values << reminder.id;
    const QString statement = isNew
        ? u"INSERT INTO reminders (kind, text, due_at, end_at, lead_minutes, repeats, clock, rung, rule, uid) VALUES (?,?,?,?,?,?,?,?,?,?)"_s
        : u"UPDATE reminders SET kind=?, text=?, due_at=?, end_at=?, lead_minutes=?, repeats=?, clock=?, rung=?, rule=?, uid=? WHERE id=?"_s;
    const auto written = m_file.ask(statement, values);
    if (!written)
        return written.error();
    Reminder kept = reminder;
    if (isNew)
        kept.id = written->lastInsertId().toLongLong();
    return kept;
}

Result<> ReminderStore::remove(qint64 id)
{
    return m_file.run(u"DELETE FROM reminders WHERE id = ?"_s, { id });
}

Result<QVector<Reminder>> ReminderStore::replace(const QVector<qint64>& gone, const QVector<Reminder>& come)
{
    QVector<Reminder> kept;
    const auto done = m_file.transaction([&]() -> Result<> {
        for (const qint64 id : gone) {
            if (auto removed = remove(id); !removed)
                return removed.error();
        }
        for (const Reminder& one : come) {
            auto written = put(one);
            if (!written)
                return written.error();
            kept += *written;
        }
        return {};
    });
    if (!done)
        return done.error();
    return kept;
}

Result<> ReminderStore::removeEntriesBefore(const QDateTime& time)
{
    const QVariantList values { QString(kindName(ReminderKind::Entry)), time.toMSecsSinceEpoch() };
    return m_file.run(u"DELETE FROM reminders WHERE kind = ? AND rung = 1 AND due_at < ?"_s, values);
}

ReminderWorker::ReminderWorker(QString folder)
    : m_folder(std::move(folder))
{
}

Result<> ReminderWorker::run(const std::function<Result<>(ReminderStore&)>& job)
{
    assertThreadOf(this);
    if (!m_store) {
        auto opened = ReminderStore::open(m_folder);
        if (!opened)
            return opened.error();
        m_store = std::move(opened.value());
    }
    return job(*m_store);
}

}

#include "moc_reminderstore.cpp"
