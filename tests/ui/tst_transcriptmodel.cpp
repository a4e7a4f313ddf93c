// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/transcriptmodel.h"

#include <QAbstractItemModelTester>

using namespace Qt::Literals::StringLiterals;
using myna::viewmodels::TranscriptModel;

class TstTranscriptModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void keepsTheRulesOfAModel()
    {
        TranscriptModel model(nullptr, 3);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.addUser(u"one"_s);
        model.addTool(u"lamp"_s);
        model.addAssistant(u"two"_s, false);
        model.addAssistant(u"more"_s, true);
        model.addUser(u"three"_s);
        model.addUser(u"four"_s);
        QCOMPARE(model.rowCount(), 3);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void continuesTheAnswerOfOneTurn()
    {
        TranscriptModel model;
        model.addAssistant(u"It is nine."_s, false);
        model.addAssistant(u"It rains."_s, true);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data().toString(), u"It is nine. It rains."_s);
        model.addAssistant(u"Another turn."_s, false);
        QCOMPARE(model.rowCount(), 2);
    }

    void continuingAfterTheUserBeginsANewRow()
    {
        TranscriptModel model;
        model.addAssistant(u"a"_s, false);
        model.addUser(u"b"_s);
        model.addAssistant(u"c"_s, true);
        QCOMPARE(model.rowCount(), 3);
    }

    void toolsBelongToTheAnswer()
    {
        TranscriptModel model;
        model.addUser(u"lamp on"_s);
        model.addTool(u"lamp · on"_s);
        QCOMPARE(model.rowCount(), 2);
        model.addAssistant(u"Done."_s, false);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1).data(TranscriptModel::ToolsRole).toStringList(), QStringList { u"lamp · on"_s });
        QCOMPARE(model.index(1).data(TranscriptModel::TextRole).toString(), u"Done."_s);
        QVERIFY(!model.index(1).data(TranscriptModel::IsUserRole).toBool());
    }

    void theOldestRowsGoFirst()
    {
        TranscriptModel model(nullptr, 2);
        model.addUser(u"a"_s);
        model.addUser(u"b"_s);
        model.addUser(u"c"_s);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0).data().toString(), u"b"_s);
    }

    void oneRowIsBounded()
    {
        TranscriptModel model;
        const QString long1(TranscriptModel::maxTextLength, u'x');
        model.addAssistant(long1, false);
        model.addAssistant(long1, true);
        QCOMPARE(model.index(0).data().toString().size(), TranscriptModel::maxTextLength);
        for (int i = 0; i < 100; ++i)
            model.addTool(u"t"_s);
        QVERIFY(model.index(0).data(TranscriptModel::ToolsRole).toStringList().size() <= 20);
    }

    void joinsSentencesOfEveryScript_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("both");
        QTest::newRow("latin") << u"a."_s << u"b"_s << u"a. b"_s;
        QTest::newRow("chinese stop") << u"现在九点。"_s << u"下雨了。"_s << u"现在九点。下雨了。"_s;
        QTest::newRow("chinese letter") << u"好"_s << u"的"_s << u"好的"_s;
        QTest::newRow("full width") << u"好！"_s << u"走"_s << u"好！走"_s;
        QTest::newRow("space there") << u"a. "_s << u"b"_s << u"a. b"_s;
        QTest::newRow("nothing before") << QString() << u"b"_s << u"b"_s;
    }
    void joinsSentencesOfEveryScript()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(TranscriptModel::joined(before, after), "both");
    }

    void saysWhoSpokeToScreenReaders()
    {
        TranscriptModel model;
        model.addUser(u"hello"_s);
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), u"You said: hello"_s);
    }
};

QTEST_GUILESS_MAIN(TstTranscriptModel)
#include "tst_transcriptmodel.moc"
