// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/devicelistmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;
using myna::server::DeviceRow;
using myna::server::DeviceState;
using myna::viewmodels::DeviceListModel;

namespace {

DeviceRow device(const QString& id, DeviceState state = DeviceState::Idle)
{
    DeviceRow row;
    row.deviceId = id;
    row.name = u"Device "_s + id;
    row.state = state;
    return row;
}

QStringList ids(const DeviceListModel& model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row).data(DeviceListModel::DeviceIdRole).toString();
    return ids;
}

}

class TstDeviceListModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void rowsChangeInPlace()
    {
        DeviceListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDevices({ device(u"a"_s), device(u"b"_s), device(u"c"_s) });
        const QPersistentModelIndex c = model.index(2);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setDevices({ device(u"c"_s, DeviceState::Speaking), device(u"a"_s), device(u"d"_s) });
        QCOMPARE(ids(model), (QStringList { u"c"_s, u"a"_s, u"d"_s }));
        QVERIFY(c.isValid());
        QCOMPARE(c.row(), 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(c.data(DeviceListModel::StateRole).toInt(), int(DeviceState::Speaking));
        QCOMPARE(c.data(DeviceListModel::StateTextRole).toString(), u"speaking"_s);
    }

    void anyOrderIsReachedFromAnyOther()
    {
        DeviceListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QVector<DeviceRow> wanted;
            QStringList wantedIds;
            for (int i = 0; i < 8; ++i) {
                const QString id = QString::number(random.bounded(10));
                if (wantedIds.contains(id))
                    continue;
                wantedIds << id;
                wanted << device(id, DeviceState(random.bounded(5)));
            }
            model.setDevices(wanted);
            QCOMPARE(ids(model), wantedIds);
        }
    }

    void everyStateHasItsWord_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("connected");
        QTest::newRow("offline") << int(DeviceState::Offline) << u"offline"_s << false;
        QTest::newRow("idle") << int(DeviceState::Idle) << u"idle"_s << true;
        QTest::newRow("listening") << int(DeviceState::Listening) << u"listening"_s << true;
        QTest::newRow("thinking") << int(DeviceState::Thinking) << u"thinking"_s << true;
        QTest::newRow("speaking") << int(DeviceState::Speaking) << u"speaking"_s << true;
    }

    void everyStateHasItsWord()
    {
        QFETCH(int, state);
        QFETCH(QString, word);
        QFETCH(bool, connected);
        DeviceListModel model;
        model.setDevices({ device(u"a"_s, DeviceState(state)) });
        QCOMPARE(model.index(0).data(DeviceListModel::StateTextRole).toString(), word);
        QCOMPARE(model.index(0).data(DeviceListModel::ConnectedRole).toBool(), connected);
        QCOMPARE(model.connectedCount(), connected ? 1 : 0);
        model.goOffline();
        QCOMPARE(model.connectedCount(), 0);
    }

    void aDeviceWithoutANameIsCalledByItsId()
    {
        DeviceListModel model;
        DeviceRow row = device(u"02:4f:00:00:00:9e"_s);
        row.name.clear();
        model.setDevices({ row });
        QCOMPARE(model.index(0).data(DeviceListModel::NameRole).toString(), u"02:4f:00:00:00:9e"_s);
    }

    void theFirstSoundIsWhatLeavesOrWhatIsMade()
    {
        DeviceListModel model;
        DeviceRow row = device(u"a"_s);
        model.setDevices({ row });
        QVERIFY(!model.index(0).data(DeviceListModel::FirstSoundMsRole).isValid());
        row.lastTurn.firstAudio = 610;
        model.setDevices({ row });
        QCOMPARE(model.index(0).data(DeviceListModel::FirstSoundMsRole).toLongLong(), 610);
        row.lastTurn.firstPacket = 640;
        model.setDevices({ row });
        QCOMPARE(model.index(0).data(DeviceListModel::FirstSoundMsRole).toLongLong(), 640);
    }
};

QTEST_GUILESS_MAIN(TstDeviceListModel)
#include "tst_devicelistmodel.moc"
