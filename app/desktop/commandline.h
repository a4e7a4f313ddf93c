// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace myna::desktop {

// What `myna` was asked for.
struct CommandLine
{
    QString dataDir; // --data, else MYNA_DATA_DIR, else the platform's folder
    QString profile; // name or id of a server of the list; empty: the one of the settings
    QString page; // talk|panel|history|server|statistics|settings; empty: talk
    bool minimized = false;
    bool measureStart = false; // print how long the first paint took and what is resident, then quit
    QString answer; // help or version: print this and leave
};

// The pages that --page can name.
[[nodiscard]] const QStringList& pageNames();

// Errors: Invalid, with a sentence for the person at the terminal.
Result<CommandLine> parseCommandLine(const QStringList& arguments);

}
