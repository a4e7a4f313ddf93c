// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/httpline.h"

#include <vector>

namespace myna::server {

class SseParser;

// MCP over the former HTTP transport: a stream of events brings everything, and says in its first event where messages are posted to.
class SseLine final : public McpLine
{
    Q_OBJECT

public:
    SseLine(EngineNetwork& network, HttpWay way, QObject* parent = nullptr);
    ~SseLine() override;

    Result<> open() override;
    void send(const QJsonObject& message) override;
    void end(const QString& reason) override;

private:
    void onBytes(const QByteArray& bytes);
    void onPlace(const QByteArray& address);
    void post(const QJsonObject& message);

    EngineNetwork& m_network;
    HttpWay m_way;
    QUrl m_place; // where messages are posted to; empty: not known yet
    std::vector<QJsonObject> m_waiting; // until then
    std::vector<std::unique_ptr<HttpCall>> m_posts;
    std::unique_ptr<HttpCall> m_stream;
    std::unique_ptr<SseParser> m_events;
};

}
