// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/voicecall.h"

#include "moc_voicecall.cpp"
