// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sphinxdecoder.h"

#include "speech/sphinxdictionary.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryFile>

#include <cmath>

#include <pocketsphinx.h>
#include <sphinxbase/err.h>
#include <sphinxbase/fsg_model.h>
#include <sphinxbase/jsgf.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::speech {

namespace {

// How much the choices within a grammar cost: a long command is a less likely reading of nonsense than it sounds.
constexpr float grammarWeight = 8;
// What each loose sound costs that a key phrase competes with. With the library's own 0.1 no phrase ever wins.
constexpr char loosePrice[] = "1e-10";
// The library's scores of key phrases: the logarithm to this base, scaled down, and below zero by so much.
constexpr double logBase = 1.0001;
constexpr int scoreScale = 1024;
constexpr int phraseOffset = 1500;

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

Error damagedDictionary()
{
    return unavailable(
        QT_TRANSLATE_NOOP("myna", "The dictionary of the speech recogniser is damaged or too old. Reinstall pocketsphinx-en-us."));
}

Result<> writeDictionary(QTemporaryFile& file, const QSet<QString>& words, const QVector<SphinxDecoder::Entry>& extra)
{
    const auto known = pronunciations(words);
    if (!known)
        return known.error();
    if (!file.open())
        return damagedDictionary();
    QSet<QString> missing = words;
    for (const Pronunciation& pronunciation : *known) {
        missing.remove(pronunciation.word);
        file.write(pronunciation.line);
    }
    for (const SphinxDecoder::Entry& entry : extra)
        file.write((entry.word + u' ' + entry.sounds + u'\n').toUtf8());
    if (!missing.isEmpty() || !file.flush())
        return damagedDictionary();
    return {};
}

// Its log is one file for the whole process, and a decoder that is told another one closes it under those that write: so there is none.
void silence()
{
    [[maybe_unused]] static const bool silent = (err_set_logfp(nullptr), true);
}

Configuration configurationFor(SphinxDecoder::Use use, const QString& modelDir, const QString& dictionary)
{
    silence();
    const QByteArray model = QFile::encodeName(modelDir);
    const QByteArray words = QFile::encodeName(dictionary);
    switch (use) {
    case SphinxDecoder::Use::Utterances:
        return Configuration(cmd_ln_init(nullptr, ps_args(), TRUE, "-hmm", model.constData(), "-dict", words.constData(), "-remove_silence",
            "no", "-cmn", "batch", "-lw", "8", "-silprob", "0.9", "-compallsen", "yes", nullptr));
    case SphinxDecoder::Use::Stream:
        return Configuration(cmd_ln_init(nullptr, ps_args(), TRUE, "-hmm", model.constData(), "-dict", words.constData(), "-kws_plp",
            loosePrice, "-kws_delay", "2", "-beam", "1e-80", nullptr));
    }
    return {};
}

void setBeam(ps_decoder_t* decoder, double beam)
{
    for (const char* name : { "-beam", "-wbeam", "-pbeam" })
        cmd_ln_set_float_r(ps_get_config(decoder), name, beam);
}

Network compiled(ps_decoder_t* decoder, const QByteArray& jsgf)
{
    const std::unique_ptr<jsgf_t, GrammarDeleter> parsed(jsgf_parse_string(jsgf.constData(), nullptr));
    jsgf_rule_t* rule = parsed ? jsgf_get_public_rule(parsed.get()) : nullptr;
    return Network(rule ? jsgf_build_fsg(parsed.get(), rule, ps_get_logmath(decoder), grammarWeight) : nullptr);
}

QVector<Segment> segmentsOf(ps_decoder_t* decoder, bool phrases)
{
    QVector<Segment> segments;
    for (ps_seg_t* it = ps_seg_iter(decoder); it; it = ps_seg_next(it)) {
        Segment segment { QString::fromUtf8(ps_seg_word(it)).trimmed() };
        int acoustic = 0;
        int language = 0;
        int back = 0;
        ps_seg_frames(it, &segment.firstFrame, &segment.lastFrame);
        const int likelihood = ps_seg_prob(it, &acoustic, &language, &back);
        segment.score = phrases ? likelihood + phraseOffset : acoustic;
        if (!segment.word.startsWith(u'(')) // joints of a grammar are listed too, and sound of nothing
            segments += segment;
    }
    return segments;
}

}

struct SphinxDecoder::State
{
    Decoder decoder;
    bool streaming = false;
    QByteArray search = {};
};

