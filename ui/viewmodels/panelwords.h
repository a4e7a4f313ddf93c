// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// What people call the things, properties and choices that are called by a name of a protocol.
namespace myna::viewmodels {

// What a property or an argument is called; empty: it is not among those that are often used. "light" is none of these: a look or a colour
// may be light, but what somebody's tool means by it, nobody here knows.
[[nodiscard]] QString knownName(const QString& name);
[[nodiscard]] QString knownWords(const QString& name); // any of them; empty as above
[[nodiscard]] QString panelWords(const QString& name); // otherwise the name itself as words

}
