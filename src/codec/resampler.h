// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <memory>

// All the code that knows libsoxr.
namespace myna::codec {

// Streaming mono sample-rate conversion. Holds back about 10 ms of sound, 1.5 ms downwards; flush() returns
// the rest. The sound itself is not delayed.
class Resampler
{
public:
    static Result<std::unique_ptr<Resampler>> create(int fromHz, int toHz); // 4000–192000 each · Errors: Invalid
    ~Resampler();

    [[nodiscard]] int fromHz() const { return m_fromHz; }
    [[nodiscard]] int toHz() const { return m_toHz; }
    PcmFrame process(const PcmFrame& input); // any number of samples; output count varies around the ratio
    PcmFrame flush(); // the tail; afterwards the stream starts anew

private:
    struct State;
    Resampler(int fromHz, int toHz, std::unique_ptr<State> state);
    int m_fromHz;
    int m_toHz;
    std::unique_ptr<State> m_state;
};

// A whole clip at once, delay removed. Errors: Invalid.
Result<PcmFrame> resampled(const PcmFrame& clip, int toHz);

}
