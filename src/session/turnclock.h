// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"

namespace myna::session {

// Takes the times of one turn at the client. Pure: the caller passes its monotonic clock in milliseconds.
//
// Zero is the end of the user's speech as far as the client can know it. Manual: the release of the button. Typed: the moment the text was
// sent. Auto and realtime: the moment the last audio packet was handed to the transport before the first `stt` of the turn arrived; the
// server ends the utterance there, so its own silence limit and recognition lie before this zero and only the server's timeline shows them.
// When the server speaks first: `tts` start.
class TurnClock
{
public:
    void packetSent(qint64 nowMs) { m_lastSentMs = nowMs; }
    void questionEnded(qint64 nowMs); // release, or typed text sent
    void recognised(qint64 nowMs);
    void speechStarted(qint64 nowMs);
    void token(qint64 nowMs); // `llm`, which servers derive from the first words of the answer
    void sentence(qint64 nowMs);
    void packet(qint64 nowMs);
    void stopped(qint64 nowMs);

    protocol::Timeline take(); // and starts anew
    void reset();

private:
    void mark(std::optional<qint64>& stage, qint64 nowMs) const;

    std::optional<qint64> m_zeroMs;
    std::optional<qint64> m_lastSentMs;
    protocol::Timeline m_timeline;
};

}
