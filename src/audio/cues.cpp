// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/cues.h"

#include "audio/devices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace myna::audio {

namespace {

struct Note
{
    double startMs;
    double lengthMs;
    double frequencyHz;
};

// A fourth up, a fourth down; a knock on wood twice; a small step down, which nobody takes for good news.
constexpr auto rising = std::to_array<Note>({ { 0, 150, 659.3 }, { 60, 120, 880.0 } });
constexpr auto falling = std::to_array<Note>({ { 0, 150, 880.0 }, { 60, 120, 659.3 } });
constexpr auto knocks = std::to_array<Note>({ { 0, 80, 220.0 }, { 90, 90, 220.0 } });
constexpr auto stepDown = std::to_array<Note>({ { 0, 110, 440.0 }, { 90, 110, 415.3 } });
// Twice the rising sign.
constexpr auto twice = std::to_array<Note>({ { 0, 150, 659.3 }, { 60, 120, 880.0 }, { 420, 150, 659.3 }, { 480, 120, 880.0 } });

// The overtones of a small bar struck softly: the high ones are weak and die first.
struct Partial
{
    double ratio;
    double share;
    double decayMs;
};
constexpr auto partials = std::to_array<Partial>({ { 1, 0.72, 45 }, { 2, 0.2, 25 }, { 3.9, 0.08, 12 } });

constexpr double noteAmplitude = 0.17; // of one note: two of them overlap
constexpr double attackMs = 4;
constexpr double releaseMs = 12;

double bar(const Note& note, double ms)
{
    double sum = 0;
    for (const Partial& partial : partials)
        sum += partial.share * std::exp(-ms / partial.decayMs)
            * std::sin(2 * std::numbers::pi * note.frequencyHz * partial.ratio * ms / 1000);
    return sum * std::clamp(ms / attackMs, 0.0, 1.0) * std::clamp((note.lengthMs - ms) / releaseMs, 0.0, 1.0);
}

std::span<const Note> notesOf(Cue cue)
{
    switch (cue) {
    case Cue::Listening:
        return rising;
    case Cue::DoneListening:
        return falling;
    case Cue::Muted:
        return knocks;
    case Cue::Error:
        return stepDown;
    case Cue::Chime:
        return twice;
    }
    return {};
}

}

codec::PcmFrame cueSound(Cue cue)
{
    codec::PcmFrame sound { {}, playbackRateHz };
    const auto notes = notesOf(cue);
    if (notes.empty())
        return sound;
    sound.samples.resize(size_t((notes.back().startMs + notes.back().lengthMs) * playbackRateHz / 1000));
    for (size_t i = 0; i < sound.samples.size(); ++i) {
        const double ms = double(i) * 1000 / playbackRateHz;
        double sum = 0;
        for (const Note& note : notes)
            if (ms >= note.startMs && ms < note.startMs + note.lengthMs)
                sum += bar(note, ms - note.startMs);
        sound.samples[i] = int16_t(std::lround(sum * noteAmplitude * 32767));
    }
    return sound;
}

}
