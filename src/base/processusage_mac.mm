// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processusage.h"

#include <mach/mach.h>
#include <sys/resource.h>

namespace myna {

ProcessUsage processUsage()
{
    ProcessUsage usage;
    rusage spent {};
    if (getrusage(RUSAGE_SELF, &spent) == 0) {
        const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
        usage.cpuSeconds = seconds(spent.ru_utime) + seconds(spent.ru_stime);
    }
    mach_task_basic_info info {};
    mach_msg_type_number_t count = MACH_TASK_BASIC_INFO_COUNT;
    if (task_info(mach_task_self(), MACH_TASK_BASIC_INFO, reinterpret_cast<task_info_t>(&info), &count) == KERN_SUCCESS)
        usage.residentBytes = qint64(info.resident_size);
    return usage;
}

}
