// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/storethread.h"
#include "tools/reminder.h"
#include "tools/reminderstore.h"
#include "tools/walltimer.h"

#include <QObject>
#include <QVector>

#include <functional>
#include <memory>

namespace myna::tools {

// Timers, alarms, reminders and calendar entries: kept in a file, so that they survive the program, and said when they are due; those that
// fell due while the program was off, at its next start. Lives on the main thread; the file has a thread of its own.
class Reminders final : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>; // UTC
    using Done = std::function<void(const Result<Reminder>&)>;
    static constexpr qsizetype mostKept = 500;
    static constexpr int entriesKeptDays = 90; // after their time, if they rang

    // `clock` and `timer` are the computer's where they are empty.
    explicit Reminders(const QString& folder, Clock clock = {}, std::unique_ptr<WallTimer> timer = {}, QObject* parent = nullptr);
    ~Reminders() override;

    void open(); // opened() or failed() follows; then what is late is said
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const QVector<Reminder>& all() const { return m_all; } // by time; entries that are over included
    [[nodiscard]] QDateTime now() const { return m_clock(); }

    // `done` is called once, after it is in the file. Errors: Invalid, Unavailable.
    void add(const Reminder& reminder, QObject* asker, Done done);
    void remove(qint64 id, QObject* asker, Done done); // the one removed. Errors: NotFound, Unavailable
    // Many at once, instead of others: all of it or nothing. Errors: Invalid (no room), Unavailable.
    void replace(const QVector<qint64>& gone, const QVector<Reminder>& come, QObject* asker, std::function<void(const Result<>&)> done);
    void finish(qint64 id); // it was said and heard: one that comes once goes, others wait for their next time
    void snooze(qint64 id, std::chrono::minutes length);

signals:
    void opened();
    void failed(const myna::Error& problem); // nothing can be kept
    void changed();
    void due(const myna::tools::Reminder& reminder, std::chrono::seconds late); // again at the next start, unless finished or snoozed

private:
    void loaded(const QVector<Reminder>& reminders);
    void keep(const Reminder& reminder, QObject* asker, Done done); // also one more than mostKept
    void look();
    void store(const Reminder& reminder);
    void put(const Reminder& reminder);
    void sort(); // and say what has come
    void arm();
    [[nodiscard]] Reminder* find(qint64 id);

    Clock m_clock;
    std::unique_ptr<WallTimer> m_timer;
    database::StoreThread<ReminderWorker, ReminderStore> m_store;
    QVector<Reminder> m_all;
    QVector<qint64> m_ringing; // said, and not finished yet
    bool m_open = false;
};

}
