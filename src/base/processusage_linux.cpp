// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processusage.h"

#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace myna {

ProcessUsage processUsage()
{
    ProcessUsage usage;
    rusage spent {};
    if (getrusage(RUSAGE_SELF, &spent) == 0) {
        const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
        usage.cpuSeconds = seconds(spent.ru_utime) + seconds(spent.ru_stime);
    }
    QFile pages(QStringLiteral("/proc/self/statm")); // size, resident, …
    if (pages.open(QIODevice::ReadOnly))
        usage.residentBytes = pages.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
    return usage;
}

}
