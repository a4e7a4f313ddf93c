// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "http/rawclient.h"
#include "server/routes/multipart.h"
#include "server/routes/picture.h"
#include "server/routes/visionroutes.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QtEndian>

using namespace myna;
using namespace myna::server;
using myna::test::RawClient;
using namespace Qt::Literals::StringLiterals;

namespace {

// Tells what it was shown, when it is told to.
class FakeEye : public Vision
{
public:
    void look(TurnId turn, const QByteArray& picture, const QString& mimeType, const QString& question, const QString& language) override
    {
        asked = turn;
        what = u"%1 bytes of %2, %3: %4"_s.arg(picture.size()).arg(mimeType, language, question);
    }
    void cancel(TurnId) override { }
    void see() { emit seen(asked, what); }
    void fail() { emit failed(asked, { Error::Code::Unavailable, u"The model sleeps."_s }); }

    TurnId asked;
    QString what;
};

class EyeEngines : public test::MuteEngines
{
public:
    std::unique_ptr<Vision> makeVision(const EngineWish&) override
    {
        if (blind)
            return nullptr;
        auto eye = std::make_unique<FakeEye>();
        eyes.append(eye.get());
        return eye;
    }
    bool blind = false;
    QVector<QPointer<FakeEye>> eyes;
};

const QByteArray jpeg = QByteArray::fromHex("ffd8ffe000104a46494600010100000100010000ffc0000b08007800a00101110000ffd9");

QByteArray png(quint32 width, quint32 height)
{
    QByteArray bytes = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");
    for (const quint32 number : { width, height }) {
        const quint32 big = qToBigEndian(number);
        bytes.append(reinterpret_cast<const char*>(&big), 4);
    }
    return bytes + QByteArray(8, '\0');
}

// As the firmware sends it (esp32_camera.cc): question, then file.
QByteArray form(
    const QByteArray& question, const QByteArray& picture, const QByteArray& first = "question", const QByteArray& second = "file")
{
    return "------ESP32_CAMERA_BOUNDARY\r\nContent-Disposition: form-data; name=\"" + first + "\"\r\n\r\n" + question
        + "\r\n------ESP32_CAMERA_BOUNDARY\r\nContent-Disposition: form-data; name=\"" + second
        + "\"; filename=\"camera.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" + picture + "\r\n------ESP32_CAMERA_BOUNDARY--\r\n";
}

struct Rig
{
    Rig()
        : registry(store, time.clock())
        , activation(store, time.clock())
        , tokens("key", time.clock())
        , gatekeeper(registry, activation, tokens, { .policy = ActivationPolicy::Approve })
        , desk(gatekeeper, engines, [](const QString&) { return Persona { .language = u"zh"_s }; })
    {
        desk.addRoutes(router);
        door = std::make_unique<http::FrontDoor>(router, budget);
        QObject::connect(&port, &http::Acceptor::accepted, door.get(), &http::FrontDoor::adopt);
        [&] { QVERIFY(port.open(QHostAddress::LocalHost, 0)); }();
        [&] { QVERIFY(registry.bind(test::deviceId, test::clientId, {}, {})); }();
    }
    void send(
        RawClient& client, const QByteArray& body, const QByteArray& type = "multipart/form-data; boundary=----ESP32_CAMERA_BOUNDARY") const
    {
        client.send("POST /mcp/vision/explain HTTP/1.1\r\nConnection: close\r\nDevice-Id: " + test::deviceId.toUtf8() + "\r\nClient-Id: "
            + test::clientId.toUtf8() + "\r\nAuthorization: Bearer " + tokens.issue(test::deviceId, test::clientId).toUtf8()
            + "\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    test::FakeTime time;
    test::FakeStore store;
    EyeEngines engines;
    DeviceRegistry registry;
    Activation activation;
    Tokens tokens;
    Gatekeeper gatekeeper;
    VisionDesk desk;
    http::Router router;
    http::Budget budget { 100 };
    std::unique_ptr<http::FrontDoor> door;
    http::Acceptor port;
};

QJsonObject answerOf(const RawClient& client)
{
    return QJsonDocument::fromJson(client.body()).object();
}

}

class TstVisionRoutes : public test::TestCase
{
    Q_OBJECT

private slots:
    void aPictureIsShownAndTheAnswerTold_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("firmware") << QByteArray("question") << QByteArray("file");
        QTest::newRow("web page") << QByteArray("question") << QByteArray("image");
        QTest::newRow("by order") << QByteArray("a") << QByteArray("b");
    }
    void aPictureIsShownAndTheAnswerTold()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        Rig rig;
        RawClient client(rig.port.serverPort());
        rig.send(client, form("What is this?", jpeg, first, second));
        QTRY_COMPARE(rig.engines.eyes.size(), 1);
        rig.engines.eyes.first()->see();
        QTRY_COMPARE(client.status(), 200);
        const QString seen = u"%1 bytes of image/jpeg, zh: What is this?"_s.arg(jpeg.size());
        QTRY_COMPARE(answerOf(client),
            (QJsonObject { { u"success"_s, true }, { u"action"_s, u"RESPONSE"_s }, { u"response"_s, seen }, { u"result"_s, seen } }));
        QTRY_VERIFY(rig.engines.eyes.first().isNull());
    }

