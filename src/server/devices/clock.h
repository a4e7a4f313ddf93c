// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <functional>

namespace myna::server {

// What time it is, in UTC; tests give their own.
using Clock = std::function<QDateTime()>;

}
