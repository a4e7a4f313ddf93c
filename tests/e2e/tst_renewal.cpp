// SPDX-License-Identifier: GPL-3.0-or-later
// A server that does not know our token any more, as the reference server refuses it: a plain word, then a close like after a conversation.
#include "support/daemonprocess.h"
#include "support/otastub.h"
#include "support/testcase.h"
#include "support/wsstub.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

// Says where to connect and with which token; accepts one token, or none at all.
struct Service
{
    OtaStub ota;
    WsStub voice;
    QString token = u"old"_s;
    QByteArray accepted;
    QTemporaryDir folder;

    explicit Service(const QByteArray& acceptedToken)
        : accepted(acceptedToken)
    {
        ota.onOta(
            [this](const OtaStub::Request&) { return OtaStub::Answer { .body = OtaStub::profileBody(voice.url().toString(), token) }; });
        QObject::connect(&voice, &WsStub::upgraded, &voice, [this] { greetOrRefuse(); });
        QObject::connect(&voice, &WsStub::textReceived, &voice, [this](const QString& text) { answer(text); });
    }
    void greetOrRefuse()
    {
        if (!accepted.isEmpty() && voice.header("Authorization") == "Bearer " + accepted)
            return;
        token = QString::fromLatin1(accepted);
        voice.peer()->sendTextMessage(u"认证失败"_s);
        voice.peer()->close();
    }
    void answer(const QString& text)
    {
        QWebSocket* peer = voice.peer();
        if (text.contains(u"\"hello\""_s))
            peer->sendTextMessage(uR"({"type":"hello","transport":"websocket","session_id":"s"})"_s);
        if (!text.contains(u"\"detect\""_s))
            return;
        peer->sendTextMessage(uR"({"type":"tts","state":"start"})"_s);
        peer->sendTextMessage(uR"({"type":"tts","state":"sentence_start","text":"Hello."})"_s);
        peer->sendTextMessage(uR"({"type":"tts","state":"stop"})"_s);
    }
    [[nodiscard]] QStringList talk() const
    {
        return { u"talk"_s, u"--ota"_s, ota.otaUrl().toString(), u"--data"_s, folder.path(), u"--text"_s, u"hi"_s, u"--json"_s,
            u"--timeout"_s, u"30"_s };
    }
};

}

class TstRenewal final : public TestCase
{
    Q_OBJECT

private slots:
    void anotherTokenIsFetchedAndUsed()
    {
        Service service("new");
        DaemonProcess client(service.talk());
        client.start();
        QCOMPARE(client.waitForExit(), 0);
        QCOMPARE(service.voice.connections, 2);
        QCOMPARE(service.voice.header("Authorization"), QByteArray("Bearer new"));
        QCOMPARE(service.ota.count("/ota/"), 2);
        QCOMPARE(client.events(u"sentence"_s).size(), 1);
        QStringList states;
        for (const auto& event : client.events(u"state"_s))
            states << event["state"_L1].toString();
        QCOMPARE(states.first(3), (QStringList { u"connecting"_s, u"reconnecting"_s, u"connecting"_s }));
    }

    void withoutAnotherTokenItIsExplainedAndGivenUp()
    {
        Service service({});
        DaemonProcess client(service.talk());
        client.start();
        QCOMPARE(client.waitForExit(), 4); // not paired
        QCOMPARE(service.voice.connections, 2); // asked once more, not in a circle
        QCOMPARE(service.ota.count("/ota/"), 2);
        const QJsonObject error = client.events(u"error"_s).value(0);
        QCOMPARE(error["code"_L1].toString(), u"refused"_s);
        QVERIFY2(error["text"_L1].toString().contains(u"认证失败"_s), qPrintable(error["text"_L1].toString()));
    }
};

QTEST_GUILESS_MAIN(TstRenewal)
#include "tst_renewal.moc"
