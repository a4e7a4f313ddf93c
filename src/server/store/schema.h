// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/sqlconnection.h"

#include <QStringList>
#include <QVector>

#include <vector>

namespace myna::server {

// The steps that make and change the store's tables (database/migrations.h), in the words of the dialect: the one place where they differ.
std::vector<QStringList> schemaSteps(database::Dialect dialect);

struct TableColumns
{
    QString table;
    QStringList columns;
};
// Every table with everything that is kept in it, for copies from one database to another.
QVector<TableColumns> schemaTables();

}
