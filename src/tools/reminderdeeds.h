// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"
#include "tools/reminders.h"
#include "tools/ringing.h"

#include <optional>

// What the tools of the reminders do, and what they say to a model. Main thread.
namespace myna::tools {

// What is still to come, of one kind or all.
QVector<Reminder> remindersToCome(const Reminders& reminders, std::optional<ReminderKind> kind);
QString reminderList(const QVector<Reminder>& found, const QDateTime& now); // JSON
// The entries of `date` (today when left out) and so many `days`. Errors: Invalid.
Result<QString> calendarOf(const Reminders& reminders, const QJsonObject& arguments);

using ReminderReader = Result<Reminder> (*)(const QJsonObject&, const QDateTime&);
mcp::ToolRun addingReminders(Reminders& reminders, ReminderReader read);
// One by its `id` or all of a `kind`; what rings of them ends.
void cancelReminders(Reminders& reminders, Ringing& ringing, const QJsonObject& arguments, const mcp::ToolAnswer& answer);

}