SphinxDecoder::SphinxDecoder(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

SphinxDecoder::~SphinxDecoder() = default;

Result<std::unique_ptr<SphinxDecoder>> SphinxDecoder::create(Use use, const QSet<QString>& words, const QVector<Entry>& extra)
{
    const auto model = findSphinxModel();
    if (!model)
        return model.error();
    QTemporaryFile dictionary(QDir(QDir::tempPath()).filePath(u"myna-words-XXXXXX"_s));
    if (const auto written = writeDictionary(dictionary, words, extra); !written)
        return written.error();
    const Configuration configuration = configurationFor(use, *model, dictionary.fileName());
    if (!configuration)
        return unavailable(QT_TRANSLATE_NOOP("myna", "The speech recogniser does not know its own settings. Reinstall pocketsphinx."));
    Decoder decoder(ps_init(configuration.get()));
    if (!decoder)
        return unavailable(QT_TRANSLATE_NOOP("myna", "The speech recogniser could not be started. Reinstall pocketsphinx-en-us."));
    return std::unique_ptr<SphinxDecoder>(new SphinxDecoder(std::make_unique<State>(State { std::move(decoder) })));
}

// A search takes over the settings that hold when it is made.
bool SphinxDecoder::addGrammar(const char* name, const QByteArray& jsgf, double beam)
{
    ps_decoder_t* decoder = m_state->decoder.get();
    const Network grammar = compiled(decoder, jsgf);
    setBeam(decoder, beam);
    return grammar && ps_set_fsg(decoder, name, grammar.get()) == 0;
}

// Made by hand, because a grammar scales its weights and could not hold the price.
bool SphinxDecoder::addLoop(const char* name, const QStringList& words, double price, double beam)
{
    ps_decoder_t* decoder = m_state->decoder.get();
    const Network network(fsg_model_init(name, ps_get_logmath(decoder), 1.0f, 2));
    network->start_state = 0;
    network->final_state = 1;
    const int cost = logmath_log(ps_get_logmath(decoder), price);
    for (const QString& text : words) {
        const int word = fsg_model_word_add(network.get(), text.toUtf8().constData());
        fsg_model_trans_add(network.get(), 0, 0, cost, word);
        fsg_model_trans_add(network.get(), 0, 1, cost, word);
    }
    setBeam(decoder, beam);
    return ps_set_fsg(decoder, name, network.get()) == 0;
}

bool SphinxDecoder::addPhrases(const char* name, const QStringList& phrases, int floor)
{
    QTemporaryFile list(QDir(QDir::tempPath()).filePath(u"myna-phrases-XXXXXX"_s));
    if (!list.open())
        return false;
    const double threshold = std::exp(double(floor) * scoreScale * std::log(logBase));
    for (const QString& phrase : phrases)
        list.write((phrase + u" /"_s + QString::number(threshold, 'e', 3) + u"/\n"_s).toUtf8());
    return list.flush() && ps_set_kws(m_state->decoder.get(), name, QFile::encodeName(list.fileName()).constData()) == 0;
}

QVector<Segment> SphinxDecoder::decode(const char* search, const codec::PcmFrame& utterance)
{
    ps_decoder_t* decoder = m_state->decoder.get();
    if (ps_set_search(decoder, search) < 0 || ps_start_utt(decoder) < 0)
        return {};
    ps_process_raw(decoder, utterance.samples.data(), utterance.samples.size(), FALSE, TRUE);
    ps_end_utt(decoder);
    int total = 0;
    return ps_get_hyp(decoder, &total) ? segmentsOf(decoder, false) : QVector<Segment>();
}

void SphinxDecoder::begin(const char* search)
{
    ps_decoder_t* decoder = m_state->decoder.get();
    if (m_state->streaming)
        ps_end_utt(decoder);
    if (m_state->search != search) {
        ps_set_search(decoder, search);
        ps_start_stream(decoder);
        m_state->search = search;
    }
    m_state->streaming = ps_start_utt(decoder) == 0;
}

void SphinxDecoder::feed(const codec::PcmFrame& sound)
{
    if (m_state->streaming)
        ps_process_raw(m_state->decoder.get(), sound.samples.data(), sound.samples.size(), FALSE, FALSE);
}

bool SphinxDecoder::hearsSpeech() const
{
    return m_state->streaming && ps_get_in_speech(m_state->decoder.get()) != 0;
}

QVector<Segment> SphinxDecoder::found() const
{
    return m_state->streaming ? segmentsOf(m_state->decoder.get(), true) : QVector<Segment>();
}

}
