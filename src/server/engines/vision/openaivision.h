// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/openaichat.h"

namespace myna::server {

// A picture and a question to a model that sees, over `/chat/completions`; one answer in one piece.
class OpenAiVision final : public Vision
{
    Q_OBJECT

public:
    // `wrong`: why this cannot work; every question then fails with it.
    OpenAiVision(
        EngineNetwork& network, OpenAiPlace place, RemoteChatOptions options, std::optional<Error> wrong = {}, QObject* parent = nullptr);
    ~OpenAiVision() override;

    void look(TurnId turn, const QByteArray& picture, const QString& mimeType, const QString& question, const QString& language) override;
    void cancel(TurnId turn) override;

private:
    void read(const ChatReader::Piece& piece);
    void fail(const Error& error);

    EngineNetwork& m_network;
    OpenAiPlace m_place;
    RemoteChatOptions m_options;
    std::optional<Error> m_wrong;
    TurnId m_turn;
    quint64 m_asked = 0;
    std::unique_ptr<ChatReader> m_reader;
    AnswerFilter m_filter;
    QString m_words;
    std::unique_ptr<HttpCall> m_call;
};

// Never null; with a spec that is wrong, every question fails with the reason.
std::unique_ptr<Vision> makeOpenAiVision(const EngineSpec& spec, EngineNetwork& network, const RemoteChatOptions& options = {});

}
