// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/ringing.h"
#include "viewmodels/remindersviewmodel.h"

#include <QTemporaryDir>

namespace myna::shots {

// Timers, alarms, reminders and a calendar of somebody, at nine in the morning.
class Day
{
public:
    explicit Day(bool english);

    [[nodiscard]] tools::Reminders& reminders() { return m_reminders; }
    [[nodiscard]] tools::Ringing& ringing() { return m_ringing; }
    [[nodiscard]] viewmodels::RemindersViewModel& model() { return m_model; }
    void fill(); // returns when they are kept

private:
    void add(const tools::Reminder& reminder);

    bool m_english;
    QTemporaryDir m_folder;
    QDateTime m_now { QDate(2026, 11, 23), QTime(9, 0) };
    tools::Reminders m_reminders;
    tools::Ringing m_ringing;
    viewmodels::RemindersViewModel m_model;
};

}
