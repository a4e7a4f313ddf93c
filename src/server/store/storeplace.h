// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"

namespace myna::server {

// Where the store is, and how long it keeps what.
struct StorePlace
{
    QString folder; // of the SQLite file, when the configuration names no other database
    StoreConfig config;
};

}
