// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/chat/remotechat.h"
#include "server/engines/net/linereader.h"

namespace myna::server {

// Ollama's own `/api/chat`: one JSON object a line. Unlike its OpenAI-compatible side it can be told not to think and to keep the model.
class OllamaDialect final : public ChatDialect
{
public:
    explicit OllamaDialect(const EngineSpec& spec);
    [[nodiscard]] HttpQuestion question(const ChatQuestion& question) const override;
    [[nodiscard]] std::unique_ptr<ChatReader> reader() const override;

private:
    QUrl m_url;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    QJsonObject m_common;
};

class OllamaReader final : public ChatReader
{
public:
    explicit OllamaReader(QUrl url)
        : m_url(std::move(url))
    {
    }
    void begin(const QByteArray& contentType) override { m_isPage = contentType == "text/html"; }
    Piece put(const QByteArray& bytes) override;
    Piece end() override;
    [[nodiscard]] QVector<ToolCall> calls() const override { return m_calls; }

private:
    void take(const QByteArray& line, Piece& piece);

    QUrl m_url;
    LineReader m_lines;
    QVector<ToolCall> m_calls;
    bool m_isPage = false;
    bool m_anything = false;
    bool m_over = false;
};

QString wrongInOllama(const EngineSpec& spec); // a sentence without secrets; empty: nothing

// Never null; with a spec that is wrong, every question fails with the reason. Without base_url: this computer's.
std::unique_ptr<Chat> makeOllamaChat(const EngineSpec& spec, EngineNetwork& network, const RemoteChatOptions& options = {});

}
