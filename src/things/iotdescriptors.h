// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thingregistry.h"

#include <QJsonObject>

// The legacy `iot` face of things: what servers without tool calls know of a device.
namespace myna::things {

// {"name","description","properties":{…},"methods":{…}}; sent one message per descriptor. Every writable property has a method `SetName`,
// an action a method of its own name. `properties` and `methods` are always present: the reference server loses a descriptor without them.
QJsonObject iotDescriptor(const ThingSpec& spec);
// {"name","state":{…}}, of what is known. Numbers are whole: the reference server refuses others.
QJsonObject iotState(const Thing& thing);
// The property that a method of a command changes, whatever its case: servers that build tool names lower it. Null: there is none.
const PropertySpec* iotProperty(const ThingSpec& spec, QStringView method);
// Carries out {"name","method","parameters"}; `done` as of Thing::change(). Errors: NotFound (thing or method), Invalid (parameters),
// whatever the thing says.
void runIotCommand(const ThingRegistry& registry, const QJsonObject& command, const Changed& done);

}
