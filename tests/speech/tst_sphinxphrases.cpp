// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sphinxphrases.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::speech;

namespace {

const QStringList voices { u"en-us"_s, u"en-us+f2"_s, u"en-us+f3"_s, u"en-us+m3"_s, u"en-us+f4"_s, u"en-gb"_s, u"en-gb+f4"_s, u"en-gb+m7"_s,
    u"en-gb-scotland"_s, u"en-gb-x-rp"_s };

// Other speech: some of it ordinary, some of it as near to the phrases as English gets.
const QStringList otherSpeech { u"The weather is fine today, but tomorrow it may rain in the afternoon, so take an umbrella with you."_s,
    u"I told him that the commuter train was late again, and yellow buses had to be sent to the station."_s,
    u"Hello everybody, and welcome to the meeting. Let us begin with the minutes of last week."_s,
    u"My computer is slow. The new commander has a low cup, and he talks to the competitor."_s,
    u"Okay, could you please pass me the salt? The dinner is nearly finished, and the children are hungry."_s,
    u"China and Carolina are far away. Mind the gap between the train and the platform."_s,
    u"Good morning, ladies and gentlemen. Listen to the little birds in the trees. Wake up, everybody!"_s,
    u"Music plays in the living room. Somebody turned on the television, and a man talks about football."_s,
    u"Please turn off the light in the kitchen and set the heating to twenty degrees, said the old man."_s };

QVector<WakePhrase> phrasesOf(const QStringList& texts)
{
    QVector<WakePhrase> phrases;
    for (const QString& text : texts) {
        const auto phrase = checkWakePhrase(text);
        if (!phrase)
            qFatal("%s", qPrintable(phrase.error().text));
        phrases.append(*phrase);
    }
    return phrases;
}

std::unique_ptr<SphinxPhrases> earsFor(const QStringList& texts, int sensitivity = 50)
{
    auto ears = SphinxPhrases::create(phrasesOf(texts), sensitivity);
    if (!ears)
        qFatal("%s", qPrintable(ears.error().text));
    return std::move(ears).value();
}

struct Heard
{
    QVector<PhraseScore> hits;
    int best = 0;
};

Heard hear(SphinxPhrases& ears, const codec::PcmFrame& sound)
{
    Heard heard;
    for (size_t from = 0; from < sound.samples.size(); from += 160) {
        const auto begin = sound.samples.begin() + std::ptrdiff_t(from);
        const auto end = sound.samples.begin() + std::ptrdiff_t(std::min(from + 160, sound.samples.size()));
        for (const PhraseScore& score : ears.put({ { begin, end }, 16000 })) {
            heard.best = std::max(heard.best, score.score);
            if (score.hit)
                heard.hits.append(score);
        }
    }
    return heard;
}

codec::PcmFrame spoken(const QString& text, const QString& voice = u"en-us"_s)
{
    static QHash<QString, codec::PcmFrame> known; // speaking takes longer than listening
    codec::PcmFrame& sound = known[voice + text];
    if (sound.samples.empty())
        sound = test::speechClip({ .text = text, .voice = voice });
    return sound;
}

}

class TstSphinxPhrases final : public test::TestCase
{
    Q_OBJECT

private slots:
    void hitsAndFalseHits_data()
    {
        QTest::addColumn<QString>("phrase");
        for (const QString& text : suggestedWakePhrases())
            QTest::newRow(qPrintable(text)) << text;
    }
    void hitsAndFalseHits()
    {
        QFETCH(QString, phrase);
        const auto ears = earsFor({ phrase });
        int hits = 0;
        QStringList scores;
        for (const QString& voice : voices) {
            const Heard heard = hear(*ears, spoken(phrase, voice));
            hits += heard.hits.isEmpty() ? 0 : 1;
            scores.append(QString::number(heard.best));
        }
        int falseHits = 0;
        int worst = 0;
        double seconds = 0;
        for (int i = 0; i < otherSpeech.size(); ++i) {
            const codec::PcmFrame sound = spoken(otherSpeech[i], voices[i % voices.size()]);
            const Heard heard = hear(*ears, sound);
            falseHits += int(heard.hits.size());
            worst = std::max(worst, heard.best);
            seconds += sound.durationMs() / 1000;
        }
        qInfo("%-18s hits %d of %d (scores %s), false %d in %.0f s (nearest %d)", qPrintable(phrase), hits, int(voices.size()),
            qPrintable(scores.join(u' ')), falseHits, seconds, worst);
        QVERIFY(hits >= 9);
        QVERIFY(seconds >= 60);
        QVERIFY(falseHits <= 1);
    }

