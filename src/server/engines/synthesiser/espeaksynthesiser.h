// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/enginepool.h"
#include "server/engines/interfaces.h"
#include "server/engines/synthesiser/espeakvoice.h"

#include <QQueue>

#include <atomic>
#include <memory>

namespace myna::server {

// Speaks sentences one after the other through the shared voice. Each sentence arrives as one piece: it is ready long before it could be
// played.
class EspeakSynthesiser final : public Synthesiser
{
    Q_OBJECT

public:
    static constexpr qsizetype maxSentences = 64; // waiting, of one conversation

    // `worker` has one thread: the voice cannot be used by two at once. Worker and voice outlive this object.
    EspeakSynthesiser(EnginePool& worker, EspeakVoice& voice, const QString& language, QObject* parent = nullptr);
    ~EspeakSynthesiser() override;

    void speak(TurnId turn, const QString& sentence) override;
    void cancel(TurnId turn) override;

private:
    struct Job
    {
        TurnId turn;
        QString sentence;
    };
    void startNext();
    void end(TurnId turn, const Result<codec::PcmFrame>& sound);

    EnginePool& m_worker;
    EspeakVoice& m_voice;
    QString m_language;
    QQueue<Job> m_waiting;
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the one being spoken; null: none
};

}
