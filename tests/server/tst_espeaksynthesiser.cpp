// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/espeaksynthesiser.h"
#include "support/soundmath.h"
#include "support/testcase.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

class TstEspeakSynthesiser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void speaksBothLanguages_data();
    void speaksBothLanguages();
    void languagesSoundDifferent();
    void sentencesComeInOrder();
    void cancelledTurnIsSilent();
    void otherTurnGoesOnAfterCancel();
    void emptySentenceIsSpokenSilently();
    void tooManySentencesFail();
    void cacheAnswersAgainAndIsBounded();
    void twoConversationsShareOneVoice();
    void realTimeFactor();

private:
    EspeakVoice m_voice;
    EnginePool m_worker { 1 };
    std::atomic<bool> m_never { false };
};

void TstEspeakSynthesiser::speaksBothLanguages_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("shortestMs");
    QTest::addColumn<double>("longestMs");
    QTest::newRow("en") << u"en"_s << u"The quick brown fox jumps over the lazy dog."_s << 2000.0 << 4500.0;
    QTest::newRow("zh") << u"zh"_s << u"今天是星期六，天气很好。"_s << 1500.0 << 5500.0;
}

void TstEspeakSynthesiser::speaksBothLanguages()
{
    QFETCH(QString, language);
    QFETCH(QString, text);
    QFETCH(double, shortestMs);
    QFETCH(double, longestMs);
    EspeakSynthesiser synthesiser(m_worker, m_voice, language);
    codec::PcmFrame sound { {}, 24000 };
    connect(&synthesiser, &Synthesiser::audio, this, [&](TurnId turn, const codec::PcmFrame& piece) {
        QCOMPARE(turn.number, quint64(7));
        QCOMPARE(piece.rateHz, 24000);
        sound = test::joined(sound, piece);
    });
    QSignalSpy spoken(&synthesiser, &Synthesiser::spoken);
    synthesiser.speak({ 7 }, text);
    QTRY_COMPARE(spoken.size(), 1);
    QVERIFY2(sound.durationMs() > shortestMs && sound.durationMs() < longestMs, qPrintable(QString::number(sound.durationMs())));
    QVERIFY(test::rms(sound) > 0.02);
    QVERIFY(test::peak(sound) > 5000);
}

void TstEspeakSynthesiser::languagesSoundDifferent()
{
    const QString text = u"你好世界"_s;
    const auto chinese = m_voice.speak(text, u"zh"_s, m_never);
    const auto english = m_voice.speak(text, u"en"_s, m_never);
    QVERIFY(chinese && english);
    QVERIFY(*chinese != *english);
}

void TstEspeakSynthesiser::sentencesComeInOrder()
{
    EspeakSynthesiser synthesiser(m_worker, m_voice, u"en"_s);
    QStringList order;
    connect(&synthesiser, &Synthesiser::audio, this,
        [&](TurnId, const codec::PcmFrame& piece) { order += piece.durationMs() > 1500 ? u"long"_s : u"short"_s; });
    connect(&synthesiser, &Synthesiser::spoken, this, [&] { order += u"spoken"_s; });
    synthesiser.speak({ 1 }, u"This is a rather long sentence that takes some time to be said."_s);
    synthesiser.speak({ 1 }, u"Short."_s);
    QTRY_COMPARE(order.size(), 4);
    QCOMPARE(order, (QStringList { u"long"_s, u"spoken"_s, u"short"_s, u"spoken"_s }));
}

void TstEspeakSynthesiser::cancelledTurnIsSilent()
{
    EspeakSynthesiser synthesiser(m_worker, m_voice, u"en"_s);
    QVector<quint64> heard;
    connect(&synthesiser, &Synthesiser::spoken, this, [&](TurnId turn) { heard += turn.number; });
    connect(&synthesiser, &Synthesiser::audio, this, [&](TurnId turn, const codec::PcmFrame&) { heard += turn.number; });
    for (int i = 0; i < 5; ++i)
        synthesiser.speak({ 1 }, u"Nobody will ever hear sentence number %1."_s.arg(i));
    synthesiser.cancel({ 1 });
    synthesiser.speak({ 2 }, u"But this one."_s);
    QTRY_COMPARE(heard, (QVector<quint64> { 2, 2 }));
}

