// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation by MQTT and UDP: `mynad talk`, a real mosquitto, a gateway, and `mynad serve` behind it; a voice in, a voice out.
#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "servervoice.h"
#include "support/daemonprocess.h"
#include "support/otastub.h"
#include "support/peers/mqttgateway.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

QStringList texts(const QVector<QJsonObject>& events)
{
    QStringList all;
    for (const QJsonObject& event : events)
        all << event["text"_L1].toString();
    return all;
}

struct House
{
    QTemporaryDir folder;
    MosquittoRig broker { { .username = u"device"_s, .password = u"open-sesame"_s } };
    DaemonProcess server { { u"serve"_s, u"--data"_s, folder.filePath(u"server"_s), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
        u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s } };
    OtaStub ota;
    QUrl voice; // the server's, behind the gateway
    std::unique_ptr<MqttGateway> gateway;

    [[nodiscard]] bool open()
    {
        server.start();
        const QJsonObject ready = server.waitFor(u"ready"_s);
        answer(broker.section());
        voice = QUrl(ready["websocket"_L1].toString());
        return !ready.isEmpty() && openGateway();
    }
    [[nodiscard]] bool openGateway()
    {
        gateway = std::make_unique<MqttGateway>(broker, voice);
        return broker.isRunning() && gateway->waitUntilReady();
    }
    void answer(const protocol::MqttSection& section)
    {
        ota.answerOta({ 200, QJsonDocument(QJsonObject { { u"mqtt"_s, toJson(section) } }).toJson() });
    }
    [[nodiscard]] QStringList talk(const QStringList& more) const
    {
        return QStringList { u"talk"_s, u"--ota"_s, ota.otaUrl().toString(), u"--data"_s, folder.filePath(u"client"_s), u"--json"_s,
            u"--timeout"_s, u"40"_s }
        + more;
    }
    // Everything the client wrote down.
    [[nodiscard]] QByteArray clientFiles() const
    {
        QByteArray all;
        QDirIterator it(folder.filePath(u"client"_s), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }
};

}

class TstTalkMqtt final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }
    void aSpokenQuestionIsHeardAndAnsweredAloud_data()
    {
        QTest::addColumn<QString>("transport");
        QTest::addColumn<QString>("frame");
        QTest::newRow("by hand, 60 ms") << u"mqtt"_s << u"60"_s;
        QTest::newRow("the only one offered, 20 ms") << u"auto"_s << u"20"_s;
    }
    void aSpokenQuestionIsHeardAndAnsweredAloud();
    void typedTextIsAnsweredAloud();
    void aBrokerThatDiesInAnAnswerIsAskedAgain();
    void blockedSoundIsSaid();
    void aWayThatIsNotOfferedIsSaid();
    void aWrongPasswordIsSaid();
    void usageIsSaid();
};

void TstTalkMqtt::aSpokenQuestionIsHeardAndAnsweredAloud()
{
    QFETCH(QString, transport);
    QFETCH(QString, frame);
    House house;
    QVERIFY2(house.open(), house.server.errors().constData());
    const QString question = speechFile(house.folder.path(), { .text = u"what time is it"_s });
    const QString answer = house.folder.filePath(u"answer.wav"_s);
    DaemonProcess talk(house.talk({ u"--transport"_s, transport, u"--frame"_s, frame, u"--input"_s, question, u"--output"_s, answer }));
    talk.start();
    QVERIFY2(talk.waitForExit() == 0, talk.errors().constData());
    QVERIFY2(talk.noise().isEmpty(), qPrintable(talk.noise().join(u'\n')));

    QCOMPARE(talk.events(u"hello"_s).value(0)["transport"_L1].toString(), u"udp"_s);
    QCOMPARE(texts(talk.events(u"stt"_s)), QStringList { u"what time is it"_s });
    const QStringList sentences = texts(talk.events(u"sentence"_s));
    QVERIFY(!sentences.isEmpty());
    const QJsonObject done = talk.events(u"done"_s).value(0);
    QCOMPARE(done["turns"_L1].toInt(), 1);
    QVERIFY(done["frames_sent"_L1].toInt() > 10);
    QVERIFY(done["frames_received"_L1].toInt() > 5);
    QCOMPARE(done["frames_lost"_L1].toInt(), 0);

    QCOMPARE(differenceFromServerVoice(answer, sentences.join(u' ')), QString());

    // All sound went by UDP, in order, with a header of its own each.
    quint32 expectedSequence = 0;
    for (const auto& datagram : house.gateway->datagrams)
        QCOMPARE(qFromBigEndian<quint32>(datagram.header.constData() + 12), ++expectedSequence);
    QVERIFY(expectedSequence >= quint32(done["frames_sent"_L1].toInt()));
    QTRY_COMPARE(house.gateway->count(u"goodbye"_s), 1);

    const QByteArray written = house.clientFiles() + talk.errors();
    QVERIFY(!written.isEmpty());
    for (const QByteArray& secret : { QByteArray("open-sesame"), house.gateway->key.toHex(), house.gateway->nonce.toHex() })
        QVERIFY(!written.contains(secret));
}

