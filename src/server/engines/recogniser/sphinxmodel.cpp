// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/sphinxmodel.h"

#include "server/engines/recogniser/belief.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QMutex>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <algorithm>
#include <vector>

#include <pocketsphinx.h>
#include <sphinxbase/fsg_model.h>
#include <sphinxbase/jsgf.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

// How much the choices within the grammar cost: a long sum is a less likely reading of nonsense than it sounds.
constexpr float phraseWeight = 8;
// Of each sound in the loop; only its sounds matter, not how many they are.
constexpr double soundPrice = 0.1;
// Pruning. The commands need a wide beam, or short words lose their end; the loop is a yardstick and needs none.
constexpr double commandBeam = 1e-80;
constexpr double loopBeam = 1e-30;

constexpr char commandSearch[] = "commands";
constexpr char loopSearch[] = "sounds";

struct DecoderDeleter
{
    void operator()(ps_decoder_t* decoder) const { ps_free(decoder); }
};
struct ConfigurationDeleter
{
    void operator()(cmd_ln_t* configuration) const { cmd_ln_free_r(configuration); }
};
struct GrammarDeleter
{
    void operator()(jsgf_t* grammar) const { jsgf_grammar_free(grammar); }
};
struct NetworkDeleter
{
    void operator()(fsg_model_t* network) const { fsg_model_free(network); }
};
using Decoder = std::unique_ptr<ps_decoder_t, DecoderDeleter>;
using Configuration = std::unique_ptr<cmd_ln_t, ConfigurationDeleter>;
using Network = std::unique_ptr<fsg_model_t, NetworkDeleter>;

Error unavailable(const char* text)
{
    return { Error::Code::Unavailable, QCoreApplication::translate("myna", text) };
}

// Only the words of the grammar: the whole dictionary would cost each decoder 20 MB.
bool writeDictionary(QTemporaryFile& file, const QString& modelDir, const Grammar& grammar)
{
    QFile all(QDir(modelDir).filePath(u"../cmudict-en-us.dict"_s));
    if (!all.open(QIODevice::ReadOnly) || !file.open())
        return false;
    QSet<QString> missing = grammar.words;
    while (!all.atEnd()) {
        const QByteArray line = all.readLine();
        const QString word = QString::fromUtf8(line.left(line.indexOf(' '))).section(u'(', 0, 0);
        if (!grammar.words.contains(word))
            continue;
        missing.remove(word);
        file.write(line);
    }
    for (const QString& sound : speechSounds())
        file.write((soundWord(sound) + u' ' + sound + u'\n').toUtf8());
    return missing.isEmpty() && file.flush();
}

Network compiled(ps_decoder_t* decoder, const QByteArray& jsgf)
{
    const std::unique_ptr<jsgf_t, GrammarDeleter> parsed(jsgf_parse_string(jsgf.constData(), nullptr));
    jsgf_rule_t* rule = parsed ? jsgf_get_public_rule(parsed.get()) : nullptr;
    return Network(rule ? jsgf_build_fsg(parsed.get(), rule, ps_get_logmath(decoder), phraseWeight) : nullptr);
}

// Any sounds in any order. Made by hand, because a grammar scales its weights and could not hold the price.
Network soundLoop(ps_decoder_t* decoder)
{
    Network network(fsg_model_init("sounds", ps_get_logmath(decoder), 1.0f, 2));
    network->start_state = 0;
    network->final_state = 1;
    const int price = logmath_log(ps_get_logmath(decoder), soundPrice);
    for (const QString& sound : speechSounds()) {
        const int word = fsg_model_word_add(network.get(), soundWord(sound).toUtf8().constData());
        fsg_model_trans_add(network.get(), 0, 0, price, word);
        fsg_model_trans_add(network.get(), 0, 1, price, word);
    }
    return network;
}

void setBeam(cmd_ln_t* configuration, double beam)
{
    for (const char* name : { "-beam", "-wbeam", "-pbeam" })
        cmd_ln_set_float_r(configuration, name, beam);
}

