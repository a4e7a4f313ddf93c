// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace myna::server {

struct SentenceRules
{
    bool atComma = false; // a pause will do
    bool atLineStart = true; // the text begins a line: a number there is that of a list
    qsizetype longest = 200;
};

// One past the last character of the first sentence of a text that goes on; -1: what comes next decides. More text never changes an end
// once found.
qsizetype sentenceEnd(const QString& text, const SentenceRules& rules);

}
