// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace myna::desktop {

// False when no window can be shown here for want of a screen. Asked before the window system is: it would end the program with words
// that help nobody.
bool hasScreen();

}
