// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/mcpline.h"

#include <QUrl>

#include <memory>

namespace myna::server {

class EngineNetwork;
class ServiceSocket;

// MCP over a WebSocket, one JSON object in each text: the side of an MCP endpoint that calls. The programs with the tools come to the same
// endpoint from the other side.
class EndpointLine final : public McpLine
{
    Q_OBJECT

public:
    EndpointLine(EngineNetwork& network, QUrl url, QObject* parent = nullptr); // `url` is a secret: it holds the token
    ~EndpointLine() override;

    Result<> open() override;
    void send(const QJsonObject& message) override;
    void end(const QString& reason) override;

private:
    void onText(const QByteArray& utf8);

    EngineNetwork& m_network;
    QUrl m_url;
    std::unique_ptr<ServiceSocket> m_socket;
};

// Where the side that calls goes, of the address that is given to the side with the tools: /mcp/ in its path becomes /call/.
QUrl callUrl(QUrl url);

}
