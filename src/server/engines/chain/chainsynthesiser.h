// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/chain/relay.h"
#include "server/engines/interfaces.h"

#include <QQueue>
#include <QTimer>

namespace myna::server {

// Speaks each sentence with the first voice that can. When a voice breaks off, the next one says the same sentence and what was already
// heard of it is left out. Within a turn the voice that took over stays.
class ChainSynthesiser final : public Synthesiser
{
    Q_OBJECT

public:
    static constexpr qsizetype maxSentences = 64; // waiting, of one conversation

    ChainSynthesiser(Relay<Synthesiser>::Links links, const EngineLimits& limits, QObject* parent = nullptr);
    ~ChainSynthesiser() override;

    void speak(TurnId turn, const QString& sentence) override;
    void cancel(TurnId turn) override;

    [[nodiscard]] QString engineName() const override { return m_relay.name(); }

private:
    struct Job
    {
        TurnId turn;
        QString sentence;
    };
    void introduce(Synthesiser& engine);
    void startNext();
    void ask(size_t from);
    void onAudio(const codec::PcmFrame& piece);
    void onFailed(const Error& error);
    void endHead();

    QTimer m_limit; // to the first sound, and between two pieces
    QQueue<Job> m_jobs; // the head is being spoken while m_speaking
    bool m_speaking = false;
    TurnId m_voiceTurn; // for which m_from was found
    size_t m_from = 0;
    qsizetype m_heard = 0; // samples of the head that were given out
    qsizetype m_skip = 0; // samples of the present attempt that were heard from another voice
    Relay<Synthesiser> m_relay; // the first to go: engines may still speak while they end
};

}
