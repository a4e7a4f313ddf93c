// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// What people call the things, properties and choices that are called by a name of a protocol.
namespace myna::viewmodels {

[[nodiscard]] QString knownWords(const QString& name); // empty: it is not among those that are often used
[[nodiscard]] QString panelWords(const QString& name); // otherwise the name itself as words

}
