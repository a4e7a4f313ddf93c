// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/emotions.h"
#include "support/testcase.h"

#include <QSet>

using namespace myna::protocol;
using namespace Qt::Literals::StringLiterals;

class TstEmotions : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void hasTwentyOneDifferentOnes();
    void readsItsOwnEmoji();
    void fallsBackToNeutral();
    void takesTheFirstMappedEmoji_data();
    void takesTheFirstMappedEmoji();
};

void TstEmotions::hasTwentyOneDifferentOnes()
{
    QSet<QString> names;
    QSet<QString> emoji;
    for (const EmotionWord& word : emotions()) {
        names.insert(word.name);
        emoji.insert(emojiOf(QString(word.name)));
    }
    QCOMPARE(names.size(), emotionCount);
    QCOMPARE(emoji.size(), emotionCount);
    QVERIFY(names.contains(u"neutral"_s) && names.contains(u"confident"_s) && !emoji.contains(QString()));
}

void TstEmotions::readsItsOwnEmoji()
{
    for (const EmotionWord& word : emotions()) {
        QCOMPARE(emotionOfText(emojiOf(QString(word.name))), QString(word.name));
        QCOMPARE(knownEmotion(QString(word.name)), word.name);
    }
}

void TstEmotions::fallsBackToNeutral()
{
    QCOMPARE(knownEmotion(u"robot_2"), "neutral"_L1);
    QCOMPARE(knownEmotion(u"Happy"), "neutral"_L1);
    QVERIFY(emojiOf(u"robot_2").isEmpty());
}

void TstEmotions::takesTheFirstMappedEmoji_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("emotion");
    QTest::newRow("none") << u"plain words, 你好"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("in the middle") << u"well 🤔 then 😠"_s << u"thinking"_s;
    QTest::newRow("after an unmapped one") << u"🚀 off we go 😎"_s << u"cool"_s;
    QTest::newRow("of another server") << u"🥰"_s << u"loving"_s;
    QTest::newRow("half of one") << QString(QChar(0xd83d)) << QString();
}

void TstEmotions::takesTheFirstMappedEmoji()
{
    QFETCH(QString, text);
    QFETCH(QString, emotion);
    QCOMPARE(emotionOfText(text), emotion);
}

QTEST_GUILESS_MAIN(TstEmotions)
#include "tst_emotions.moc"
