// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/speechgate.h"
#include "server/engines/chat/assistant.h"
#include "server/engines/chat/numbers.h"
#include "server/engines/detector/webrtcdetector.h"
#include "server/engines/recogniser/sphinxrecogniser.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QElapsedTimer>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

struct Voice
{
    QString name;
    int wordsPerMinute;
};
const QVector<Voice> voices { { u"en-us"_s, 140 }, { u"en-us"_s, 165 }, { u"en-us+f2"_s, 150 }, { u"en-us+f3"_s, 160 },
    { u"en-us+m3"_s, 140 }, { u"en-gb"_s, 150 }, { u"en-gb+f4"_s, 150 }, { u"en-gb-x-rp"_s, 160 } };

const QStringList commands { u"what time is it"_s, u"what is the time"_s, u"tell me the time"_s, u"what day is it"_s, u"what is the date"_s,
    u"set a timer for five minutes"_s, u"set a timer for thirty seconds"_s, u"how long is left"_s, u"how much time is left"_s,
    u"cancel the timer"_s, u"set the volume to thirty"_s, u"set the volume to eighty percent"_s, u"turn the volume up"_s,
    u"turn the volume down"_s, u"turn on the lamp"_s, u"turn off the lamp"_s, u"turn on the light"_s, u"set the lamp to fifty percent"_s,
    u"what is two plus three"_s, u"what is one hundred minus thirty six"_s, u"what is twelve times eleven"_s, u"what can you do"_s,
    u"what is your name"_s, u"good morning"_s, u"thank you very much"_s, u"how are you"_s, u"tell me a joke"_s, u"hello there"_s,
    u"wake me at seven"_s, u"set an alarm for half past six in the morning"_s, u"cancel the alarm"_s, u"set an alarm for eight thirty"_s };

const QStringList nonsense { u"my uncle paints tall bridges"_s, u"blue elephants dance slowly"_s,
    u"i went to the market yesterday to buy apples"_s, u"can you call my mother"_s, u"wash the dishes before dinner"_s,
    u"where did i put my keys"_s, u"the train leaves at half past nine from platform two"_s, u"please open the window in the kitchen"_s,
    u"my brother lives in a small village"_s, u"order a pizza with extra cheese"_s, u"how tall is mount everest"_s,
    u"read me a story about dragons"_s, u"never mind"_s, u"the cat sat on the mat"_s, u"book a table for two people"_s,
    u"what is the capital of france"_s, u"remind me to water the plants"_s, u"add milk to the shopping list"_s, u"close the garage"_s,
    u"television is boring tonight"_s };

// What the server's microphone path makes of a clip: quiet noise under it, then the speech gate.
codec::PcmFrame gated(const codec::PcmFrame& clip)
{
    codec::PcmFrame noisy = clip;
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, 8);
    for (int16_t& sample : noisy.samples)
        sample = int16_t(std::clamp(double(sample) + noise(random), -32768.0, 32767.0));
    SpeechGate gate(std::move(WebRtcDetector::create()).value());
    gate.listen(SpeechGate::Ending::BySilence);
    codec::PcmFrame utterance { {}, 16000 };
    for (const GateEvent& event : gate.put(noisy)) {
        if (const auto* frame = std::get_if<codec::PcmFrame>(&event))
            utterance.samples.insert(utterance.samples.end(), frame->samples.begin(), frame->samples.end());
    }
    return utterance;
}

Grammar builtinGrammar()
{
    return makeGrammar(Assistant::allPhrases());
}

QString meaningOf(const QString& text)
{
    const QString words = normalisedWords(text, u"en"_s);
    int index = 0;
    for (const Phrase& phrase : Assistant::allPhrases()) {
        ++index;
        if (phrase.language != "en"_L1)
            continue;
        if (const auto match = PhraseMatcher(phrase).match(words, text))
            return u"%1(%2)"_s.arg(index).arg(match->values.join(u','));
    }
    return {};
}

}

class TstSphinxRecogniser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void grammarHoldsEverySpokenPhrase();
    void grammarHoldsNothingTyped();
    void acceptsCommandsAndRefusesTheRest();
    void yesIsHeardOnlyWhenItIsSaid();
    void noiseIsNothing();
    void answersThroughThePool();
    void cancelledTurnSaysNothing();
    void onlyAsManyDecodersAsWorkers();
    void brokenGrammarIsAnError();
    void missingRecogniserSaysWhy();

private:
    SphinxModel m_model { builtinGrammar() };
};

