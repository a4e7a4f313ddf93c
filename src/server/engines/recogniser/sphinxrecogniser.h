// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/enginepool.h"
#include "server/engines/interfaces.h"
#include "server/engines/recogniser/sphinxmodel.h"

namespace myna::server {

// Collects an utterance and recognises it in the engine pool when it is finished. Whole utterances, because a decoder that follows one
// speaker live is lost to all others for so long, and the whole takes less time than the silence that ended it.
class SphinxRecogniser final : public Recogniser
{
    Q_OBJECT

public:
    static constexpr int maxUtteranceMs = 20000; // what comes after it is not kept

    // Pool and model outlive this object.
    SphinxRecogniser(EnginePool& pool, SphinxModel& model, QObject* parent = nullptr);

    void feed(TurnId turn, const codec::PcmFrame& frame) override;
    void finish(TurnId turn) override;
    void cancel(TurnId turn) override;

private:
    EnginePool& m_pool;
    SphinxModel& m_model;
    TurnId m_turn;
    bool m_active = false;
    bool m_finished = false; // the utterance is whole
    codec::PcmFrame m_utterance;
};

// For languages without an offline recogniser: every turn fails with the reason.
class MissingRecogniser final : public Recogniser
{
    Q_OBJECT

public:
    explicit MissingRecogniser(Error reason, QObject* parent = nullptr);

    void feed(TurnId turn, const codec::PcmFrame& frame) override;
    void finish(TurnId turn) override;
    void cancel(TurnId turn) override;

private:
    Error m_reason;
    TurnId m_cancelled;
};

}
