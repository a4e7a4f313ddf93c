// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/echoprobe.h"

#include "audio/echosound.h"
#include "codec/resampler.h"

#include <algorithm>
#include <cmath>

namespace myna::audio {

namespace {

constexpr int frameMs = 10;
constexpr int voicePerMs = speech::voiceRateHz / 1000;
constexpr int roundMs = EchoTestSound::sweepMs + EchoTestSound::pauseMs;
// Later echoes are found nowhere: longer than a Bluetooth loudspeaker is late, shorter than the pause.
constexpr int latestEchoMs = 440;
// The reference may be a little late itself.
constexpr int earliestEchoMs = -30;
// Two unrelated sounds of this band and length are alike by 0.02 in the mean, by 0.08 at the worst of all places.
constexpr double leastLikeness = 0.15;
constexpr double agreementMs = 6;
constexpr int sweepsToAgree = 2;
// The canceller has learnt the room by then.
constexpr int learningMs = 1000;
constexpr double playedPower = 60.0 * 60.0; // above it something is being played
constexpr int calmFrames = 25; // so long after an earlier sound its echo is over
constexpr int noSoundMs = 3000; // without any of it: nothing will come
constexpr int noLifeMs = 1500; // of exact zeros: no microphone that works
// Verdicts. A server takes what is louder than about −58 dBFS for a voice if it sounds like one; what the canceller leaves does not
// much, so some more is tolerated when most was removed.
constexpr double inaudibleDbfs = -58;
constexpr double tolerableDbfs = -45;
constexpr double wellRemovedDb = 15;
constexpr double loudRoomDbfs = -35;
constexpr double clippedShare = 0.002;
constexpr int fullScale = 32700;

struct Likeness
{
    double value = 0;
    int lag = 0; // samples
};

// Where in `captured` the sound of `played` begins, by normalised correlation; both at one rate.
Likeness find(const std::vector<int16_t>& played, const std::vector<int16_t>& captured)
{
    double own = 1e-9;
    for (const int16_t sample : played)
        own += double(sample) * sample;
    double other = 1e-9;
    for (size_t i = 0; i < std::min(played.size(), captured.size()); ++i)
        other += double(captured[i]) * captured[i];
    Likeness best;
    for (size_t lag = 0; lag + played.size() <= captured.size(); ++lag) {
        qint64 product = 0;
        for (size_t i = 0; i < played.size(); ++i)
            product += qint64(int(played[i]) * int(captured[lag + i]));
        const double value = std::abs(double(product)) / std::sqrt(own * other);
        if (value > best.value)
            best = { value, int(lag) };
        if (lag + played.size() < captured.size()) {
            const double leaves = captured[lag];
            const double enters = captured[lag + played.size()];
            other = std::max(1e-9, other + enters * enters - leaves * leaves);
        }
    }
    return best;
}

std::vector<int16_t> piece(const std::vector<int16_t>& samples, int fromMs, int lengthMs)
{
    std::vector<int16_t> cut(static_cast<size_t>(lengthMs) * voicePerMs);
    for (size_t i = 0; i < cut.size(); ++i) {
        const qint64 at = qint64(fromMs) * voicePerMs + qint64(i);
        if (at >= 0 && at < qint64(samples.size()))
            cut[i] = samples[size_t(at)];
    }
    return cut;
}

// Nothing of the sweep lies above, and a quarter of the work remains.
constexpr int searchRateHz = 8000;
std::vector<int16_t> thinned(const std::vector<int16_t>& samples)
{
    const auto thin = codec::resampled({ samples, speech::voiceRateHz }, searchRateHz);
    return thin ? thin->samples : std::vector<int16_t>();
}

}

EchoProbe::EchoProbe()
{
    constexpr size_t most = size_t(longestMs) * voicePerMs;
    m_played.reserve(most);
    m_captured.reserve(most);
    m_lagMs.reserve(longestMs / frameMs);
}

bool EchoProbe::put(const CaptureChain::View& frame)
{
    const int now = framesHeard();
    m_played.insert(m_played.end(), frame.played.begin(), frame.played.end());
    m_captured.insert(m_captured.end(), frame.captured.begin(), frame.captured.end());
    m_lagMs.push_back(float(frame.lagMs));
    for (const int16_t sample : frame.captured) {
        m_alive = m_alive || sample != 0;
        m_clipped += std::abs(int(sample)) >= fullScale;
    }
    if (m_begin < 0) {
        if (speech::meanSquareOf(frame.played) < playedPower || m_silentFrames < calmFrames) {
            listenToTheRoom(frame);
            return (now + 1) * frameMs >= (m_alive ? noSoundMs : noLifeMs);
        }
        m_begin = now;
    }
    const int since = (now - m_begin) * frameMs;
    const int sweep = int(m_sweeps.size());
    if (sweep < EchoTestSound::sweeps && since >= (sweep + 1) * roundMs)
        analyse(sweep);
    listenToSpeech(frame, since);
    return isDecided(now + 1, since);
}

void EchoProbe::listenToTheRoom(const CaptureChain::View& frame)
{
    const bool silent = speech::meanSquareOf(frame.played) < playedPower;
    m_silentFrames = silent ? m_silentFrames + 1 : 0;
    if (m_silentFrames <= calmFrames)
        return;
    m_quiet += speech::meanSquareOf(frame.captured);
    ++m_quietFrames;
}

bool EchoProbe::isDecided(int frames, int since) const
{
    if (!m_alive && frames * frameMs >= noLifeMs)
        return true;
    if (int(m_sweeps.size()) == EchoTestSound::sweeps && agreed().empty())
        return true; // nothing to take away
    const int lastMs = EchoTestSound::sweepsMs + EchoTestSound::speechMs;
    return since >= lastMs + delayMs().value_or(0) || frames * frameMs >= longestMs;
}

void EchoProbe::listenToSpeech(const CaptureChain::View& frame, int since)
{
    if (since < EchoTestSound::sweepsMs + learningMs + delayMs().value_or(0))
        return;
    m_echo += speech::meanSquareOf(frame.captured);
    m_left += speech::meanSquareOf(frame.processed);
    ++m_speechFrames;
}

void EchoProbe::analyse(int sweep)
{
    constexpr int marginMs = 20; // a missing frame moves the sweep a little
    const int at = m_begin * frameMs + sweep * roundMs - marginMs;
    constexpr int length = EchoTestSound::sweepMs + 2 * marginMs;
    const auto played = piece(m_played, at, length);
    const auto captured = piece(m_captured, at + earliestEchoMs, length + latestEchoMs - earliestEchoMs);
    const Likeness found = find(thinned(played), thinned(captured));
    const double echoMs = double(found.lag) * 1000 / searchRateHz + earliestEchoMs;
    double lagMs = 0;
    const int first = m_begin + sweep * roundMs / frameMs;
    const int frames = EchoTestSound::sweepMs / frameMs;
    for (int i = 0; i < frames; ++i)
        lagMs += double(m_lagMs[size_t(first) + size_t(i)]) / frames;
    const auto echo = piece(m_captured, at + int(std::lround(echoMs)), length);
    const double heard = speech::meanSquareOf(echo);
    const double echoPower = std::max(heard - noisePower(), heard * found.value * found.value);
    m_sweeps.push_back(
        { std::max(0.0, lagMs + echoMs), found.value, speech::levelDbfs(speech::meanSquareOf(played)) - speech::levelDbfs(echoPower) });
}

double EchoProbe::noisePower() const
{
    return m_quietFrames > 0 ? m_quiet / m_quietFrames : 0;
}

// Sweeps that say the same, in the order of their delay; empty unless there are enough of them.
std::vector<EchoProbe::Sweep> EchoProbe::agreed() const
{
    std::vector<Sweep> most;
    for (const Sweep& centre : m_sweeps) {
        std::vector<Sweep> same;
        std::copy_if(m_sweeps.begin(), m_sweeps.end(), std::back_inserter(same), [&](const Sweep& sweep) {
            return centre.likeness >= leastLikeness && sweep.likeness >= leastLikeness
                && std::abs(sweep.delayMs - centre.delayMs) <= agreementMs;
        });
        if (same.size() > most.size())
            most = same;
    }
    if (int(most.size()) < sweepsToAgree)
        return {};
    std::sort(most.begin(), most.end(), [](const Sweep& a, const Sweep& b) { return a.delayMs < b.delayMs; });
    return most;
}

std::optional<int> EchoProbe::delayMs() const
{
    const auto sweeps = agreed();
    if (int(m_sweeps.size()) < EchoTestSound::sweeps || sweeps.empty())
        return std::nullopt;
    return int(std::lround(sweeps[sweeps.size() / 2].delayMs));
}

EchoTestResult EchoProbe::result() const
{
    EchoTestResult result;
    result.noiseDbfs = speech::levelDbfs(noisePower());
    const auto sweeps = agreed();
    result.heard = !sweeps.empty();
    if (result.heard) {
        const Sweep& middle = sweeps[sweeps.size() / 2];
        result.delayMs = int(std::lround(middle.delayMs));
        result.echoLossDb = middle.lossDb;
    }
    if (m_speechFrames > 0) {
        result.residualDbfs = speech::levelDbfs(m_left / m_speechFrames);
        if (result.heard)
            result.removedDb = std::max(0.0, speech::levelDbfs(m_echo / m_speechFrames) - result.residualDbfs);
    }
    result.cause = judge(result);
    return result;
}

EchoTestResult::Cause EchoProbe::judge(const EchoTestResult& result) const
{
    using Cause = EchoTestResult::Cause;
    if (m_captured.empty())
        return Cause::NothingArrived;
    if (!m_alive)
        return Cause::OnlySilence;
    if (m_begin < 0)
        return Cause::NothingPlayed;
    if (int(m_sweeps.size()) < EchoTestSound::sweeps)
        return Cause::MicrophoneStopped;
    if (!result.heard)
        return result.noiseDbfs > loudRoomDbfs ? Cause::RoomTooLoud : Cause::NoEcho;
    const bool gone = result.residualDbfs <= std::max(inaudibleDbfs, result.noiseDbfs);
    const bool good = gone || (result.removedDb >= wellRemovedDb && result.residualDbfs <= tolerableDbfs);
    if (good)
        return Cause::EchoRemoved;
    return m_clipped > int(double(m_captured.size()) * clippedShare) ? Cause::Overdriven : Cause::EchoStays;
}

}
