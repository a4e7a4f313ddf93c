// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/storefile.h"

#include <utility>

namespace myna::database {

StoreFile::StoreFile(std::unique_ptr<SqliteFile> file, Told told)
    : m_file(std::move(file))
    , m_told(told)
{
}

Result<> StoreFile::run(const QString& statement, const QVariantList& values) const
{
    if (const QSqlError error = m_file->run(statement, values); error.isValid())
        return m_told(error);
    return {};
}

Result<QSqlQuery> StoreFile::ask(const QString& statement, const QVariantList& values) const
{
    QSqlQuery query(m_file->database());
    if (const QSqlError error = m_file->connection()->run(query, statement, values); error.isValid())
        return m_told(error);
    return { std::move(query) };
}

Result<> StoreFile::transaction(const std::function<Result<>()>& work) const
{
    const SqlConnection& connection = *m_file->connection();
    if (const QSqlError error = connection.begin(); error.isValid())
        return m_told(error);
    auto done = work();
    if (done) {
        if (const QSqlError error = connection.commit(); error.isValid())
            done = m_told(error);
    }
    if (!done)
        connection.rollback();
    return done;
}

}
