// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/voice_uplink.h"

#include "audio/echoreference.h"
#include "codec/downmix.h"
#include "codec/resampler.h"
#include "codec/speechcodec.h"
#include "speech/voiceprocessor.h"
#include "support/speechclip.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace myna;

namespace {

constexpr int frameMs = 10;

// The processor's time for each 10 ms of sound, in microseconds: the best of some runs, because the machine has other things to do.
double perFrame(int frames, const std::function<void(int)>& work)
{
    double best = 1e18;
    for (int run = 0; run < 3; ++run) {
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < frames; ++i)
            work(i);
        best = std::min(best, double(clock.nsecsElapsed()) / 1000 / frames);
    }
    return best;
}

void print(const char* stage, double microseconds)
{
    std::printf("  %-52s %7.1f us in 10 ms (%.2f %% of a core)\n", stage, microseconds, microseconds / 100);
}

codec::PcmFrame piece(const codec::PcmFrame& clip, int frame, int lengthMs = frameMs)
{
    const size_t count = size_t(clip.rateHz / 1000 * lengthMs);
    const size_t at = size_t(frame) * count % (clip.samples.size() - count);
    return { { clip.samples.begin() + std::ptrdiff_t(at), clip.samples.begin() + std::ptrdiff_t(at + count) }, clip.rateHz };
}

void benchProcessing(const codec::PcmFrame& speech, int frames)
{
    struct Choice
    {
        const char* name;
        speech::Processing processing;
    };
    const speech::Processing none { .echoCancellation = false, .noiseSuppression = false, .gainControl = false, .highPass = false };
    auto with = [&](auto change) {
        speech::Processing processing = none;
        change(processing);
        return processing;
    };
    const Choice choices[] = {
        { "voice detection alone", none },
        { "with high pass", with([](auto& p) { p.highPass = true; }) },
        { "with gain control", with([](auto& p) { p.gainControl = true; }) },
        { "with noise suppression", with([](auto& p) { p.noiseSuppression = true; }) },
        { "with echo cancelling", with([](auto& p) { p.echoCancellation = true; }) },
        { "with everything", {} },
    };
    for (const Choice& choice : choices) {
        const auto processor = speech::VoiceProcessor::create(choice.processing);
        if (!processor)
            continue;
        print(choice.name, perFrame(frames, [&](int i) {
            processor.value()->played(piece(speech, i).samples);
            auto frame = piece(speech, i + 7);
            processor.value()->process(frame.samples);
        }));
    }
}

}

void benchUplink()
{
    const auto speech = test::speechClip({ .text = QStringLiteral("How much work is it to send this sentence over the network?") });
    constexpr int frames = 1000;
    for (const int rateHz : { 44100, 48000 }) {
        const auto clip = codec::resampled(speech, rateHz);
        const auto resampler = codec::Resampler::create(rateHz, 16000);
        char name[64];
        std::snprintf(name, sizeof name, "resample %d Hz to 16 kHz", rateHz);
        print(name, perFrame(frames, [&](int i) { resampler.value()->process(piece(*clip, i)); }));
    }
    std::vector<int16_t> stereo;
    for (int i = 0; i < 480; ++i)
        stereo.insert(stereo.end(), { speech.samples[size_t(i) + 8000], speech.samples[size_t(i) + 8000] });
    codec::Downmix downmix(2);
    print("mix 48 kHz stereo down", perFrame(frames, [&](int) { downmix.process(stereo); }));
    audio::EchoReference reference;
    const auto played = codec::resampled(speech, audio::playbackRateHz);
    print("echo reference", perFrame(frames, [&](int i) {
        reference.played(piece(*played, i).samples);
        reference.take();
    }));
    benchProcessing(speech, frames);
    for (const int complexity : { 0, 5, 10 }) {
        const auto encoder = codec::SpeechEncoder::create({ .complexity = complexity });
        char name[64];
        std::snprintf(name, sizeof name, "encode 60 ms frames, complexity %d", complexity);
        print(name, perFrame(frames / 6, [&](int i) { static_cast<void>(encoder.value()->encode(piece(speech, i, 60))); }) / 6);
    }
}
