// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/sphinxdecoder.h"
#include "speech/wakephrase.h"

#include <QHash>

namespace myna::speech {

// How well a phrase fitted what was heard. score: 0 nothing like it – 100 beyond doubt.
struct PhraseScore
{
    QString phrase;
    int score = 0;
    qint64 position = 0; // samples of the stream that were heard until then
    bool hit = false; // the score was enough
};

// Listens to an endless stream for a few phrases. Its clock is the sound itself; takes about 0.03 of real time. One thread at a time.
class SphinxPhrases
{
public:
    static constexpr int refractoryMs = 1000; // after a hit nothing hits, whoever repeats it

    // One to maxWakePhrases, checked. `sensitivity` 0–100: a hit needs a score of 100 − sensitivity. Reads the model (0.1 s).
    // Errors: Invalid without a phrase, Unavailable without the speech model.
    static Result<std::unique_ptr<SphinxPhrases>> create(const QVector<WakePhrase>& phrases, int sensitivity);

    void setSensitivity(int sensitivity);
    // 16 kHz, pieces of any length. News since the last call: the best score of each phrase that came near, at most one of them a hit.
    QVector<PhraseScore> put(const codec::PcmFrame& sound);

private:
    SphinxPhrases(std::unique_ptr<SphinxDecoder> decoder, const QVector<WakePhrase>& phrases, int sensitivity);
    codec::PcmFrame prepared(const codec::PcmFrame& sound);
    void restart();
    QVector<PhraseScore> look();

    std::unique_ptr<SphinxDecoder> m_decoder;
    QVector<WakePhrase> m_phrases;
    int m_needed;
    quint32 m_noise = 1;
    double m_loudness = 0; // of the loudest moments lately
    qint64 m_position = 0;
    bool m_spoken = false; // when looked last
    qint64 m_begun = 0; // position where the decoder was started anew
    qint64 m_looked = 0;
    qint64 m_silentUntil = 0; // no hits before this position
    QHash<QString, Segment> m_told; // of each phrase, since the decoder was started anew
};

}