    void whatIsNoPictureReachesNoEngine_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        const QByteArray good = "multipart/form-data; boundary=----ESP32_CAMERA_BOUNDARY";
        QTest::newRow("text") << form("?", "hello") << good;
        QTest::newRow("program") << form("?",
            "\x7f"
            "ELF and more") << good;
        QTest::newRow("svg") << form("?", "<svg/>") << good;
        QTest::newRow("no question") << form(" ", jpeg) << good;
        QTest::newRow("bomb") << form("?", png(100000, 100000)) << good;
        QTest::newRow("larger than a number") << form("?", png(0xffffffff, 1)) << good;
        QTest::newRow("no area") << form("?", png(0, 5)) << good;
        QTest::newRow("too large") << form("?", jpeg + QByteArray(maxPictureBytes, 'x')) << good;
        QTest::newRow("not a form") << QByteArray("{}") << QByteArray("application/json");
        QTest::newRow("no boundary") << form("?", jpeg) << QByteArray("multipart/form-data");
        QTest::newRow("cut off") << form("?", jpeg).chopped(40) << good;
        QTest::newRow("empty") << QByteArray() << good;
    }
    void whatIsNoPictureReachesNoEngine()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        Rig rig;
        RawClient client(rig.port.serverPort());
        rig.send(client, body, type);
        QTRY_COMPARE(client.status(), 400);
        QTRY_COMPARE(answerOf(client).value(u"error_code"_s), u"bad_request"_s);
        QVERIFY(!answerOf(client).value(u"message"_s).toString().isEmpty());
        QVERIFY(rig.engines.eyes.isEmpty());
    }

    void strangersAreRefusedBeforeTheyUpload()
    {
        Rig rig;
        for (const QByteArray& headers : { QByteArray(), QByteArray("Client-Id: web_test_client\r\n"), // the reference server's back door
                 "Device-Id: " + test::deviceId.toUtf8() + "\r\nClient-Id: " + test::clientId.toUtf8()
                     + "\r\nAuthorization: Bearer x\r\n" }) {
            RawClient client(rig.port.serverPort());
            client.send("POST /mcp/vision/explain HTTP/1.1\r\nContent-Length: 5000000\r\n" + headers + "\r\n");
            QTRY_COMPARE(client.status(), 401);
        }
    }

    void aPageInABrowserMayAsk()
    {
        Rig rig;
        RawClient client(rig.port.serverPort());
        client.send("OPTIONS /mcp/vision/explain HTTP/1.1\r\nConnection: close\r\nOrigin: http://page.example\r\n"
                    "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization,device-id\r\n\r\n");
        QTRY_COMPARE(client.status(), 204);
        QVERIFY(client.received().contains("Access-Control-Allow-Origin: *"));
        QVERIFY(client.received().contains("Device-Id"));
        RawClient picture(rig.port.serverPort());
        rig.send(picture, form("?", "no picture"));
        QTRY_COMPARE(picture.status(), 400);
        QVERIFY(picture.received().contains("Access-Control-Allow-Origin: *")); // or the page could not read why
    }

    void failuresAreTold()
    {
        Rig rig;
        RawClient client(rig.port.serverPort());
        rig.send(client, form("?", jpeg));
        QTRY_COMPARE(rig.engines.eyes.size(), 1);
        rig.engines.eyes.first()->fail();
        QTRY_COMPARE(client.status(), 502);
        QTRY_COMPARE(answerOf(client).value(u"message"_s), u"The model sleeps."_s);
        rig.engines.blind = true;
        RawClient blind(rig.port.serverPort());
        rig.send(blind, form("?", jpeg));
        QTRY_COMPARE(blind.status(), 503);
    }

    void theEmergencyStopIsForPicturesToo()
    {
        Rig rig;
        RawClient client(rig.port.serverPort());
        rig.send(client, form("?", jpeg));
        QTRY_COMPARE(rig.engines.eyes.size(), 1);
        rig.desk.setStopped(true);
        QTRY_COMPARE(client.status(), 503);
        QCOMPARE(answerOf(client).value(u"error_code"_s), u"stopped"_s);
        RawClient later(rig.port.serverPort());
        rig.send(later, form("?", jpeg));
        QTRY_COMPARE(later.status(), 503);
        QCOMPARE(rig.engines.eyes.size(), 1);
        rig.desk.setStopped(false);
        RawClient again(rig.port.serverPort());
        rig.send(again, form("?", jpeg));
        QTRY_COMPARE(rig.engines.eyes.size(), 2);
    }

    void looksAreBounded()
    {
        Rig rig;
        std::vector<std::unique_ptr<RawClient>> clients;
        for (size_t i = 0; i <= VisionDesk::maxLooks; ++i) {
            clients.push_back(std::make_unique<RawClient>(rig.port.serverPort()));
            rig.send(*clients.back(), form("?", jpeg));
            QTRY_COMPARE(rig.engines.eyes.size(), qsizetype(std::min(i + 1, VisionDesk::maxLooks)));
        }
        QTRY_COMPARE(clients.back()->status(), 503);
        clients.front()->leave();
        rig.engines.eyes.first()->see(); // to somebody who left
        RawClient next(rig.port.serverPort());
        rig.send(next, form("?", jpeg));
        QTRY_COMPARE(rig.engines.eyes.size(), qsizetype(VisionDesk::maxLooks) + 1);
    }

    void picturesAreKnownByTheirBytes()
    {
        QCOMPARE(judgePicture(jpeg)->size, QSize(160, 120));
        QCOMPARE(judgePicture(png(640, 480))->size, QSize(640, 480));
        QCOMPARE(judgePicture("GIF89a\x01\x00\x02\x00")->mimeType, u"image/gif"_s);
        QCOMPARE(judgePicture("RIFF....WEBPVP8 ")->mimeType, u"image/webp"_s);
        QCOMPARE(judgePicture(QByteArray("II*\0....", 8))->mimeType, u"image/tiff"_s);
        const QByteArray lossy = QByteArray::fromHex("524946463c0000005745425056503820300000001000009d012a80024001");
        const QByteArray lossless = QByteArray::fromHex("524946463c000000574542505650384c200000002f7f024f00");
        const QByteArray canvas = QByteArray::fromHex("524946463c00000057454250565038580a000000000000007f02003f0100");
        QCOMPARE(judgePicture(lossy)->size, QSize(640, 320));
        QCOMPARE(judgePicture(lossless)->size, QSize(640, 317));
        QCOMPARE(judgePicture(canvas)->size, QSize(640, 320));
        QByteArray huge = canvas;
        huge.replace(24, 6, QByteArray::fromHex("ffff00ffff00"));
        QVERIFY(!judgePicture(huge)); // 65,536 by 65,536
        const QByteArray tiff = QByteArray::fromHex("49492a00080000000200"
                                                    "000103000100000080020000"
                                                    "010104000100000040010000");
        QCOMPARE(judgePicture(tiff)->size, QSize(640, 320));
        const QByteArray big = QByteArray::fromHex("4d4d002a000000080002"
                                                   "01000004000000010000ffff"
                                                   "01010004000000010000ffff");
        QVERIFY(!judgePicture(big));
        for (const QByteArray& picture : { jpeg, lossy, lossless, canvas, tiff, big }) {
            for (qsizetype length = 0; length < picture.size(); ++length)
                (void)judgePicture(picture.first(length)); // any cut is borne
        }
    }

    void formsAreReadByTheirParts()
    {
        const QByteArray type = "multipart/form-data; boundary=\"x y\"";
        const auto parts = formParts(type,
            "preamble\r\n--x y\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x\r\n--x y\r\n"
            "content-disposition: form-data; filename=\"f\"; name=\"b\"\r\n\r\n\r\n--x y--\r\nafter");
        QVERIFY(parts);
        QCOMPARE(parts.value(), QVector<FormPart>({ { "a", "1\r\n--x" }, { "b", "" } }));
        QByteArray many;
        for (int i = 0; i <= maxFormParts; ++i)
            many += "--x y\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
        QVERIFY(!formParts(type, many + "--x y--"));
        QVERIFY(!formParts("multipart/form-data; boundary=" + QByteArray(71, 'x'), "--x--"));
    }
};

QTEST_GUILESS_MAIN(TstVisionRoutes)
#include "tst_visionroutes.moc"
