// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/sentencesplitter.h"
#include "support/testcase.h"

#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;
using namespace myna::server;

namespace {

QVector<Sentence> cut(const QString& text, const QString& language = u"en"_s)
{
    SentenceSplitter splitter(language);
    QVector<Sentence> got = splitter.put(text);
    got += splitter.flush();
    return got;
}

QStringList shown(const QVector<Sentence>& sentences)
{
    QStringList out;
    for (const Sentence& sentence : sentences)
        out += sentence.shown;
    return out;
}

QStringList spoken(const QVector<Sentence>& sentences)
{
    QStringList out;
    for (const Sentence& sentence : sentences)
        out += sentence.spoken;
    return out;
}

}

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
    void codeIsShownAndNotRead();
    void addressesAreSaidByTheirHost();
    void emojiBecomeEmotions();
    void anyPiecesOfAnyTextMakeTheSame();
    void nothingIsHeldWithoutBound();
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
    QTest::newRow("time of day") << u"The train leaves at 10:30 from track 3, so hurry. Bye."_s
                                 << QStringList { u"The train leaves at 10:30 from track 3,"_s, u"so hurry."_s, u"Bye."_s };
    QTest::newRow("for example") << u"Take fruit, e.g. apples, pears etc. and eat. Good."_s
                                 << QStringList { u"Take fruit, e.g. apples,"_s, u"pears etc. and eat."_s, u"Good."_s };
    QTest::newRow("pi") << u"Pi is 3.14. It goes on."_s << QStringList { u"Pi is 3.14."_s, u"It goes on."_s };
    QTest::newRow("quoted") << u"She said \"Go!\" and left. He stayed."_s
                            << QStringList { u"She said \"Go!\""_s, u"and left."_s, u"He stayed."_s };
    QTest::newRow("Chinese quoted") << u"他说：“好。”然后走了。"_s << QStringList { u"他说：“好。”"_s, u"然后走了。"_s };
    QTest::newRow("marks in a row") << u"真的吗？！太好了！！！走吧。"_s << QStringList { u"真的吗？"_s, u"太好了！"_s, u"走吧。"_s };
    QTest::newRow("dots") << u"Well... Let me see. Yes."_s << QStringList { u"Well..."_s, u"Let me see."_s, u"Yes."_s };
    QTest::newRow("address") << u"Look at https://example.org/a.b?c=d. It is good."_s
                             << QStringList { u"Look at https://example.org/a.b?c=d."_s, u"It is good."_s };
    QTest::newRow("address, Chinese") << u"请看https://example.org/a?b。谢谢"_s
                                      << QStringList { u"请看https://example.org/a?b。"_s, u"谢谢"_s };
    QTest::newRow("numbered") << u"1. Wash it\n2. Eat it\n"_s << QStringList { u"1. Wash it"_s, u"2. Eat it"_s };
    QTest::newRow("numbers, Chinese comma") << u"总共是1，000元。"_s << QStringList { u"总共是1，000元。"_s };
    QTest::newRow("table") << u"| Name | Age |\n|---|:-:|\n| Ann | 7 |\nDone."_s << QStringList { u"Name, Age"_s, u"Ann, 7"_s, u"Done."_s };
    QTest::newRow("entity") << u"Salt &amp; pepper. Fine."_s << QStringList { u"Salt & pepper."_s, u"Fine."_s };
    QTest::newRow("entity and space") << u"Salt&nbsp; pepper. Fine."_s << QStringList { u"Salt pepper."_s, u"Fine."_s };
    QTest::newRow("bold over two") << u"**Go. Now** or never."_s << QStringList { u"Go."_s, u"Now or never."_s };
    QTest::newRow("no end") << u"and so on"_s << QStringList { u"and so on"_s };
    QTest::newRow("lines") << u"- one\n- two\n"_s << QStringList { u"one"_s, u"two"_s };
    QTest::newRow("only signs") << u"... !!! 😀"_s << QStringList {};
    QTest::newRow("empty") << QString() << QStringList {};
}

void TstSentenceSplitter::splits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, sentences);
    QCOMPARE(shown(cut(text)), sentences);
}

