// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/sqlconnection.h"

#include <QStringList>

#include <span>

namespace myna::database {

struct Migrated
{
    enum class State {
        Current, // now, or it was before
        Newer, // it was brought further than this program knows
        Foreign, // a step was made with other statements than this program has for it
        Failed // see error; nothing was changed
    };
    State state = State::Current;
    QSqlError error;
    int made = 0; // steps, so far
};

// Brings a database up to date. Each entry of `steps` brings it from the version of its index to the next and is never changed once
// released: the fingerprint of every step made is kept in the table schema_steps and compared. All in one transaction, under a lock, so
// that several programs may start on one database at once. SQLite files without that table, but with a user_version, are believed.
Migrated migrate(const SqlConnection& connection, std::span<const QStringList> steps);

// The same without changing or locking anything: what is there may still be brought up to date (`made` < steps).
Migrated look(const SqlConnection& connection, std::span<const QStringList> steps);

// Why not, as the end of a sentence.
QString wordsOf(const Migrated& migrated);

}
