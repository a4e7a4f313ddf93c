// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"
#include "session/earlywords.h"
#include "session/sessionlink.h"

#include <QElapsedTimer>
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

// The way from the microphone to the server: announces that we listen, lets packets through, and ends it with the last word. Without a link
// it keeps what is said until there is one. Knows nothing of answers.
class MicrophoneLine final : public QObject
{
    Q_OBJECT

public:
    // A question that waited for a link longer than this is not asked any more: whoever asked it has given up or asked again.
    static constexpr std::chrono::milliseconds questionLimit { 30000 };

    // `link` and `clock` outlive this. `flushLimit`: how long the rest of the last word may take after the release.
    MicrophoneLine(SessionLink& link, const QElapsedTimer& clock, std::chrono::milliseconds flushLimit, QObject* parent = nullptr);

    [[nodiscard]] bool isOpen() const { return m_flow == Flow::Open; }
    [[nodiscard]] bool isKeeping() const { return m_flow == Flow::Early; }
    // A question was said to its end before there was a link, and waits for it.
    [[nodiscard]] bool hasQuestion() const;
    // The listening the server was told of and has not ended.
    [[nodiscard]] std::optional<protocol::ListenMode> announced() const { return m_announced; }
    [[nodiscard]] quint64 droppedEarly() const { return m_early.dropped(); } // packets that waited in vain

    void keep(); // there is no link: the microphone is wanted, and what it hears waits for one
    void restart(); // what waits is not wanted any more, what follows is
    void wake(const Wake& wake); // what was heard before, then `listen` detect; start() follows
    void start(protocol::ListenMode mode); // `listen` start
    void open(); // first what waited
    void ask(); // the question that waited: `listen` start, its sound, `listen` stop
    void pause(); // the server has its turn: closed, unless in realtime, where the microphone never stops
    void release(); // `listen` stop follows finishFlush(); in auto and realtime the server knows already, and it is closed at once
    void finishFlush(); // everything was sent
    void stop(); // `listen` stop at once
    void close(); // what waited is forgotten
    void abandon(); // there is no link any more, and no wish for another one; a question that waits stays
    void forget(); // the server knows of nothing: there is another one
    [[nodiscard]] bool isMuted() const { return m_muted; }
    void setMuted(bool muted); // nothing leaves, and nothing that was said before waits
    bool send(const protocol::AudioPacket& packet); // whether it belongs to what is being said; dropped while closed

signals:
    void wanted(bool wanted); // the microphone

private:
    enum class Flow {
        Closed,
        Early, // no link yet: what is said is kept
        EarlyFlushing, // the button was released before there was a link; the rest of the last word is on its way
        EarlyQuestion, // a whole question waits for the link
        Open,
        Flushing, // the button was released; the rest of the last word is on its way, then `listen stop`
    };
    void set(Flow flow);
    void sendEarly();
    [[nodiscard]] bool isWanted() const { return m_flow == Flow::Open || m_flow == Flow::Early; }

    SessionLink& m_link;
    const QElapsedTimer& m_clock;
    std::chrono::milliseconds m_flushLimit;
    QTimer m_flushTimer;
    EarlyWords m_early;
    qint64 m_releasedMs = 0;
    Flow m_flow = Flow::Closed;
    bool m_muted = false;
    std::optional<protocol::ListenMode> m_announced;
};

}
