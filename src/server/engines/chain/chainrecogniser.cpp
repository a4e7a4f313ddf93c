// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chain/chainrecogniser.h"

#include "base/invoke.h"

#include <algorithm>

namespace myna::server {

namespace {
constexpr int triesBeforeTheNext = 2; // while somebody else could be asked, a person does not wait for a third
}

ChainRecogniser::ChainRecogniser(Relay<Recogniser>::Links links, const EngineLimits& limits, QObject* parent)
    : Recogniser(parent)
    , m_limits(limits)
    , m_relay(std::move(links), [this](Recogniser& engine) { introduce(engine); })
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limits.recogniserFirst);
    connect(&m_limit, &QTimer::timeout, this, &ChainRecogniser::onLate);
}

ChainRecogniser::~ChainRecogniser() = default;

void ChainRecogniser::introduce(Recogniser& engine)
{
    connect(&engine, &Recogniser::partial, this, [this](TurnId attempt, const QString& text) {
        if (m_relay.isMine(attempt))
            emit partial(m_turn, text);
    });
    connect(&engine, &Recogniser::recognised, this, [this](TurnId attempt, const QString& text) {
        if (!m_relay.isMine(attempt) || !m_complete)
            return;
        m_relay.finished();
        end();
        emit recognised(m_turn, text);
    });
    connect(&engine, &Recogniser::failed, this, [this](TurnId attempt, const Error& error) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.failed(error);
        onFailed(error);
    });
}

void ChainRecogniser::begin(TurnId turn)
{
    m_relay.drop();
    end();
    m_turn = turn;
    m_active = true;
    m_complete = false;
    m_relay.forgetFailure();
    m_tries = 0;
    ask(0);
}

void ChainRecogniser::feed(TurnId turn, const codec::PcmFrame& frame)
{
    if (turn != m_turn || !m_active)
        begin(turn);
    if (m_complete || m_keptMs >= maxKeptMs)
        return;
    m_keptMs += frame.durationMs();
    m_utterance.push_back(frame);
    if (auto* engine = m_relay.engine())
        engine->feed(m_relay.attempt(), frame);
}

void ChainRecogniser::finish(TurnId turn)
{
    if (turn != m_turn || !m_active)
        begin(turn);
    if (std::exchange(m_complete, true))
        return;
    if (auto* engine = m_relay.engine()) {
        m_relay.restartTime();
        m_limit.start();
        engine->finish(m_relay.attempt());
        return;
    }
    onThreadOf(this, [this, turn] {
        if (m_active && m_turn == turn && !m_relay.engine())
            giveUp();
    });
}

void ChainRecogniser::cancel(TurnId turn)
{
    if (turn != m_turn || !m_active)
        return;
    m_relay.drop();
    end();
}

// Puts what is known of the utterance to the first engine that can be asked; without one nothing happens.
void ChainRecogniser::ask(size_t from)
{
    const size_t before = m_relay.index();
    if (!m_relay.ask(from))
        return;
    m_tries = m_relay.index() == before ? m_tries + 1 : 1;
    m_late = 0;
    for (const codec::PcmFrame& frame : m_utterance)
        m_relay.engine()->feed(m_relay.attempt(), frame);
    if (m_complete) {
        m_relay.restartTime();
        m_limit.start();
        m_relay.engine()->finish(m_relay.attempt());
    }
}

void ChainRecogniser::onLate()
{
    if (!m_relay.mayHelpAgain() && ++m_late < m_limits.recogniserTries && !m_relay.hasFollower()) {
        m_limit.start();
        return;
    }
    const Error late { Error::Code::Timeout, tr("The recogniser did not answer in time.") };
    m_relay.failedSilently(late);
    onFailed(late);
}

void ChainRecogniser::onFailed(const Error& error)
{
    m_limit.stop();
    const size_t failed = m_relay.index();
    int tries = 1;
    if (!m_relay.mayHelpAgain())
        tries = 1;
    else if (error.code == Error::Code::Network)
        tries = m_relay.hasFollower() ? std::min(triesBeforeTheNext, m_limits.recogniserTries) : m_limits.recogniserTries;
    else if (error.code == Error::Code::Timeout && !m_relay.hasFollower())
        tries = m_limits.recogniserTries;
    ask(m_tries < tries ? failed : failed + 1);
    if (!m_relay.engine() && m_complete)
        giveUp();
}

void ChainRecogniser::giveUp()
{
    end();
    emit failed(m_turn, { Error::Code::Unavailable, m_relay.reason().text });
}

void ChainRecogniser::end()
{
    m_active = false;
    m_limit.stop();
    m_utterance.clear();
    m_keptMs = 0;
}

}

#include "moc_chainrecogniser.cpp"
