// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsoncodec.h"
#include "protocol/provisioning.h"
#include "protocol/wiredata.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace myna;
using namespace myna::protocol;
using namespace Qt::Literals::StringLiterals;

// The messages that bind a device over its WebSocket.
class TstBindingCodec : public test::TestCase
{
    Q_OBJECT

private slots:
    void returnsWhatWasSent_data();
    void returnsWhatWasSent();
    void writesOurLayout_data();
    void writesOurLayout();
    void readsOtherSpellings_data();
    void readsOtherSpellings();
    void refuses_data();
    void refuses();
    void cutsWordsToALine();
    void knowsACode();
    void hidesTheToken();
};

namespace {

const BindStatus bound { BindState::Success, u"ws://192.168.1.5:8000/xiaozhi/v1/"_s, u"abc.1760000000"_s, {} };

}

void TstBindingCodec::returnsWhatWasSent_data()
{
    QTest::addColumn<Message>("message");
    const Auth auth { .deviceId = u"a4:cf:12:0b:9e:31"_s, .clientId = u"c"_s, .serialNumber = u"SN-1"_s };
    QTest::newRow("auth") << Message { {}, auth };
    QTest::newRow("yes") << Message { u"s"_s, AuthResponse { true, {} } };
    QTest::newRow("no") << Message { {}, AuthResponse { false, u"Who are you?"_s } };
    QTest::newRow("verify") << Message { u"s"_s, Verify { u"012345"_s, u"Enter it."_s, 300 } };
    QTest::newRow("only a code") << Message { {}, Verify { u"000000"_s, {}, 0 } };
    QTest::newRow("bound") << Message { {}, bound };
    QTest::newRow("waiting") << Message { {}, BindStatus {} };
    QTest::newRow("refused") << Message { {}, BindStatus { BindState::Refused, {}, {}, u"No."_s } };
    QTest::newRow("expired") << Message { {}, BindStatus { BindState::Expired, {}, {}, {} } };
}

void TstBindingCodec::returnsWhatWasSent()
{
    QFETCH(Message, message);
    const auto read = decode(encode(message));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    QCOMPARE(*read, message);
}

void TstBindingCodec::writesOurLayout_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const Body& body, const QByteArray& text) {
        QTest::newRow(name) << Message { {}, body } << text;
    };
    row("verify", Verify { u"012345"_s, u"Enter it."_s, 300 },
        R"({"type":"verify","code":"012345","message":"Enter it.","expires_in":300})");
    row("bound", bound, R"({"type":"bind-status","state":"success","url":"ws://192.168.1.5:8000/xiaozhi/v1/","token":"abc.1760000000"})");
    row("yes", AuthResponse { true, {} }, R"({"type":"auth_response","success":true})");
    row("auth", Auth { .deviceId = u"d"_s, .clientId = u"c"_s, .serialNumber = u"n"_s },
        R"({"type":"auth","action":"device_login","data":{"device_id":"d","client_id":"c","serial_number":"n"}})");
}

void TstBindingCodec::writesOurLayout()
{
    QFETCH(Message, message);
    QFETCH(QByteArray, text);
    QCOMPARE(QJsonDocument::fromJson(encode(message)).object(), QJsonDocument::fromJson(text).object());
}

