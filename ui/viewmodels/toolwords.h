// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"

namespace myna::viewmodels {

// Descriptions of tools are written for models, in English. What the tools that are known do, and what they are given, is said here for
// people; devices of others that offer tools of the same names mean the same.

[[nodiscard]] QString knownToolTitle(const QString& name); // empty: nobody knows better than the tool
// What it is called: the title it brings, a known one, or its name in words.
[[nodiscard]] QString titleOfTool(const mcp::ToolSpec& spec);
// What it does. Its own description where it is not known; empty where that would only repeat its title in another language.
[[nodiscard]] QString wordsOfTool(const mcp::ToolSpec& spec);
// What one of its arguments is called; the name itself where that is not known.
[[nodiscard]] QString titleOfArgument(const QString& argument);
// What it is; `own` is what the tool says.
[[nodiscard]] QString wordsOfArgument(const QString& tool, const QString& argument, const QString& own);

}
