// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/migrations.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSqlQuery>

#include <optional>

namespace myna::database {

using namespace Qt::Literals::StringLiterals;
using State = Migrated::State;

namespace {

// Of the advisory lock; any number will do that nobody else on the same database takes.
constexpr qint64 lockNumber = 0x6d796e61; // "myna"

QString fingerprint(const QStringList& statements)
{
    return QString::fromLatin1(QCryptographicHash::hash(statements.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex());
}

class Migration
{
public:
    Migration(const SqlConnection& connection, std::span<const QStringList> steps)
        : m_connection(connection)
        , m_steps(steps)
        , m_sqlite(connection.dialect() == Dialect::Sqlite)
    {
    }

    Migrated make()
    {
        // A file that is up to date is not locked: somebody else may be writing it.
        if (m_sqlite) {
            if (!readVersion())
                return { State::Failed, m_error };
            if (m_version > int(m_steps.size()) || m_version < 0)
                return { State::Newer, {} };
            if (m_version == int(m_steps.size()) && readPrints() && m_prints.size() == m_version)
                return { compare(), {} };
        }
        if (!ok(m_connection.begin()))
            return { State::Failed, m_error };
        const State state = work();
        if (state == State::Current && ok(m_connection.commit()))
            return {};
        m_connection.rollback();
        return { state == State::Current ? State::Failed : state, m_error };
    }

    Migrated look()
    {
        const bool known = m_sqlite ? readVersion() : readPresence();
        if (!known || (m_version > 0 && !readPrints()))
            return { State::Failed, m_error };
        return { compare(), {}, int(m_prints.size()) };
    }

private:
    bool ok(const QSqlError& error)
    {
        m_error = error;
        return !error.isValid();
    }

    bool run(const QString& statement, const QVariantList& values = {}) { return ok(m_connection.run(statement, values)); }

    bool readVersion()
    {
        QSqlQuery query(m_connection.database());
        if (!ok(m_connection.run(query, u"PRAGMA user_version"_s)) || !query.next())
            return false;
        m_version = query.value(0).toInt();
        return true;
    }

    // Of the table of steps.
    bool readPresence()
    {
        QSqlQuery query(m_connection.database());
        if (!ok(m_connection.run(query, u"SELECT to_regclass('schema_steps') IS NOT NULL"_s)) || !query.next())
            return false;
        m_version = query.value(0).toBool() ? 1 : 0;
        return true;
    }

    bool readPrints()
    {
        m_prints.clear();
        QSqlQuery query(m_connection.database());
        if (!ok(m_connection.run(query, u"SELECT number, hash FROM schema_steps ORDER BY number"_s)))
            return false;
        while (query.next())
            m_prints.append(query.value(1).toString());
        return true;
    }

    [[nodiscard]] State compare() const
    {
        if (m_prints.size() > qsizetype(m_steps.size()))
            return State::Newer;
        for (qsizetype i = 0; i < m_prints.size(); ++i) {
            if (m_prints[i] != fingerprint(m_steps[size_t(i)]))
                return State::Foreign;
        }
        return State::Current;
    }

    State work()
    {
        if (!m_sqlite && !run(u"SELECT pg_advisory_xact_lock(%1)"_s.arg(lockNumber)))
            return State::Failed;
        if (!run(u"CREATE TABLE IF NOT EXISTS schema_steps (number INTEGER PRIMARY KEY, hash TEXT NOT NULL)"_s) || !readPrints())
            return State::Failed;
        if (m_sqlite) {
            if (!readVersion())
                return State::Failed;
            // Files of before this table existed.
            while (m_prints.size() < m_version && m_version <= int(m_steps.size())) {
                if (!keepPrint(int(m_prints.size())))
                    return State::Failed;
            }
        }
        if (const State state = compare(); state != State::Current)
            return state;
        while (m_prints.size() < qsizetype(m_steps.size())) {
            const int step = int(m_prints.size());
            for (const QString& statement : m_steps[size_t(step)]) {
                if (!run(statement))
                    return State::Failed;
            }
            if (!keepPrint(step) || (m_sqlite && !run(u"PRAGMA user_version=%1"_s.arg(step + 1))))
                return State::Failed;
        }
        return State::Current;
    }

    bool keepPrint(int step)
    {
        m_prints.append(fingerprint(m_steps[size_t(step)]));
        return run(u"INSERT INTO schema_steps (number, hash) VALUES (?, ?)"_s, { step + 1, m_prints.last() });
    }

    const SqlConnection& m_connection;
    std::span<const QStringList> m_steps;
    bool m_sqlite;
    int m_version = 0;
    QStringList m_prints;
    QSqlError m_error;
};

}

Migrated migrate(const SqlConnection& connection, std::span<const QStringList> steps)
{
    return Migration(connection, steps).make();
}

Migrated look(const SqlConnection& connection, std::span<const QStringList> steps)
{
    return Migration(connection, steps).look();
}

QString wordsOf(const Migrated& migrated)
{
    switch (migrated.state) {
    case State::Current:
        return {};
    case State::Newer:
        return QCoreApplication::translate(
            "myna", "it was written by a newer version of this program. Install that version or choose another data folder");
    case State::Foreign:
        return QCoreApplication::translate(
            "myna", "its tables were not made by this program or were changed afterwards. Restore a backup or choose another one");
    case State::Failed:
        return wordsOf(migrated.error);
    }
    return {};
}

}
