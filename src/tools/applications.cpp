// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/applications.h"

#include "moc_applications.cpp"
