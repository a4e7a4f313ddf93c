// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/sphinxmodel.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QMutex>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <pocketsphinx.h>
#include <sphinxbase/fsg_model.h>
#include <sphinxbase/jsgf.h>

#include <optional>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

    // The price of each sound of the loop that catches what is no command, and of entering it. Measured with synthetic voices: cheaper
    // sounds refuse more commands, dearer ones accept more nonsense.
    constexpr double soundPrice = 1e-8;
    // How much the choices within the grammar cost: a long sum is a less likely reading of nonsense than it sounds.
    constexpr float phraseWeight = 3;

    struct DecoderDeleter {
        void operator()(ps_decoder_t* decoder) const { ps_free(decoder); }
    };
    struct ConfigurationDeleter {
        void operator()(cmd_ln_t* configuration) const { cmd_ln_free_r(configuration); }
    };
    struct GrammarDeleter {
        void operator()(jsgf_t* grammar) const { jsgf_grammar_free(grammar); }
    };
    struct NetworkDeleter {
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
        for (const QLatin1String word : { loopEntryWord, loopExitWord })
            file.write((word + " ZH OY ZH OY ZH OY ZH\n"_L1).toUtf8());
        return missing.isEmpty() && file.flush();
    }

    struct Arc {
        int from;
        int to;
    };

    std::optional<Arc> arcOf(fsg_model_t* network, QLatin1String word)
    {
        const int wanted = fsg_model_word_id(network, word.data());
        std::optional<Arc> found;
        for (int state = 0; state < fsg_model_n_state(network); ++state) {
            for (fsg_arciter_t* it = fsg_model_arcs(network, state); it; it = fsg_arciter_next(it)) {
                if (fsg_link_wid(fsg_arciter_get(it)) == wanted)
                    found = Arc { state, fsg_link_to_state(fsg_arciter_get(it)) };
            }
        }
        return found;
    }

    bool addSoundLoop(fsg_model_t* network, logmath_t* scale)
    {
        const auto entry = arcOf(network, loopEntryWord);
        const auto exit = arcOf(network, loopExitWord);
        if (!entry || !exit)
            return false;
        const int price = logmath_log(scale, soundPrice);
        for (const QString& sound : speechSounds()) {
            const int word = fsg_model_word_add(network, soundWord(sound).toUtf8().constData());
            fsg_model_trans_add(network, entry->from, entry->to, price, word);
            fsg_model_trans_add(network, entry->to, entry->to, price, word);
            fsg_model_trans_add(network, exit->from, exit->to, price, word);
        }
        return true;
    }

    bool setGrammar(ps_decoder_t* decoder, const Grammar& grammar)
    {
        const std::unique_ptr<jsgf_t, GrammarDeleter> parsed(jsgf_parse_string(grammar.jsgf.constData(), nullptr));
        jsgf_rule_t* rule = parsed ? jsgf_get_public_rule(parsed.get()) : nullptr;
        if (!rule)
            return false;
        logmath_t* scale = ps_get_logmath(decoder);
        const Network network(jsgf_build_fsg(parsed.get(), rule, scale, phraseWeight));
        return network && addSoundLoop(network.get(), scale) && ps_set_fsg(decoder, "commands", network.get()) == 0
            && ps_set_search(decoder, "commands") == 0;
    }

    Result<Decoder> makeDecoder(const Grammar& grammar)
    {
        const auto model = findSphinxModel();
        if (!model)
            return model.error();
        QTemporaryFile dictionary(QDir(QDir::tempPath()).filePath(u"myna-words-XXXXXX"_s));
        if (!writeDictionary(dictionary, *model, grammar))
            return unavailable(QT_TRANSLATE_NOOP("myna", "The dictionary of the speech recogniser is damaged or too old. Reinstall pocketsphinx-en-us."));
        const Configuration configuration(cmd_ln_init(nullptr, ps_args(), TRUE, "-hmm", QFile::encodeName(*model).constData(), "-dict",
            QFile::encodeName(dictionary.fileName()).constData(), "-remove_silence", "no", "-cmn", "batch", "-lw", "1.0", "-beam", "1e-70", "-wbeam", "1e-70", "-pbeam", "1e-70",
            "-logfn", "/dev/null", nullptr));
        if (!configuration)
            return unavailable(QT_TRANSLATE_NOOP("myna", "The speech recogniser does not know its own settings. Reinstall pocketsphinx."));
        Decoder decoder(ps_init(configuration.get()));
        if (!decoder || !setGrammar(decoder.get(), grammar))
            return unavailable(QT_TRANSLATE_NOOP("myna", "The speech recogniser could not be started. Reinstall pocketsphinx-en-us."));
        return decoder;
    }

    QString decode(ps_decoder_t* decoder, const codec::PcmFrame& utterance)
    {
        if (ps_start_utt(decoder) < 0)
            return {};
        ps_process_raw(decoder, utterance.samples.data(), utterance.samples.size(), FALSE, TRUE);
        ps_end_utt(decoder);
        int score = 0;
        const char* heard = ps_get_hyp(decoder, &score);
        const QString text = QString::fromUtf8(heard ? heard : "");
        return text.contains("xx"_L1) ? QString() : text;
    }

}

struct SphinxModel::Private {
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
    return unavailable(QT_TRANSLATE_NOOP("myna",
        "The English speech model is not installed. Install the package pocketsphinx-en-us, or type instead of speaking."));
}

SphinxModel::SphinxModel(Grammar grammar)
    : d(new Private { std::move(grammar), {}, {}, 0 })
{
}

SphinxModel::~SphinxModel() = default;

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
