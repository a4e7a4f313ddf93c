// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/jsonrpc.h"
#include "server/toolbox/toolbox.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <memory>

namespace myna::server {

// The client of the MCP desk on the device: says hello to it, lists its tools page by page, calls them. One rising counter numbers all
// requests: servers that count calls from 1 again collide with their own first two.
class DeviceTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    static constexpr int maxTools = 128;
    static constexpr int maxPages = 32;
    static constexpr int maxPending = 16; // calls without an answer

    explicit DeviceTools(std::chrono::milliseconds timeout = std::chrono::seconds(30), QObject* parent = nullptr);
    ~DeviceTools() override;

    // Asks the device; toolsListed() follows when it answers. `capabilities` are what the server offers it: where it shows pictures.
    void start(const QJsonObject& capabilities = {});
    void receive(const QJsonObject& payload);
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override { return m_tools; }
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

signals:
    void payloadReady(const QJsonObject& payload);
    void toolsListed();

private:
    using Answer = std::function<void(const Result<QJsonObject>&)>;
    struct Pending;
    void request(const QString& method, const QJsonObject& params, Answer answer);
    void listPage(const QString& cursor);
    void takePage(const QJsonObject& page);

    std::chrono::milliseconds m_timeout;
    QVector<mcp::ToolSpec> m_tools;
    QVector<mcp::ToolSpec> m_listing; // while pages come
    QSet<QString> m_cursors; // seen: a device that repeats itself would be asked for ever
    QHash<qint64, std::shared_ptr<Pending>> m_pending;
    qint64 m_lastId = 0;
};

}
