// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/capturechain.h"

#include "base/invoke.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace myna::audio {

namespace {

// Loudspeaker queue, sound server and microphone together, before an echo test has measured them: 60 to 150 ms were seen. For what comes
// later (Bluetooth: 200 to 300 ms) the reference is kept back: the canceller learns 60 ms in a second and 200 ms in five.
constexpr int usualEchoDelayMs = 110;
// So many samples at full scale in a frame are not chance, and the notice stays so long after the last of them.
constexpr int clippedSamples = 3;
constexpr int fullScale = 32700;
constexpr int clippingFrames = 100;
// For a frame of 10 ms: a time constant of half a second.
constexpr double lagSmoothing = 0.02;
constexpr int delayStepMs = 10; // the canceller does not care about less

double dbfsOf(float rms)
{
    const double full = double(rms) * 32768;
    return speech::levelDbfs(full * full);
}

}

CaptureChain::CaptureChain(const speech::Processing& processing, QObject* parent)
    : QObject(parent)
    , m_wanted(processing)
    , m_echoDelayMs(usualEchoDelayMs)
    , m_framer(speech::voiceRateHz, speech::voiceFrameSamples)
{
    auto processor = speech::VoiceProcessor::create(processing);
    if (processor)
        m_processor = std::move(processor).value();
    else
        qCritical("No voice processing: %ls", qUtf16Printable(processor.error().text));
}

CaptureChain::~CaptureChain() = default;

void CaptureChain::reset()
{
    assertThreadOf(this);
    m_framer.clear();
    m_aligned = false;
    m_resampler.reset();
    m_before.clear();
    m_after.clear();
    m_reference.restart();
    m_lagMs = -1;
    m_zeroMs = 0;
    m_dead = false;
    if (std::exchange(m_figures, {}).clipping)
        emit clippingChanged(false);
}

void CaptureChain::put(const codec::PcmFrame& chunk)
{
    if (chunk.samples.empty())
        return;
    watchForLife(chunk);
    m_figures.deviceRateHz = chunk.rateHz;
    const int rateBefore = m_resampler ? m_resampler->fromHz() : speech::voiceRateHz;
    if (chunk.rateHz != rateBefore) {
        // What the old one held back belongs before the new sound.
        if (m_resampler)
            cut(m_resampler->flush());
        m_resampler.reset();
    }
    if (chunk.rateHz == speech::voiceRateHz) {
        cut(chunk);
        return;
    }
    if (!m_resampler) {
        auto resampler = codec::Resampler::create(chunk.rateHz, speech::voiceRateHz);
        if (!resampler)
            return;
        m_resampler = std::move(resampler).value();
    }
    cut(m_resampler->process(chunk));
}

void CaptureChain::finish()
{
    if (m_resampler)
        cut(m_resampler->flush());
    if (auto rest = m_framer.takePadded())
        process(*std::move(rest));
}

void CaptureChain::played(std::span<const int16_t> samples)
{
    m_reference.played(samples);
}

void CaptureChain::set(const speech::Processing& processing)
{
    m_wanted = processing;
    apply();
}

void CaptureChain::setEchoFree(bool echoFree)
{
    m_echoFree = echoFree;
    apply();
}

void CaptureChain::apply()
{
    assertThreadOf(this);
    speech::Processing processing = m_wanted;
    processing.echoCancellation = processing.echoCancellation && !m_echoFree;
    if (m_processor && m_processor->processing() != processing)
        m_processor->set(processing);
}

void CaptureChain::setEchoDelay(int delayMs)
{
    m_echoDelayMs = delayMs < 0 ? usualEchoDelayMs : delayMs;
    m_reference.hold(m_echoDelayMs - usualEchoDelayMs);
    m_lagMs = -1;
}

void CaptureChain::watchForLife(const codec::PcmFrame& chunk)
{
    const bool zero = std::all_of(chunk.samples.begin(), chunk.samples.end(), [](int16_t sample) { return sample == 0; });
    m_zeroMs = zero ? m_zeroMs + chunk.durationMs() : 0;
    const bool dead = m_zeroMs > deadMs;
    if (std::exchange(m_dead, dead) != dead)
        emit deadChanged(dead);
}

void CaptureChain::watchForClipping(std::span<const int16_t> frame)
{
    const auto full = std::count_if(frame.begin(), frame.end(), [](int16_t sample) { return std::abs(int(sample)) >= fullScale; });
    m_sinceClipped = full >= clippedSamples ? 0 : std::min(m_sinceClipped + 1, clippingFrames);
    const bool clipping = full >= clippedSamples || (m_figures.clipping && m_sinceClipped < clippingFrames);
    if (std::exchange(m_figures.clipping, clipping) != clipping)
        emit clippingChanged(clipping);
}

// Devices deliver blocks of whole frames but for the first, and resampling holds something back. With a little silence in front the last
// frame of a block is complete when the block is, and not only with the next one.
void CaptureChain::cut(const codec::PcmFrame& sound)
{
    if (!m_aligned && !sound.samples.empty()) {
        m_aligned = true;
        const size_t over = sound.samples.size() % speech::voiceFrameSamples;
        if (over > 0)
            m_framer.put({ std::vector<int16_t>(speech::voiceFrameSamples - over), speech::voiceRateHz });
    }
    m_framer.put(sound);
    while (auto frame = m_framer.take())
        process(*std::move(frame));
}

// The lag dances with the bursts of both devices while the echo itself stays where it is.
void CaptureChain::tellDelay(double lagMs)
{
    m_lagMs = m_lagMs < 0 ? lagMs : m_lagMs + (lagMs - m_lagMs) * lagSmoothing;
    const int delayMs = std::max(0, int(std::lround(m_echoDelayMs - m_lagMs)));
    if (m_toldDelayMs >= 0 && std::abs(delayMs - m_toldDelayMs) < delayStepMs)
        return;
    m_toldDelayMs = delayMs;
    m_processor->setEchoDelay(delayMs);
}

void CaptureChain::process(codec::PcmFrame frame)
{
    const double lagMs = m_reference.lagMs();
    const EchoReference::Frame reference = m_reference.take();
    EchoReference::Frame captured {};
    std::copy(frame.samples.begin(), frame.samples.end(), captured.begin());
    watchForClipping(frame.samples);
    if (const auto level = m_before.put(frame.samples))
        m_figures.beforeDbfs = dbfsOf(*level);
    bool voice = false;
    if (m_processor) {
        tellDelay(lagMs);
        m_processor->played(reference);
        voice = m_processor->process(frame.samples);
    }
    m_leftNoise.put(frame.samples);
    if (m_observer)
        m_observer({ reference, captured, frame.samples, lagMs });
    if (const auto level = m_after.put(frame.samples)) {
        m_figures.afterDbfs = dbfsOf(*level);
        emit levelMeasured(*level);
    }
    emit processed(frame, voice);
}

CaptureFigures CaptureChain::figures() const
{
    CaptureFigures figures = m_figures;
    figures.leftNoiseDbfs = m_leftNoise.dbfs();
    figures.referenceLagMs = m_reference.lagMs();
    if (m_processor) {
        figures.echo = m_processor->metrics();
        figures.noiseDbfs = figures.echo.noiseDbfs;
    }
    return figures;
}

}

#include "moc_capturechain.cpp"
