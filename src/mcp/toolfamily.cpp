// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/toolfamily.h"

#include "moc_toolfamily.cpp"
