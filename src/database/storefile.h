// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/sqlitefile.h"

#include <QSqlQuery>

#include <functional>
#include <memory>

namespace myna::database {

// The SqliteFile of a store, whose failures are told in the store's own words.
class StoreFile final
{
public:
    using Told = Error (*)(const QSqlError& error);

    StoreFile(std::unique_ptr<SqliteFile> file, Told told); // `file` is open

    [[nodiscard]] Result<> run(const QString& statement, const QVariantList& values = {}) const;
    // The answer is read forward, once; lastInsertId() tells the number of what was inserted.
    [[nodiscard]] Result<QSqlQuery> ask(const QString& statement, const QVariantList& values = {}) const;
    // For writing: all of `work` or nothing.
    [[nodiscard]] Result<> transaction(const std::function<Result<>()>& work) const;

private:
    std::unique_ptr<SqliteFile> m_file;
    Told m_told;
};

}
