// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/sqlconnection.h"

#include <QSqlDriver>
#include <QSqlField>
#include <QSqlQuery>
#include <QUuid>

namespace myna::database {

using namespace Qt::Literals::StringLiterals;

namespace {

Trouble sqliteTrouble(int code)
{
    // SQLITE_BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _PROTOCOL, _NOTADB
    switch (code & 0xff) {
    case 5:
    case 6:
    case 7:
    case 8:
    case 10:
    case 13:
    case 14:
    case 15:
        return Trouble::Away;
    case 11:
    case 26:
        return Trouble::Damaged;
    default:
        return Trouble::Statement;
    }
}

// By the class of the SQLSTATE. A connection that broke has none.
Trouble postgresTrouble(const QString& state)
{
    // connection, authorisation, transaction rolled back, resources, operator intervention, system error, object not in that state
    static const QStringList away { u"08"_s, u"28"_s, u"40"_s, u"53"_s, u"57"_s, u"58"_s, u"55"_s, u"25"_s };
    return state.isEmpty() || away.contains(state.left(2)) ? Trouble::Away : Trouble::Statement;
}

QVariant bindable(const QVariant& value)
{
    if (value.typeId() != QMetaType::QString)
        return value;
    QString text = value.toString();
    if (text.isNull())
        return u""_s;
    return text.contains(QChar(u'\0')) ? text.remove(QChar(u'\0')) : text;
}

}

Trouble troubleOf(Dialect dialect, const QSqlError& error)
{
    if (!error.isValid())
        return Trouble::None;
    return dialect == Dialect::Sqlite ? sqliteTrouble(error.nativeErrorCode().toInt()) : postgresTrouble(error.nativeErrorCode());
}

QString wordsOf(const QSqlError& error)
{
    const QString text = error.databaseText().trimmed().isEmpty() ? error.driverText() : error.databaseText();
    QString line = text.trimmed().section(u'\n', 0, 0).trimmed();
    for (const QString& mark : { u"ERROR:"_s, u"FATAL:"_s }) {
        if (line.startsWith(mark))
            line = line.mid(mark.size()).trimmed();
    }
    return line;
}

SqlConnection::SqlConnection(Dialect dialect)
    : m_dialect(dialect)
    , m_name(u"myna-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    QSqlDatabase::addDatabase(dialect == Dialect::Sqlite ? u"QSQLITE"_s : u"QPSQL"_s, m_name);
}

SqlConnection::~SqlConnection()
{
    QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase SqlConnection::database() const
{
    return QSqlDatabase::database(m_name, false);
}

QSqlError SqlConnection::run(const QString& statement, const QVariantList& values) const
{
    QSqlQuery query(database());
    return run(query, statement, values);
}

QSqlError SqlConnection::run(QSqlQuery& query, const QString& statement, const QVariantList& values) const
{
    if (!database().isOpen())
        return { {}, u"the connection is closed"_s, QSqlError::ConnectionError };
    query.setForwardOnly(true);
    if (values.isEmpty() || m_dialect == Dialect::Postgres)
        return query.exec(values.isEmpty() ? statement : written(statement, values)) ? QSqlError() : query.lastError();
    if (!query.prepare(statement))
        return query.lastError();
    for (const QVariant& value : values)
        query.addBindValue(bindable(value));
    return query.exec() ? QSqlError() : query.lastError();
}

// Qt's driver for PostgreSQL writes values into the text of an EXECUTE anyway, between a PREPARE and a DEALLOCATE that take a round trip
// each and fail aloud in a transaction that has failed. So its own quoting is used, in one statement. Question marks stand for values only.
QString SqlConnection::written(const QString& statement, const QVariantList& values) const
{
    const QSqlDriver* const driver = database().driver();
    const QStringList parts = statement.split(u'?');
    Q_ASSERT(parts.size() == values.size() + 1);
    QString text = parts.first();
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QVariant value = bindable(values[i]);
        QSqlField field({}, value.metaType());
        field.setValue(value);
        text += driver->formatValue(field) + parts[i + 1];
    }
    return text;
}

QSqlError SqlConnection::begin() const
{
    return run(m_dialect == Dialect::Sqlite ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s);
}

QSqlError SqlConnection::commit() const
{
    return run(u"COMMIT"_s);
}

void SqlConnection::rollback() const
{
    [[maybe_unused]] const QSqlError second = run(u"ROLLBACK"_s); // the first error is the one to tell
}

}
