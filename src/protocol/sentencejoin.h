// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace myna::protocol {

// Two sentences of one answer: a space between, none after Chinese characters and punctuation.
QString joinSentences(const QString& before, const QString& after);

}
