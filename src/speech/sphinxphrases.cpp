// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sphinxphrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace myna::speech {

namespace {

constexpr int rateHz = 16000;
constexpr char search[] = "phrases";

// The decoder's score of a phrase that is said and of one that is not, fitted with ten synthetic voices and ten minutes of other speech
// that is meant to mislead: 50 is where nine in ten are heard. The longer a phrase, the clearer it stands out.
constexpr int middleOfTwelveSounds = 330;
constexpr int middlePerSound = 40;
constexpr int scorePerPoint = 16;

// A needed score of nothing would hit all the time.
constexpr int leastNeeded = 5;

// The model knows speech of one loudness and learns another one only in ten seconds of talk; a phrase is said once. So its loudest moments
// are brought to what the model knows (root mean square of 10 ms), at once when they are louder, slowly when they are not.
constexpr double modelLoudness = 700;
constexpr double loudnessHalfLifeMs = 4000;
constexpr double quietest = 300; // −41 dBFS: below this it is the room, which must not be made loud

// Nothing is as quiet as a muted line or what noise suppression leaves: the model knows only rooms, and hears twice as much when there is
// a little noise under everything.
constexpr int noisePeak = 52;

constexpr int lookEveryMs = 100;
// The decoder is started anew in every pause: it hears no silence, so the end of one remark would run into the beginning of the next. After
// a minute without a pause anywhere, because it keeps what it found.
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

codec::PcmFrame SphinxPhrases::prepared(const codec::PcmFrame& sound)
{
    double power = 0;
    for (const int16_t sample : sound.samples)
        power += double(sample) * sample;
    const double rms = std::sqrt(power / double(std::max<size_t>(1, sound.samples.size())));
    const double forgotten = std::exp2(-sound.durationMs() / loudnessHalfLifeMs);
    m_loudness = std::max({ rms, m_loudness * forgotten, quietest });
    const double gain = modelLoudness / m_loudness;
    codec::PcmFrame out = sound;
    for (int16_t& sample : out.samples) {
        m_noise = m_noise * 1664525U + 1013904223U;
        const int noise = int(m_noise >> 16) % (2 * noisePeak + 1) - noisePeak;
        sample = int16_t(std::clamp(int(std::lround(sample * gain)) + noise, -32768, 32767));
    }
    return out;
}

QVector<PhraseScore> SphinxPhrases::put(const codec::PcmFrame& sound)
{
    const codec::PcmFrame noisy = prepared(sound);
    m_decoder->feed(noisy);
    m_position += qint64(noisy.samples.size());
    if (m_position - m_looked < samplesOf(lookEveryMs))
        return {};
    m_looked = m_position;
    QVector<PhraseScore> news = look();
    const bool hit = std::any_of(news.cbegin(), news.cend(), [](const PhraseScore& score) { return score.hit; });
    const bool speech = m_decoder->hearsSpeech();
    const bool pause = std::exchange(m_spoken, speech) && !speech;
    if (hit || pause || m_position - m_begun > samplesOf(longestRunMs))
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
