// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/interfaces.h"

#include "moc_interfaces.cpp"