void TstSphinxRecogniser::grammarHoldsEverySpokenPhrase()
{
    const Grammar grammar = builtinGrammar();
    const QString text = QString::fromUtf8(grammar.jsgf);
    int spoken = 0;
    for (const Phrase& phrase : Assistant::allPhrases()) {
        if (!phrase.spoken || phrase.language != "en"_L1)
            continue;
        ++spoken;
        QVERIFY2(text.contains(phrase.pattern), qPrintable(phrase.pattern));
    }
    QVERIFY(spoken >= 20);
    for (const QString& word : { u"timer"_s, u"seventeen"_s, u"hundred"_s, u"percent"_s, u"please"_s })
        QVERIFY2(grammar.words.contains(word), qPrintable(word));
}

void TstSphinxRecogniser::grammarHoldsNothingTyped()
{
    const Grammar grammar = builtinGrammar();
    QVERIFY(!grammar.jsgf.contains("repeat"));
    QVERIFY(!grammar.jsgf.contains("<text>"));
    for (const QString& command : commands)
        QVERIFY2(!meaningOf(command).isEmpty(), qPrintable(command)); // what can be heard can be answered
    for (const QString& other : nonsense)
        QVERIFY2(meaningOf(other).isEmpty(), qPrintable(other));
}

void TstSphinxRecogniser::acceptsCommandsAndRefusesTheRest()
{
    int asked = 0;
    int american = 0; // the model is one of American speech
    int americanUnderstood = 0;
    int understood = 0;
    int exact = 0;
    int others = 0;
    int accepted = 0;
    qint64 spentMs = 0;
    double soundMs = 0;
    QElapsedTimer clock;
    QStringList table;
    for (qsizetype v = 0; v < voices.size(); ++v) {
        int here[4] = { 0, 0, 0, 0 };
        const auto hear = [&](const QString& text) {
            const auto utterance
                = gated(test::speechClip({ .text = text, .voice = voices[v].name, .wordsPerMinute = voices[v].wordsPerMinute }));
            clock.start();
            const auto result = m_model.recognise(utterance);
            spentMs += clock.elapsed();
            soundMs += utterance.durationMs();
            if (!result)
                qFatal("%s", qPrintable(result.error().text));
            return *result;
        };
        for (qsizetype i = v % 4; i < commands.size(); i += 4) { // every command by two of the eight voices
            const QString text = hear(commands[i]);
            ++here[0];
            here[1] += meaningOf(text) == meaningOf(commands[i]);
            exact += text == commands[i];
            if (meaningOf(text) != meaningOf(commands[i]))
                qInfo("  refused or misheard (%s): \"%s\" → \"%s\"", qPrintable(voices[v].name), qPrintable(commands[i]), qPrintable(text));
        }
        for (qsizetype i = v % 4; i < nonsense.size(); i += 4) {
            const QString text = hear(nonsense[i]);
            ++here[2];
            here[3] += !text.isEmpty();
            if (!text.isEmpty())
                qInfo("  false command (%s): \"%s\" → \"%s\"", qPrintable(voices[v].name), qPrintable(nonsense[i]), qPrintable(text));
        }
        table += u"%1 %2 wpm: %3 of %4 commands, %5 of %6 false"_s.arg(voices[v].name, -12)
                     .arg(voices[v].wordsPerMinute)
                     .arg(here[1])
                     .arg(here[0])
                     .arg(here[3])
                     .arg(here[2]);
        american += voices[v].name.startsWith("en-us"_L1) ? here[0] : 0;
        americanUnderstood += voices[v].name.startsWith("en-us"_L1) ? here[1] : 0;
        asked += here[0];
        understood += here[1];
        others += here[2];
        accepted += here[3];
    }
    qInfo("%s", qPrintable(table.join(u'\n')));
    qInfo("commands understood %.1f %% (word for word %.1f %%), false commands %.1f %%, real-time factor %.3f", 100.0 * understood / asked,
        100.0 * exact / asked, 100.0 * accepted / others, double(spentMs) / soundMs);
    QVERIFY2(americanUnderstood >= american * 0.95, qPrintable(u"%1 of %2"_s.arg(americanUnderstood).arg(american)));
    QVERIFY2(understood >= asked * 0.88, qPrintable(u"%1 of %2"_s.arg(understood).arg(asked)));
    QVERIFY2(accepted <= others * 0.05, qPrintable(u"%1 of %2"_s.arg(accepted).arg(others)));
}

void TstSphinxRecogniser::yesIsHeardOnlyWhenItIsSaid()
{
    const auto said = [&](const QString& text, const Voice& voice) {
        return *m_model.recognise(gated(test::speechClip({ .text = text, .voice = voice.name, .wordsPerMinute = voice.wordsPerMinute })));
    };
    int yes = 0;
    int no = 0;
    for (const Voice& voice : voices) {
        yes += said(u"yes"_s, voice) == "yes"_L1;
        no += said(u"no"_s, voice) == "no"_L1;
    }
    QVERIFY2(yes >= voices.size() - 1, qPrintable(QString::number(yes)));
    QVERIFY2(no >= voices.size() - 2, qPrintable(QString::number(no)));
    for (qsizetype v = 0; v < voices.size(); v += 4) { // "yet" and "guess" pass for it, though
        for (const QString& other : { u"i guess"_s, u"less"_s, u"this"_s, u"never mind"_s, u"what"_s })
            QVERIFY2(!said(other, voices[v]).startsWith("yes"_L1), qPrintable(voices[v].name + u": "_s + other));
    }
}

