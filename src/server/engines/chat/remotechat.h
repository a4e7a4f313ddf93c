// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/answerfilter.h"
#include "server/engines/chat/chatdialect.h"

#include <QDateTime>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace myna::server {

class EngineNetwork;

struct RemoteChatOptions
{
    int toolRounds = 5; // of one turn; then the model must answer from what it has
    HttpTiming timing;
    RestWish restWished; // may be empty
    std::function<QDateTime()> now; // local time; empty: the computer's clock
};

// A language model behind HTTP: asks, hands the words on as they come, lets its tools be called and asks again with their answers. Which
// service it is knows the dialect.
class RemoteChat final : public Chat
{
    Q_OBJECT

public:
    // `wrong`: why this cannot work; every question then fails with it.
    RemoteChat(EngineNetwork& network, std::unique_ptr<const ChatDialect> dialect, RemoteChatOptions options,
        std::optional<Error> wrong = {}, QObject* parent = nullptr);
    ~RemoteChat() override;

    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools) override;
    void toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result) override;
    void cancel(TurnId turn) override;

private:
    struct Waiting
    {
        QString id;
        QString toolName; // as the model knows it
        std::optional<QString> answer;
    };

    void askModel();
    void read(const ChatReader::Piece& piece);
    void say(const QString& words);
    void endRound();
    void endTurn();
    void callTools(QVector<ToolCall> calls);
    void goOnWithAnswers();
    void failTurn(const Error& error);
    void giveUp();
    [[nodiscard]] const OfferedTool* offered(const QString& wireName) const;
    [[nodiscard]] QString freshId(const QString& wished);
    [[nodiscard]] bool isOn(quint64 asked) const { return m_active && m_asked == asked; }

    EngineNetwork& m_network;
    std::unique_ptr<const ChatDialect> m_dialect;
    RemoteChatOptions m_options;
    std::optional<Error> m_wrong;

    TurnId m_turn;
    quint64 m_asked = 0; // number of the question, for whoever is replaced while telling
    bool m_active = false;
    QVector<ChatLine> m_lines;
    QVector<OfferedTool> m_tools;
    int m_round = 0; // of tools
    bool m_spoke = false; // in this turn
    QString m_words; // of this round
    std::unique_ptr<ChatReader> m_reader;
    AnswerFilter m_filter;
    std::unique_ptr<HttpCall> m_call;
    std::vector<Waiting> m_waiting;
    bool m_calling = false; // tools are being told; their answers wait until all are
    QSet<QString> m_ids;
};

}
