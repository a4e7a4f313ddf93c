// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/turncollector.h"

#include "protocol/sentencejoin.h"

#include <QElapsedTimer>

namespace myna::history {

namespace {

constexpr qsizetype longestText = 20000; // characters, of an answer that never ends
constexpr qsizetype mostTools = 40;

TurnCollector::Clock monotonic()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}

}

TurnCollector::TurnCollector(QObject* parent)
    : TurnCollector(monotonic(), parent)
{
}

TurnCollector::TurnCollector(Clock clock, QObject* parent)
    : QObject(parent)
    , m_clock(std::move(clock))
{
}

void TurnCollector::setServer(const QString& name)
{
    m_server = name;
}

void TurnCollector::begin()
{
    m_open.emplace();
    m_open->turn.time = QDateTime::currentDateTimeUtc();
    m_open->turn.server = m_server;
    m_open->beganMs = m_clock();
}

void TurnCollector::end(std::optional<OpenTurn>& open)
{
    if (!open)
        return;
    Turn turn = open->turn;
    turn.durationMs = m_clock() - open->beganMs;
    open.reset();
    if (!turn.question.isEmpty() || !turn.answer.isEmpty() || !turn.tools.isEmpty())
        emit turnEnded(turn);
}

void TurnCollector::makeRoom()
{
    if (!m_open)
        return;
    end(m_closing);
    if (!m_open->id) { // never answered: nothing more will come for it
        end(m_open);
        return;
    }
    m_closing = std::exchange(m_open, std::nullopt);
    m_closing->turn.interrupted = true;
}

void TurnCollector::ask(const QString& text, bool typed)
{
    makeRoom();
    begin();
    m_open->turn.question = text.left(longestText);
    m_open->turn.typed = typed;
}

void TurnCollector::typed(const QString& text)
{
    if (!text.isEmpty())
        ask(text, true);
}

void TurnCollector::expectOwnWords(const QString& text)
{
    m_ownWords = text.simplified();
}

void TurnCollector::heard(const QString& text)
{
    if (const QString own = std::exchange(m_ownWords, {}); !own.isEmpty() && text.simplified() == own) {
        makeRoom(); // what is said now is no answer to what was asked before
        return;
    }
    const bool echo = m_open && m_open->turn.typed && m_open->turn.question == text && m_open->turn.answer.isEmpty();
    if (!text.isEmpty() && !echo)
        ask(text, false);
}

OpenTurn& TurnCollector::answering(TurnId turn)
{
    if (m_open && m_open->id && *m_open->id != turn)
        makeRoom();
    if (!m_open)
        begin(); // the server speaks first
    m_open->id = turn;
    return *m_open;
}

std::optional<OpenTurn>* TurnCollector::openWith(TurnId turn)
{
    for (std::optional<OpenTurn>* open : { &m_closing, &m_open }) {
        if (*open && (*open)->id == turn)
            return open;
    }
    return nullptr;
}

void TurnCollector::speechStarted(TurnId turn)
{
    if (!openWith(turn))
        answering(turn);
}

void TurnCollector::sentence(TurnId turn, const QString& text)
{
    std::optional<OpenTurn>* known = openWith(turn);
    OpenTurn& open = known ? **known : answering(turn);
    open.turn.answer = protocol::joinSentences(open.turn.answer, text.trimmed()).left(longestText);
}

void TurnCollector::emotionReceived(const QString& emotion)
{
    if (m_open)
        m_open->turn.emotion = emotion;
}

void TurnCollector::toolUsed(const ToolUse& tool)
{
    if (!m_open)
        begin();
    if (m_open->turn.tools.size() < mostTools)
        m_open->turn.tools << tool;
}

void TurnCollector::speechCancelled(TurnId turn)
{
    if (std::optional<OpenTurn>* open = openWith(turn))
        (*open)->turn.interrupted = true;
}

void TurnCollector::turnFinished(TurnId turn, const protocol::Timeline& timeline)
{
    std::optional<OpenTurn>* open = openWith(turn);
    if (!open)
        return;
    (*open)->turn.timeline = timeline;
    end(*open);
}

void TurnCollector::questionFailed()
{
    if (m_open && !m_open->id)
        end(m_open);
}

void TurnCollector::flush()
{
    end(m_closing);
    end(m_open);
}

}

#include "moc_turncollector.cpp"
