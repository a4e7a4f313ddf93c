// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "database/sqlconnection.h"

#include <QStringList>

#include <memory>
#include <span>

namespace myna::database {

// A SQLite file of ours: readable for this user only, write-ahead log, checked and brought up to date when it is opened. A damaged one is
// kept aside and a new one begun. Opened, used and destroyed on one thread.
class SqliteFile final
{
public:
    enum class Fault { None, Damaged, Newer, NotWritable };
    struct Opened
    {
        std::unique_ptr<SqliteFile> file; // null: see fault
        QString keptAside; // not empty: the path a damaged file was moved to
        Fault fault = Fault::None; // Newer, or NotWritable
        QString words; // why, as the end of a sentence
    };

    // `migrations`: each entry brings the file from the version of its index to the next; never changed once released.
    static Opened open(const QString& path, std::span<const QStringList> migrations);
    // Looks at a file without changing anything; others may be using it. Empty when it is sound, else what is wrong, in SQLite's words.
    static QString examine(const QString& path);
    // Only what SQLite itself calls damaged is; a file that is locked or on a full disk is NotWritable.
    static Fault faultOf(const QSqlError& error);

    [[nodiscard]] const std::shared_ptr<SqlConnection>& connection() const { return m_connection; }
    [[nodiscard]] QSqlDatabase database() const { return m_connection->database(); }
    [[nodiscard]] QSqlError run(const QString& statement, const QVariantList& values = {}) const
    {
        return m_connection->run(statement, values);
    }

private:
    explicit SqliteFile(const QString& path);
    Fault prepare(std::span<const QStringList> migrations, QString& words) const;
    Fault bringUpToDate(std::span<const QStringList> migrations, QString& words) const;

    std::shared_ptr<SqlConnection> m_connection;
};

}
