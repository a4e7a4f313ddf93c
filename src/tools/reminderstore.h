// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/storefile.h"
#include "tools/reminder.h"

#include <QObject>
#include <QVector>

#include <functional>
#include <memory>

namespace myna::tools {

// What is to be said at a time, in `folder`/reminders.db. Opened, used and destroyed on one thread.
// Errors: Unavailable (for now), Refused (cannot be written, or is of a newer version).
class ReminderStore final
{
public:
    static Result<std::unique_ptr<ReminderStore>> open(const QString& folder);

    Result<QVector<Reminder>> all();
    Result<Reminder> put(const Reminder& reminder); // new where its id is 0; written when this returns
    Result<> remove(qint64 id);
    Result<QVector<Reminder>> replace(const QVector<qint64>& gone, const QVector<Reminder>& come); // all of it or nothing
    Result<> removeEntriesBefore(const QDateTime& time); // of the calendar, that rang and do not come again

private:
    explicit ReminderStore(std::unique_ptr<database::SqliteFile> file);
    database::StoreFile m_file;
};

// Holds the open file. Lives on the store's thread.
class ReminderWorker final : public QObject
{
    Q_OBJECT

public:
    explicit ReminderWorker(QString folder);
    Result<> run(const std::function<Result<>(ReminderStore&)>& job);

private:
    QString m_folder;
    std::unique_ptr<ReminderStore> m_store;
};

}
