// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "mcp/toolcall.h"

namespace myna::viewmodels {

// What the user did in the panel, without a tool and so past the gate.
struct HandWork
{
    QString name; // of the tool that does the same
    QString title; // for people
    QJsonObject arguments;
    QDateTime begun;
    QDateTime ended;
};

// Of what was under way when the program ended.
[[nodiscard]] QString closedBefore();

// The same for the list of calls.
[[nodiscard]] mcp::CallReport handReport(const HandWork& work, const Result<QString>& result);

}
