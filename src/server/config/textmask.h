// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configfinding.h"

#include <QByteArray>

namespace myna::server {

// A YAML text with the secrets that stand in it masked, everything else as it is. A text that is no YAML gives nothing.
[[nodiscard]] QByteArray maskText(const QByteArray& text);
// The other way: masks in `edited` become the secrets `original` has at the same keys. A mask that has none there is an error.
[[nodiscard]] QByteArray unmaskText(const QByteArray& edited, const QByteArray& original, const QString& file, ConfigFindings& findings);

}
