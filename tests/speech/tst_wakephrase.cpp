// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/wakephrase.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::speech;

class TstWakePhrase final : public test::TestCase
{
    Q_OBJECT

private slots:
    void suggestionsCanBeListenedFor()
    {
        const QStringList all = suggestedWakePhrases();
        QVERIFY(all.size() >= 2);
        for (const QString& text : all) {
            const auto phrase = checkWakePhrase(text);
            QVERIFY2(phrase, qPrintable(text));
            QCOMPARE(phrase->text, text);
            QVERIFY(phrase->syllables >= 4);
        }
    }

    void countsSoundsAndSyllables()
    {
        const auto phrase = checkWakePhrase(u"hello computer"_s);
        QVERIFY(phrase);
        QCOMPARE(phrase->words, (QStringList { u"hello"_s, u"computer"_s }));
        QCOMPARE(phrase->sounds, 12); // HH AH L OW, K AH M P Y UW T ER
        QCOMPARE(phrase->syllables, 5);
    }

    void spellingDoesNotMatter()
    {
        const auto phrase = checkWakePhrase(u"  Hello,   COMPUTER! "_s);
        QVERIFY(phrase);
        QCOMPARE(phrase->text, u"hello computer"_s);
        QVERIFY(checkWakePhrase(u"what’s up computer"_s));
        QVERIFY(checkWakePhrase(u"hey-Myna"_s));
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << u" . "_s << u"Type a phrase"_s;
        QTest::newRow("chinese") << u"你好小智"_s << u"English for now"_s;
        QTest::newRow("umlaut") << u"hallöchen computer"_s << u"English for now"_s;
        QTest::newRow("digits") << u"hello r2d2"_s << u"English for now"_s;
        QTest::newRow("short") << u"hey you"_s << u"“hey you” is too short"_s;
        QTest::newRow("long") << u"one two three four five six seven"_s << u"up to 6 words"_s;
        QTest::newRow("unknown, like another") << u"hello komputer"_s << u"does not know “komputer”. It does know “computer”"_s;
        QTest::newRow("unknown, like none") << u"hello zzyqqxv"_s << u"does not know “zzyqqxv”. Write it"_s;
        QTest::newRow("two unknown") << u"zzyqqxv wqqzzk computer"_s << u"“zzyqqxv”, “wqqzzk”"_s;
        QTest::newRow("no file name of ours") << u"../../etc/passwd /1e-5/"_s << u"English for now"_s;
    }
    void refusesWithASentence()
    {
        QFETCH(QString, typed);
        QFETCH(QString, says);
        const auto phrase = checkWakePhrase(typed);
        QVERIFY(!phrase);
        QCOMPARE(phrase.error().code, Error::Code::Invalid);
        QVERIFY2(phrase.error().text.contains(says), qPrintable(phrase.error().text));
    }
};

QTEST_GUILESS_MAIN(TstWakePhrase)
#include "tst_wakephrase.moc"
