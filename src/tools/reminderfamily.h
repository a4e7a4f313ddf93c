// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"
#include "tools/reminders.h"
#include "tools/ringing.h"

namespace myna::tools {

// Timers, alarms, reminders and the calendar, for the model. Not listed while they cannot be kept.
class ReminderFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    // Both outlive this and its tools.
    ReminderFamily(Reminders& reminders, Ringing& ringing, QObject* parent = nullptr);

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    [[nodiscard]] std::vector<mcp::Tool> settingTools();
    [[nodiscard]] std::vector<mcp::Tool> listTools();
    [[nodiscard]] std::vector<mcp::Tool> endingTools();

    Reminders& m_reminders;
    Ringing& m_ringing;
};

}
