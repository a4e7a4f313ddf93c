// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/sentencesplitter.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna::server;

class TstSentenceSplitter : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void piecesDoNotMatter();
    void sentencesAreBounded();
    void speakableText_data();
    void speakableText();
    void beginsAnewAfterFlush();
};

void TstSentenceSplitter::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("sentences");
    QTest::newRow("one") << u"It is late."_s << QStringList { u"It is late."_s };
    QTest::newRow("two") << u"It is late. Go home!"_s << QStringList { u"It is late."_s, u"Go home!"_s };
    QTest::newRow("number") << u"It costs 3.5 euros. Really?"_s << QStringList { u"It costs 3.5 euros."_s, u"Really?"_s };
    QTest::newRow("abbreviation") << u"Ask Dr. Smith at 5 p.m. today. Bye."_s
                                  << QStringList { u"Ask Dr. Smith at 5 p.m. today."_s, u"Bye."_s };
    QTest::newRow("initial") << u"This is J. Bach. Listen."_s << QStringList { u"This is J. Bach."_s, u"Listen."_s };
    QTest::newRow("first at comma") << u"Of course I can, but not now, later maybe. Yes, sure."_s
                                    << QStringList { u"Of course I can,"_s, u"but not now, later maybe."_s, u"Yes, sure."_s };
    QTest::newRow("not too early") << u"Yes, of course."_s << QStringList { u"Yes, of course."_s };
    QTest::newRow("thousands") << u"There were 1,000,000 people there."_s << QStringList { u"There were 1,000,000 people there."_s };
    QTest::newRow("Chinese") << u"你好！今天是星期六。天气很好。"_s << QStringList { u"你好！"_s, u"今天是星期六。"_s, u"天气很好。"_s };
    QTest::newRow("Chinese comma") << u"我当然可以，不过现在不行，以后吧。"_s
                                   << QStringList { u"我当然可以，"_s, u"不过现在不行，以后吧。"_s };
    QTest::newRow("mixed") << u"现在是3.5度。OK. 好的"_s << QStringList { u"现在是3.5度。"_s, u"OK."_s, u"好的"_s };
    QTest::newRow("no end") << u"and so on"_s << QStringList { u"and so on"_s };
    QTest::newRow("lines") << u"- one\n- two\n"_s << QStringList { u"one"_s, u"two"_s };
    QTest::newRow("only signs") << u"... !!! 😀"_s << QStringList {};
    QTest::newRow("empty") << QString() << QStringList {};
}

void TstSentenceSplitter::splits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, sentences);
    SentenceSplitter splitter;
    QStringList got = splitter.put(text);
    got += splitter.flush();
    QCOMPARE(got, sentences);
}

void TstSentenceSplitter::piecesDoNotMatter()
{
    const QString text = u"Well, it is 3.5 degrees, Dr. Who said. 好的，我们走吧！And \"then\"? The end"_s;
    SentenceSplitter whole;
    QStringList expected = whole.put(text);
    expected += whole.flush();
    QCOMPARE(expected.size(), 5);
    for (int size = 1; size < 9; ++size) {
        SentenceSplitter splitter;
        QStringList got;
        for (qsizetype i = 0; i < text.size(); i += size)
            got += splitter.put(text.mid(i, size));
        got += splitter.flush();
        QCOMPARE(got, expected);
    }
}

void TstSentenceSplitter::sentencesAreBounded()
{
    SentenceSplitter splitter;
    QStringList words = splitter.put(u"word "_s.repeated(500));
    words += splitter.flush();
    QVERIFY(words.size() > 10);
    for (const QString& sentence : words) {
        QVERIFY(sentence.size() <= SentenceSplitter::maxCharacters);
        QVERIFY(sentence.startsWith("word"_L1) && sentence.endsWith("word"_L1));
    }
    QCOMPARE(splitter.put(QString(1000, u'x')).size(), 5);
}

void TstSentenceSplitter::speakableText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");
    QTest::newRow("markdown") << u"**Bold** and _soft_ `code`"_s << u"Bold and soft code"_s;
    QTest::newRow("link") << u"See [the page](https://example.org) now"_s << u"See the page now"_s;
    QTest::newRow("heading") << u"## Title\ntext"_s << u"Title text"_s;
    QTest::newRow("emoji") << u"Hi 😀👍🏽!"_s << u"Hi !"_s;
    QTest::newRow("joined emoji") << u"👩‍👩‍👧 family"_s << u"family"_s;
    QTest::newRow("keeps minus") << u"7 - 9 is -2"_s << u"7 - 9 is -2"_s;
    QTest::newRow("nothing") << u"***"_s << QString();
}

void TstSentenceSplitter::speakableText()
{
    QFETCH(QString, text);
    QFETCH(QString, plain);
    QCOMPARE(speakable(text), plain);
}

void TstSentenceSplitter::beginsAnewAfterFlush()
{
    SentenceSplitter splitter;
    const QString text = u"Of course I can, but later."_s;
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(splitter.put(text), QStringList { u"Of course I can,"_s });
        QCOMPARE(splitter.flush(), QStringList { u"but later."_s });
    }
}

QTEST_GUILESS_MAIN(TstSentenceSplitter)
#include "tst_sentencesplitter.moc"
