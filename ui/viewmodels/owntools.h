// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/mcpserver.h"
#include "viewmodels/toolplace.h"

namespace myna::viewmodels {

// The tools of this computer, called exactly as a server calls them. Main thread.
class OwnTools final : public ToolPlace
{
    Q_OBJECT

public:
    explicit OwnTools(mcp::McpServer& server, QObject* parent = nullptr); // outlives it

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QVector<Offer> offers() const override;
    [[nodiscard]] bool isThisComputer() const override { return true; }
    void call(const QString& tool, const QJsonObject& arguments, QObject* context, const Then& then) override;

private:
    mcp::McpServer& m_server;
    qint64 m_lastId = 0;
};

}
