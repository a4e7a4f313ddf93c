// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chain/chainsynthesiser.h"

#include "base/invoke.h"

#include <algorithm>

namespace myna::server {

ChainSynthesiser::ChainSynthesiser(Relay<Synthesiser>::Links links, const EngineLimits& limits, QObject* parent)
    : Synthesiser(parent)
    , m_relay(std::move(links), [this](Synthesiser& engine) { introduce(engine); })
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limits.voiceFirst);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const Error late { Error::Code::Timeout, tr("The voice did not answer in time.") };
        m_relay.failedSilently(late);
        onFailed(late);
    });
}

ChainSynthesiser::~ChainSynthesiser() = default;

void ChainSynthesiser::introduce(Synthesiser& engine)
{
    connect(&engine, &Synthesiser::audio, this, [this](TurnId attempt, const codec::PcmFrame& piece) {
        if (m_relay.isMine(attempt))
            onAudio(piece);
    });
    connect(&engine, &Synthesiser::spoken, this, [this](TurnId attempt) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.finished();
        const TurnId turn = m_jobs.head().turn;
        endHead();
        emit spoken(turn);
    });
    connect(&engine, &Synthesiser::failed, this, [this](TurnId attempt, const Error& error) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.failed(error);
        onFailed(error);
    });
}

void ChainSynthesiser::speak(TurnId turn, const QString& sentence)
{
    if (m_jobs.size() >= maxSentences) {
        onThreadOf(this, [this, turn] { emit failed(turn, { Error::Code::Invalid, tr("The answer is too long to be spoken.") }); });
        return;
    }
    m_jobs.enqueue({ turn, sentence });
    startNext();
}

void ChainSynthesiser::cancel(TurnId turn)
{
    const bool isSpoken = m_speaking && m_jobs.head().turn == turn;
    if (isSpoken) {
        m_limit.stop();
        m_relay.drop();
        m_speaking = false;
    }
    m_jobs.erase(std::remove_if(m_jobs.begin(), m_jobs.end(), [turn](const Job& job) { return job.turn == turn; }), m_jobs.end());
    startNext();
}

void ChainSynthesiser::startNext()
{
    if (m_speaking || m_jobs.isEmpty())
        return;
    m_speaking = true;
    m_heard = 0;
    const TurnId turn = m_jobs.head().turn;
    if (std::exchange(m_voiceTurn, turn) != turn)
        m_from = 0;
    m_relay.forgetFailure();
    ask(m_from);
    if (m_relay.engine())
        return;
    onThreadOf(this, [this, turn] {
        if (m_speaking && m_jobs.head().turn == turn && !m_relay.engine())
            onFailed(m_relay.reason());
    });
}

void ChainSynthesiser::ask(size_t from)
{
    m_skip = m_heard;
    if (!m_relay.ask(from))
        return;
    m_from = m_relay.index();
    m_limit.start();
    m_relay.engine()->speak(m_relay.attempt(), m_jobs.head().sentence);
}

void ChainSynthesiser::onAudio(const codec::PcmFrame& piece)
{
    m_relay.answered();
    m_limit.start();
    const auto size = qsizetype(piece.samples.size());
    const qsizetype left = std::min(m_skip, size);
    m_skip -= left;
    if (left == size)
        return;
    m_heard += size - left;
    const TurnId turn = m_jobs.head().turn;
    if (left == 0)
        emit audio(turn, piece);
    else
        emit audio(turn, { { piece.samples.begin() + left, piece.samples.end() }, piece.rateHz });
}

void ChainSynthesiser::onFailed(const Error& error)
{
    m_limit.stop();
    if (m_from < m_relay.size())
        ask(m_from + 1);
    if (m_relay.engine())
        return;
    m_from = 0; // who rests until the next sentence is decided by the breakers
    const TurnId turn = m_jobs.head().turn;
    endHead();
    emit failed(turn, error);
}

void ChainSynthesiser::endHead()
{
    m_limit.stop();
    m_jobs.dequeue();
    m_speaking = false;
    startNext();
}

}

#include "moc_chainsynthesiser.cpp"
