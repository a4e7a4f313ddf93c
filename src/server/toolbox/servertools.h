// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/toolbox.h"

#include <QDateTime>

namespace myna::server {

// What the server itself offers every conversation: what a language model cannot know without a clock.
class ServerTools final : public ToolSource
{
public:
    using Now = std::function<QDateTime()>; // local time; empty: this computer's

    explicit ServerTools(Now now = {});

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override;
    [[nodiscard]] QString ownName(const QString& called) const override;
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    Now m_now;
};

}
