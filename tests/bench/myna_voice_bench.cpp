// SPDX-License-Identifier: GPL-3.0-or-later
// The way from packets to sound: our buffer beside a plain FIFO and SpeexDSP's buffer on the same traces, and what each stage costs.
#include "audio/cues.h"
#include "audio/mixer.h"
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

double cpuMs()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6;
}

struct Run
{
    codec::PcmFrame heard { {}, playbackRateHz };
    double madeUpPercent = 0;
    double cpuMsPerSecond = 0;
};

Run played(bench::VoicePlayer& player, const QVector<protocol::AudioPacket>& packets, const test::NetTrace& trace)
{
    Run run;
    const auto order = trace.byArrival();
    const double overMs = trace.lastArrivalMs() + 5;
    const double lengthMs = double(trace.packets.size()) * trace.frameMs;
    run.heard.samples.reserve(size_t((lengthMs + 4000) * playbackRateHz / 1000));
    std::vector<int16_t> block(playbackRateHz / 100);
    const double before = cpuMs();
    int next = 0;
    for (double nowMs = 0; nowMs < overMs + lengthMs && !(nowMs > overMs + 10 && player.isDone()); nowMs += 10) {
        for (; next < order.size() && trace.packets[order[next]].arrivalMs <= nowMs; ++next)
            player.put(packets[order[next]], order[next]);
        if (nowMs >= overMs)
            player.over();
        player.fill(block);
        run.heard.samples.insert(run.heard.samples.end(), block.begin(), block.end());
    }
    run.cpuMsPerSecond = (cpuMs() - before) / lengthMs * 1000;
    run.madeUpPercent = 100 * double(player.madeUpSamples()) / (lengthMs * playbackRateHz / 1000);
    return run;
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

void compare(const QVector<protocol::AudioPacket>& all, const codec::PcmFrame& whole)
{
    std::printf("%-18s %-6s %9s %9s %10s %8s %11s %9s %12s\n", "trace", "by", "made up", "as sent", "delay P50", "P95", "start lost",
        "end lost", "CPU/s sound");
    for (const auto& trace : test::netTraces()) {
        auto packets = all.mid(0, trace.packets.size());
        for (int i = 0; trace.datagrams && i < packets.size(); ++i)
            packets[i].sequence = quint32(i + 1);
        const auto sent = test::part(whole, 0, double(packets.size()) * frameMs);
        const std::pair<const char*, std::unique_ptr<bench::VoicePlayer>> players[]
            = { { "myna", bench::makeMynaPlayer() }, { "fifo", bench::makeFifoPlayer() }, { "speex", bench::makeSpeexPlayer(frameMs) } };
        for (const auto& [name, player] : players) {
            const Run run = played(*player, packets, trace);
            const auto heard = test::judged(sent, run.heard, trace);
            std::printf("%-18s %-6s %7.2f %% %7.1f %% %7.0f ms %5.0f ms %8.0f ms %6.0f ms %9.2f ms\n", qPrintable(trace.name), name,
                run.madeUpPercent, heard.wholePercent, heard.delayP50Ms, heard.delayP95Ms, heard.lostStartMs, heard.lostEndMs,
                run.cpuMsPerSecond);
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
    const auto whole = test::decoded(packets, playbackRateHz);
    std::printf("== packets to sound (spoken sentences in 60 ms packets along tests/data/traces; the loudspeaker pulls 10 ms at a time)\n"
                "   made up: concealed or silent in the middle of speech · as sent: moments of 120 ms found again by correlation\n"
                "   delay: beyond the shortest way of the network · all buffers begin without experience\n");
    compare(packets, whole);
    std::printf("\n== CPU for 20 ms of sound\n");
    costs(packets, clip);
    return 0;
}