void TstTalkMqtt::typedTextIsAnsweredAloud()
{
    House house;
    QVERIFY2(house.open(), house.server.errors().constData());
    const QString answer = house.folder.filePath(u"answer.wav"_s);
    DaemonProcess talk(house.talk({ u"--text"_s, u"what is seven times eight"_s, u"--output"_s, answer }));
    talk.start();
    QVERIFY2(talk.waitForExit() == 0, talk.errors().constData());
    // Nothing was spoken, and still the gateway knows where the sound goes.
    QVERIFY(talk.events(u"done"_s).value(0)["frames_received"_L1].toInt() > 5);
}

void TstTalkMqtt::aBrokerThatDiesInAnAnswerIsAskedAgain()
{
    House house;
    QVERIFY2(house.open(), house.server.errors().constData());
    const QString answer = house.folder.filePath(u"answer.wav"_s);
    DaemonProcess talk(house.talk({ u"--text"_s, u"what is seven times eight"_s, u"--output"_s, answer }));
    talk.start();
    QVERIFY2(!talk.waitFor(u"sentence"_s).isEmpty(), talk.errors().constData());
    house.broker.kill();
    house.gateway.reset();
    // It has knocked at the closed door before the broker is there again.
    const auto knocks = [&talk] {
        const QVector<QJsonObject> states = talk.events(u"state"_s);
        return std::count_if(
            states.begin(), states.end(), [](const QJsonObject& event) { return event["state"_L1].toString() == "reconnecting"_L1; });
    };
    QTRY_VERIFY(knocks() >= 2);
    QVERIFY(house.broker.startBroker());
    QVERIFY(house.openGateway());
    QVERIFY2(talk.waitForExit() == 0, talk.errors().constData());

    QVERIFY(talk.events(u"hello"_s).size() >= 2);
    QVERIFY(texts(talk.events(u"sentence"_s)).size() >= 2); // what was cut off is said again from its beginning
    QCOMPARE(house.gateway->count(u"listen"_s), 1); // the question, and nothing else
    const QJsonObject done = talk.events(u"done"_s).value(0);
    QCOMPARE(done["turns"_L1].toInt(), 1);
    QVERIFY(done["frames_received"_L1].toInt() > 5);
}

// The gateway speaks, and its datagrams go nowhere.
void TstTalkMqtt::blockedSoundIsSaid()
{
    House house;
    QVERIFY2(house.open(), house.server.errors().constData());
    house.gateway = std::make_unique<MqttGateway>(house.broker);
    QVERIFY(house.gateway->waitUntilReady());
    connect(house.gateway.get(), &MqttGateway::changed, this, [this, &house] {
        if (house.gateway->count(u"listen"_s) == 0)
            return;
        house.gateway->disconnect(this);
        house.gateway->say(R"({"type":"tts","state":"start"})");
        house.gateway->say(R"({"type":"tts","state":"sentence_start","text":"Nobody hears this."})");
    });
    DaemonProcess talk(house.talk({ u"--text"_s, u"what is seven times eight"_s }));
    talk.start();
    QVERIFY(talk.waitForExit() > 0);
    QVERIFY2(talk.errors().contains("blocks UDP"), talk.errors().constData());
    QCOMPARE(texts(talk.events(u"sentence"_s)), QStringList { u"Nobody hears this."_s }); // not asked again and again
}

void TstTalkMqtt::aWayThatIsNotOfferedIsSaid()
{
    House house;
    house.answer(house.broker.section());
    DaemonProcess talk(house.talk({ u"--transport"_s, u"websocket"_s, u"--text"_s, u"hi"_s }));
    talk.start();
    QVERIFY(talk.waitForExit() > 0);
    QVERIFY2(talk.errors().contains("offers only the MQTT connection"), talk.errors().constData());
}

void TstTalkMqtt::aWrongPasswordIsSaid()
{
    House house;
    protocol::MqttSection section = house.broker.section();
    section.password = u"guessed-wrong"_s;
    house.answer(section);
    DaemonProcess talk(house.talk({ u"--text"_s, u"hi"_s }));
    talk.start();
    QVERIFY(talk.waitForExit() > 0);
    QVERIFY2(talk.errors().contains("does not accept this device"), talk.errors().constData());
    QVERIFY(!talk.errors().contains("guessed-wrong") && !house.clientFiles().contains("guessed-wrong"));
}

void TstTalkMqtt::usageIsSaid()
{
    for (const QStringList& arguments : { QStringList { u"--ota"_s, u"http://h/"_s, u"--transport"_s, u"pigeon"_s },
             QStringList { u"--websocket"_s, u"ws://h/"_s, u"--transport"_s, u"mqtt"_s } }) {
        DaemonProcess talk(QStringList { u"talk"_s, u"--text"_s, u"hi"_s } + arguments);
        talk.start();
        QCOMPARE(talk.waitForExit(), 2);
        QVERIFY2(talk.errors().contains("--transport"), talk.errors().constData());
    }
}

QTEST_GUILESS_MAIN(TstTalkMqtt)
#include "tst_talkmqtt.moc"
