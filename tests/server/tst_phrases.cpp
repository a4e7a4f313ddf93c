// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/phrases.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna::server;

class TstPhrases : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void plainWordsIgnoreMarks_data();
    void plainWordsIgnoreMarks();
    void commandsAreWholeSentences();
    void everyPhraseIsThereInBothLanguages();
};

void TstPhrases::plainWordsIgnoreMarks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");
    QTest::newRow("marks") << u" Good-bye!!  "_s << u"good bye"_s;
    QTest::newRow("apostrophe") << u"That’s all."_s << u"thats all"_s;
    QTest::newRow("Chinese") << u"退出。"_s << u"退出"_s;
    QTest::newRow("Chinese, commas") << u"你好，小智！ OK?"_s << u"你好小智ok"_s;
    QTest::newRow("only marks") << u"…！"_s << QString();
    QTest::newRow("letters of two units") << QString::fromUcs4(U"\U00020000。") << QString::fromUcs4(U"\U00020000");
}

void TstPhrases::plainWordsIgnoreMarks()
{
    QFETCH(QString, text);
    QFETCH(QString, plain);
    QCOMPARE(plainWords(text), plain);
}

void TstPhrases::commandsAreWholeSentences()
{
    QVERIFY(isExitCommand(u"Bye bye."_s, {}, u"en"_s));
    QVERIFY(isExitCommand(u"拜拜！"_s, {}, u"zh"_s));
    QVERIFY(!isExitCommand(u"拜拜！"_s, {}, u"en"_s));
    QVERIFY(!isExitCommand(u"I said good bye to him"_s, {}, u"en"_s));
    QVERIFY(!isExitCommand(u"!"_s, { u"."_s }, u"en"_s)); // nothing is not a command
    QVERIFY(!isOneOf(u"hello"_s, {}));
}

void TstPhrases::everyPhraseIsThereInBothLanguages()
{
    for (int i = 0; i <= int(Phrase::GoodBye); ++i) {
        const QString english = phrase(Phrase(i), u"en"_s);
        const QString chinese = phrase(Phrase(i), u"zh"_s);
        QVERIFY(!english.isEmpty() && !chinese.isEmpty() && english != chinese);
    }
    QCOMPARE(wakeReplies(u"en"_s).size(), wakeReplies(u"zh"_s).size());
}

QTEST_GUILESS_MAIN(TstPhrases)
#include "tst_phrases.moc"
