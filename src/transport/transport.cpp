// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/transport.h"

#include "moc_transport.cpp"
