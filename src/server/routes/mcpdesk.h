// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/router.h"
#include "protocol/jsonrpc.h"
#include "server/toolbox/gate.h"

#include <QElapsedTimer>
#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace myna::server {

struct McpDeskRules
{
    size_t sessions = 16; // at once; the one that was silent longest makes room
    std::chrono::milliseconds idle { std::chrono::minutes(30) }; // then a session ends
    int callsAtOnce = 16; // of one session
    qsizetype bodyLimit = qsizetype(64) * 1024; // bytes
};

// This server as an MCP server for other programs, over streamable HTTP at /mcp: POST with one message or a few, sessions, DELETE. It has
// nothing to say by itself, so there is no stream to GET. Every call passes a gate of its session. Edge thread.
class McpDesk final : public QObject
{
    Q_OBJECT

public:
    using MakeGate = std::function<std::unique_ptr<Gate>()>;

    static constexpr qsizetype maxBatch = 16; // messages in one POST

    // `tools` outlives it.
    McpDesk(ToolSource& tools, MakeGate makeGate, const McpDeskRules& rules = {}, QObject* parent = nullptr);
    ~McpDesk() override;

    // `guard` judges each request before its body is read. This outlives the router's use.
    void addRoutes(http::Router& router, const http::Guard& guard);
    [[nodiscard]] size_t sessions() const { return m_sessions.size(); }

private:
    struct Session;
    struct Exchange;
    using Answer = std::function<void(const protocol::RpcResponse&)>;
    void post(const http::Request& request, const http::Responder& responder);
    void remove(const http::Request& request, const http::Responder& responder);
    void take(Session& session, const QJsonObject& message, const std::shared_ptr<Exchange>& exchange);
    void answer(Session& session, const protocol::RpcRequest& request, const Answer& done);
    void call(Session& session, const protocol::RpcRequest& request, const Answer& done);
    void answered(const QByteArray& id, quint64 number, const Result<QString>& result);
    [[nodiscard]] QJsonObject list(const Session& session) const;
    Session& open();
    void end(std::unique_ptr<Session> session);
    [[nodiscard]] Session* find(const http::Request& request);
    void prune();

    ToolSource& m_tools;
    MakeGate m_makeGate;
    McpDeskRules m_rules;
    QElapsedTimer m_clock;
    std::map<QByteArray, std::unique_ptr<Session>> m_sessions; // by their ids
};

}