void TstSphinxRecogniser::noiseIsNothing()
{
    std::mt19937 random(3);
    for (const double amplitude : { 0.0, 30.0, 1000.0, 8000.0 }) {
        std::normal_distribution<double> noise(0, amplitude + 0.1);
        codec::PcmFrame clip { std::vector<int16_t>(32000), 16000 };
        for (int16_t& sample : clip.samples)
            sample = int16_t(std::clamp(noise(random), -32768.0, 32767.0));
        const auto text = m_model.recognise(clip);
        QVERIFY(text);
        QCOMPARE(*text, QString());
    }
    QCOMPARE(*m_model.recognise({ {}, 16000 }), QString());
    QCOMPARE(*m_model.recognise({ std::vector<int16_t>(100), 16000 }), QString());
}

void TstSphinxRecogniser::answersThroughThePool()
{
    EnginePool pool;
    SphinxRecogniser recogniser(pool, m_model);
    QSignalSpy recognised(&recogniser, &Recogniser::recognised);
    const auto clip = gated(test::speechClip({ .text = u"what time is it"_s }));
    recogniser.feed({ 3 }, clip);
    recogniser.finish({ 3 });
    QVERIFY(recognised.isEmpty()); // never within the call
    QTRY_COMPARE(recognised.size(), 1);
    QCOMPARE(recognised[0][0].value<TurnId>(), TurnId { 3 });
    QCOMPARE(recognised[0][1].toString(), u"what time is it"_s);
}

void TstSphinxRecogniser::cancelledTurnSaysNothing()
{
    EnginePool pool;
    SphinxRecogniser recogniser(pool, m_model);
    QSignalSpy recognised(&recogniser, &Recogniser::recognised);
    const auto clip = gated(test::speechClip({ .text = u"what time is it"_s }));
    recogniser.feed({ 1 }, clip);
    recogniser.finish({ 1 });
    recogniser.cancel({ 1 });
    recogniser.feed({ 2 }, clip);
    recogniser.finish({ 2 });
    QTRY_COMPARE(recognised.size(), 1);
    QCOMPARE(recognised[0][0].value<TurnId>(), TurnId { 2 });
}

void TstSphinxRecogniser::onlyAsManyDecodersAsWorkers()
{
    SphinxModel model(builtinGrammar());
    EnginePool pool(2);
    std::vector<std::unique_ptr<SphinxRecogniser>> recognisers;
    int answers = 0;
    const codec::PcmFrame clip { std::vector<int16_t>(8000), 16000 };
    for (int i = 0; i < 12; ++i) {
        recognisers.push_back(std::make_unique<SphinxRecogniser>(pool, model));
        connect(recognisers.back().get(), &Recogniser::recognised, this, [&] { ++answers; });
        recognisers.back()->feed({ 1 }, clip);
        recognisers.back()->finish({ 1 });
    }
    recognisers.front().reset(); // a device that leaves while its job waits harms nobody
    QTRY_COMPARE(answers, 11);
    QVERIFY(model.decoders() >= 1 && model.decoders() <= 2);
}

void TstSphinxRecogniser::brokenGrammarIsAnError()
{
    Grammar grammar = builtinGrammar();
    grammar.words.insert(u"blorptwang"_s);
    SphinxModel model(grammar);
    const auto result = model.recognise({ std::vector<int16_t>(8000), 16000 });
    QVERIFY(!result);
    QCOMPARE(result.error().code, Error::Code::Unavailable);
    QVERIFY(result.error().text.contains(u"pocketsphinx-en-us"_s));
}

void TstSphinxRecogniser::missingRecogniserSaysWhy()
{
    MissingRecogniser recogniser({ Error::Code::Unavailable, u"Type instead."_s });
    QSignalSpy failed(&recogniser, &Recogniser::failed);
    recogniser.feed({ 1 }, {});
    recogniser.finish({ 1 });
    recogniser.cancel({ 1 });
    recogniser.finish({ 2 });
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<TurnId>(), TurnId { 2 });
    QCOMPARE(failed[0][1].value<Error>().text, u"Type instead."_s);
}

QTEST_GUILESS_MAIN(TstSphinxRecogniser)
#include "tst_sphinxrecogniser.moc"
