// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/interfaces.h"
#include "server/engines/net/httpcall.h"

#include <optional>

namespace myna::server {

class EngineNetwork;

// `/audio/transcriptions` as OpenAI publishes it: collects an utterance and sends it as a WAV file when it is finished.
class OpenAiRecogniser final : public Recogniser
{
    Q_OBJECT

public:
    static constexpr int maxUtteranceMs = 60000; // what comes after it is not kept
    static constexpr int minUtteranceMs = 100; // services refuse less, and nobody says anything in it

    // With a spec that is wrong, every utterance fails with the reason.
    OpenAiRecogniser(const EngineSpec& spec, EngineNetwork& network, RestWish restWished = {}, HttpTiming timing = defaultTiming(),
        QObject* parent = nullptr);
    ~OpenAiRecogniser() override;

    void feed(TurnId turn, const codec::PcmFrame& frame) override;
    void finish(TurnId turn) override;
    void cancel(TurnId turn) override;

    static HttpTiming defaultTiming();

private:
    enum class Step { Over, Collecting, Asking };

    void begin(TurnId turn);
    void ask();
    void answerLater(const Result<QString>& result);
    void end(const Result<QString>& result);

    EngineNetwork& m_network;
    HttpQuestion m_question; // without its body
    QList<std::pair<QByteArray, QByteArray>> m_fields;
    RestWish m_restWished;
    std::optional<Error> m_wrong;

    std::optional<TurnId> m_turn;
    Step m_step = Step::Over;
    quint64 m_asked = 0; // number of the question
    codec::PcmFrame m_utterance;
    std::unique_ptr<HttpCall> m_call;
    QByteArray m_type;
    QByteArray m_answer;
};

QString wrongInOpenAiRecogniser(const EngineSpec& spec); // a sentence without secrets; empty: nothing

}
