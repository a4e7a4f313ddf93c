// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"
#include "codec/speechcodec.h"
#include "protocol/message.h"
#include "server/dialogue/pacerplan.h"
#include "server/engines/enginepool.h"

#include <QElapsedTimer>
#include <QObject>

#include <deque>
#include <memory>
#include <variant>
#include <vector>

namespace myna::server {

// What the server really sends; announced in its hello.
inline constexpr int downlinkRateHz = 24000;
inline constexpr int downlinkFrameMs = 60;

// Sound in, packets out, in the order given, with the messages between them. The work is done by the workers, in pieces that grow: the
// first sound of an answer is ready at once, and what lies ahead is kept as packets, sixteen times smaller. Holds an encoder only while
// there is something to encode.
class EncodingLine final : public QObject
{
    Q_OBJECT

public:
    // `workers` outlive it; without any it encodes on the spot.
    explicit EncodingLine(EnginePool* workers, QObject* parent = nullptr);
    ~EncodingLine() override;

    // When this is still unencoded so many ms from now, the device falls silent: of all conversations the most urgent is served first.
    void setDeadline(qint64 ms) { m_deadlineMs = ms; }
    void put(codec::PcmFrame frame); // exactly downlinkFrameMs at downlinkRateHz
    void put(PacedItem item); // passes when everything before it has
    void clear(); // nothing of what was put comes out
    void rest(); // the speech is over: gives the encoder back
    [[nodiscard]] bool isEmpty() const { return m_waiting.empty() && !m_working; }
    [[nodiscard]] qint64 waitingMs() const { return m_frames * downlinkFrameMs; }

signals:
    void ready(const std::vector<myna::server::PacedItem>& items);

private:
    using Waiting = std::variant<codec::PcmFrame, PacedItem>;
    using Packets = std::vector<QByteArray>;
    struct Encoder; // goes from worker to worker

    void work();
    void deliver(Packets packets, qsizetype frames);

    EnginePool* m_workers;
    std::shared_ptr<Encoder> m_encoder;
    std::deque<Waiting> m_waiting;
    qint64 m_frames = 0; // unencoded, those with a worker included
    qint64 m_deadlineMs = 0;
    size_t m_piece;
    bool m_working = false;
    quint64 m_clearings = 0;
};

}
