// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"

namespace myna::tools {

// What the user copied, read and replaced. There only in a program with windows.
class ClipboardFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    using ToolFamily::ToolFamily;

    [[nodiscard]] std::vector<mcp::Tool> tools() override;
};

}
