// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"
#include "protocol/jsonrpc.h"

#include <QObject>

#include <chrono>
#include <vector>

namespace myna::mcp {

// One call as a person wants to see it.
struct CallReport
{
    QString name;
    QJsonObject arguments;
    QString result; // or the error's text
    bool failed = false;
    bool operator==(const CallReport&) const = default;
};

// The JSON-RPC desk in front of this device's tools: initialize, tools/list with paging, tools/call. Lives on the main thread.
class McpServer final : public QObject
{
    Q_OBJECT

public:
    explicit McpServer(QObject* parent = nullptr);

    void addTool(Tool tool);
    [[nodiscard]] std::vector<ToolSpec> tools() const;
    // One payload from the session; the answer comes as replyReady, or never for notifications.
    void receive(const QJsonObject& payload);

signals:
    void replyReady(const QJsonObject& payload);
    void called(const myna::mcp::CallReport& report);

private:
    [[nodiscard]] QJsonObject listTools(const protocol::RpcRequest& request) const;
    void call(const protocol::RpcRequest& request);

    std::vector<Tool> m_tools;
};

}

Q_DECLARE_METATYPE(myna::mcp::CallReport)
