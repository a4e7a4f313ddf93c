// SPDX-License-Identifier: GPL-3.0-or-later
// "Turn on the lamp", spoken: recogniser, tool, MQTT message, the lamp's own word for it, spoken confirmation.
#include "support/daemonprocess.h"
#include "support/lampdevice.h"
#include "support/speechclip.h"
#include "support/testcase.h"
#include "support/wsstub.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
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

    // It greets and asks for no tools: the legacy way, on the wire.
    void anOldServerHearsOfThingsAndChangesThem()
    {
        WsStub server;
        QTemporaryDir folder;
        QVector<QJsonObject> descriptors;
        QVector<QJsonObject> states;
        const auto say = [&server](const QByteArray& text) { server.peer()->sendTextMessage(QString::fromUtf8(text)); };
        connect(&server, &WsStub::textReceived, this, [&](const QString& text) {
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            if (message["type"_L1].toString() == "hello"_L1)
                say(R"({"type":"hello","transport":"websocket","session_id":"old","audio_params":{"sample_rate":24000,"frame_duration":60}})");
            if (message["type"_L1].toString() == "iot"_L1)
                (message.contains("descriptors"_L1) ? descriptors : states).append(message);
        });
        DaemonProcess talk({ u"talk"_s, u"--websocket"_s, server.url().toString(), u"--data"_s, folder.path(), u"--json"_s, u"--text"_s,
            u"hello"_s, u"--timeout"_s, u"60"_s });
        talk.start();
        QTRY_VERIFY_WITH_TIMEOUT(!states.isEmpty(), 20000);
        QStringList names;
        for (const QJsonObject& message : std::as_const(descriptors)) {
            QCOMPARE(message["session_id"_L1].toString(), u"old"_s);
            QCOMPARE(message["update"_L1], QJsonValue(true));
            QCOMPARE(message["descriptors"_L1].toArray().size(), 1);
            names << message["descriptors"_L1].toArray().at(0)["name"_L1].toString();
        }
        QVERIFY2(names.contains(u"Lamp"_s) && names.contains(u"Speaker"_s), qPrintable(names.join(u' ')));
        say(R"({"type":"iot","commands":[{"name":"Lamp","method":"SetPower","parameters":{"power":true}}]})");
        const auto lampIsOn = [&states] {
            for (const QJsonObject& message : std::as_const(states)) {
                for (const auto& state : message["states"_L1].toArray()) {
                    if (state["name"_L1].toString() == "Lamp"_L1 && state["state"_L1]["power"_L1].toBool())
                        return true;
                }
            }
            return false;
        };
        QTRY_VERIFY(lampIsOn());
        QCOMPARE(talk.waitFor(u"tool"_s)["name"_L1].toString(), u"self.lamp.set_power"_s);
    }
};

QTEST_GUILESS_MAIN(TstHomeTalk)
#include "tst_hometalk.moc"
