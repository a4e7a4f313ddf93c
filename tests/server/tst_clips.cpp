// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/resampler.h"
#include "codec/speechcodec.h"
#include "server/engines/chat/assistant.h"
#include "server/engines/clips/clips.h"
#include "server/engines/clips/cliptexts.h"
#include "server/engines/recogniser/sphinxmodel.h"
#include "server/engines/synthesiser/espeakvoice.h"
#include "support/soundmath.h"
#include "support/testcase.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

constexpr double windowMs = 20;

// Loudness over time, without the silence around the words.
std::vector<double> envelope(const codec::PcmFrame& sound)
{
    const auto window = size_t(windowMs * sound.rateHz / 1000);
    std::vector<double> levels;
    for (size_t at = 0; at + window <= sound.samples.size(); at += window) {
        double sum = 0;
        for (size_t i = at; i < at + window; ++i)
            sum += std::abs(double(sound.samples[i]));
        levels.push_back(sum / double(window));
    }
    const auto loud = [](double level) { return level > 200; };
    levels.erase(levels.begin(), std::find_if(levels.begin(), levels.end(), loud));
    levels.erase(std::find_if(levels.rbegin(), levels.rend(), loud).base(), levels.end());
    return levels;
}

// The best correlation of two envelopes within five windows; beyond their ends is silence.
double likeness(const std::vector<double>& a, const std::vector<double>& b)
{
    const auto length = ptrdiff_t(std::max(a.size(), b.size()));
    const auto at
        = [](const std::vector<double>& levels, ptrdiff_t i) { return i < 0 || i >= ptrdiff_t(levels.size()) ? 0.0 : levels[size_t(i)]; };
    double best = -1;
    for (ptrdiff_t shift = -5; shift <= 5; ++shift) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        double sumA = 0;
        double sumB = 0;
        for (ptrdiff_t i = -5; i < length + 5; ++i) {
            const double x = at(a, i);
            const double y = at(b, i + shift);
            ab += x * y;
            aa += x * x;
            bb += y * y;
            sumA += x;
            sumB += y;
        }
        const auto n = double(length + 10);
        const double spread = std::sqrt((aa - sumA * sumA / n) * (bb - sumB * sumB / n));
        best = std::max(best, spread > 0 ? (ab - sumA * sumB / n) / spread : 0);
    }
    return best;
}

}

class TstClips : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void everyClipSaysItsWords_data();
    void everyClipSaysItsWords();
    void theQuestionIsUnderstood();
    void aCodeIsItsSentenceAndItsDigits();
    void otherLanguagesHearEnglish();
};

void TstClips::everyClipSaysItsWords_data()
{
    QTest::addColumn<int>("clip");
    QTest::addColumn<QString>("language");
    for (const QString& language : { u"en"_s, u"zh"_s }) {
        for (const ClipWords& words : clipWords)
            QTest::addRow("%s %s", qPrintable(language), words.name.data()) << int(words.clip) << language;
    }
}

void TstClips::everyClipSaysItsWords()
{
    QFETCH(int, clip);
    QFETCH(QString, language);
    const auto wanted = Clip(clip);
    const codec::PcmFrame& sound = server::clip(wanted, language);
    QCOMPARE(sound.rateHz, clipRateHz);
    const double ms = sound.durationMs();
    QVERIFY2(ms >= 180 && ms < 8000, qPrintable(QString::number(ms)));
    QVERIFY(test::rms(sound) > 0.02);
    QCOMPARE(&server::clip(wanted, language), &sound); // loaded once
    for (const QByteArray& packet : clipPackets(wanted, language))
        QCOMPARE(codec::packetDurationUs(packet).value_or(0), clipFrameMs * 1000);

    EspeakVoice voice;
    const auto spoken = voice.speak(clipText(wanted, language), language, false);
    QVERIFY(spoken);
    const double alike = likeness(envelope(sound), envelope(*spoken));
    QVERIFY2(alike > 0.7, qPrintable(QString::number(alike)));
    const Clip other = wanted == Clip::Busy ? Clip::QuotaUsedUp : Clip::Busy;
    QVERIFY(likeness(envelope(server::clip(other, language)), envelope(*spoken)) < alike - 0.1); // the measure can tell clips apart
}

void TstClips::theQuestionIsUnderstood()
{
    SphinxModel model(makeGrammar(Assistant::allPhrases()));
    auto heard = codec::resampled(clip(Clip::TestQuestion, u"en"_s), 16000);
    QVERIFY(heard);
    auto& samples = heard.value().samples;
    samples.insert(samples.begin(), 4800, int16_t(0));
    samples.insert(samples.end(), 4800, int16_t(0));
    QCOMPARE(model.recognise(*heard).value_or(u"failed"_s), clipText(Clip::TestQuestion, u"en"_s));
}

void TstClips::aCodeIsItsSentenceAndItsDigits()
{
    const codec::PcmFrame spoken = spokenCode(u"482913"_s, u"en"_s);
    const double sentence = clip(Clip::EnterCode, u"en"_s).durationMs();
    double digits = 0;
    for (const Clip digit : { Clip::Digit4, Clip::Digit8, Clip::Digit2, Clip::Digit9, Clip::Digit1, Clip::Digit3 })
        digits += clip(digit, u"en"_s).durationMs();
    QVERIFY(spoken.durationMs() >= sentence + digits);
    QVERIFY(spoken.durationMs() <= sentence + digits + 6 * 400);
    const auto& last = clip(Clip::Digit3, u"en"_s).samples;
    QVERIFY(std::equal(last.rbegin(), last.rend(), spoken.samples.rbegin()));
    QCOMPARE(spokenCode(u""_s, u"en"_s), clip(Clip::EnterCode, u"en"_s));
}

void TstClips::otherLanguagesHearEnglish()
{
    QCOMPARE(&clip(Clip::Busy, u"de"_s), &clip(Clip::Busy, u"en"_s));
    QCOMPARE(&clip(Clip::Busy, u"zh-CN"_s), &clip(Clip::Busy, u"zh"_s));
    QVERIFY(&clip(Clip::Busy, u"zh"_s) != &clip(Clip::Busy, u"en"_s));
}

QTEST_GUILESS_MAIN(TstClips)
#include "tst_clips.moc"
