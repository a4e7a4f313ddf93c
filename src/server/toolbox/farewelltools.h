// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/conversationhands.h"
#include "server/toolbox/toolbox.h"

namespace myna::server {

// Lets the assistant end the conversation, with a farewell.
class FarewellTools final : public ToolSource
{
public:
    explicit FarewellTools(ConversationHands hands)
        : m_hands(std::move(hands))
    {
    }

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override;
    [[nodiscard]] QString ownName(const QString& called) const override;
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    ConversationHands m_hands;
};

}
