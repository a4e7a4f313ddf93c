// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicemonitor.h"

#include "moc_devicemonitor.cpp"
