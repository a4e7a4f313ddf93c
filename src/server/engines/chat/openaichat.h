// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/chat/remotechat.h"

namespace myna::server {

// Where an OpenAI-compatible service is and what every question to it carries.
struct OpenAiPlace
{
    QUrl url; // of /chat/completions
    QList<std::pair<QByteArray, QByteArray>> headers;
    QJsonObject common; // model, temperature, … and what the service needs besides

    static OpenAiPlace of(const EngineSpec& spec);
    [[nodiscard]] HttpQuestion question(const QJsonArray& messages, QJsonObject more) const;
};

// `/chat/completions`, streamed, with tools.
class OpenAiDialect final : public ChatDialect
{
public:
    explicit OpenAiDialect(OpenAiPlace place)
        : m_place(std::move(place))
    {
    }
    [[nodiscard]] HttpQuestion question(const ChatQuestion& question) const override;
    [[nodiscard]] std::unique_ptr<ChatReader> reader() const override;

private:
    OpenAiPlace m_place;
};

// Types of xiaozhi-esp32-server that speak this: openai, xinference, gemini, fastgpt.
bool isOpenAiType(const QString& type);
QString wrongInOpenAi(const EngineSpec& spec); // a sentence without secrets; empty: nothing

// Never null; with a spec that is wrong, every question fails with the reason.
std::unique_ptr<Chat> makeOpenAiChat(const EngineSpec& spec, EngineNetwork& network, const RemoteChatOptions& options = {});

}
