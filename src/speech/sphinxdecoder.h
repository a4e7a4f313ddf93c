// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <QSet>
#include <QString>
#include <QStringList>
#include <QVector>

#include <memory>

// All the code that knows PocketSphinx: an English recogniser for a grammar, for loose sounds, or for key phrases. Sound is 16 kHz mono.
namespace myna::speech {

// What was recognised, in order. Frames are 10 ms.
struct Segment
{
    QString word; // a key phrase is one "word"
    int firstFrame = 0;
    int lastFrame = 0;
    int score = 0; // grammar: acoustic, summed over the frames · key phrase: how much better it fits than loose sounds
    [[nodiscard]] int frames() const { return lastFrame - firstFrame + 1; }
    [[nodiscard]] bool isSilence() const { return word.startsWith(u'<') || word.startsWith(u'['); }
};

// One decoder with one or more searches. Not shared between threads at the same time; may move between them.
class SphinxDecoder
{
public:
    enum class Use {
        Utterances, // whole ones; searched as often as there are searches
        Stream, // sound without end
    };
    struct Entry
    {
        QString word;
        QString sounds;
    };

    // Knows `words` of the model's dictionary and `extra` ones, no others: all of them would cost each decoder 20 MB.
    // Errors: Unavailable, when model or dictionary are missing or broken.
    static Result<std::unique_ptr<SphinxDecoder>> create(Use use, const QSet<QString>& words, const QVector<Entry>& extra = {});
    ~SphinxDecoder();

    // Searches, by name. `beam`: pruning, smaller is wider. False: cannot be made of what the dictionary knows.
    bool addGrammar(const char* name, const QByteArray& jsgf, double beam);
    // Any of the words in any order; `price`: of each, 0–1.
    bool addLoop(const char* name, const QStringList& words, double price, double beam);
    // Phrases to be spotted in a stream, words with spaces between; "hello(2)" is the second way to say a word. Each is reported whose
    // score reaches `floor`, on the scale of Segment::score.
    bool addPhrases(const char* name, const QStringList& phrases, int floor);

    // A whole utterance in one of the searches. Empty: nothing was recognised.
    QVector<Segment> decode(const char* search, const codec::PcmFrame& utterance);

    // A stream in one of the searches, fed in pieces of any length. begin() also starts anew.
    void begin(const char* search);
    void feed(const codec::PcmFrame& sound);
    [[nodiscard]] bool hearsSpeech() const; // right now
    [[nodiscard]] QVector<Segment> found() const; // since begin()

private:
    struct State;
    explicit SphinxDecoder(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}