void TstSentenceSplitter::piecesDoNotMatter()
{
    const QString text = u"Well, it is 3.5 degrees, Dr. Who said. 好的，我们走吧！And \"then\"? The end"_s;
    const QVector<Sentence> expected = cut(text);
    QCOMPARE(expected.size(), 5);
    for (int size = 1; size < 9; ++size) {
        SentenceSplitter splitter;
        QVector<Sentence> got;
        for (qsizetype i = 0; i < text.size(); i += size)
            got += splitter.put(text.mid(i, size));
        got += splitter.flush();
        QCOMPARE(got, expected);
    }
}

void TstSentenceSplitter::sentencesAreBounded()
{
    const QStringList words = shown(cut(u"word "_s.repeated(500)));
    QVERIFY(words.size() > 10);
    for (const QString& sentence : words) {
        QVERIFY(sentence.size() <= SentenceSplitter::maxCharacters);
        QVERIFY(sentence.startsWith("word"_L1) && sentence.endsWith("word"_L1));
    }
    QCOMPARE(SentenceSplitter().put(QString(1000, u'x')).size(), 5);
    for (const QString& sentence : shown(cut(u"这是一个没有句号的句子，"_s.repeated(60))))
        QVERIFY(sentence.size() <= SentenceSplitter::maxCharacters && sentence.endsWith(u'，'));
    const QString face = QString::fromUcs4(U"\U0001D54F"); // a letter of two units
    for (const QString& sentence : shown(cut(u"x"_s + face.repeated(300))))
        QVERIFY(sentence.isValidUtf16());
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
    QTest::newRow("names with underlines") << u"call my_long_name now"_s << u"call my_long_name now"_s;
    QTest::newRow("product") << u"2*3 is 6"_s << u"2 × 3 is 6"_s;
    QTest::newRow("picture") << u"![a cat](http://x/cat.png) sits"_s << u"a cat sits"_s;
    QTest::newRow("reference") << u"the [manual][1] says"_s << u"the manual says"_s;
    QTest::newRow("task") << u"- [x] bread"_s << u"bread"_s;
    QTest::newRow("quote") << u"> so be it"_s << u"so be it"_s;
    QTest::newRow("struck") << u"~~old~~ new"_s << u"old new"_s;
    QTest::newRow("html") << u"<b>Fat</b><br/>free"_s << u"Fat free"_s;
    QTest::newRow("entities") << u"20&deg;C &lt; 30 &#38; &#x4e2d; &nothing; R&D"_s << u"20°C < 30 & 中 &nothing; R&D"_s;
    QTest::newRow("bad entity") << u"a &#xD800; b &#0; &#99999999999; c"_s << u"a &#xD800; b &#0; &#99999999999; c"_s;
    QTest::newRow("keycap") << u"Press 1️⃣ ⏰"_s << u"Press 1"_s;
    QTest::newRow("address") << u"See https://www.example.org:8080/a/b?c=1#d."_s << u"See example.org."_s;
    QTest::newRow("bare address") << u"See www.example.org, please"_s << u"See example.org, please"_s;
    QTest::newRow("in brackets") << u"<https://example.org/x> helps"_s << u"example.org helps"_s;
    QTest::newRow("Chinese address") << u"打开https://example.org/路。好"_s << u"打开example.org路。好"_s;
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
        QCOMPARE(shown(splitter.put(text)), QStringList { u"Of course I can,"_s });
        QCOMPARE(shown(splitter.flush()), QStringList { u"but later."_s });
    }
}

void TstSentenceSplitter::codeIsShownAndNotRead()
{
    const auto english = cut(u"Try this:\n```python\nprint(1.5)\nexit()\n```\nThat is all."_s);
    QCOMPARE(shown(english), (QStringList { u"Try this:"_s, u"print(1.5)\nexit()"_s, u"That is all."_s }));
    QCOMPARE(spoken(english).at(1), u"The code is shown, I do not read it aloud."_s);
    const auto chinese = cut(u"~~~\n你好\n"_s, u"zh"_s); // never closed
    QCOMPARE(chinese.size(), 1);
    QCOMPARE(chinese[0].shown, u"你好"_s);
    QVERIFY(chinese[0].spoken.contains(u"代码"_s));
    QCOMPARE(shown(cut(u"Say `x = 1` and ```y``` now."_s)), QStringList { u"Say x = 1 and y now."_s });
    QVERIFY(cut(u"```\n```\n"_s).isEmpty());
    const auto endless = cut(u"```\n"_s + QString(100000, u'x'));
    QCOMPARE(endless.size(), 1);
    QVERIFY(endless[0].shown.size() <= SentenceSplitter::maxLine);
}

