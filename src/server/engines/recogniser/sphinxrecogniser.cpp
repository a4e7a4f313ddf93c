// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/sphinxrecogniser.h"

#include "base/invoke.h"

namespace myna::server {

SphinxRecogniser::SphinxRecogniser(EnginePool& pool, SphinxModel& model, QObject* parent)
    : Recogniser(parent)
    , m_pool(pool)
    , m_model(model)
{
    // Somebody is going to speak; what goes wrong here is said when they do.
    [[maybe_unused]] const bool queued = m_pool.run(
        this, [model = &m_model] { return model->warmUp(); }, [](const Result<>&) {});
}

void SphinxRecogniser::feed(TurnId turn, const codec::PcmFrame& frame)
{
    if (turn != m_turn || !m_active) {
        m_turn = turn;
        m_active = true;
        m_finished = false;
        m_utterance.samples.clear();
    }
    if (m_utterance.durationMs() < maxUtteranceMs)
        m_utterance.samples.insert(m_utterance.samples.end(), frame.samples.begin(), frame.samples.end());
}

void SphinxRecogniser::finish(TurnId turn)
{
    if (turn != m_turn || !m_active) {
        m_turn = turn;
        m_active = true;
        m_finished = false;
        m_utterance.samples.clear();
    }
    if (std::exchange(m_finished, true))
        return;
    const auto work = [model = &m_model, utterance = std::exchange(m_utterance, {})] { return model->recognise(utterance); };
    const auto done = [this, turn](const Result<QString>& result) {
        if (!m_active || turn != m_turn)
            return;
        m_active = false;
        if (result)
            emit recognised(turn, *result);
        else
            emit failed(turn, result.error());
    };
    if (!m_pool.run(this, work, done)) {
        onThreadOf(this, [done] {
            done(Error {
                Error::Code::Unavailable, tr("The server has too much to recognise at the moment. Say it again in a few seconds.") });
        });
    }
}

void SphinxRecogniser::cancel(TurnId turn)
{
    if (turn != m_turn)
        return;
    m_active = false;
    m_utterance = {};
}

MissingRecogniser::MissingRecogniser(Error reason, QObject* parent)
    : Recogniser(parent)
    , m_reason(std::move(reason))
{
}

void MissingRecogniser::feed(TurnId, const codec::PcmFrame&) { }

void MissingRecogniser::finish(TurnId turn)
{
    onThreadOf(this, [this, turn] {
        if (turn > m_cancelled)
            emit failed(turn, m_reason);
    });
}

void MissingRecogniser::cancel(TurnId turn)
{
    m_cancelled = std::max(m_cancelled, turn);
}

}

#include "moc_sphinxrecogniser.cpp"
