// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/mcpline.h"

#include "moc_mcpline.cpp"
