// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turnstore.h"

namespace myna::history {

struct ExportWish
{
    QString path; // *.json: for programs; anything else: Markdown, for people
    Query query;
    qint64 conversation = 0; // only this one; 0: everything that is found
};

// Writes conversations to a file for this user only, the newest conversation on top. Runs on the thread of the
// store and holds one page at a time. Returns how many conversations were written. Errors: Unavailable, with what went wrong.
Result<int> exportHistory(TurnStore& store, const ExportWish& wish);

}
