// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace myna {

// What this process has used so far. Each platform has its file.
struct ProcessUsage
{
    double cpuSeconds = 0; // of all threads and cores together
    qint64 residentBytes = 0;
};

ProcessUsage processUsage();

}
