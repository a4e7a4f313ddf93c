// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processusage.h"

#include <psapi.h>
#include <windows.h>

namespace myna {

ProcessUsage processUsage()
{
    ProcessUsage usage;
    FILETIME created, ended, kernel, user;
    if (GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user)) {
        const auto seconds = [](const FILETIME& time) {
            return double((quint64(time.dwHighDateTime) << 32) | time.dwLowDateTime) / 1e7; // in steps of 100 ns
        };
        usage.cpuSeconds = seconds(kernel) + seconds(user);
    }
    PROCESS_MEMORY_COUNTERS memory;
    if (GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory))
        usage.residentBytes = qint64(memory.WorkingSetSize);
    return usage;
}

}
