// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/answerfilter.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna::server;

class TstAnswerFilter : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void keepsWhatIsForEars_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QStringList>("called");
        const QStringList none;
        QTest::newRow("plain") << u"Hello there."_s << u"Hello there."_s << none;
        QTest::newRow("thought") << u"<think>\nwell\n</think>\n\nYes."_s << u"Yes."_s << none;
        QTest::newRow("two thoughts") << u"<think>a</think>Yes<think>b</think>."_s << u"Yes."_s << none;
        QTest::newRow("unended thought") << u"Yes.<think>but why"_s << u"Yes."_s << none;
        QTest::newRow("looks like one") << u"a <thing> and 1 < 2 <thin"_s << u"a <thing> and 1 < 2 <thin"_s << none;
        QTest::newRow("tags in a thought") << u"<think><tool_call>{\"name\":\"x\"}</tool_call></think>ok"_s << u"ok"_s << none;
        QTest::newRow("call") << u"<tool_call>\n{\"name\": \"lamp\", \"arguments\": {\"on\": true}}\n</tool_call>"_s << u""_s
                              << QStringList { u"lamp on"_s };
        QTest::newRow("words and calls")
            << u"Well. <tool_call>{\"name\":\"a\",\"arguments\":{\"on\":1}}</tool_call><tool_call>{\"name\":\"b\","
               "\"parameters\":{\"off\":1}}</tool_call> So."_s
            << u"Well.  So."_s << QStringList { u"a on"_s, u"b off"_s };
        QTest::newRow("several in one") << u"<tool_call>[{\"name\":\"a\"},{\"name\":\"b\",\"arguments\":\"{\\\"on\\\":1}\"}]</tool_call>"_s
                                        << u""_s << QStringList { u"a "_s, u"b on"_s };
        QTest::newRow("unended call") << u"<tool_call>{\"name\":\"lamp\",\"arguments\":{}}"_s << u""_s << QStringList { u"lamp "_s };
        QTest::newRow("broken call") << u"<tool_call>{\"name\":</tool_call>Oh."_s << u"Oh."_s << none;
        QTest::newRow("nameless call") << u"<tool_call>{\"arguments\":{}}</tool_call>"_s << u""_s << none;
        QTest::newRow("Chinese") << u"<think>嗯</think>你好。"_s << u"你好。"_s << none;
    }

    void keepsWhatIsForEars()
    {
        QFETCH(QString, words);
        QFETCH(QString, said);
        QFETCH(QStringList, called);
        for (qsizetype i = 0; i <= words.size(); ++i)
            check({ words.left(i), words.mid(i) }, said, called);
        QStringList letters;
        for (const QChar letter : words)
            letters += letter;
        check(letters, said, called);
    }

    void aThoughtIsNotKeptBack()
    {
        AnswerFilter filter;
        QCOMPARE(filter.put(u"Hello "_s), u"Hello "_s); // streamed at once
        QCOMPARE(filter.put(u"you <th"_s), u"you "_s);
        QCOMPARE(filter.put(u"ere"_s), u"<there"_s);
    }

    void callsAreBounded()
    {
        AnswerFilter filter;
        filter.put(u"<tool_call>{\"name\":\"x\",\"arguments\":{\"a\":\""_s);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(filter.put(QString(4096, u'x')), QString());
        QCOMPARE(filter.put(u"\"}}</tool_call>done"_s), u"done"_s);
        QVERIFY(filter.calls().isEmpty());
    }

private:
    static void check(const QStringList& pieces, const QString& said, const QStringList& called)
    {
        AnswerFilter filter;
        QString all;
        for (const QString& piece : pieces)
            all += filter.put(piece);
        all += filter.end();
        QCOMPARE(all, said);
        QStringList calls;
        for (const ToolCall& call : filter.calls())
            calls += call.name + u' ' + QStringList(call.arguments.keys()).join(u',');
        QCOMPARE(calls, called);
    }
};

QTEST_GUILESS_MAIN(TstAnswerFilter)
#include "tst_answerfilter.moc"
