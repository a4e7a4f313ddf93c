// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices.h"

#include "moc_devices.cpp"
