// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/deviceregistry.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

class TstDeviceRegistry : public test::TestCase
{
    Q_OBJECT

private slots:
    void bindsAndUnbinds();
    void remembersTheLastVisit();
    void survivesARestart();
    void listsTheOldestFirst();
};

void TstDeviceRegistry::bindsAndUnbinds()
{
    test::FakeStore store;
    test::FakeTime time;
    DeviceRegistry registry(store, time.clock());
    QVERIFY(!registry.find(test::deviceId));
    QVERIFY(registry.bind(test::deviceId, test::clientId, u"board"_s, u"1.0"_s).has_value());
    QVERIFY(registry.isBound(test::deviceId, test::clientId));
    QVERIFY(!registry.isBound(test::deviceId, test::otherClientId));
    QCOMPARE(store.kept.size(), 1);
    QVERIFY(registry.bind(test::deviceId, test::otherClientId, {}, {}).has_value());
    QVERIFY(registry.isBound(test::deviceId, test::otherClientId));
    QCOMPARE(registry.find(test::deviceId)->board, u"board"_s); // what is not said anew stays
    QVERIFY(registry.unbind(test::deviceId).has_value());
    QVERIFY(store.kept.isEmpty());
    QCOMPARE(registry.unbind(test::deviceId).error().code, Error::Code::NotFound);
}

void TstDeviceRegistry::remembersTheLastVisit()
{
    test::FakeStore store;
    test::FakeTime time;
    DeviceRegistry registry(store, time.clock());
    QVERIFY(registry.touch(test::deviceId, {}, {}).has_value());
    QVERIFY(store.kept.isEmpty()); // a stranger leaves no trace
    QVERIFY(registry.bind(test::deviceId, test::clientId, u"board"_s, u"1.0"_s).has_value());
    time.now = time.now.addSecs(60);
    QVERIFY(registry.touch(test::deviceId, {}, u"1.1"_s).has_value());
    QCOMPARE(store.kept.value(test::deviceId).lastSeen, time.now);
    QCOMPARE(store.kept.value(test::deviceId).version, u"1.1"_s);
    QCOMPARE(store.kept.value(test::deviceId).board, u"board"_s);
}

void TstDeviceRegistry::survivesARestart()
{
    test::FakeStore store;
    test::FakeTime time;
    QVERIFY(DeviceRegistry(store, time.clock()).bind(test::deviceId, test::clientId, {}, {}).has_value());
    DeviceRegistry registry(store, time.clock());
    QVERIFY(registry.load().has_value());
    QVERIFY(registry.isBound(test::deviceId, test::clientId));
}

void TstDeviceRegistry::listsTheOldestFirst()
{
    test::FakeStore store;
    test::FakeTime time;
    DeviceRegistry registry(store, time.clock());
    for (const auto& id : { u"c"_s, u"a"_s, u"b"_s }) {
        QVERIFY(registry.bind(id, test::clientId, {}, {}).has_value());
        time.now = time.now.addSecs(1);
    }
    QStringList ids;
    for (const DeviceRecord& device : registry.all())
        ids.append(device.deviceId);
    QCOMPARE(ids, QStringList({ u"c"_s, u"a"_s, u"b"_s }));
}

QTEST_GUILESS_MAIN(TstDeviceRegistry)
#include "tst_deviceregistry.moc"
