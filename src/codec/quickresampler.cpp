// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/quickresampler.h"

#include <algorithm>
#include <cmath>
#include <new>

#include <speex/speex_resampler.h>

namespace myna::codec {

namespace {

// Of the library's 0–10: the lowest whose aliases are 75 dB down; each higher one holds back half a millisecond more.
constexpr int quality = 3;

struct Destroy
{
    void operator()(SpeexResamplerState* state) const { speex_resampler_destroy(state); }
};

}

struct QuickResampler::State
{
    std::unique_ptr<SpeexResamplerState, Destroy> library;
};

bool QuickResampler::suits(int fromHz, int toHz)
{
    return toHz > 0 && fromHz > toHz;
}

QuickResampler::QuickResampler(int fromHz, int toHz)
    : m_fromHz(fromHz)
    , m_toHz(toHz)
    , m_state(std::make_unique<State>())
{
    int failure = RESAMPLER_ERR_SUCCESS;
    m_state->library.reset(speex_resampler_init(1, spx_uint32_t(fromHz), spx_uint32_t(toHz), quality, &failure));
    if (!m_state->library) // rates that suit cannot be refused
        throw std::bad_alloc();
    speex_resampler_skip_zeros(m_state->library.get());
}

QuickResampler::~QuickResampler() = default;

std::vector<int16_t> QuickResampler::convert(std::span<const int16_t> samples)
{
    std::vector<int16_t> output(samples.size() * size_t(m_toHz) / size_t(m_fromHz) + 2);
    size_t made = 0;
    while (!samples.empty()) {
        if (made == output.size())
            output.resize(output.size() + 64);
        auto in = spx_uint32_t(samples.size());
        auto out = spx_uint32_t(output.size() - made);
        if (speex_resampler_process_int(m_state->library.get(), 0, samples.data(), &in, output.data() + made, &out) != RESAMPLER_ERR_SUCCESS
            || (in == 0 && out == 0))
            break;
        samples = samples.subspan(in);
        made += out;
    }
    output.resize(made);
    return output;
}

std::vector<int16_t> QuickResampler::process(std::span<const int16_t> samples)
{
    auto output = convert(samples);
    m_taken += int64_t(samples.size());
    m_made += int64_t(output.size());
    return output;
}

std::vector<int16_t> QuickResampler::flush()
{
    const std::vector<int16_t> silence(size_t(speex_resampler_get_input_latency(m_state->library.get()) + m_fromHz / m_toHz + 1));
    auto output = convert(silence);
    const int64_t rest = std::llround(double(m_taken) * m_toHz / m_fromHz) - m_made;
    output.resize(size_t(std::clamp<int64_t>(rest, 0, int64_t(output.size()))));
    speex_resampler_reset_mem(m_state->library.get());
    speex_resampler_skip_zeros(m_state->library.get());
    m_taken = m_made = 0;
    return output;
}

}
