// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QString>
#include <QVariantList>

class QSqlQuery;

namespace myna::database {

enum class Dialect { Sqlite, Postgres };

// What an error means for whoever wanted the statement: try again later, never again, or open the database anew.
enum class Trouble { None, Statement, Away, Damaged };
Trouble troubleOf(Dialect dialect, const QSqlError& error);
// The database's own words, first line only: the lines after it may quote what was to be written.
QString wordsOf(const QSqlError& error);

// One connection to a database, closed with its owner. Opened, used and destroyed on one thread.
class SqlConnection final
{
public:
    explicit SqlConnection(Dialect dialect); // not open yet
    ~SqlConnection();
    SqlConnection(const SqlConnection&) = delete;
    SqlConnection& operator=(const SqlConnection&) = delete;

    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    [[nodiscard]] QSqlDatabase database() const;

    // Prepares, binds and executes. Null strings are written as empty ones, and characters of the number 0 are left out: PostgreSQL has
    // none.
    [[nodiscard]] QSqlError run(const QString& statement, const QVariantList& values = {}) const;
    [[nodiscard]] QSqlError run(QSqlQuery& query, const QString& statement, const QVariantList& values = {}) const;
    // For writing: SQLite takes its lock now, not in the middle.
    [[nodiscard]] QSqlError begin() const;
    [[nodiscard]] QSqlError commit() const;
    void rollback() const;

private:
    [[nodiscard]] QString written(const QString& statement, const QVariantList& values) const;

    Dialect m_dialect;
    QString m_name;
};

}
