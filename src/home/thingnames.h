// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

namespace myna::home {

// An identifier of letters and digits for a thing that people call `title`: KitchenLamp. Legacy servers split names at underscores. When
// the title has too few Latin letters, `fallback`, some technical name, serves; it is never empty.
QString thingName(const QString& title, const QString& fallback);

// The same, and another one than `taken`: three digits made from `key` follow, always the same ones.
QString otherName(const QString& name, const QString& key, int attempt);

// Gives every property that can be changed the tool it is changed with: home.kitchen_lamp.set_power, or home.blind.open for an action.
void nameTools(things::ThingSpec& spec);

}
