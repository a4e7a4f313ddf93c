// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <QString>

#include <memory>

namespace myna::codec {

// A sound file read piece by piece: whatever libsndfile reads, which includes WAV, FLAC, Ogg, Opus and MP3. Reads the file whenever asked,
// so it belongs on a thread that may wait. Any one thread at a time.
class SoundReader
{
public:
    static Result<std::unique_ptr<SoundReader>> open(const QString& path); // Errors: NotFound, Invalid
    ~SoundReader();

    [[nodiscard]] int rateHz() const;
    [[nodiscard]] double durationMs() const; // as its head says; 0: it does not
    // Up to so many samples, mixed down to mono. Empty: the end, or what follows cannot be read.
    PcmFrame read(int samples);
    bool seek(double ms); // from the beginning; false: it cannot
    // What the file says about itself; empty: nothing.
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString artist() const;
    [[nodiscard]] QString album() const;

private:
    struct State;
    explicit SoundReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}
