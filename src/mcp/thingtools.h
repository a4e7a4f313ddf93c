// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"
#include "things/thingregistry.h"

// The MCP face of things.
namespace myna::mcp {

// How a property is given as an argument.
ArgumentType argumentType(things::PropertyType type);

// One tool per writable property that names one (PropertySpec::setTool). The thing may go away: its tools then answer with an error.
std::vector<Tool> toolsOf(things::Thing& thing);

// What get_device_status tells, as an object.
QJsonObject statusOf(const things::ThingRegistry& registry);

// `self.get_device_status`: the state of every thing as JSON text, one key per thing, spelled as in its tools (`audio_speaker`).
Tool deviceStatusTool(const things::ThingRegistry& registry);

}