// A search takes over the settings that hold when it is made.
bool setSearches(ps_decoder_t* decoder, const Grammar& grammar)
{
    const Network commands = compiled(decoder, grammar.jsgf);
    const Network sounds = soundLoop(decoder);
    setBeam(ps_get_config(decoder), commandBeam);
    if (!commands || ps_set_fsg(decoder, commandSearch, commands.get()) != 0)
        return false;
    setBeam(ps_get_config(decoder), loopBeam);
    return ps_set_fsg(decoder, loopSearch, sounds.get()) == 0;
}

Result<Decoder> makeDecoder(const Grammar& grammar)
{
    const auto model = findSphinxModel();
    if (!model)
        return model.error();
    QTemporaryFile dictionary(QDir(QDir::tempPath()).filePath(u"myna-words-XXXXXX"_s));
    if (!writeDictionary(dictionary, *model, grammar))
        return unavailable(
            QT_TRANSLATE_NOOP("myna", "The dictionary of the speech recogniser is damaged or too old. Reinstall pocketsphinx-en-us."));
    const Configuration configuration(cmd_ln_init(nullptr, ps_args(), TRUE, "-hmm", QFile::encodeName(*model).constData(), "-dict",
        QFile::encodeName(dictionary.fileName()).constData(), "-remove_silence", "no", "-cmn", "batch", "-lw", "8", "-silprob", "0.9",
        "-compallsen", "yes", "-logfn", "/dev/null", nullptr));
    if (!configuration)
        return unavailable(QT_TRANSLATE_NOOP("myna", "The speech recogniser does not know its own settings. Reinstall pocketsphinx."));
    Decoder decoder(ps_init(configuration.get()));
    if (!decoder || !setSearches(decoder.get(), grammar))
        return unavailable(QT_TRANSLATE_NOOP("myna", "The speech recogniser could not be started. Reinstall pocketsphinx-en-us."));
    return decoder;
}

struct Segment
{
    QString word;
    int firstFrame;
    int lastFrame;
    int score; // acoustic, summed over the frames
    [[nodiscard]] int frames() const { return lastFrame - firstFrame + 1; }
    [[nodiscard]] bool isSilence() const { return word.startsWith(u'<') || word.startsWith(u'['); }
};

QVector<Segment> search(ps_decoder_t* decoder, const char* name, const codec::PcmFrame& utterance)
{
    QVector<Segment> segments;
    if (ps_set_search(decoder, name) < 0 || ps_start_utt(decoder) < 0)
        return segments;
    ps_process_raw(decoder, utterance.samples.data(), utterance.samples.size(), FALSE, TRUE);
    ps_end_utt(decoder);
    int total = 0;
    if (!ps_get_hyp(decoder, &total))
        return segments;
    for (ps_seg_t* it = ps_seg_iter(decoder); it; it = ps_seg_next(it)) {
        Segment segment { QString::fromUtf8(ps_seg_word(it)), 0, 0, 0 };
        int language = 0;
        int back = 0;
        ps_seg_frames(it, &segment.firstFrame, &segment.lastFrame);
        ps_seg_prob(it, &segment.score, &language, &back);
        if (!segment.word.startsWith(u'(')) // joints of the grammar are listed too, and sound of nothing
            segments += segment;
    }
    return segments;
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

QString decode(ps_decoder_t* decoder, const codec::PcmFrame& utterance)
{
    const QVector<Segment> words = search(decoder, commandSearch, utterance);
    QStringList text;
    for (const Segment& word : words) {
        if (!word.isSilence())
            text += word.word.section(u'(', 0, 0); // "the(2)" is a way to pronounce "the"
    }
    if (text.isEmpty())
        return {};
    const SpeechEvidence evidence = compare(words, search(decoder, loopSearch, utterance));
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

Result<QString> findSphinxModel()
{
    QStringList places = QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation);
    places += { u"/usr/local/share"_s, u"/usr/share"_s, QCoreApplication::applicationDirPath() + u"/../share"_s };
    for (const QString& place : std::as_const(places)) {
        const QString model = place + u"/pocketsphinx/model/en-us/en-us"_s;
        if (QFile::exists(model + u"/mdef"_s))
            return model;
    }
    return unavailable(QT_TRANSLATE_NOOP(
        "myna", "The English speech model is not installed. Install the package pocketsphinx-en-us, or type instead of speaking."));
}

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
    const QString text = decode(decoder.get(), utterance);
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
