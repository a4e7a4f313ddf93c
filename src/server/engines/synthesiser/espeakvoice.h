// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <QByteArray>
#include <QCache>
#include <QMutex>
#include <QString>

#include <atomic>
#include <memory>

namespace myna::server {

// All the code that knows espeak-ng: text in, 24 kHz mono out. The library is one global state machine, so calls queue behind each other.
// May be used from any thread; takes about a hundredth of the sound's length.
class EspeakVoice
{
public:
    static constexpr int outputRateHz = 24000;
    static constexpr qsizetype maxCharacters = 2000; // of one sentence
    static constexpr int cacheBytes = 8 * 1024 * 1024; // recent sentences: about three minutes

    // `dataDir`: where espeak-ng-data is; empty: the library's own place.
    explicit EspeakVoice(QString dataDir = {});
    ~EspeakVoice();
    EspeakVoice(const EspeakVoice&) = delete;
    EspeakVoice& operator=(const EspeakVoice&) = delete;

    // `language`: "en" or "zh". Stops early, with what there is, once `cancelled` is true. Errors: Unavailable, Invalid.
    Result<codec::PcmFrame> speak(const QString& text, const QString& language, const std::atomic<bool>& cancelled);
    [[nodiscard]] int cachedSentences() const;

private:
    Result<codec::PcmFrame> synthesise(const QString& text, const QString& language, const std::atomic<bool>& cancelled) const;

    QString m_dataDir;
    mutable QMutex m_mutex;
    QCache<QString, codec::PcmFrame> m_cache; // guarded
};

}
