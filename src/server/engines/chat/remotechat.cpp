// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/remotechat.h"

#include "base/invoke.h"
#include "server/engines/chat/chatlines.h"
#include "server/engines/net/enginenetwork.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int maxCallsAtOnce = 16; // of one round; a model that wants more is lost
constexpr qsizetype maxToolAnswer = 16 * 1024; // characters given back to the model
constexpr qsizetype maxWords = 64 * 1024; // of one round, kept for the next one
constexpr qsizetype maxId = 128;

}

RemoteChat::RemoteChat(EngineNetwork& network, std::unique_ptr<const ChatDialect> dialect, RemoteChatOptions options,
    std::optional<Error> wrong, QObject* parent)
    : Chat(parent)
    , m_network(network)
    , m_dialect(std::move(dialect))
    , m_options(std::move(options))
    , m_wrong(std::move(wrong))
{
    if (!m_options.now)
        m_options.now = [] { return QDateTime::currentDateTime(); };
}

RemoteChat::~RemoteChat() = default;

void RemoteChat::ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools)
{
    giveUp();
    m_turn = turn;
    m_active = true;
    const quint64 asked = ++m_asked;
    if (m_wrong) {
        onThreadOf(this, [this, asked] {
            if (isOn(asked))
                failTurn(*m_wrong);
        });
        return;
    }
    m_lines = linesOf(conversation, m_options.now());
    m_tools = offeredTools(tools);
    m_round = 0;
    m_spoke = false;
    m_ids.clear();
    askModel();
}

void RemoteChat::cancel(TurnId turn)
{
    if (turn == m_turn)
        giveUp();
}

void RemoteChat::giveUp()
{
    m_active = false;
    m_call.reset();
    m_waiting.clear();
}

void RemoteChat::askModel()
{
    m_words.clear();
    m_filter = {};
    m_reader = m_dialect->reader();
    HttpQuestion question = m_dialect->question({ m_lines, m_round < m_options.toolRounds ? m_tools : QVector<OfferedTool>() });
    question.timing = m_options.timing;
    m_call = std::make_unique<HttpCall>(m_network, std::move(question));
    connect(m_call.get(), &HttpCall::answered, this, [this](const QByteArray& type) { m_reader->begin(type); });
    connect(m_call.get(), &HttpCall::received, this, [this](const QByteArray& bytes) { read(m_reader->put(bytes)); });
    connect(m_call.get(), &HttpCall::finished, this, [this] { read(m_reader->end()); });
    connect(m_call.get(), &HttpCall::failed, this, [this](const HttpFailure& failure) {
        if (failure.retryAfter && m_options.restWished)
            m_options.restWished(*failure.retryAfter);
        failTurn(failure.error);
    });
}

void RemoteChat::read(const ChatReader::Piece& piece)
{
    const QPointer<RemoteChat> self(this); // who is told may delete this, cancel, or ask anew
    const quint64 asked = m_asked;
    QString words = m_filter.put(piece.text);
    if (piece.over)
        words += m_filter.end();
    say(words);
    if (!self || !isOn(asked))
        return;
    if (piece.error)
        failTurn(*piece.error);
    else if (piece.over)
        endRound();
}

void RemoteChat::say(const QString& words)
{
    if (words.isEmpty())
        return;
    m_words += words.left(maxWords - m_words.size());
    m_spoke |= std::any_of(words.cbegin(), words.cend(), [](QChar c) { return !c.isSpace(); });
    emit text(m_turn, words);
}

void RemoteChat::endRound()
{
    HttpCall::letEnd(std::move(m_call));
    QVector<ToolCall> calls = m_reader->calls() + m_filter.calls();
    if (calls.isEmpty() || m_tools.isEmpty() || m_round >= m_options.toolRounds)
        endTurn();
    else
        callTools(calls.mid(0, maxCallsAtOnce));
}

void RemoteChat::endTurn()
{
    if (!m_spoke) {
        failTurn({ Error::Code::Protocol, QCoreApplication::translate("myna", "The language model gave an empty answer. Ask again.") });
        return;
    }
    m_active = false;
    emit finished(m_turn);
}

void RemoteChat::callTools(QVector<ToolCall> calls)
{
    ++m_round;
    m_waiting.clear();
    QVector<ToolCall> told;
    for (ToolCall& call : calls) {
        call.id = freshId(call.id);
        Waiting waiting { call.id, call.name, std::nullopt };
        const OfferedTool* tool = offered(call.name);
        if (areUnreadable(call.arguments))
            waiting.answer = u"Error: the arguments are no JSON object."_s;
        else // what was not offered is refused, and recorded, where all calls are
            told.append({ call.id, tool ? tool->name : call.name, call.arguments });
        if (areUnreadable(call.arguments))
            call.arguments = {};
        m_waiting.push_back(std::move(waiting));
    }
    m_lines.append({ ChatLine::Role::Assistant, m_words, calls });

    const QPointer<RemoteChat> self(this);
    const quint64 asked = m_asked;
    m_calling = true;
    for (const ToolCall& call : std::as_const(told)) {
        emit toolCalled(m_turn, call);
        if (!self)
            return;
        if (!isOn(asked))
            break;
    }
    m_calling = false;
    if (isOn(asked))
        goOnWithAnswers();
}

void RemoteChat::toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result)
{
    if (!m_active || turn != m_turn)
        return;
    const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const Waiting& w) { return w.id == callId && !w.answer; });
    if (waiting == m_waiting.end())
        return;
    waiting->answer = (result ? *result : u"Error: "_s + result.error().text).left(maxToolAnswer);
    if (!m_calling)
        goOnWithAnswers();
}

void RemoteChat::goOnWithAnswers()
{
    if (m_waiting.empty() || !std::all_of(m_waiting.cbegin(), m_waiting.cend(), [](const Waiting& w) { return w.answer.has_value(); }))
        return;
    for (const Waiting& w : std::exchange(m_waiting, {}))
        m_lines.append({ ChatLine::Role::Tool, *w.answer, {}, w.id, w.toolName });
    askModel();
}

void RemoteChat::failTurn(const Error& error)
{
    giveUp();
    emit failed(m_turn, error);
}

const OfferedTool* RemoteChat::offered(const QString& wireName) const
{
    const auto found = std::find_if(
        m_tools.cbegin(), m_tools.cend(), [&](const OfferedTool& tool) { return tool.wireName == wireName || tool.name == wireName; });
    return found == m_tools.cend() ? nullptr : &*found;
}

// Some services give no ids, and some the same twice.
QString RemoteChat::freshId(const QString& wished)
{
    QString id = wished.left(maxId);
    for (int i = int(m_ids.size()) + 1; id.isEmpty() || m_ids.contains(id); ++i)
        id = u"call_%1"_s.arg(i);
    m_ids.insert(id);
    return id;
}

}

#include "moc_remotechat.cpp"
