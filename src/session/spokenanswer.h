// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/turnid.h"
#include "protocol/audiopacket.h"
#include "session/abortedtail.h"
#include "session/turnclock.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::session {

// What is heard of the server: one speech at a time, from its first word to the last sample that was played. Runs beside the state of the
// conversation: a server may speak before its hello, or end the session while its words still sound.
class SpokenAnswer final : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        std::chrono::milliseconds stuck; // nothing came for so long: the server forgot the end
        std::chrono::milliseconds drain; // how much longer than the sound its playing may take
    };

    // Both clocks outlive this.
    SpokenAnswer(const QElapsedTimer& clock, TurnClock& turnClock, Limits limits, QObject* parent = nullptr);

    [[nodiscard]] bool hasSound() const { return !isSilent() && m_packets > 0; } // some of it has come
    [[nodiscard]] bool isSilent() const { return m_phase == Phase::Silent; }
    [[nodiscard]] bool isPlaying() const { return m_phase == Phase::Playing; }
    [[nodiscard]] bool isDraining() const { return m_phase == Phase::Draining; }
    [[nodiscard]] TurnId turn() const { return m_turn; }
    [[nodiscard]] int turns() const { return m_turns; } // that were finished
    [[nodiscard]] AbortedTail& tail() { return m_tail; } // what still arrives of an older speech

    void setPacketMs(int announced); // by the server
    void begin();
    void noteLife(); // the server still works on it
    void put(const protocol::AudioPacket& packet);
    void end(); // no more will come: drains
    void finish(); // it was played
    // Silence now. The number is raised, so whatever is still under way for the old one is dropped wherever it arrives.
    void cancel();

signals:
    void started(myna::TurnId turn);
    void audioReceived(myna::TurnId turn, const myna::protocol::AudioPacket& packet);
    void ended(myna::TurnId turn);
    void cancelled(myna::TurnId turn);
    void finished(myna::TurnId turn, const myna::protocol::Timeline& timeline);
    void drainOverdue(); // the end of playback was missed

private:
    enum class Phase { Silent, Playing, Draining };

    const QElapsedTimer& m_clock;
    TurnClock& m_turnClock;
    Limits m_limits;
    Phase m_phase = Phase::Silent;
    TurnId m_turn;
    AbortedTail m_tail;
    int m_packetMs;
    qint64 m_packets = 0; // of the present speech
    qint64 m_sinceMs = 0;
    int m_turns = 0;
    QTimer m_stuckTimer;
    QTimer m_drainTimer;
};

}