    void hitComesSoonAndOnce()
    {
        const auto ears = earsFor({ u"hello computer"_s });
        const test::SpokenSentence sentence { .text = u"hello computer"_s, .silenceBeforeMs = 1000, .silenceAfterMs = 3000 };
        const codec::PcmFrame sound = test::speechClip(sentence);
        const Heard heard = hear(*ears, sound);
        QCOMPARE(heard.hits.size(), 1);
        QCOMPARE(heard.hits.first().phrase, u"hello computer"_s);
        // Noticed within half a second after the last word.
        const qint64 spokenUntil = qint64(sound.samples.size()) - 3000 * 16;
        QVERIFY2(heard.hits.first().position < spokenUntil + 500 * 16,
            qPrintable(QString::number((heard.hits.first().position - spokenUntil) / 16)));
        QVERIFY(heard.hits.first().position > 1000 * 16);
    }

    void loudnessDoesNotMatter()
    {
        for (const double gain : { 1.0, 0.3, 0.1 }) {
            const auto ears = earsFor({ u"hello computer"_s }); // that has heard nobody yet
            codec::PcmFrame sound = spoken(u"hello computer"_s);
            for (int16_t& sample : sound.samples)
                sample = int16_t(sample * gain);
            QCOMPARE(hear(*ears, sound).hits.size(), 1);
        }
    }

    void isReadyAgainAfterAHit()
    {
        const auto ears = earsFor({ u"hello computer"_s });
        const codec::PcmFrame sound = spoken(u"hello computer"_s); // more than a second of silence around it
        int hits = 0;
        for (int i = 0; i < 3; ++i)
            hits += int(hear(*ears, sound).hits.size());
        QCOMPARE(hits, 3);
    }

    void notTwiceWithinASecond()
    {
        const auto ears = earsFor({ u"hello computer"_s });
        const codec::PcmFrame once = test::speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 300, .silenceAfterMs = 0 });
        QVector<PhraseScore> hits = hear(*ears, once).hits;
        hits += hear(*ears, once).hits;
        hits += hear(*ears, codec::PcmFrame { std::vector<int16_t>(16000), 16000 }).hits;
        for (int i = 1; i < hits.size(); ++i)
            QVERIFY(hits[i].position - hits[i - 1].position >= qint64(SphinxPhrases::refractoryMs) * 16);
        QVERIFY(!hits.isEmpty());
    }

    void tellsPhrasesApart()
    {
        const auto ears = earsFor({ u"hello computer"_s, u"wake up computer"_s, u"good morning everybody"_s });
        for (const QString& text : { u"wake up computer"_s, u"hello computer"_s, u"good morning everybody"_s }) {
            const Heard heard = hear(*ears, spoken(text));
            QCOMPARE(heard.hits.size(), 1);
            QCOMPARE(heard.hits.first().phrase, text);
        }
    }

    void sensitivityDecidesAtOnce()
    {
        const auto ears = earsFor({ u"hello computer"_s }, 0);
        const codec::PcmFrame sound = spoken(u"hello computer"_s, u"en-us+f3"_s);
        const Heard strict = hear(*ears, sound);
        QVERIFY(strict.hits.isEmpty());
        QVERIFY(strict.best > 30); // the tester shows that it was near
        ears->setSensitivity(80);
        QCOMPARE(hear(*ears, sound).hits.size(), 1);
    }

    void silenceAndNoiseAreNothing()
    {
        const auto ears = earsFor({ u"hello computer"_s }, 90);
        QVERIFY(hear(*ears, codec::PcmFrame { std::vector<int16_t>(16000 * 70), 16000 }).hits.isEmpty()); // beyond the longest run
        std::vector<int16_t> noise(16000 * 10);
        quint32 seed = 7;
        for (int16_t& sample : noise) {
            seed = seed * 1664525U + 1013904223U;
            sample = int16_t(int(seed >> 16) % 4001 - 2000);
        }
        QVERIFY(hear(*ears, { noise, 16000 }).hits.isEmpty());
        QCOMPARE(hear(*ears, spoken(u"hello computer"_s)).hits.size(), 1); // and still listens
    }

    void withoutAPhraseThereIsNothingToDo()
    {
        const auto ears = SphinxPhrases::create({}, 50);
        QVERIFY(!ears);
        QCOMPARE(ears.error().code, Error::Code::Invalid);
    }
};

QTEST_GUILESS_MAIN(TstSphinxPhrases)
#include "tst_sphinxphrases.moc"
