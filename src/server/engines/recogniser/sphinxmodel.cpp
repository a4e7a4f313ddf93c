// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/sphinxmodel.h"

#include "server/engines/recogniser/belief.h"
#include "speech/sphinxdecoder.h"

#include <QCoreApplication>
#include <QMutex>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

using speech::Segment;
using speech::SphinxDecoder;

namespace {

// Of each sound in the loop; only its sounds matter, not how many they are.
constexpr double soundPrice = 0.1;
// Pruning. The commands need a wide beam, or short words lose their end; the loop is a yardstick and needs none.
constexpr double commandBeam = 1e-80;
constexpr double loopBeam = 1e-30;

// The noise of a quiet room, about -64 dBFS, under every utterance: the model was trained in rooms, and what noise suppression or a codec
// makes digitally silent is unlike all it knows.
constexpr float roomNoise = 20; // standard deviation of a 16-bit sample

codec::PcmFrame inARoom(codec::PcmFrame utterance)
{
    std::minstd_rand random(1); // the same for every utterance: what is said twice is judged alike
    std::normal_distribution<float> noise(0, roomNoise);
    for (int16_t& sample : utterance.samples)
        sample = int16_t(std::clamp(int(sample) + int(std::lround(noise(random))), -32768, 32767));
    return utterance;
}

constexpr char commandSearch[] = "commands";
constexpr char loopSearch[] = "sounds";

using Decoder = std::unique_ptr<SphinxDecoder>;

Result<Decoder> makeDecoder(const Grammar& grammar)
{
    QVector<SphinxDecoder::Entry> sounds;
    QStringList soundWords;
    for (const QString& sound : speechSounds()) {
        sounds.append({ soundWord(sound), sound });
        soundWords.append(soundWord(sound));
    }
    auto decoder = SphinxDecoder::create(SphinxDecoder::Use::Utterances, grammar.words, sounds);
    if (!decoder)
        return decoder.error();
    SphinxDecoder& made = *decoder.value();
    if (!made.addGrammar(commandSearch, grammar.jsgf, commandBeam) || !made.addLoop(loopSearch, soundWords, soundPrice, loopBeam))
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "The speech recogniser could not be started. Reinstall pocketsphinx-en-us.") };
    return decoder;
}

// What the words look like beside the best that any sounds could do. Nothing (0) is perfect, the rest is below.
SpeechEvidence compare(const QVector<Segment>& words, const QVector<Segment>& sounds)
{
    QVector<double> best;
    QVector<bool> spoken;
    for (const Segment& sound : sounds) {
        for (int i = 0; i < sound.frames(); ++i) {
            best += double(sound.score) / sound.frames();
            spoken += !sound.isSilence();
        }
    }
    SpeechEvidence evidence;
    double sum = 0;
    int covered = 0;
    int missed = 0;
    for (const Segment& word : words) {
        double loop = 0;
        for (int i = word.firstFrame; i <= word.lastFrame && i < best.size(); ++i) {
            loop += best[i];
            missed += word.isSilence() && spoken[i];
        }
        if (word.isSilence())
            continue;
        sum += word.score - loop;
        covered += word.frames();
        evidence.worstWord = std::min(evidence.worstWord, (word.score - loop) / word.frames());
    }
    evidence.mean = covered > 0 ? sum / covered : -1000;
    evidence.missed = covered + missed > 0 ? double(missed) / (covered + missed) : 1;
    return evidence;
}

QString decode(SphinxDecoder& decoder, const codec::PcmFrame& utterance)
{
    const QVector<Segment> words = decoder.decode(commandSearch, utterance);
    QStringList text;
    for (const Segment& word : words) {
        if (!word.isSilence())
            text += word.word.section(u'(', 0, 0); // "the(2)" is a way to pronounce "the"
    }
    if (text.isEmpty())
        return {};
    const SpeechEvidence evidence = compare(words, decoder.decode(loopSearch, utterance));
    return isBelievable(evidence, text) ? text.join(u' ') : QString();
}

}

struct SphinxModel::Private
{
    Grammar grammar;
    QMutex mutex;
    std::vector<Decoder> idle; // guarded
    int made = 0; // guarded
};

SphinxModel::SphinxModel(Grammar grammar)
    : d(new Private { std::move(grammar), {}, {}, 0 })
{
}

SphinxModel::~SphinxModel() = default;

Result<> SphinxModel::warmUp()
{
    {
        const QMutexLocker lock(&d->mutex);
        if (d->made > 0)
            return {};
        ++d->made;
    }
    auto decoder = makeDecoder(d->grammar);
    const QMutexLocker lock(&d->mutex);
    if (!decoder) {
        --d->made;
        return decoder.error();
    }
    d->idle.push_back(std::move(decoder).value());
    return {};
}

Result<QString> SphinxModel::recognise(const codec::PcmFrame& utterance)
{
    Decoder decoder;
    {
        const QMutexLocker lock(&d->mutex);
        if (!d->idle.empty()) {
            decoder = std::move(d->idle.back());
            d->idle.pop_back();
        }
    }
    if (!decoder) {
        auto made = makeDecoder(d->grammar);
        if (!made)
            return made.error();
        decoder = std::move(made).value();
        const QMutexLocker lock(&d->mutex);
        ++d->made;
    }
    const QString text = decode(*decoder, inARoom(utterance));
    const QMutexLocker lock(&d->mutex);
    d->idle.push_back(std::move(decoder));
    return text;
}

int SphinxModel::decoders() const
{
    const QMutexLocker lock(&d->mutex);
    return d->made;
}

}
