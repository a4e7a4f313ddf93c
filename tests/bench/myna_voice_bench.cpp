// SPDX-License-Identifier: GPL-3.0-or-later
// The way from packets to sound: our buffer beside a plain FIFO and SpeexDSP's buffer on the same traces, and what each stage costs.
#include "audio/cues.h"
#include "audio/mixer.h"
#include "bench/voice_uplink.h"
#include "bench/voiceplayer.h"
#include "codec/resampler.h"
#include "support/nettrace.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/speechclip.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using audio::playbackRateHz;

namespace {

constexpr int frameMs = 60;
constexpr int longestMs = 60000;
constexpr qsizetype packetsPerAnswer = 100; // 6 s

double cpuMs()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6;
}

// What became of one answer after the other.
struct Outcome
{
    double madeUpPercent = 0;
    double wholePercent = 0;
    double delayP50Ms = 0;
    double delayP95Ms = -1e9;
    double lostStartMs = 0;
    double lostEndMs = 0;
    double cpuMsPerSecond = 0;
};

// The loudspeaker pulls until the answer is over and heard.
codec::PcmFrame played(bench::VoicePlayer& player, const QVector<protocol::AudioPacket>& packets, const test::NetTrace& trace)
{
    codec::PcmFrame heard { {}, playbackRateHz };
    const auto order = trace.byArrival();
    const double overMs = trace.lastArrivalMs() + 5;
    const double lengthMs = double(trace.packets.size()) * trace.frameMs;
    heard.samples.reserve(size_t((lengthMs + 4000) * playbackRateHz / 1000));
    std::vector<int16_t> block(playbackRateHz / 100);
    int next = 0;
    player.begin();
    for (double nowMs = 0; nowMs < overMs + lengthMs && !(nowMs > overMs + 10 && player.isDone()); nowMs += 10) {
        for (; next < order.size() && trace.packets[order[next]].arrivalMs <= nowMs; ++next)
            player.put(packets[order[next]], order[next]);
        if (nowMs >= overMs)
            player.over();
        player.fill(block);
        heard.samples.insert(heard.samples.end(), block.begin(), block.end());
    }
    return heard;
}

// A part of the trace as one answer of its own, which begins now.
test::NetTrace answer(const test::NetTrace& trace, qsizetype first, qsizetype count)
{
    test::NetTrace part = trace;
    part.packets = trace.packets.mid(first, count);
    const double startMs = part.packets.first().sentMs;
    for (auto& packet : part.packets) {
        packet.sentMs -= startMs;
        packet.arrivalMs -= packet.arrivalMs < 0 ? 0 : startMs;
    }
    return part;
}

Outcome answered(bench::VoicePlayer& player, const codec::PcmFrame& clip, const test::NetTrace& trace, qsizetype packetsPerAnswer)
{
    Outcome sum;
    qsizetype answers = 0;
    for (qsizetype first = 0; first + packetsPerAnswer <= trace.packets.size(); first += packetsPerAnswer, ++answers) {
        const auto part = answer(trace, first, packetsPerAnswer);
        const auto packets = test::packetsOf(
            test::part(clip, double(first) * frameMs, double(packetsPerAnswer) * frameMs), frameMs, trace.datagrams ? 1 : 0);
        const double before = cpuMs();
        const auto recording = played(player, packets, part);
        sum.cpuMsPerSecond += cpuMs() - before;
        const auto heard = test::judged(test::decoded(packets, playbackRateHz), recording, part);
        sum.wholePercent += heard.wholePercent;
        sum.delayP50Ms += heard.delayP50Ms;
        sum.delayP95Ms = std::max(sum.delayP95Ms, heard.delayP95Ms);
        sum.lostStartMs = std::max(sum.lostStartMs, heard.lostStartMs);
        sum.lostEndMs = std::max(sum.lostEndMs, heard.lostEndMs);
    }
    const double soundMs = double(answers * packetsPerAnswer) * frameMs;
    sum.madeUpPercent = 100 * double(player.madeUpSamples()) / (soundMs * playbackRateHz / 1000);
    sum.cpuMsPerSecond /= soundMs / 1000;
    sum.wholePercent /= double(answers);
    sum.delayP50Ms /= double(answers);
    return sum;
}

codec::PcmFrame speech()
{
    const auto clip
        = test::speechClip({ .text = u"The train to the coast leaves at nine. Take your seat early, please. When the sun comes out we "
                                     "shall walk along the beach, and look for shells, and tell old stories until it is dark."_s,
            .silenceBeforeMs = 0,
            .silenceAfterMs = 300 });
    auto once = codec::resampled(clip, playbackRateHz).value();
    codec::PcmFrame all { {}, playbackRateHz };
    while (all.durationMs() < longestMs)
        all = test::joined(all, once);
    return test::part(all, 0, longestMs);
}

