// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/jsonrpc.h"
#include "server/toolbox/toolbox.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace myna::server {

// How one kind of desk is spoken to.
struct McpClientRules
{
    QString version = QStringLiteral("2024-11-05"); // of the protocol, as it is offered
    bool notifies = true; // sends what needs no answer; the reference servers never send a device any of it
    bool keepsSchemas = true; // arguments of more than three types come through to the model as they were declared
    std::chrono::milliseconds hello { 10000 }; // for the greeting and for each page of the list
    std::chrono::milliseconds relist { 500 }; // after the news that the list has changed; more of it within that time is the same news
    QString late; // the sentence about an answer that did not come
};

// The asking side of MCP, whatever carries it: greets, lists the tools page by page, calls them, and lists again when told that something
// changed. One rising counter numbers all requests: servers that count calls from 1 again collide with their own first two.
class McpClient final : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxTools = 128;
    static constexpr int maxPages = 32;

    using Answer = std::function<void(const Result<QJsonObject>&)>;

    explicit McpClient(McpClientRules rules, QObject* parent = nullptr);
    ~McpClient() override;

    void start(const QJsonObject& capabilities = {}); // listed() or failed() follows
    void receive(const QJsonObject& message);
    void fail(qint64 id, const Error& why); // whoever waits for this one hears it
    void reset(const Error& why); // whoever waits hears this; the tools are gone
    // `done` is called exactly once, unless this is destroyed first. Errors: Refused (it says so), Timeout, and that of reset().
    void call(const QString& tool, const QJsonObject& arguments, std::chrono::milliseconds limit, ToolResult done);

    [[nodiscard]] const QVector<mcp::ToolSpec>& tools() const { return m_tools; } // as the other side names them
    [[nodiscard]] qsizetype pending() const { return m_pending.size(); } // requests without an answer

signals:
    void sendWanted(const QJsonObject& message);
    void agreed(const QString& version); // the greeting was answered
    void listed(); // for the first time, or anew
    void failed(const myna::Error& error); // no answer to the greeting, or no list
    void dropped(qint64 id); // nobody waits for this answer any more

private:
    struct Pending;
    void request(const QString& method, const QJsonObject& params, std::chrono::milliseconds limit, Answer answer);
    void notify(const QString& method, const QJsonObject& params);
    void giveUp(qint64 id);
    void answerRequest(const protocol::RpcRequest& request);
    void list();
    void listPage(const QString& cursor);
    void takePage(const QJsonObject& page);

    McpClientRules m_rules;
    QVector<mcp::ToolSpec> m_tools;
    QVector<mcp::ToolSpec> m_listing; // while pages come
    QSet<QString> m_cursors; // seen: who repeats itself would be asked for ever
    QHash<qint64, std::shared_ptr<Pending>> m_pending;
    QTimer m_relist;
    qint64 m_lastId = 0;
    bool m_isListing = false;
};

// The words of a result of `tools/call`. Errors: Refused, with the tool's own words.
Result<QString> callResult(const QJsonObject& result);

}
