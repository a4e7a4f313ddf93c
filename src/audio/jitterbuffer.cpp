// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/jitterbuffer.h"

#include "codec/packetfec.h"
#include "codec/speechcodec.h"

#include <cmath>

namespace myna::audio {

namespace {

// A packet later than this is no jitter: the other side was thinking. It begins anew.
constexpr double pauseMs = 600;
// The steps in which a hole can be concealed.
constexpr int concealedUs = 2500;
// The delay is not worth correcting by less.
constexpr double slackMs = 20;

// Distance on a counter that wraps.
int distance(quint32 from, quint32 to)
{
    return int(to - from);
}

}

JitterBuffer::Put JitterBuffer::put(const protocol::AudioPacket& packet, double arrivalMs)
{
    const auto duration = codec::packetDurationUs(packet.opus);
    if (!duration)
        return Put::Invalid;
    if (int(m_packets.size()) >= m_limits.maxPackets || soundMs() >= m_limits.maxSoundMs)
        return Put::Full;
    auto place = m_packets.end();
    bool isLate = false;
    if (packet.sequence != 0) {
        isLate = m_lastSequence != 0 && distance(m_lastSequence, packet.sequence) <= 0;
        while (!isLate && place != m_packets.begin()) {
            const quint32 before = std::prev(place)->packet.sequence;
            if (before == packet.sequence)
                return Put::Duplicate;
            if (before == 0 || distance(before, packet.sequence) > 0)
                break;
            --place;
        }
        if (isLate && m_lastWasPlayed && packet.sequence == m_lastSequence)
            return Put::Duplicate;
    }
    const double soundMs = double(*duration) / 1000;
    const bool isNewest = packet.sequence == 0 || m_newestSequence == 0 || distance(m_newestSequence, packet.sequence) > 0;
    const double mediaMs = mediaTime(packet, soundMs);
    learn(mediaMs, arrivalMs, soundMs, isNewest);
    if (isLate)
        return Put::Late;
    m_packets.insert(place, { packet, *duration, mediaMs });
    m_soundUs += *duration;
    return Put::Accepted;
}

// Numbers tell where a packet belongs even when others are missing; without them it follows the last one.
double JitterBuffer::mediaTime(const protocol::AudioPacket& packet, double durationMs)
{
    double at = m_endMs;
    if (packet.sequence != 0 && m_newestSequence != 0) {
        const int steps = distance(m_newestSequence, packet.sequence);
        if (steps <= 0)
            return m_newestMs + steps * durationMs;
        at += (steps - 1) * durationMs;
    }
    m_newestSequence = packet.sequence;
    m_newestMs = at;
    m_endMs = at + durationMs;
    return at;
}

// Lateness is measured against the fastest packet so far, so a burst, in which each packet is faster than the one before, is not late at
// all: running ahead is what saves the server's pace from jitter.
void JitterBuffer::learn(double mediaMs, double arrivalMs, double soundMs, bool isNewest)
{
    const double delayMs = arrivalMs - mediaMs;
    if (isNewest && !m_floor.isEmpty() && delayMs - m_floor.delayMs() > pauseMs)
        m_floor.restart();
    m_floor.put(delayMs, arrivalMs);
    const double latenessMs = delayMs - m_floor.delayMs();
    // With so much in store it does no harm, and a server that works in large pieces is not a slow network.
    if (latenessMs <= pauseMs && this->soundMs() < ArrivalJitter::maxTargetMs)
        m_jitter->add(latenessMs, soundMs);
}

int JitterBuffer::missing() const
{
    if (m_packets.empty() || m_lastSequence == 0 || m_packets.front().packet.sequence == 0)
        return 0;
    const int count = distance(m_lastSequence, m_packets.front().packet.sequence) - 1;
    return count <= m_limits.maxGapPackets ? count : 0;
}

double JitterBuffer::delayMs(double nowMs) const
{
    if (m_packets.empty())
        return 0;
    return nowMs - m_packets.front().mediaMs + missing() * double(m_lastDurationUs) / 1000 - m_floor.delayMs();
}

JitterBuffer::Next JitterBuffer::take(double nowMs, Need need)
{
    if (m_packets.empty()) {
        if (m_flowing && need == Need::Now && !m_finished) {
            m_flowing = false; // starved: begin anew when there is enough
            m_dryMs = nowMs;
        }
        return Wait {};
    }
    if (m_finished || delayMs(nowMs) >= m_jitter->targetMs())
        m_flowing = true;
    if (!m_flowing || (need == Need::Soon && missing() > 0))
        return Wait {};
    if (auto hole = gap(nowMs))
        return *std::move(hole);
    m_dryMs = -1;
    return takeFront();
}

// While the buffer was dry the loudspeaker went on, which has covered missing packets already, unless there is a copy to play.
std::optional<JitterBuffer::Gap> JitterBuffer::gap(double nowMs)
{
    while (missing() > 0) {
        const bool isLast = missing() == 1;
        ++m_lastSequence;
        m_lastWasPlayed = false;
        const QByteArray& following = m_packets.front().packet.opus;
        if (isLast && codec::carriesRecovery(following))
            return Gap { m_lastDurationUs, following };
        const int coveredUs = m_dryMs < 0 ? 0 : int((nowMs - m_dryMs) * 1000);
        if (coveredUs >= m_lastDurationUs) {
            m_dryMs += double(m_lastDurationUs) / 1000;
            continue;
        }
        m_dryMs = -1;
        if (const int restUs = (m_lastDurationUs - coveredUs) / concealedUs * concealedUs; restUs > 0)
            return Gap { restUs, {} };
    }
    return {};
}

protocol::AudioPacket JitterBuffer::takeFront()
{
    Entry taken = std::move(m_packets.front());
    m_packets.pop_front();
    m_soundUs -= taken.durationUs;
    m_lastSequence = taken.packet.sequence;
    m_lastWasPlayed = true;
    m_lastDurationUs = taken.durationUs;
    return std::move(taken.packet);
}

bool JitterBuffer::deepen(double nowMs)
{
    if (m_finished || m_packets.empty() || delayMs(nowMs) + slackMs >= m_jitter->targetMs())
        return false;
    m_flowing = false;
    return true;
}

}
