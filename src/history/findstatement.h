// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turn.h"

#include <QStringList>
#include <QVariantList>

namespace myna::history {

struct FindStatement
{
    QString text;
    QVariantList values;
};

// The columns of conversationColumns(), and with words one more: the whole text of the first turn that has them all.
inline constexpr int hitColumn = 9;
FindStatement findStatement(const Query& query, const QStringList& words, const Position& after, int limit);

}
