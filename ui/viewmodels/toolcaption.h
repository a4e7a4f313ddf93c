// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolcall.h"

#include <QPair>
#include <QVector>

namespace myna::viewmodels {

// What a tool is called for people: its title, a known one, or its name in words ("oven · bake bread").
[[nodiscard]] QString toolTitle(const QString& name, const QString& title);

// What it was given, in plain words: ("Volume", "40"), ("Mute", "on"). Long values are cut, and nothing in them can hide or turn text
// round.
[[nodiscard]] QVector<QPair<QString, QString>> plainArguments(const QJsonObject& arguments, qsizetype longest);

// A tool that was called, in words for the conversation: "Set the volume: 40", or what went wrong with it.
[[nodiscard]] QString toolCaption(const mcp::CallReport& report);

}
