// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/keywordspotter.h"

#include "moc_keywordspotter.cpp"
