// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/searchwords.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna::history;

class TstSearchWords : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void splitsAndBounds()
    {
        QCOMPARE(searchWords(u"  tea \t timer tea "_s), (QStringList { u"tea"_s, u"timer"_s }));
        QCOMPARE(searchWords(u"   "_s), QStringList());
        QCOMPARE(searchWords(u"a b c d e f g h i j"_s).size(), 8);
        QCOMPARE(searchWords(QString(500, u'x')).first().size(), 100);
        // The last character is not cut in half.
        QCOMPARE(searchWords(QString(99, u'x') + u"😀😀"_s).first().size(), 99);
    }

    void onlyThreeCharactersAreIndexed()
    {
        QVERIFY(!isIndexed(u"天气"_s));
        QVERIFY(isIndexed(u"天气好"_s));
        QVERIFY(!isIndexed(u"😀😀"_s)); // four code units, two characters
        QCOMPARE(matchExpression({ u"天气"_s }), QString());
        QCOMPARE(matchExpression({ u"tea"_s, u"天气"_s, u"say \"hi\""_s }), u"\"tea\" AND \"say \"\"hi\"\"\""_s);
    }

    void patternsTakeEveryCharacterAsItIs()
    {
        QCOMPARE(likePattern(u"5%"_s), u"%5\\%%"_s);
        QCOMPARE(likePattern(u"a_\\"_s), u"%a\\_\\\\%"_s);
    }

    void excerptsShowWhatWasFound()
    {
        QCOMPARE(excerpt(u"short\ntext"_s, { u"text"_s }), u"short text"_s);
        const QString text = QString(300, u'a') + u" needle "_s + QString(300, u'b');
        const QString piece = excerpt(text, { u"NEEDLE"_s });
        QVERIFY(piece.contains(u"needle"_s));
        QVERIFY(piece.startsWith(u'…') && piece.endsWith(u'…'));
        QVERIFY(piece.size() < 170);
        QVERIFY(excerpt(text, {}).startsWith(u"aaa"_s));
    }
};

QTEST_GUILESS_MAIN(TstSearchWords)
#include "tst_searchwords.moc"
