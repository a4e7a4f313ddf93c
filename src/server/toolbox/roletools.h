// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/conversationhands.h"
#include "server/toolbox/toolbox.h"

namespace myna::server {

// Lets the assistant be somebody else for the rest of a conversation: one of the roles its owner wrote.
class RoleTools final : public ToolSource
{
public:
    explicit RoleTools(const ToolSituation& situation);

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override; // none without roles
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override; // Errors: NotFound

private:
    QMap<QString, QString> m_roles;
    bool m_chinese;
    ConversationHands m_hands;
};

}
