// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/backlight.h"

#include "moc_backlight.cpp"
