// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/interfaces.h"
#include "server/engines/net/servicesocket.h"

#include <QTimer>

#include <optional>

namespace myna::server {

struct FunAsrTiming
{
    std::chrono::milliseconds handshake { 5000 };
    std::chrono::milliseconds answer { 10000 }; // end of speech → the last words
    std::chrono::milliseconds lull { 250 }; // after words that may not be the last ones
};

// The WebSocket of FunASR's runtime, in its mode 2pass: the sound is sent while somebody speaks, first guesses come at once and better
// words after each pause. One connection for each utterance.
class FunAsrRecogniser final : public Recogniser
{
    Q_OBJECT

public:
    static constexpr int maxUtteranceMs = 60000; // what comes after it is not sent

    // With a spec that is wrong, every utterance fails with the reason.
    FunAsrRecogniser(
        const EngineSpec& spec, EngineNetwork& network, RestWish restWished = {}, FunAsrTiming timing = {}, QObject* parent = nullptr);
    ~FunAsrRecogniser() override;

    void feed(TurnId turn, const codec::PcmFrame& frame) override;
    void finish(TurnId turn) override;
    void cancel(TurnId turn) override;

private:
    enum class Step { Over, Collecting, Asking };

    void begin(TurnId turn);
    void open();
    void read(const QByteArray& message);
    void answerLater(const Result<QString>& result);
    void end(const Result<QString>& result);

    EngineNetwork& m_network;
    SocketQuestion m_place;
    QByteArray m_greeting; // the first message
    RestWish m_restWished;
    FunAsrTiming m_timing;
    std::optional<Error> m_wrong;

    std::optional<TurnId> m_turn;
    Step m_step = Step::Over;
    quint64 m_asked = 0; // number of the utterance
    double m_sentMs = 0;
    QString m_sure; // what the second pass said
    QString m_guess; // what the first pass said since
    std::unique_ptr<ServiceSocket> m_socket;
    QTimer m_lull;
};

QString wrongInFunAsr(const EngineSpec& spec); // a sentence without secrets; empty: nothing

}
