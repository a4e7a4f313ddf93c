// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/chain/relay.h"
#include "server/engines/interfaces.h"

#include <QTimer>

namespace myna::server {

// Asks one recogniser after the other until one understands, with the utterance it keeps. What passes (a network that stumbles) is tried
// again with the same one; a timeout goes to the next at once, when there is one. What runs here and has nobody after it is not asked again
// but given the time of all tries: on a busy machine a late answer is better than none. Fails with Unavailable: nothing is left to try.
class ChainRecogniser final : public Recogniser
{
    Q_OBJECT

public:
    static constexpr double maxKeptMs = 20000; // of an utterance, for another try

    ChainRecogniser(Relay<Recogniser>::Links links, const EngineLimits& limits, QObject* parent = nullptr);
    ~ChainRecogniser() override;

    void feed(TurnId turn, const codec::PcmFrame& frame) override;
    void finish(TurnId turn) override;
    void cancel(TurnId turn) override;

    [[nodiscard]] QString engineName() const override { return m_relay.name(); }

private:
    void introduce(Recogniser& engine);
    void begin(TurnId turn);
    void ask(size_t from);
    void onLate();
    void onFailed(const Error& error);
    void giveUp();
    void end();

    EngineLimits m_limits;
    QTimer m_limit;
    TurnId m_turn;
    bool m_active = false;
    bool m_complete = false; // finish() was called
    int m_tries = 0; // with the present engine
    int m_late = 0; // how often its time was over
    double m_keptMs = 0;
    std::vector<codec::PcmFrame> m_utterance;
    Relay<Recogniser> m_relay; // the first to go: engines may still speak while they end
};

}
