// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/fileworker.h"

#include "moc_fileworker.cpp"
