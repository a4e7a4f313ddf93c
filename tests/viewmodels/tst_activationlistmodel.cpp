// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/activationlistmodel.h"

#include <QAbstractItemModelTester>

using namespace Qt::Literals::StringLiterals;
using myna::server::ActivationRequest;
using myna::viewmodels::ActivationListModel;
using State = ActivationRequest::State;

namespace {

ActivationRequest request(const QString& device, const QString& code, State state = State::Offered)
{
    return { device, code, u"bread-compact"_s, state };
}

QStringList codes(const ActivationListModel& model)
{
    QStringList codes;
    for (int row = 0; row < model.rowCount(); ++row)
        codes << model.index(row).data(ActivationListModel::CodeRole).toString();
    return codes;
}

}

class TstActivationListModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void listsThoseWhoAsk()
    {
        ActivationListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(request(u"02:00:00:00:00:01"_s, u"482913"_s));
        model.apply(request(u"02:00:00:00:00:02"_s, u"111222"_s));
        QCOMPARE(codes(model), (QStringList { u"482913"_s, u"111222"_s }));
        QCOMPARE(model.index(0).data(ActivationListModel::SpelledCodeRole).toString(), u"4 8 2 9 1 3"_s);
        QCOMPARE(model.index(0).data(ActivationListModel::BoardRole).toString(), u"bread-compact"_s);
        QCOMPARE(model.index(1).data(ActivationListModel::DeviceIdRole).toString(), u"02:00:00:00:00:02"_s);
    }

    void boundAndExpiredOnesLeave()
    {
        ActivationListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(request(u"a"_s, u"1"_s));
        model.apply(request(u"b"_s, u"2"_s));
        model.apply(request(u"c"_s, u"3"_s));
        model.apply(request(u"b"_s, u"2"_s, State::Bound));
        QCOMPARE(codes(model), (QStringList { u"1"_s, u"3"_s }));
        model.apply(request(u"a"_s, u"1"_s, State::Expired));
        model.apply(request(u"unknown"_s, u"9"_s, State::Bound));
        QCOMPARE(codes(model), QStringList { u"3"_s });
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aNewCodeReplacesTheOldOneInPlace()
    {
        ActivationListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply(request(u"a"_s, u"1"_s));
        model.apply(request(u"a"_s, u"1"_s));
        QCOMPARE(changed.count(), 0);
        model.apply(request(u"a"_s, u"2"_s));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(codes(model), QStringList { u"2"_s });
        model.apply(request(u"a"_s, u"1"_s, State::Expired));
        QCOMPARE(codes(model), QStringList { u"2"_s });
    }
};

QTEST_GUILESS_MAIN(TstActivationListModel)
#include "tst_activationlistmodel.moc"
