// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/screen.h"

#include <QtGlobal>

#include <array>

namespace myna::desktop {

bool hasScreen()
{
    // The last one is a choice of its own, for example of a virtual screen.
    constexpr std::array names { "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM" };
    for (const char* name : names) {
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    }
    return false;
}

}
