// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/resampler.h"

#include "codec/quickresampler.h"

#include <QCoreApplication>

#include <soxr.h>

namespace myna::codec {

namespace {

constexpr int minHz = 4000;
constexpr int maxHz = 192000;
// Room beyond the plain ratio for what the filter held back: more than its whole length at any of our rates.
constexpr size_t spareSamples = 4096;

struct SoxrDeleter
{
    void operator()(soxr_t soxr) const { soxr_delete(soxr); }
};
using Soxr = std::unique_ptr<std::remove_pointer_t<soxr_t>, SoxrDeleter>;

// Fractions of the lower rate's band that pass untouched and that are gone. soxr's own HQ recipe (0.913, 1) holds back 40 ms of
// sound, too much for a conversation; this one holds back 10 ms, stays flat to 6.8 kHz at 16 kHz, and folds only what lies above.
constexpr double passband = 0.85;
constexpr double stopband = 1.15;
constexpr unsigned minTransform = 8; // log2 of the shortest block soxr works in: its smallest

Soxr makeSoxr(int fromHz, int toHz)
{
    soxr_io_spec_t io = soxr_io_spec(SOXR_INT16_I, SOXR_INT16_I);
    io.flags |= SOXR_NO_DITHER; // silence in, silence out
    soxr_quality_spec_t quality = soxr_quality_spec(SOXR_16_BITQ, 0);
    quality.passband_end = passband;
    quality.stopband_begin = stopband;
    soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    runtime.log2_min_dft_size = minTransform;
    soxr_error_t error = nullptr;
    return Soxr(soxr_create(fromHz, toHz, 1, &error, &io, &quality, &runtime));
}

}

struct Resampler::State
{
    Soxr soxr; // null when it is not needed
    std::unique_ptr<QuickResampler> quick; // null unless it goes downwards
};

Resampler::Resampler(int fromHz, int toHz, std::unique_ptr<State> state)
    : m_fromHz(fromHz)
    , m_toHz(toHz)
    , m_state(std::move(state))
{
}

Resampler::~Resampler() = default;

Result<std::unique_ptr<Resampler>> Resampler::create(int fromHz, int toHz)
{
    const auto usable = [](int hz) { return hz >= minHz && hz <= maxHz; };
    auto state = std::make_unique<State>();
    if (usable(fromHz) && usable(toHz) && QuickResampler::suits(fromHz, toHz))
        state->quick = std::make_unique<QuickResampler>(fromHz, toHz);
    else if (usable(fromHz) && usable(toHz) && fromHz != toHz)
        state->soxr = makeSoxr(fromHz, toHz);
    if (!usable(fromHz) || !usable(toHz) || (fromHz != toHz && !state->soxr && !state->quick)) {
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "Sound cannot be converted from %1 Hz to %2 Hz.").arg(fromHz).arg(toHz) };
    }
    return std::unique_ptr<Resampler>(new Resampler(fromHz, toHz, std::move(state)));
}

PcmFrame Resampler::process(const PcmFrame& input)
{
    Q_ASSERT(input.rateHz == m_fromHz);
    if (m_state->quick)
        return { m_state->quick->process(input.samples), m_toHz };
    if (!m_state->soxr)
        return input;
    PcmFrame output { {}, m_toHz };
    output.samples.resize(input.samples.size() * size_t(m_toHz) / size_t(m_fromHz) + spareSamples);
    size_t read = 0;
    size_t written = 0;
    while (read < input.samples.size()) {
        size_t consumed = 0;
        size_t produced = 0;
        const soxr_error_t error = soxr_process(m_state->soxr.get(), input.samples.data() + read, input.samples.size() - read, &consumed,
            output.samples.data() + written, output.samples.size() - written, &produced);
        if (error)
            break;
        read += consumed;
        written += produced;
        if (written == output.samples.size())
            output.samples.resize(written + spareSamples);
    }
    output.samples.resize(written);
    return output;
}

PcmFrame Resampler::flush()
{
    if (m_state->quick)
        return { m_state->quick->flush(), m_toHz };
    PcmFrame output { {}, m_toHz };
    if (!m_state->soxr)
        return output;
    size_t written = 0;
    size_t produced = 0;
    do {
        output.samples.resize(written + spareSamples);
        if (soxr_process(m_state->soxr.get(), nullptr, 0, nullptr, output.samples.data() + written, spareSamples, &produced))
            break;
        written += produced;
    } while (produced > 0);
    output.samples.resize(written);
    // A new one instead of soxr_clear(), which in 0.1.3 leaves the handle without its rates.
    m_state->soxr = makeSoxr(m_fromHz, m_toHz);
    return output;
}

Result<PcmFrame> resampled(const PcmFrame& clip, int toHz)
{
    const Result<std::unique_ptr<Resampler>> resampler = Resampler::create(clip.rateHz, toHz);
    if (!resampler)
        return resampler.error();
    PcmFrame output = resampler.value()->process(clip);
    const PcmFrame tail = resampler.value()->flush();
    output.samples.insert(output.samples.end(), tail.samples.begin(), tail.samples.end());
    return output;
}

}
