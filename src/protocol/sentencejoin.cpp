// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/sentencejoin.h"

namespace myna::protocol {

QString joinSentences(const QString& before, const QString& after)
{
    if (before.isEmpty() || after.isEmpty())
        return before + after;
    const QChar::Script script = before.back().script();
    const bool wide = script == QChar::Script_Han || (before.back().unicode() >= 0x3000 && before.back().unicode() <= 0x303F)
        || (before.back().unicode() >= 0xFF00 && before.back().unicode() <= 0xFFEF);
    const bool spaced = wide || before.back().isSpace() || after.front().isSpace();
    return spaced ? before + after : before + QLatin1Char(' ') + after;
}

}
