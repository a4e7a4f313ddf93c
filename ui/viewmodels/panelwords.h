// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// What people call the things, properties and choices that are called by a name of a protocol.
namespace myna::viewmodels {

// What a property or an argument is called; empty: it is not among those that are often used. "light" is none of these: a look or a colour
// may be light, but what somebody's tool means by it, nobody here knows.
[[nodiscard]] QString knownName(const QString& name);
[[nodiscard]] QString knownChoice(const QString& name); // what a value is called; empty as above
// The same, or else the name itself as words.
[[nodiscard]] QString thingWords(const QString& name);
[[nodiscard]] QString propertyWords(const QString& name); // also of what can be done
[[nodiscard]] QString choiceWords(const QString& name);

}
