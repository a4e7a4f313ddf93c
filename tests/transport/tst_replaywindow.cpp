// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "transport/replaywindow.h"

#include <QVector>

using namespace myna;
using transport::ReplayWindow;

class TstReplayWindow final : public test::TestCase
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void everyNumberPassesOnce();
};

void TstReplayWindow::judges_data()
{
    QTest::addColumn<QVector<quint32>>("numbers");
    QTest::addColumn<QVector<bool>>("accepted");
    using Numbers = QVector<quint32>;
    using Verdicts = QVector<bool>;
    QTest::newRow("in order") << Numbers { 1, 2, 3 } << Verdicts { true, true, true };
    QTest::newRow("twice") << Numbers { 1, 1, 2, 2, 1 } << Verdicts { true, false, true, false, false };
    QTest::newRow("late") << Numbers { 1, 4, 3, 2, 3 } << Verdicts { true, true, true, true, false };
    QTest::newRow("late by 63") << Numbers { 1, 64, 1, 2 } << Verdicts { true, true, false, true };
    QTest::newRow("too late") << Numbers { 5, 69, 6, 5, 4 } << Verdicts { true, true, true, false, false };
    QTest::newRow("beginning anywhere") << Numbers { 77000, 77001 } << Verdicts { true, true };
    QTest::newRow("never zero") << Numbers { 0, 1, 0 } << Verdicts { false, true, false };
    QTest::newRow("a gap") << Numbers { 1, 30001, 30002 } << Verdicts { true, true, true };
    QTest::newRow("a forged leap") << Numbers { 1, 30002, 0xffffffff, 2 } << Verdicts { true, false, false, true };
    QTest::newRow("around the end") << Numbers { 0xfffffffe, 0xffffffff, 1, 0xffffffff, 2 } << Verdicts { true, true, true, false, true };
}

void TstReplayWindow::judges()
{
    QFETCH(QVector<quint32>, numbers);
    QFETCH(QVector<bool>, accepted);
    ReplayWindow window;
    for (qsizetype i = 0; i < numbers.size(); ++i)
        QVERIFY2(window.accept(numbers.at(i)) == accepted.at(i), qPrintable(QString::number(i)));
}

void TstReplayWindow::everyNumberPassesOnce()
{
    ReplayWindow window;
    int passed = 0;
    // Each number three times, out of order by up to a few.
    for (quint32 base = 10; base < 2010; ++base) {
        for (const quint32 number : { base, base - 7, base - 3 })
            passed += window.accept(number) ? 1 : 0;
    }
    QCOMPARE(passed, 2007);
}

QTEST_GUILESS_MAIN(TstReplayWindow)
#include "tst_replaywindow.moc"
