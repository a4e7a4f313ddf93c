// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/screen.h"

namespace myna::desktop {

bool hasScreen()
{
    return true;
}

}
