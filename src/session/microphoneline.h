// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"
#include "session/sessionlink.h"

#include <QTimer>

#include <optional>

namespace myna::session {

// What was heard before anybody listened: the wake phrase itself.
struct Wake
{
    // Six seconds of 60 ms packets; more is not a pre-roll.
    static constexpr qsizetype maxPackets = 100;

    QString phrase;
    QVector<protocol::AudioPacket> preRoll;
};

// The way from the microphone to the server: announces that we listen, lets packets through, and ends it with the last word. Knows nothing
// of answers.
class MicrophoneLine final : public QObject
{
    Q_OBJECT

public:
    // `link` outlives this. `flushLimit`: how long the rest of the last word may take after the release.
    MicrophoneLine(SessionLink& link, std::chrono::milliseconds flushLimit, QObject* parent = nullptr);

    [[nodiscard]] bool isOpen() const { return m_flow == Flow::Open; }
    // The listening the server was told of and has not ended.
    [[nodiscard]] std::optional<protocol::ListenMode> announced() const { return m_announced; }

    void wake(const Wake& wake); // what was heard before, then `listen` detect; start() follows
    void start(protocol::ListenMode mode); // `listen` start
    void open();
    void pause(); // the server has its turn: closed, unless in realtime, where the microphone never stops
    void release(); // `listen` stop follows finishFlush(); in auto and realtime the server knows already, and it is closed at once
    void finishFlush(); // everything was sent
    void stop(); // `listen` stop at once
    void close();
    void forget(); // closed, and the server knows of nothing: there is another one
    bool send(const protocol::AudioPacket& packet); // whether it belongs to what is being said; dropped while closed

signals:
    void wanted(bool wanted); // the microphone

private:
    enum class Flow {
        Closed,
        Open,
        Flushing, // the button was released; the rest of the last word is on its way, then `listen stop`
    };
    void set(Flow flow);

    SessionLink& m_link;
    std::chrono::milliseconds m_flushLimit;
    QTimer m_flushTimer;
    Flow m_flow = Flow::Closed;
    std::optional<protocol::ListenMode> m_announced;
};

}
