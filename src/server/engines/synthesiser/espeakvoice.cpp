// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/espeakvoice.h"

#include "codec/resampler.h"

#include <QCoreApplication>
#include <QFile>

#include <optional>

#include <espeak-ng/speak_lib.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

// The library keeps one voice, one callback and one buffer per process, so its guard is per process too.
QMutex libraryMutex;
std::optional<int> libraryRateHz; // guarded; negative: it did not start

constexpr int englishWordsPerMinute = 165; // a little slower than the library's own 175: clearer through a small loudspeaker
constexpr int mandarinWordsPerMinute = 160;
constexpr int bufferMs = 200; // between callbacks, and so how soon cancelling works

struct Job
{
    const std::atomic<bool>* cancelled;
    std::vector<int16_t> samples;
};

int collect(short* samples, int count, espeak_EVENT* events)
{
    auto* job = static_cast<Job*>(events->user_data);
    if (!job || *job->cancelled)
        return 1;
    if (samples && count > 0)
        job->samples.insert(job->samples.end(), samples, samples + count);
    return 0;
}

Error unavailable()
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The voices of espeak-ng are not installed. Install the package espeak-ng-data.") };
}

int startLibrary(const QString& dataDir)
{
    const QByteArray path = QFile::encodeName(dataDir);
    const int rate
        = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, bufferMs, path.isEmpty() ? nullptr : path.constData(), espeakINITIALIZE_DONT_EXIT);
    if (rate > 0)
        espeak_SetSynthCallback(collect);
    return rate;
}

}

EspeakVoice::EspeakVoice(QString dataDir)
    : m_dataDir(std::move(dataDir))
    , m_cache(cacheBytes)
{
}

EspeakVoice::~EspeakVoice() = default;

Result<codec::PcmFrame> EspeakVoice::speak(const QString& text, const QString& language, const std::atomic<bool>& cancelled)
{
    const QString key = language + u'\n' + text;
    {
        const QMutexLocker lock(&m_mutex);
        if (const codec::PcmFrame* known = m_cache.object(key))
            return *known;
    }
    auto sound = synthesise(text.left(maxCharacters), language, cancelled);
    if (sound && !cancelled) {
        const QMutexLocker lock(&m_mutex);
        m_cache.insert(key, new codec::PcmFrame(*sound), qsizetype(sound->samples.size() * sizeof(int16_t)) + key.size() * 2);
    }
    return sound;
}

Result<codec::PcmFrame> EspeakVoice::synthesise(const QString& text, const QString& language, const std::atomic<bool>& cancelled) const
{
    Job job { &cancelled, {} };
    int rateHz = 0;
    {
        const QMutexLocker lock(&libraryMutex);
        if (!libraryRateHz || *libraryRateHz <= 0)
            libraryRateHz = startLibrary(m_dataDir);
        rateHz = *libraryRateHz;
        if (rateHz <= 0 || espeak_SetVoiceByName(language == "zh"_L1 ? "cmn" : "en-us") != EE_OK)
            return unavailable();
        espeak_SetParameter(espeakRATE, language == "zh"_L1 ? mandarinWordsPerMinute : englishWordsPerMinute, 0);
        const QByteArray bytes = text.toUtf8();
        if (espeak_Synth(bytes.constData(), size_t(bytes.size()) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, nullptr, &job)
            != EE_OK)
            return Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "The voice could not speak this sentence.") };
    }
    if (job.samples.empty())
        return codec::PcmFrame { {}, outputRateHz };
    return codec::resampled({ std::move(job.samples), rateHz }, outputRateHz);
}

int EspeakVoice::cachedSentences() const
{
    const QMutexLocker lock(&m_mutex);
    return int(m_cache.count());
}

}
