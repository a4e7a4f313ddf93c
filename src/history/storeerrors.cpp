// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/storeerrors.h"

#include "database/sqlitefile.h"

#include <QCoreApplication>
#include <QDir>

namespace myna::history {

Error notWritable(const QString& folder, const QString& words)
{
    return { Error::Code::Refused,
        QCoreApplication::translate("myna",
            "The history of your conversations cannot be kept in the folder %1: %2. Make the folder writable or choose another data "
            "folder.")
            .arg(QDir::toNativeSeparators(folder), words) };
}

Error failure(const QSqlError& error)
{
    constexpr int full = 13; // SQLITE_FULL
    constexpr int busy = 5; // SQLITE_BUSY
    const int code = error.nativeErrorCode().toInt() & 0xff;
    if (database::SqliteFile::faultOf(error) == database::SqliteFile::Fault::Damaged)
        return { Error::Code::Invalid, QCoreApplication::translate("myna", "The history of your conversations is damaged.") };
    if (code == full)
        return { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "The disk is full, so the history cannot be written. Make some room.") };
    if (code == busy)
        return { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "Another program is using the file of the history (history.db). Close it there.") };
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The history of your conversations could not be used: %1").arg(error.databaseText()) };
}

}
