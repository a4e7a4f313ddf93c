// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/encodingline.h"

#include <algorithm>
#include <utility>

namespace myna::server {

namespace {

// A server encodes for the whole house: 0 costs less than half of 5, and a synthetic voice at 24 kbit/s sounds the same.
constexpr int complexity = 0;
// Frames for one worker at once: few at first, so that everybody's first sound is soon there; later a second and a half, 5 ms of work.
constexpr size_t firstPiece = 4;
constexpr size_t largestPiece = 24;
// Deadlines within the same twentieth of a second are equally urgent; an int of these lasts for three years.
constexpr qint64 priorityStepMs = 50;

int urgencyAt(qint64 deadlineMs)
{
    static const QElapsedTimer clock = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return -int((clock.elapsed() + deadlineMs) / priorityStepMs);
}

}

struct EncodingLine::Encoder
{
    std::unique_ptr<codec::SpeechEncoder> codec; // made by the first worker

    Packets encode(const std::vector<codec::PcmFrame>& frames)
    {
        if (!codec) {
            auto made = codec::SpeechEncoder::create({ .rateHz = downlinkRateHz, .frameMs = downlinkFrameMs, .complexity = complexity });
            if (!made)
                return {};
            codec = std::move(made).value();
        }
        Packets packets;
        packets.reserve(frames.size());
        for (const codec::PcmFrame& frame : frames) {
            if (auto packet = codec->encode(frame))
                packets.push_back(std::move(packet).value());
        }
        return packets;
    }
};

EncodingLine::EncodingLine(EnginePool* workers, QObject* parent)
    : QObject(parent)
    , m_workers(workers)
    , m_piece(firstPiece)
{
}

EncodingLine::~EncodingLine() = default;

void EncodingLine::put(codec::PcmFrame frame)
{
    m_waiting.emplace_back(std::move(frame));
    ++m_frames;
    work();
}

void EncodingLine::put(PacedItem item)
{
    if (!isEmpty()) {
        m_waiting.emplace_back(std::move(item));
        return;
    }
    std::vector<PacedItem> alone;
    alone.push_back(std::move(item));
    emit ready(alone);
}

void EncodingLine::clear()
{
    m_waiting.clear();
    m_frames = 0;
    m_working = false;
    ++m_clearings;
    rest();
}

void EncodingLine::rest()
{
    if (m_working) // it is with a worker, and still needed
        return;
    m_encoder.reset();
    m_piece = firstPiece;
}

// One piece at a time: an encoder remembers what it heard, so pieces cannot overtake each other.
void EncodingLine::work()
{
    if (m_working || m_waiting.empty())
        return;
    std::vector<codec::PcmFrame> frames;
    while (!m_waiting.empty() && frames.size() < m_piece) {
        auto* const frame = std::get_if<codec::PcmFrame>(&m_waiting.front());
        if (!frame)
            break;
        frames.push_back(std::move(*frame));
        m_waiting.pop_front();
    }
    if (!m_encoder)
        m_encoder = std::make_shared<Encoder>();
    m_piece = std::min(m_piece * 2, largestPiece);
    m_working = true;
    const auto count = qsizetype(frames.size());
    const auto shared = std::make_shared<std::vector<codec::PcmFrame>>(std::move(frames));
    const auto encode = [encoder = m_encoder, shared] { return encoder->encode(*shared); };
    const auto done = [this, count, clearing = m_clearings](Packets packets) {
        if (clearing == m_clearings)
            deliver(std::move(packets), count);
    };
    if (!m_workers || !m_workers->run(this, encode, done, urgencyAt(m_deadlineMs)))
        deliver(encode(), count); // a refusal means more conversations than anybody planned for: late is better than mute
}

void EncodingLine::deliver(Packets packets, qsizetype frames)
{
    m_working = false;
    m_frames -= frames;
    std::vector<PacedItem> items;
    items.reserve(packets.size() + 1);
    for (QByteArray& packet : packets)
        items.emplace_back(std::move(packet));
    while (!m_waiting.empty() && std::holds_alternative<PacedItem>(m_waiting.front())) {
        items.push_back(std::move(std::get<PacedItem>(m_waiting.front())));
        m_waiting.pop_front();
    }
    const quint64 clearing = m_clearings;
    emit ready(items);
    if (clearing == m_clearings)
        work();
}

}

#include "moc_encodingline.cpp"