void compare(const codec::PcmFrame& clip)
{
    std::printf("%-18s %-6s %9s %9s %10s %8s %11s %9s %12s\n", "trace", "by", "made up", "as sent", "delay P50", "P95", "start lost",
        "end lost", "CPU/s sound");
    for (const auto& trace : test::netTraces()) {
        // Sentences sent whole are one answer: cut in the middle they would not be what they are.
        const qsizetype length = trace.packets.front().sentMs == trace.packets[1].sentMs ? trace.packets.size() : packetsPerAnswer;
        const std::pair<const char*, std::unique_ptr<bench::VoicePlayer>> players[]
            = { { "myna", bench::makeMynaPlayer() }, { "fifo", bench::makeFifoPlayer() }, { "speex", bench::makeSpeexPlayer(frameMs) } };
        for (const auto& [name, player] : players) {
            const Outcome o = answered(*player, clip, trace, length);
            std::printf("%-18s %-6s %7.2f %% %7.1f %% %7.0f ms %5.0f ms %8.0f ms %6.0f ms %9.2f ms\n", qPrintable(trace.name), name,
                o.madeUpPercent, o.wholePercent, o.delayP50Ms, o.delayP95Ms, o.lostStartMs, o.lostEndMs, o.cpuMsPerSecond);
            std::fflush(stdout);
        }
    }
}

// Microseconds of CPU for 20 ms of sound.
template<typename Stage>
void cost(const char* what, double soundMs, Stage&& stage)
{
    const double before = cpuMs();
    stage();
    std::printf("%-58s %9.1f us\n", what, (cpuMs() - before) * 1000 / (soundMs / 20));
}

class Hum final : public audio::MusicSource
{
public:
    size_t fill(std::span<int16_t> samples) override
    {
        for (int16_t& sample : samples)
            sample = int16_t(++m_at % 200 * 30);
        return samples.size();
    }

private:
    unsigned m_at = 0;
};

void pullAll(audio::PlaybackSource& source, double soundMs)
{
    std::vector<int16_t> block(playbackRateHz / 100);
    for (double at = 0; at < soundMs; at += 10)
        source.fill(block);
}

void costs(const QVector<protocol::AudioPacket>& packets, const codec::PcmFrame& clip)
{
    const auto wide = codec::resampled(clip, 16000).value();
    cost("encode 16 kHz, 60 ms, complexity 5", longestMs, [&] { test::packetsOf(wide); });
    cost("decode to 24 kHz", longestMs, [&] { test::decoded(packets, playbackRateHz); });
    cost("order and time packets (jitter buffer alone)", longestMs, [&] {
        audio::ArrivalJitter jitter;
        audio::JitterBuffer buffer(jitter);
        for (int i = 0; i < packets.size(); ++i) {
            buffer.put(packets[i], i * double(frameMs));
            static_cast<void>(buffer.take(i * double(frameMs) + frameMs));
        }
    });
    audio::Downlink alone;
    for (const auto& packet : packets)
        alone.play({ 1 }, packet);
    cost("whole downlink, pulled 10 ms at a time", longestMs, [&] { pullAll(alone, longestMs); });
    audio::Downlink silent;
    audio::Mixer mixer(silent);
    Hum hum;
    mixer.playMusic(&hum);
    cost("mixer with music, without speech", longestMs, [&] { pullAll(mixer, longestMs); });
    cost("a cue, made anew", 20, [] { static_cast<void>(audio::cueSound(audio::Cue::Listening)); });
}

}

int main()
{
    const auto clip = speech();
    const auto packets = test::packetsOf(clip, frameMs, 0);
    std::printf("== packets to sound (spoken sentences in 60 ms packets along tests/data/traces; the loudspeaker pulls 10 ms at a time)\n"
                "   in answers of 6 s; where the server runs ahead, in one of 30 s. Ours keeps its experience from answer to answer, a "
                "FIFO has none,\n"
                "   SpeexDSP's begins anew as in Mumble.\n"
                "   made up: concealed or silent in the middle of speech · as sent: moments of 120 ms found again by correlation\n"
                "   delay: beyond the shortest way of the network, negative when sound was skipped; P50 the mean, P95 and what is lost the "
                "worst of the answers\n");
    compare(clip);
    std::printf("\n== CPU for 20 ms of sound\n");
    costs(packets, clip);
    std::printf("\n== microphone to packet\n");
    benchUplink();
    return 0;
}
