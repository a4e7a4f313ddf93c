// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/detector/webrtcdetector.h"

#include "server/engines/net/servicesettings.h"
#include "speech/noisefloor.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

static_assert(detectorRateHz == speech::voiceRateHz && detectorFrameSamples == speech::voiceFrameSamples);

namespace {

constexpr auto levelKey = "min_level_dbfs"_L1;
constexpr auto silenceKey = "min_silence_duration_ms"_L1; // as Silero's in xiaozhi-esp32-server
constexpr double lowestLevel = -90;
constexpr int shortestSilenceMs = 100;
constexpr int longestSilenceMs = 5000;

// Background noise that could be taken for a voice: what is below −58 dBFS never is. Two bounds, so that it is not switched back and forth.
constexpr double noisyDbfs = -60;
constexpr double quietDbfs = -64;

// What a device sends has been through its own processing; here only what detection needs.
constexpr speech::Processing inQuiet { .echoCancellation = false, .noiseSuppression = false, .gainControl = false };
constexpr speech::Processing inNoise { .echoCancellation = false, .noiseSuppression = true, .gainControl = false };

bool isWithin(const QJsonObject& settings, QLatin1String key, double least, double most)
{
    if (!settings.contains(key))
        return true;
    const QJsonValue value = numberIn(settings, key);
    return value.isDouble() && value.toDouble() >= least && value.toDouble() <= most;
}

}

WebRtcOptions webRtcOptions(const EngineSpec& spec)
{
    WebRtcOptions options;
    if (const QJsonValue level = numberIn(spec.settings, levelKey); level.isDouble())
        options.minLevelDbfs = level.toDouble();
    if (const QJsonValue silence = numberIn(spec.settings, silenceKey); silence.isDouble())
        options.endOfSpeechMs = silence.toInt();
    return options;
}

QString wrongInWebRtc(const EngineSpec& spec)
{
    if (!isWithin(spec.settings, levelKey, lowestLevel, 0))
        return QCoreApplication::translate("myna", "min_level_dbfs of %1 is no number from −90 to 0.").arg(spec.name);
    if (!isWithin(spec.settings, silenceKey, shortestSilenceMs, longestSilenceMs))
        return QCoreApplication::translate("myna", "min_silence_duration_ms of %1 is no number from 100 to 5000.").arg(spec.name);
    return {};
}

Result<std::unique_ptr<VoiceDetector>> WebRtcDetector::create(const WebRtcOptions& options)
{
    auto processor = speech::VoiceProcessor::create(inQuiet);
    if (!processor)
        return processor.error();
    return std::unique_ptr<VoiceDetector>(new WebRtcDetector(std::move(processor).value(), options));
}

WebRtcDetector::WebRtcDetector(std::unique_ptr<speech::VoiceProcessor> processor, const WebRtcOptions& options)
    : m_processor(std::move(processor))
    , m_options(options)
{
}

WebRtcDetector::~WebRtcDetector() = default;

bool WebRtcDetector::hasVoice(const codec::PcmFrame& frame)
{
    if (frame.samples.size() != detectorFrameSamples)
        return false;
    auto samples = frame.samples;
    const bool voice = m_processor->process(samples); // it learns from every frame
    followNoise();
    return voice && (!m_options.minLevelDbfs || speech::levelDbfs(speech::meanSquareOf(frame.samples)) >= *m_options.minLevelDbfs);
}

void WebRtcDetector::followNoise()
{
    const double noise = m_processor->metrics().noiseDbfs;
    if (noise > noisyDbfs && !suppressesNoise())
        m_processor->set(inNoise);
    else if (noise < quietDbfs && suppressesNoise())
        m_processor->set(inQuiet);
}

void WebRtcDetector::reset()
{
    m_processor->reset();
    m_processor->set(inQuiet);
}

}
