// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/mcpclient.h"

namespace myna::server {

// The tools of the device's own desk in one conversation with it.
class DeviceTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    static constexpr int maxPending = 16; // calls without an answer

    explicit DeviceTools(std::chrono::milliseconds timeout = std::chrono::seconds(30), QObject* parent = nullptr);

    // Asks the device; toolsListed() or toolsNotListed() follows. `capabilities` are what the server offers it: where it shows pictures.
    void start(const QJsonObject& capabilities = {});
    void receive(const QJsonObject& payload) { m_client.receive(payload); }
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override { return m_client.tools(); }
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

signals:
    void payloadReady(const QJsonObject& payload);
    void toolsListed();
    void toolsNotListed(); // it does not answer, or not with a list

private:
    std::chrono::milliseconds m_timeout;
    McpClient m_client;
};

}
