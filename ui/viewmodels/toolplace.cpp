// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolplace.h"

#include "moc_toolplace.cpp"