void TstEspeakSynthesiser::otherTurnGoesOnAfterCancel()
{
    EspeakSynthesiser synthesiser(m_worker, m_voice, u"en"_s);
    QVector<quint64> spoken;
    connect(&synthesiser, &Synthesiser::spoken, this, [&](TurnId turn) { spoken += turn.number; });
    synthesiser.speak({ 1 }, u"One."_s);
    synthesiser.speak({ 2 }, u"Two."_s);
    synthesiser.speak({ 3 }, u"Three."_s);
    synthesiser.cancel({ 2 });
    QTRY_COMPARE(spoken, (QVector<quint64> { 1, 3 }));
}

void TstEspeakSynthesiser::emptySentenceIsSpokenSilently()
{
    EspeakSynthesiser synthesiser(m_worker, m_voice, u"en"_s);
    QSignalSpy spoken(&synthesiser, &Synthesiser::spoken);
    synthesiser.speak({ 1 }, QString());
    QTRY_COMPARE(spoken.size(), 1);
}

void TstEspeakSynthesiser::tooManySentencesFail()
{
    EspeakSynthesiser synthesiser(m_worker, m_voice, u"en"_s);
    QSignalSpy failed(&synthesiser, &Synthesiser::failed);
    QSignalSpy spoken(&synthesiser, &Synthesiser::spoken);
    for (int i = 0; i <= EspeakSynthesiser::maxSentences; ++i)
        synthesiser.speak({ 1 }, u"Hm."_s);
    QTRY_COMPARE(spoken.size(), EspeakSynthesiser::maxSentences);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!failed[0][1].value<Error>().text.isEmpty());
}

void TstEspeakSynthesiser::cacheAnswersAgainAndIsBounded()
{
    EspeakVoice voice;
    const auto first = voice.speak(u"It is three o'clock."_s, u"en"_s, m_never);
    const auto again = voice.speak(u"It is three o'clock."_s, u"en"_s, m_never);
    QVERIFY(first && again && *first == *again);
    QCOMPARE(voice.cachedSentences(), 1);
    const QString longText = u"one two three four five six seven eight nine ten "_s.repeated(40);
    for (int i = 0; i < 6; ++i)
        QVERIFY(voice.speak(QString::number(i) + longText, u"en"_s, m_never));
    QVERIFY2(voice.cachedSentences() < 4, qPrintable(QString::number(voice.cachedSentences())));
    std::atomic<bool> cancelled { true };
    const int before = voice.cachedSentences();
    Q_UNUSED(voice.speak(u"Never said."_s, u"en"_s, cancelled).has_value())
    QCOMPARE(voice.cachedSentences(), before); // half a sentence is not kept
}

void TstEspeakSynthesiser::twoConversationsShareOneVoice()
{
    EspeakSynthesiser english(m_worker, m_voice, u"en"_s);
    EspeakSynthesiser chinese(m_worker, m_voice, u"zh"_s);
    QSignalSpy first(&english, &Synthesiser::spoken);
    QSignalSpy second(&chinese, &Synthesiser::spoken);
    for (int i = 0; i < 10; ++i) {
        english.speak({ 1 }, u"Number %1."_s.arg(i));
        chinese.speak({ 1 }, u"第%1。"_s.arg(i));
    }
    QTRY_COMPARE(first.size(), 10);
    QTRY_COMPARE(second.size(), 10);
}

void TstEspeakSynthesiser::realTimeFactor()
{
    EspeakVoice voice;
    QElapsedTimer clock;
    clock.start();
    double soundMs = 0;
    for (int i = 0; i < 10; ++i)
        soundMs += voice.speak(u"This is sentence number %1, and it is as long as an answer usually is."_s.arg(i), u"en"_s, m_never)
                       ->durationMs();
    qInfo("espeak-ng with resampling: real-time factor %.4f (%.0f ms of sound)", double(clock.elapsed()) / soundMs, soundMs);
    QVERIFY(soundMs > 20000);
}

QTEST_GUILESS_MAIN(TstEspeakSynthesiser)
#include "tst_espeaksynthesiser.moc"