void TstSentenceSplitter::addressesAreSaidByTheirHost()
{
    const auto sentences = cut(u"The page is https://example.org/a?b=c! Go there."_s);
    QCOMPARE(shown(sentences), (QStringList { u"The page is https://example.org/a?b=c!"_s, u"Go there."_s }));
    QCOMPARE(spoken(sentences), (QStringList { u"The page is example.org!"_s, u"Go there."_s }));
}

void TstSentenceSplitter::emojiBecomeEmotions()
{
    const auto sentences = cut(u"😂 That is a good one. Sad, though 😔. Nothing here. 😍"_s);
    QCOMPARE(sentences.size(), 3);
    QCOMPARE(sentences[0].emotion, u"funny"_s);
    QCOMPARE(sentences[0].shown, u"That is a good one."_s);
    QCOMPARE(sentences[1].emotion, u"sad"_s);
    QCOMPARE(sentences[2].emotion, QString());
    const auto alone = cut(u"😠\nStop that."_s);
    QCOMPARE(alone.size(), 1);
    QCOMPARE(alone[0].emotion, u"angry"_s); // a line of its own belongs to what follows
}

// Also in the middle of an emoji.
void TstSentenceSplitter::anyPiecesOfAnyTextMakeTheSame()
{
    const QStringList fragments { u"Hello"_s, u" "_s, u" "_s, u". "_s, u"."_s, u"..."_s, u"!"_s, u"? "_s, u","_s, u", "_s, u": "_s, u"\n"_s,
        u"\n\n"_s, u"3.14"_s, u"10:30"_s, u"Dr."_s, u" e.g."_s, u"1."_s, u"- "_s, u"**"_s, u"_"_s, u"`"_s, u"```"_s, u"\n```\n"_s,
        u"\n```cpp\nint x;\n```\n"_s, u"~~"_s, u"| a | b |\n"_s, u"\n|--|--|\n"_s, u"|"_s, u"https://a.bc/d?e=f!g"_s, u"www."_s, u"(see "_s,
        u")"_s, u"\""_s, u"“"_s, u"”"_s, u"好"_s, u"你好"_s, u"。"_s, u"！"_s, u"，"_s, u"：“"_s, u"…"_s, u"1，000"_s, u"😀"_s,
        u"👩‍👩‍👧"_s, u"&amp;"_s, u"&"_s, u";"_s, u"; "_s, u"<b>"_s, u"[x](http://y.z)"_s, u"word "_s.repeated(30),
        QString(150, u'x'), u"Bach"_s, u" and"_s, u" The"_s, u"."_s.repeated(90), QString(400, u' ') };
    QRandomGenerator random(20261121);
    for (int round = 0; round < 800; ++round) {
        QString text;
        for (int i = random.bounded(1, 25); i > 0; --i)
            text += fragments[random.bounded(fragments.size())];
        const QVector<Sentence> expected = cut(text);
        for (const int longest : { 1, 2, 7, 60 }) {
            SentenceSplitter splitter;
            QVector<Sentence> got;
            for (qsizetype i = 0; i < text.size();) {
                const int size = longest == 1 ? 1 : random.bounded(1, longest + 1);
                got += splitter.put(text.mid(i, size));
                i += size;
            }
            got += splitter.flush();
            if (got != expected)
                qInfo().noquote() << "text:" << text << "\nwhole:" << shown(expected) << "\npieces:" << shown(got);
            QCOMPARE(got, expected);
        }
        for (const Sentence& sentence : expected) {
            QVERIFY(!sentence.shown.isEmpty() && !sentence.spoken.isEmpty());
            QVERIFY(sentence.spoken.size() <= SentenceSplitter::maxLine);
        }
    }
}

// An answer without any end is said in parts, it is not kept.
void TstSentenceSplitter::nothingIsHeldWithoutBound()
{
    for (const QString& unit : { u"."_s, u"x"_s, u"”"_s, u"`"_s, u"|"_s, u" "_s, u"http://x"_s, u"\""_s, u"("_s, u"好"_s, u"&"_s }) {
        SentenceSplitter splitter;
        splitter.put(unit.repeated(5000));
        qsizetype rest = 0;
        for (const Sentence& sentence : splitter.flush())
            rest += sentence.shown.size();
        QVERIFY2(rest <= SentenceSplitter::maxLine, qPrintable(unit));
    }
}

QTEST_GUILESS_MAIN(TstSentenceSplitter)
#include "tst_sentencesplitter.moc"
