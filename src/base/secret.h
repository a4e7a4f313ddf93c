// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace myna {

// 256 random bits of the system's, in 64 hexadecimal digits.
QByteArray makeToken();

// As long as the longer one, whatever differs.
bool equalInConstantTime(const QByteArray& a, const QByteArray& b);

}
