// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveredge/edgerig.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

// What was asked and answered, for the owner: from the wire through the store to the route.
class TstAdminTurns : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void turnsAreListedNewestFirst();
};

void TstAdminTurns::turnsAreListedNewestFirst()
{
    EdgeRig rig;
    rig.start();
    QVERIFY(rig.admin("GET", "/admin/turns").data().toArray().isEmpty());
    RawClient device(rig.sessions);
    device.send(EdgeRig::handshake(EdgeRig::identity()));
    QTRY_COMPARE(device.status(), 101);
    device.send(clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
    QTRY_VERIFY(device.body().contains("\"hello\""));
    QSignalSpy finished(rig.edge.get(), &Edge::turnFinished);
    for (const QByteArray& text : { QByteArray("first question"), QByteArray("second question") }) {
        device.send(clientFrame(1, R"({"type":"listen","state":"detect","text":")" + text + R"("})"));
        device.send(clientFrame(1, R"({"type":"abort"})"));
    }
    QTRY_COMPARE(finished.size(), 2);
    const QJsonArray turns = rig.admin("GET", "/admin/turns").data().toArray();
    QCOMPARE(turns.size(), 2);
    QCOMPARE(turns[0][u"heard"], u"second question"_s);
    QCOMPARE(turns[1][u"heard"], u"first question"_s);
    for (const auto& turn : turns) {
        const QJsonObject one = turn.toObject();
        QCOMPARE(one[u"device"_s], test::deviceId);
        QCOMPARE(one[u"interrupted"_s], true);
        QVERIFY(one[u"id"_s].toInteger() > 0);
        QVERIFY(QDateTime::fromString(one[u"time"_s].toString(), Qt::ISODateWithMs).isValid());
        for (const QString& key : { u"timeline"_s, u"engines"_s, u"tools"_s, u"failure"_s, u"frames"_s })
            QVERIFY2(one.contains(key), qPrintable(key));
    }
    const QByteArray before = QByteArray::number(turns[0][u"id"].toInteger());
    QCOMPARE(rig.admin("GET", "/admin/turns?before=" + before).data().toArray().size(), 1);
    QCOMPARE(rig.admin("GET", "/admin/turns?limit=1").data().toArray().size(), 1);
    QCOMPARE(rig.admin("GET", "/admin/turns?device=00:00:00:00:00:01").data().toArray().size(), 0);
    QCOMPARE(rig.ask("GET", "/admin/turns").status, 401);
}

QTEST_GUILESS_MAIN(TstAdminTurns)
#include "tst_adminturns.moc"
