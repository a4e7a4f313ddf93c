// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolstop.h"

#include "moc_toolstop.cpp"
