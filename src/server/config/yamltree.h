// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/configfinding.h"
#include "server/config/configvalue.h"

#include <QByteArray>

namespace myna::server {

// YAML text → a tree with file and line at every value; an empty file is an empty map. Aliases and merge keys (`<<`) are resolved.
// Bounded: 1 MiB of text, 50 levels, 50,000 values after aliases are resolved. What cannot be read is an error in `findings` and gives
// nothing; keys written twice are warnings, the last one counts.
[[nodiscard]] ConfigValue parseYaml(const QByteArray& text, const QString& file, ConfigFindings& findings);

inline constexpr qint64 maxConfigBytes = 1024 * 1024;

}
