// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turn.h"

#include <QSqlQuery>
#include <QVariantList>

namespace myna::history {

// How turns and conversations lie in the tables: columns, and values in the same order.
QString turnColumns();
QVariantList turnValues(const Turn& turn, int longestText); // and then tool_words
Turn turnFrom(const QSqlQuery& row);
QString conversationColumns(); // of `conversations c`
Conversation conversationFrom(const QSqlQuery& row);

}
