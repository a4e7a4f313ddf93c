// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/controlserver.h"
#include "desktop/instancegate.h"
#include "desktop/singleinstance.h"
#include "support/testcase.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna::desktop;

class TstSingleInstance : public myna::test::TestCase
{
    Q_OBJECT

    struct Door
    {
        QTemporaryDir folder;
        SingleInstance second { folder.path() };
        InstanceGate gate { second, controlSocketOf(folder.path()), { { u"verb"_s, u"show"_s } }, { .patience = 400ms, .again = 10ms } };
        QSignalSpy claimed { &gate, &InstanceGate::claimed };
        QSignalSpy handedOver { &gate, &InstanceGate::handedOver };
        QSignalSpy failed { &gate, &InstanceGate::failed };
    };

private slots:
    void oneForEachFolder()
    {
        QTemporaryDir folder;
        QTemporaryDir other;
        SingleInstance first(folder.path());
        SingleInstance second(folder.path());
        SingleInstance elsewhere(other.path());
        QVERIFY(first.claim());
        QVERIFY(first.claim());
        QVERIFY(!second.claim());
        QVERIFY(elsewhere.claim());
        first.release();
        QVERIFY(second.claim());
    }

    void theFolderIsMade()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.filePath(u"a/b"_s));
        QVERIFY(first.claim());
    }

    void aDeadOwnerHoldsNothing()
    {
        QTemporaryDir folder;
        QFile lock(folder.filePath(u"instance.lock"_s));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("4194399\nmyna\n" + QSysInfo::machineHostName().toUtf8() + "\n"); // above the largest process id
        lock.close();
        SingleInstance first(folder.path());
        QVERIFY(first.claim());
    }

    void socketNamesDifferAndFit()
    {
        QCOMPARE(controlSocketOf(u"/home/me/myna"_s), u"/home/me/myna/control.sock"_s);
        const QString deep = u"/home/me/"_s + QString(120, u'x');
        const QString name = controlSocketOf(deep);
        QVERIFY(name.size() < 60);
        QVERIFY(!name.contains(u'/'));
        QVERIFY(name != controlSocketOf(deep + u'y'));
    }

    void aLongFolderWorksToo()
    {
        QTemporaryDir folder;
        const QString deep = folder.filePath(QString(120, u'x'));
        ControlServer server([](const QJsonObject&) { return QJsonObject { { u"ok"_s, true } }; });
        QVERIFY(server.listen(controlSocketOf(deep)));
        SingleInstance first(deep);
        SingleInstance second(deep);
        QVERIFY(first.claim());
        InstanceGate gate(second, controlSocketOf(deep), { { u"verb"_s, u"show"_s } });
        QSignalSpy handedOver(&gate, &InstanceGate::handedOver);
        gate.start();
        QVERIFY(handedOver.wait(myna::test::patienceMs));
    }

    void whoComesFirstStarts()
    {
        Door door;
        door.gate.start();
        QVERIFY(door.claimed.wait(myna::test::patienceMs));
    }

    void whoComesSecondHandsOver()
    {
        Door door;
        SingleInstance first(door.folder.path());
        QVERIFY(first.claim());
        QJsonObject heard;
        ControlServer server([&](const QJsonObject& wish) {
            heard = wish;
            return QJsonObject { { u"ok"_s, true } };
        });
        QVERIFY(server.listen(controlSocketOf(door.folder.path())));
        door.gate.start();
        QVERIFY(door.handedOver.wait(myna::test::patienceMs));
        QCOMPARE(heard.value("verb"_L1).toString(), u"show"_s);
        QCOMPARE(door.claimed.size(), 0);
    }

    void oneThatIsJustStartingIsWaitedFor()
    {
        Door door;
        SingleInstance first(door.folder.path());
        QVERIFY(first.claim());
        ControlServer server([](const QJsonObject&) { return QJsonObject { { u"ok"_s, true } }; });
        QTimer::singleShot(60ms, &server, [&] { QVERIFY(server.listen(controlSocketOf(door.folder.path()))); });
        door.gate.start();
        QVERIFY(door.handedOver.wait(myna::test::patienceMs));
    }

    void oneThatIsLeavingIsFollowed()
    {
        Door door;
        SingleInstance first(door.folder.path());
        QVERIFY(first.claim());
        QTimer::singleShot(60ms, &door.gate, [&] { first.release(); });
        door.gate.start();
        QVERIFY(door.claimed.wait(myna::test::patienceMs));
        QCOMPARE(door.failed.size(), 0);
    }

    void oneThatHangsIsReported()
    {
        Door door;
        SingleInstance first(door.folder.path());
        QVERIFY(first.claim());
        door.gate.start();
        QVERIFY(door.failed.wait(myna::test::patienceMs));
        QVERIFY(door.failed[0][0].value<myna::Error>().text.contains(u"runs already"_s));
    }
};

QTEST_GUILESS_MAIN(TstSingleInstance)
#include "tst_singleinstance.moc"
