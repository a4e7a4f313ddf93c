// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/walltimer.h"

#include "moc_walltimer.cpp"
