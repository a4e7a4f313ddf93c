// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace myna {

// The text with everything replaced that could open a door: Authorization headers, bearer tokens, values of members called
// token, password, secret, key or hmac, signed session tokens, and runs of 32 or more hex digits. Applied to every line that is
// logged; it guards against slips, it does not permit logging secrets.
QString redacted(const QString& text);

}
