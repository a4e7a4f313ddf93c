// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/reminder.h"

#include <QJsonObject>

// What a model wants to be reminded of, read from the arguments of its calls. Errors: Invalid, with a sentence for the model.
namespace myna::tools {

Result<Reminder> timerFrom(const QJsonObject& arguments, const QDateTime& now);
Result<Reminder> alarmFrom(const QJsonObject& arguments, const QDateTime& now);
Result<Reminder> reminderFrom(const QJsonObject& arguments, const QDateTime& now);
Result<Reminder> entryFrom(const QJsonObject& arguments, const QDateTime& now);

}
