// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/calendarfile.h"
#include "tools/ringing.h"
#include "viewmodels/tone.h"

#include <QObject>
#include <QTimer>
#include <QVector>

#include <chrono>
#include <functional>
#include <optional>

namespace myna::viewmodels {

struct ReminderRow
{
    qint64 id = 0;
    QString icon;
    QString title; // what for, or of which kind
    QString detail; // of which kind and when, and how it comes again
    QString left; // "12:05", "in 3 days"; empty while it rings
    bool isRinging = false; // it can be stopped and put off
    bool isOver = false; // it rang, and nobody stopped it: it can only be taken note of
    bool operator==(const ReminderRow&) const = default;
};

struct ReminderSection
{
    QString title;
    QVector<ReminderRow> rows;
    int more = 0; // that are not among them
    bool operator==(const ReminderSection&) const = default;
};

// What somebody fills in.
struct ReminderWish
{
    tools::ReminderKind kind = tools::ReminderKind::Timer;
    QString text;
    std::chrono::minutes length { 0 }; // of timers
    QDate date; // of reminders and entries
    QTime time; // of all but timers
    tools::Repeat repeat = tools::Repeat::Once; // of all but timers
};

// Everything of the day that is to come: what rings, timers, alarms and reminders by their time, the calendar; and calendar files in and
// out. Texts are made when they are read. Main thread.
class RemindersViewModel final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostShown = 100; // of a section

    // Both outlive it.
    RemindersViewModel(tools::Reminders& reminders, tools::Ringing& ringing, QObject* parent = nullptr);

    [[nodiscard]] QVector<ReminderSection> sections() const; // those that have something
    [[nodiscard]] bool isOpen() const { return m_reminders.isOpen(); }
    [[nodiscard]] const QString& problem() const { return m_problem; } // why nothing can be kept; empty: it can
    [[nodiscard]] bool hasEntries() const; // something to export
    [[nodiscard]] bool isImporting() const { return m_isImporting; } // one file at a time; said() follows

    [[nodiscard]] QDateTime now() const { return m_reminders.now().toLocalTime(); }
    // `done` is called once. Errors: Invalid, with a sentence for people; Unavailable.
    void create(const ReminderWish& wish, const std::function<void(const Result<>&)>& done);
    void setWatched(bool watched); // somebody looks: the time that is left runs
    void remove(qint64 id);
    void restore(); // the one removed last
    void stop(qint64 id) { m_ringing.stop(id); }
    void snooze(qint64 id) { m_ringing.snooze(id); }

public slots:
    void importFrom(const QString& file);
    void exportTo(const QString& file);

signals:
    void changed();
    void ticked(); // only the time that is left
    void said(myna::viewmodels::Tone tone, const QString& text, bool canRestore);

private:
    void take(const Result<tools::CalendarContents>& contents);
    void endImport(Tone tone, const QString& text);
    void pace();
    void add(const tools::Reminder& entry, const std::function<void(const Result<>&)>& done);

    tools::Reminders& m_reminders;
    tools::Ringing& m_ringing;
    QString m_problem;
    std::optional<tools::Reminder> m_removed;
    QTimer m_tick;
    bool m_watched = false;
    bool m_isImporting = false;
};

}
