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

    // There is no window to ask in: what would ask is done only if it was named.
    void whatAsksIsDoneOnlyWhenItWasAllowed_data()
    {
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<bool>("done");
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("another") << u"home.gate.press,self.scene.run"_s << false;
        QTest::newRow("this one") << u"self.scene.run,home.garage.press"_s << true;
    }
    void whatAsksIsDoneOnlyWhenItWasAllowed()
    {
        QFETCH(QString, allowed);
        QFETCH(bool, done);
        const QString wanted = u"home.garage.press"_s;
        MosquittoRig broker;
        QVERIFY2(broker.isRunning(), broker.log().constData());
        LampDevice device(broker);
        QTRY_VERIFY(device.ready);
        device.client.publish(
            u"homeassistant/button/garage/config"_s, R"({"name":"Garage","cmd_t":"home/lamp/garage"})", { .qos = 1, .retain = true });
        QByteArrayList pressed;
        connect(&device.client, &transport::MqttClient::received, this, [&](const QByteArray& payload, const QString& topic) {
            if (topic == u"home/lamp/garage"_s)
                pressed.append(payload);
        });
        QTemporaryDir folder;
        {
            QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
            settings.setValue(u"home/source"_s, u"mqtt"_s);
            settings.setValue(u"home/broker"_s, u"127.0.0.1"_s);
            settings.setValue(u"home/brokerPort"_s, broker.port());
        }
        WsStub server;
        QJsonObject answer;
        bool called = false;
        const auto ask = [&server](int id, const QString& method, const QJsonObject& params = {}) {
            const QJsonObject payload { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, id }, { u"method"_s, method }, { u"params"_s, params } };
            const QJsonObject message { { u"type"_s, u"mcp"_s }, { u"payload"_s, payload } };
            server.peer()->sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
        };
        connect(&server, &WsStub::textReceived, this, [&](const QString& text) {
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            const QJsonObject payload = message["payload"_L1].toObject();
            if (message["type"_L1] == "hello"_L1) {
                server.peer()->sendTextMessage(u"{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\"}"_s);
                ask(1, u"tools/list"_s);
            } else if (payload["method"_L1] == "notifications/tools/list_changed"_L1) {
                ask(1, u"tools/list"_s); // the home was found meanwhile
            } else if (payload["id"_L1] == 1 && text.contains(wanted) && !std::exchange(called, true)) {
                ask(2, u"tools/call"_s, { { u"name"_s, wanted } });
            } else if (payload["id"_L1] == 2) {
                answer = payload["result"_L1].toObject();
            }
        });
        QStringList arguments { u"talk"_s, u"--websocket"_s, server.url().toString(), u"--data"_s, folder.path(), u"--json"_s, u"--text"_s,
            u"hello"_s, u"--timeout"_s, u"60"_s };
        if (!allowed.isEmpty())
            arguments << u"--allow-tools"_s << allowed;
        DaemonProcess talk(arguments);
        talk.start();
        QTRY_VERIFY(!answer.isEmpty());
        QCOMPARE(answer["isError"_L1].toBool(), !done);
        const QJsonObject told = talk.waitFor(u"tool"_s);
        QCOMPARE(told["name"_L1].toString(), wanted);
        QVERIFY(told["asked"_L1].toBool());
        QCOMPARE(told["allowed"_L1].toBool(), done);
        // The broker keeps the order: what was pressed before would be there now.
        device.client.publish(u"home/lamp/garage"_s, "last", { .qos = 1 });
        QTRY_VERIFY(pressed.contains("last"));
        QCOMPARE(pressed.size(), done ? 2 : 1);
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
        QTRY_VERIFY(!states.isEmpty());
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