void TstBindingCodec::readsOtherSpellings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Message>("message");
    const auto row = [](const char* name, const QByteArray& text, const Body& body) {
        QTest::newRow(name) << text << Message { {}, body };
    };
    row("golden auth", test::wire(u"pocketspeak/auth.json"_s),
        Auth { .deviceId = u"02:00:00:0b:9e:31"_s,
            .clientId = u"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s,
            .serialNumber = u"SN-049CA125-0200000b9e31"_s });
    row("golden no", test::wire(u"pocketspeak/auth_response.json"_s), AuthResponse { false, u"unknown device"_s });
    row("golden verify", test::wire(u"pocketspeak/verify.json"_s), Verify { u"012345"_s, u"enter it"_s, 300 });
    row("golden bound", test::wire(u"pocketspeak/bind_status.json"_s),
        BindStatus { BindState::Success, u"wss://voice.example/xiaozhi/v1/"_s, u"t0p-s3cret"_s, {} });
    row("flat auth", R"({"type":"auth","deviceId":"d","clientId":"c"})", Auth { {}, u"d"_s, u"c"_s, {} });
    row("other code", R"({"type":"verify","verification_code":"654321","timeout_ms":120500})", Verify { u"654321"_s, {}, 120 });
    row("code in payload", R"({"type":"verify","payload":{"activation_code":"654321"},"msg":"hi"})", Verify { u"654321"_s, u"hi"_s, 0 });
    row("letters are kept", R"({"type":"verify","code":"abcdef"})", Verify { u"abcdef"_s, {}, 0 });
    row("no code", R"({"type":"verify"})", Verify {});
    row("underscore", R"({"type":"bind_status","state":"bound"})", BindStatus { BindState::Success, {}, {}, {} });
    row("flag", R"({"type":"bind-status","success":false,"reason":"no"})", BindStatus { BindState::Refused, {}, {}, u"no"_s });
    row("only an address", R"({"type":"bind-status","websocket":{"url":"ws://x/","token":"t"}})",
        BindStatus { BindState::Success, u"ws://x/"_s, u"t"_s, {} });
    row("upper case", R"({"type":"bind-status","state":"EXPIRED"})", BindStatus { BindState::Expired, {}, {}, {} });
    row("unknown word", R"({"type":"bind-status","state":"pondering","url":"ws://x/"})",
        BindStatus { BindState::Waiting, u"ws://x/"_s, {}, {} });
    row("null is nothing", R"({"type":"bind-status","state":"success","url":null,"token":null})",
        BindStatus { BindState::Success, {}, {}, {} });
    row("says neither", R"({"type":"auth_response"})", AuthResponse { false, {} });
}

void TstBindingCodec::readsOtherSpellings()
{
    QFETCH(QByteArray, text);
    QFETCH(Message, message);
    const auto read = decode(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    QCOMPARE(*read, message);
}

void TstBindingCodec::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("code is an object") << QByteArray(R"({"type":"verify","code":{}})");
    QTest::newRow("data is a list") << QByteArray(R"({"type":"verify","data":[]})");
    QTest::newRow("valid for ever") << QByteArray(R"({"type":"verify","code":"123456","expires_in":1e300})");
    QTest::newRow("header in the token") << QByteArray(R"({"type":"bind-status","state":"success","token":"s3cret\r\nX: y"})");
    QTest::newRow("long token") << QByteArray(R"({"type":"bind-status","token":")" + QByteArray(5000, 'x') + R"("})");
    QTest::newRow("long address") << QByteArray(R"({"type":"bind-status","url":"ws://)" + QByteArray(5000, 'x') + R"("})");
    QTest::newRow("success is text") << QByteArray(R"({"type":"auth_response","success":"maybe"})");
}

void TstBindingCodec::refuses()
{
    QFETCH(QByteArray, text);
    const auto read = decode(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, Error::Code::Invalid);
    QVERIFY(!read.error().text.contains(u"s3cret"_s));
}

void TstBindingCodec::cutsWordsToALine()
{
    const QString birds = u"x"_s + QString::fromUcs4(U"\U0001F426").repeated(400);
    const auto read = decode(QJsonDocument(QJsonObject { { u"type"_s, u"verify"_s }, { u"message"_s, birds } }).toJson());
    QVERIFY(read);
    const QString words = std::get<Verify>(read->body).message;
    QCOMPARE(words.size(), 299); // not half a bird
    QVERIFY(words.back().isLowSurrogate());
}

void TstBindingCodec::knowsACode()
{
    QVERIFY(isActivationCode(u"012345"));
    for (const QStringView wrong : { u"12345", u"1234567", u"12345a", u"", u"１２３４５６", u" 12345" })
        QVERIFY(!isActivationCode(wrong));
}

void TstBindingCodec::hidesTheToken()
{
    QString said;
    QDebug(&said) << Message { {}, bound };
    QVERIFY2(!said.contains(bound.token), qPrintable(said));
    QVERIFY(said.contains(u"redacted"_s) && said.contains(bound.url));
}

QTEST_GUILESS_MAIN(TstBindingCodec)
#include "tst_bindingcodec.moc"
