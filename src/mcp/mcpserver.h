// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/gate.h"
#include "mcp/tool.h"
#include "mcp/vision.h"
#include "protocol/jsonrpc.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace myna::mcp {

// The JSON-RPC desk in front of this device's tools: initialize, tools/list with paging, tools/call, cancelling. Every call passes its
// gate. Lives on the main thread.
class McpServer final : public QObject
{
    Q_OBJECT

public:
    using Reply = std::function<void(const QJsonObject& reply)>;
    // How long a server that was told of other tools has to ask for them; the usual ones never do.
    static constexpr std::chrono::milliseconds relistTime { 3000 };

    explicit McpServer(QObject* parent = nullptr);
    explicit McpServer(const GateLimits& limits, std::chrono::milliseconds relist = relistTime, QObject* parent = nullptr);

    [[nodiscard]] Gate& gate() { return m_gate; }
    void addTool(Tool tool); // instead of one of the same name
    void setTools(std::vector<Tool> tools); // all of them; of those with the same name the first one
    [[nodiscard]] std::vector<ToolSpec> tools() const;
    [[nodiscard]] const std::vector<Tool>& shelf() const { return m_tools; }

    // The server at the other end of the session. Another profile than before: nothing of the old server's remains, and what it still says
    // is not heard, as it would pass for the new one's.
    void setPeer(const Caller& peer);
    [[nodiscard]] const Caller& peer() const { return m_peer; }
    void setReason(const QString& reason) { m_peer.reason = reason; } // why it may want something: what the user said last
    void beginSession(); // the peer has greeted
    void endSession(); // nobody waits for the answers of its calls: they are cancelled
    [[nodiscard]] bool isLeft() const { return m_isLeft; } // who is at the other end is not the peer any more
    // One payload from the session; the answer comes as replyReady, now or later, or never for notifications and nonsense.
    void receive(const QJsonObject& payload);
    // The same by somebody here, who gets the answer. False: there will be none.
    bool ask(const QJsonObject& payload, const Caller& caller, const Reply& reply);
    // Errors: NotFound, Invalid, and those of the gate.
    void call(const QString& name, const QJsonObject& arguments, const Caller& caller, ToolAnswer done);

    [[nodiscard]] const Vision& vision() const { return m_vision; }
    [[nodiscard]] bool isListOld() const { return m_listIsOld; } // the other end does not know all tools, and did not ask

signals:
    void replyReady(const QJsonObject& payload);
    void called(const myna::mcp::CallReport& report);
    void toolsChanged(); // other tools than before, or others that are offered
    void visionChanged();
    void listGrewOld(); // tools are there that the other end does not know, and will not know before its next session

private:
    struct Running
    {
        QJsonValue id;
        quint64 call = 0;
    };
    bool handle(const QJsonObject& payload, const Caller& caller, bool fromSession, const Reply& reply);
    void initialize(const protocol::RpcRequest& request);
    [[nodiscard]] std::vector<const Tool*> offered(const Caller& caller, bool withUserTools) const;
    [[nodiscard]] QJsonObject listTools(const protocol::RpcRequest& request, const Caller& caller) const;
    void noteListed();
    void announce();
    void call(const protocol::RpcRequest& request, const Caller& caller, bool fromSession, const Reply& reply);
    void cancelled(const protocol::RpcRequest& notification);

    Gate m_gate;
    std::vector<Tool> m_tools;
    Caller m_peer;
    std::vector<Running> m_running; // for the session
    Vision m_vision;
    QVector<ToolSpec> m_told; // to the other end
    bool m_inSession = false;
    bool m_isLeft = false;
    bool m_listed = false; // it asked for them
    bool m_listIsOld = false;
    QTimer m_relist;
};

}
