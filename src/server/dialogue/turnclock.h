// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"

#include <QElapsedTimer>

#include <optional>

namespace myna::server {

// The time stamps of one turn, and how much of it was the server's own: what passed while no engine was asked, until the first packet.
class TurnClock
{
public:
    using Stage = std::optional<qint64> protocol::Timeline::*;

    void begin(qint64 offsetMs = 0); // the moment of asking, or the end of speech `offsetMs` ago
    void mark(Stage stage); // the first time counts
    void engineAsked();
    void engineAnswered();
    [[nodiscard]] const protocol::Timeline& timeline() const { return m_timeline; }
    [[nodiscard]] std::optional<qint64> ownUs() const; // nothing: there was no packet

private:
    QElapsedTimer m_clock;
    qint64 m_offsetMs = 0;
    protocol::Timeline m_timeline;
    qint64 m_ownNs = 0;
    qint64 m_ownSince = 0; // -1: an engine is at it, or it is over
};

}
