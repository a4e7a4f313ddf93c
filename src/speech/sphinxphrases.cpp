// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sphinxphrases.h"

#include <QCoreApplication>

#include <algorithm>

namespace myna::speech {

namespace {

constexpr int rateHz = 16000;
constexpr char search[] = "phrases";

// The decoder's score of a phrase that is said and one that is not, fitted with 20 synthetic voices and 18 minutes of other speech that
// is meant to mislead: 50 is where nine in ten are heard. The longer a phrase, the clearer it stands out.
constexpr int middleOfTwelveSounds = 250;
constexpr int middlePerSound = 40;
constexpr int scorePerPoint = 16;

// A needed score of nothing would hit all the time.
constexpr int leastNeeded = 5;

// Nothing is as quiet as a muted line or what noise suppression leaves: the model knows only rooms, and hears twice as much when there is
// a little noise (−60 dBFS) under everything.
constexpr int noisePeak = 52;

constexpr int lookEveryMs = 100;
// What was found is kept by the decoder until it is started anew, which happens in a pause; after a minute without one anywhere.
constexpr int leastRunMs = 5000;
constexpr int longestRunMs = 60000;

qint64 samplesOf(int ms)
{
    return qint64(ms) * rateHz / 1000;
}

int middleOf(const WakePhrase& phrase)
{
    return middleOfTwelveSounds + middlePerSound * (std::clamp(phrase.sounds, 6, 20) - 12);
}

int scoreOf(const WakePhrase& phrase, int raw)
{
    return std::clamp(50 + (raw - middleOf(phrase)) / scorePerPoint, 0, 100);
}

int neededFor(int sensitivity)
{
    return std::max(leastNeeded, 100 - std::clamp(sensitivity, 0, 100));
}

}

SphinxPhrases::SphinxPhrases(std::unique_ptr<SphinxDecoder> decoder, const QVector<WakePhrase>& phrases, int sensitivity)
    : m_decoder(std::move(decoder))
    , m_phrases(phrases)
    , m_needed(neededFor(sensitivity))
{
    m_decoder->begin(search);
}

Result<std::unique_ptr<SphinxPhrases>> SphinxPhrases::create(const QVector<WakePhrase>& phrases, int sensitivity)
{
    if (phrases.isEmpty())
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "There is no wake phrase to listen for. Add one.") };
    QSet<QString> words;
    QStringList texts;
    int floor = middleOf(phrases.first());
    for (const WakePhrase& phrase : phrases) {
        words.unite(QSet<QString>(phrase.words.cbegin(), phrase.words.cend()));
        texts.append(phrase.text);
        floor = std::min(floor, middleOf(phrase));
    }
    auto decoder = SphinxDecoder::create(SphinxDecoder::Use::Stream, words);
    if (!decoder)
        return decoder.error();
    if (!decoder.value()->addPhrases(search, texts, floor - 50 * scorePerPoint))
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "The speech recogniser could not be started. Reinstall pocketsphinx-en-us.") };
    return std::unique_ptr<SphinxPhrases>(new SphinxPhrases(std::move(decoder).value(), phrases, sensitivity));
}

void SphinxPhrases::setSensitivity(int sensitivity)
{
    m_needed = neededFor(sensitivity);
}

QVector<PhraseScore> SphinxPhrases::put(const codec::PcmFrame& sound)
{
    codec::PcmFrame noisy = sound;
    for (int16_t& sample : noisy.samples) {
        m_noise = m_noise * 1664525U + 1013904223U;
        sample = int16_t(std::clamp(sample + int(m_noise >> 16) % (2 * noisePeak + 1) - noisePeak, -32768, 32767));
    }
    m_decoder->feed(noisy);
    m_position += qint64(noisy.samples.size());
    if (m_position - m_looked < samplesOf(lookEveryMs))
        return {};
    m_looked = m_position;
    QVector<PhraseScore> news = look();
    const bool hit = std::any_of(news.cbegin(), news.cend(), [](const PhraseScore& score) { return score.hit; });
    const qint64 run = m_position - m_begun;
    const bool pause = news.isEmpty() && !m_decoder->hearsSpeech();
    if (hit || (pause && run > samplesOf(leastRunMs)) || run > samplesOf(longestRunMs))
        restart();
    return news;
}

void SphinxPhrases::restart()
{
    m_decoder->begin(search);
    m_begun = m_position;
    m_told.clear();
}

QVector<PhraseScore> SphinxPhrases::look()
{
    QHash<QString, Segment> newest;
    for (const Segment& segment : m_decoder->found()) {
        const auto known = newest.constFind(segment.word);
        if (known == newest.cend() || known->lastFrame < segment.lastFrame)
            newest.insert(segment.word, segment);
    }
    QVector<PhraseScore> news;
    for (const WakePhrase& phrase : std::as_const(m_phrases)) {
        const auto found = newest.constFind(phrase.text);
        const auto told = m_told.constFind(phrase.text);
        if (found == newest.cend() || (told != m_told.cend() && found->firstFrame <= told->lastFrame && found->score <= told->score))
            continue;
        news.append({ phrase.text, scoreOf(phrase, found->score), m_position, false });
        m_told.insert(phrase.text, *found);
    }
    const auto clearest
        = std::max_element(news.begin(), news.end(), [](const PhraseScore& a, const PhraseScore& b) { return a.score < b.score; });
    if (clearest != news.end() && clearest->score >= m_needed && m_position >= m_silentUntil) {
        clearest->hit = true;
        m_silentUntil = m_position + samplesOf(refractoryMs);
    }
    return news;
}

}
