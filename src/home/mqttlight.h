// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace myna::home {

class EntityBuilder;

// The light, in its default and its JSON schema; of the template schema it says that it cannot be read.
void addMqttLight(EntityBuilder& make);

}
