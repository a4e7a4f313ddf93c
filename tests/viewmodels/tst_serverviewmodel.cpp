// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/serverviewmodel.h"

using namespace Qt::Literals::StringLiterals;
using myna::Error;
using myna::server::ActivationRequest;
using myna::server::DeviceRow;
using myna::server::DeviceState;
using myna::server::ServerAddresses;
using myna::viewmodels::ServerState;
using myna::viewmodels::ServerViewModel;

namespace {

ServerAddresses addresses(const QStringList& otas = { u"http://192.168.1.5:8003/xiaozhi/ota/"_s })
{
    ServerAddresses addresses;
    addresses.ota = QUrl(otas.constFirst());
    for (const QString& ota : otas)
        addresses.otaOnEveryNetwork.append(QUrl(ota));
    addresses.websocket = QUrl(u"ws://192.168.1.5:8000/xiaozhi/v1/"_s);
    return addresses;
}

DeviceRow device(const QString& id, DeviceState state)
{
    DeviceRow row;
    row.deviceId = id;
    row.state = state;
    return row;
}

}

class TstServerViewModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void theSwitchWishesAndTheServerDecides()
    {
        ServerViewModel model;
        QSignalSpy start(&model, &ServerViewModel::startWanted);
        QSignalSpy stop(&model, &ServerViewModel::stopWanted);
        QCOMPARE(model.state(), ServerState::Stopped);
        QCOMPARE(model.stateText(), u"off"_s);
        model.stop();
        QCOMPARE(stop.count(), 0);
        model.start();
        model.start();
        QCOMPARE(start.count(), 1);
        QCOMPARE(model.state(), ServerState::Starting);
        QVERIFY(model.wantedOn());
        QVERIFY(!model.canSwitch());
        QVERIFY(model.otaAddress().isEmpty());
        model.onStarted(addresses());
        QCOMPARE(model.state(), ServerState::Running);
        QCOMPARE(model.otaAddress(), u"http://192.168.1.5:8003/xiaozhi/ota/"_s);
        QVERIFY(model.canSwitch());
        model.stop();
        model.stop();
        QCOMPARE(stop.count(), 1);
        QCOMPARE(model.state(), ServerState::Stopping);
        model.onStopped();
        QCOMPARE(model.state(), ServerState::Stopped);
        QVERIFY(model.otaAddress().isEmpty());
    }

    void aStartByTheProgramItselfIsShownToo()
    {
        ServerViewModel model;
        QSignalSpy start(&model, &ServerViewModel::startWanted);
        model.onStarting();
        QCOMPARE(model.state(), ServerState::Starting);
        QCOMPARE(start.count(), 0);
        model.onFailed({ Error::Code::Unavailable, u"Port 8000 is taken."_s });
        model.onStarting();
        QVERIFY(model.errorText().isEmpty());
        model.onStarted(addresses());
        QCOMPARE(model.state(), ServerState::Running);
    }

    void aTakenPortOffersAnotherOne()
    {
        ServerViewModel model;
        QSignalSpy freePorts(&model, &ServerViewModel::startOnFreePortsWanted);
        model.start();
        model.onFailed({ Error::Code::Unavailable, u"Port 8000 is taken by another program."_s });
        QCOMPARE(model.state(), ServerState::Failed);
        QCOMPARE(model.errorText(), u"Port 8000 is taken by another program."_s);
        QVERIFY(model.portTaken());
        QVERIFY(!model.wantedOn());
        model.onStopped();
        QCOMPARE(model.state(), ServerState::Failed);
        model.startOnFreePorts();
        QCOMPARE(freePorts.count(), 1);
        QCOMPARE(model.state(), ServerState::Starting);
        QVERIFY(model.errorText().isEmpty());
    }

    void anotherFailureDoesNotBlameThePort()
    {
        ServerViewModel model;
        model.start();
        model.onFailed({ Error::Code::Refused, u"The data folder cannot be written."_s });
        QVERIFY(!model.portTaken());
        QCOMPARE(model.stateText(), u"could not start"_s);
    }

    void thePillCountsConnectedDevices()
    {
        ServerViewModel model;
        model.start();
        model.onStarted(addresses());
        QCOMPARE(model.stateText(), u"running · no device yet"_s);
        QSignalSpy changed(&model, &ServerViewModel::changed);
        model.onDevicesChanged(
            { device(u"a"_s, DeviceState::Idle), device(u"b"_s, DeviceState::Offline), device(u"c"_s, DeviceState::Speaking) });
        QCOMPARE(changed.count(), 1);
        QVERIFY2(model.stateText().startsWith(u"running · 2 device"_s), qPrintable(model.stateText()));
        model.onStopped();
        QCOMPARE(model.devices()->connectedCount(), 0);
        QCOMPARE(model.devices()->rowCount(), 3);
    }

    void saysWhoCanReachIt_data()
    {
        QTest::addColumn<QStringList>("otas");
        QTest::addColumn<QString>("says");
        const QString home = u"http://192.168.1.5:8003/xiaozhi/ota/"_s;
        const QString other = u"http://10.0.0.7:8003/xiaozhi/ota/"_s;
        const QString loop = u"http://127.0.0.1:8003/xiaozhi/ota/"_s;
        QTest::newRow("one") << QStringList { home } << u"same network"_s;
        QTest::newRow("two") << QStringList { home, other } << u"Reachable on 2 network"_s;
        QTest::newRow("loopback") << QStringList { loop } << u"Only this computer"_s;
        QTest::newRow("loopback does not count") << QStringList { home, loop } << u"same network"_s;
    }

    void saysWhoCanReachIt()
    {
        QFETCH(QStringList, otas);
        QFETCH(QString, says);
        ServerViewModel model;
        QVERIFY(model.reachText().isEmpty());
        model.onStarted(addresses(otas));
        QVERIFY2(model.reachText().contains(says), qPrintable(model.reachText()));
        QCOMPARE(model.networkAddresses(), otas);
    }

    void wishesGoOutAndTheirFailureComesBack()
    {
        ServerViewModel model;
        model.onStarted(addresses());
        QSignalSpy approve(&model, &ServerViewModel::approveWanted);
        QSignalSpy refuse(&model, &ServerViewModel::refuseWanted);
        model.approve(u"482913"_s);
        model.onWishFailed({ Error::Code::NotFound, u"Nobody has this code any more."_s });
        QCOMPARE(model.notice(), u"Nobody has this code any more."_s);
        model.refuse(u"111222"_s);
        QVERIFY(model.notice().isEmpty());
        QCOMPARE(approve.value(0), QVariantList { u"482913"_s });
        QCOMPARE(refuse.value(0), QVariantList { u"111222"_s });
        model.onDeviceRefused(u"a"_s, u"too many at once"_s);
        QCOMPARE(model.notice(), u"a was turned away: too many at once"_s);
        model.onWarned(u"The database was damaged and replaced."_s);
        QCOMPARE(model.notice(), u"The database was damaged and replaced."_s);
        model.dismissNotice();
        QVERIFY(model.notice().isEmpty());
    }

    void pendingOnesAreGoneWithTheServer()
    {
        ServerViewModel model;
        model.onStarted(addresses());
        model.onActivationChanged({ u"a"_s, u"482913"_s, u"bread"_s, ActivationRequest::State::Offered });
        QCOMPARE(model.activations()->rowCount(), 1);
        model.stop();
        model.onStopped();
        QCOMPARE(model.activations()->rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TstServerViewModel)
#include "tst_serverviewmodel.moc"
