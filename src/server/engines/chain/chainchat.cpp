// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chain/chainchat.h"

#include "base/invoke.h"

namespace myna::server {

ChainChat::ChainChat(Relay<Chat>::Links links, const EngineLimits& limits, QObject* parent)
    : Chat(parent)
    , m_relay(std::move(links), [this](Chat& engine) { introduce(engine); })
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limits.chatFirst);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const Error late { Error::Code::Timeout, tr("The assistant did not answer in time.") };
        m_relay.failedSilently(late);
        onFailed(late);
    });
}

ChainChat::~ChainChat() = default;

void ChainChat::introduce(Chat& engine)
{
    connect(&engine, &Chat::text, this, [this](TurnId attempt, const QString& piece) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.answered();
        m_given = true;
        m_limit.start();
        emit text(m_turn, piece);
    });
    connect(&engine, &Chat::emotion, this, [this](TurnId attempt, const QString& name) {
        if (m_relay.isMine(attempt))
            emit emotion(m_turn, name);
    });
    connect(&engine, &Chat::toolCalled, this, [this](TurnId attempt, const ToolCall& call) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.answered();
        m_given = true;
        ++m_toolsPending;
        m_limit.stop(); // the tool has a limit of its own
        emit toolCalled(m_turn, call);
    });
    connect(&engine, &Chat::conversationEnded, this, [this](TurnId attempt) {
        if (m_relay.isMine(attempt))
            emit conversationEnded(m_turn);
    });
    connect(&engine, &Chat::finished, this, [this](TurnId attempt) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.finished();
        end();
        emit finished(m_turn);
    });
    connect(&engine, &Chat::failed, this, [this](TurnId attempt, const Error& error) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.failed(error);
        onFailed(error);
    });
    connect(&engine, &Chat::spokeFirst, this, &Chat::spokeFirst);
    connect(&engine, &Chat::busyChanged, this, [this, &engine](bool busy) { noteBusy(&engine, busy); });
}

void ChainChat::ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools)
{
    m_relay.drop();
    m_turn = turn;
    m_active = true;
    m_given = false;
    m_toolsPending = 0;
    m_conversation = conversation;
    m_tools = tools;
    m_relay.forgetFailure();
    askFrom(0);
    if (m_relay.engine())
        return;
    onThreadOf(this, [this, turn] {
        if (!m_active || m_turn != turn || m_relay.engine())
            return;
        end();
        emit failed(turn, m_relay.reason());
    });
}

void ChainChat::toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result)
{
    if (turn != m_turn || !m_active || !m_relay.engine())
        return;
    m_toolsPending = std::max(0, m_toolsPending - 1);
    if (m_toolsPending == 0)
        m_limit.start();
    m_relay.engine()->toolAnswered(m_relay.attempt(), callId, result);
}

void ChainChat::cancel(TurnId turn)
{
    if (turn != m_turn || !m_active)
        return;
    m_relay.drop();
    end();
}

void ChainChat::askFrom(size_t from)
{
    if (!m_relay.ask(from))
        return;
    m_limit.start();
    m_relay.engine()->ask(m_relay.attempt(), m_conversation, m_tools);
}

void ChainChat::onFailed(const Error& error)
{
    m_limit.stop();
    if (!m_given) {
        askFrom(m_relay.index() + 1);
        if (m_relay.engine())
            return;
    }
    end();
    emit failed(m_turn, error);
}

void ChainChat::end()
{
    m_active = false;
    m_limit.stop();
    m_conversation = {};
    m_tools.clear();
}

void ChainChat::noteBusy(const Chat* engine, bool busy)
{
    const bool was = !m_busy.isEmpty();
    m_busy.removeAll(engine);
    if (busy)
        m_busy.append(engine);
    if (m_busy.isEmpty() == was)
        emit busyChanged(busy);
}

}

#include "moc_chainchat.cpp"
