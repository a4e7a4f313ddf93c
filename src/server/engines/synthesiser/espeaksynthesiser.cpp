// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/espeaksynthesiser.h"

#include "base/invoke.h"

#include <algorithm>

namespace myna::server {

EspeakSynthesiser::EspeakSynthesiser(EnginePool& worker, EspeakVoice& voice, const QString& language, QObject* parent)
    : Synthesiser(parent)
    , m_worker(worker)
    , m_voice(voice)
    , m_language(language)
{
}

EspeakSynthesiser::~EspeakSynthesiser()
{
    if (m_cancelled)
        *m_cancelled = true;
}

void EspeakSynthesiser::speak(TurnId turn, const QString& sentence)
{
    if (m_waiting.size() >= maxSentences) {
        onThreadOf(this, [this, turn] { emit failed(turn, { Error::Code::Invalid, tr("The answer is too long to be spoken.") }); });
        return;
    }
    m_waiting.enqueue({ turn, sentence.trimmed() });
    if (!m_cancelled)
        startNext();
}

void EspeakSynthesiser::cancel(TurnId turn)
{
    const auto older = [turn](const Job& job) { return job.turn == turn; };
    const bool speaking = m_cancelled && !m_waiting.isEmpty() && m_waiting.head().turn == turn;
    if (speaking) {
        *m_cancelled = true;
        m_cancelled.reset();
    }
    m_waiting.erase(std::remove_if(m_waiting.begin(), m_waiting.end(), older), m_waiting.end());
    if (!m_cancelled)
        startNext();
}

// The sentence being spoken stays at the head until it is done.
void EspeakSynthesiser::startNext()
{
    if (m_waiting.isEmpty())
        return;
    const Job job = m_waiting.head();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    const auto work = [voice = &m_voice, job, language = m_language, cancelled = m_cancelled]() -> Result<codec::PcmFrame> {
        if (*cancelled)
            return Error { Error::Code::Cancelled, {} };
        if (job.sentence.isEmpty())
            return codec::PcmFrame { {}, EspeakVoice::outputRateHz };
        return voice->speak(job.sentence, language, *cancelled);
    };
    const auto done = [this, job, cancelled = m_cancelled](const Result<codec::PcmFrame>& sound) {
        if (!*cancelled)
            end(job.turn, sound);
    };
    if (!m_worker.run(this, work, done))
        onThreadOf(this, [done] { done(Error { Error::Code::Unavailable, tr("The server has too much to say at the moment.") }); });
}

void EspeakSynthesiser::end(TurnId turn, const Result<codec::PcmFrame>& sound)
{
    if (sound && !sound->samples.empty()) {
        // Who hears it may cancel the turn, or end this.
        const auto cancelled = m_cancelled;
        emit audio(turn, *sound);
        if (*cancelled)
            return;
    }
    m_waiting.dequeue();
    m_cancelled.reset();
    startNext();
    if (sound)
        emit spoken(turn);
    else
        emit failed(turn, sound.error());
}

}

#include "moc_espeaksynthesiser.cpp"
