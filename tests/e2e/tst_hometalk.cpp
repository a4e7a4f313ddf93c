// SPDX-License-Identifier: GPL-3.0-or-later
// "Turn on the lamp", spoken: recogniser, tool, MQTT message, the lamp's own word for it, spoken confirmation.
#include "support/daemonprocess.h"
#include "support/lampdevice.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QDir>
#include <QJsonArray>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

class TstHomeTalk final : public TestCase
{
    Q_OBJECT

private slots:
    void aSpokenWishReachesTheLamp()
    {
        MosquittoRig broker;
        QVERIFY2(broker.isRunning(), broker.log().constData());
        LampDevice lamp(broker);
        QTRY_VERIFY(lamp.ready);
        lamp.client.publish(u"homeassistant/light/lamp/config"_s,
            R"({"~":"home/lamp","name":"Reading lamp","stat_t":"~/state","cmd_t":"~/set","dev":{"sa":"Study"}})",
            { .qos = 1, .retain = true });
        lamp.client.publish(u"home/lamp/state"_s, "OFF", { .qos = 1, .retain = true });
        QProcess listener;
        QByteArray seen;
        connect(&listener, &QProcess::readyReadStandardOutput, this, [&] { seen += listener.readAllStandardOutput(); });
        broker.start(listener, u"mosquitto_sub"_s, { u"-v"_s, u"-t"_s, u"home/lamp/#"_s });
        QTRY_VERIFY(seen.contains("home/lamp/state OFF"));

        QTemporaryDir folder;
        const QString client = folder.filePath(u"client"_s);
        QVERIFY(QDir().mkpath(client));
        {
            QSettings settings(client + u"/settings.ini"_s, QSettings::IniFormat);
            settings.setValue(u"home/source"_s, u"mqtt"_s);
            settings.setValue(u"home/broker"_s, u"127.0.0.1"_s);
            settings.setValue(u"home/brokerPort"_s, broker.port());
        }
        DaemonProcess server({ u"serve"_s, u"--data"_s, folder.filePath(u"server"_s), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
            u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
        server.start();
        const QJsonObject ready = server.waitFor(u"ready"_s);
        QVERIFY2(!ready.isEmpty(), server.errors().constData());
        const QString wish = speechFile(folder.path(), { .text = u"turn on the lamp"_s });
        DaemonProcess talk({ u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, client, u"--json"_s, u"--timeout"_s, u"60"_s,
            u"--input"_s, wish, u"--mode"_s, u"auto"_s });
        talk.start();
        QCOMPARE(talk.waitForExit(), 0);

        QCOMPARE(talk.events(u"stt"_s).value(0)["text"_L1].toString(), u"turn on the lamp"_s);
        QStringList tools;
        for (const QJsonObject& event : talk.events(u"tool"_s))
            tools << event["name"_L1].toString() + u'=' + event["result"_L1].toString();
        QVERIFY2(tools.contains(u"self.lamp.set_power=true"_s), qPrintable(tools.join(u'\n')));
        QTRY_VERIFY2(seen.contains("home/lamp/set ON\n"), seen.constData());
        QVERIFY2(seen.contains("home/lamp/state ON\n"), seen.constData());
        QStringList sentences;
        for (const QJsonObject& event : talk.events(u"sentence"_s))
            sentences << event["text"_L1].toString();
        QCOMPARE(sentences.join(u' '), u"The lamp is on."_s);
        QVERIFY(talk.events(u"done"_s).value(0)["frames_received"_L1].toInt() > 5);
        test::stop(listener);
    }
};

QTEST_GUILESS_MAIN(TstHomeTalk)
#include "tst_hometalk.moc"
