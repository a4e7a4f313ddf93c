// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keptfile.h"
#include "servers/profileimport.h"
#include "servers/profilejson.h"
#include "support/testcase.h"

using namespace myna;
using namespace Qt::Literals::StringLiterals;
using pairing::ServerKind;
using servers::importServers;

namespace {

// Quotes are easier to read when they are single ones.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray config(const QByteArray& network)
{
    return json("{'SYSTEM_OPTIONS':{'CLIENT_ID':'7B0D2C52-6d0f-4a6e-9a53-0c8f5f6f2a11','DEVICE_ID':'a4:cf:12:0b:9e:31','NETWORK':")
        + network + json("},'AUDIO':{}}");
}

// The vector of protocol.md §1.4.
const QByteArray efuse = json("{'mac_address':'A4:CF:12:0B:9E:31','serial_number':'SN-049CA125-a4cf120b9e31','hmac_key':'"
                              "a41895cc4566054fbba9a201d386f70756a0954cf6ee020215ed445ab18154bf','activation_status':true}");

}

class TstProfileImport : public test::TestCase
{
    Q_OBJECT

private slots:
    void pyXiaozhiWithItsIdentity()
    {
        const auto imported
            = importServers(config(json("{'OTA_VERSION_URL':'http://192.168.4.10:8002/xiaozhi/ota/','WEBSOCKET_URL':'ws://"
                                        "192.168.4.10:8000/xiaozhi/v1/','WEBSOCKET_ACCESS_TOKEN':'abc.17','ACTIVATION_VERSION':'v2'}")),
                efuse);
        QVERIFY(imported);
        QCOMPARE(imported->profiles.size(), 1);
        const auto& profile = imported->profiles.first();
        QCOMPARE(profile.otaUrl, QUrl(u"http://192.168.4.10:8002/xiaozhi/ota/"_s));
        QVERIFY(profile.websocketUrl.isEmpty()); // the server says where, each time anew
        QCOMPARE(profile.kind, ServerKind::Own);
        QCOMPARE(profile.activation, pairing::ActivationKind::Auto);
        QVERIFY(imported->identity);
        QCOMPARE(imported->identity->device.deviceId, u"a4:cf:12:0b:9e:31"_s);
        QCOMPARE(imported->identity->device.clientId, u"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s);
        QCOMPARE(imported->identity->device.serialNumber, u"SN-049CA125-a4cf120b9e31"_s);
        QCOMPARE(protocol::signChallenge(imported->identity->hmacKey, u"c0ffee-42"_s),
            "2cf268fec0fa14e113814356fda0eecee7c5dac0a3aa4bbc3294737a7a5ba788");
        QCOMPARE(imported->token, u"abc.17"_s);
    }

    void pyXiaozhiAtTheOfficialService()
    {
        const auto imported = importServers(config(json("{'OTA_VERSION_URL':'https://api.tenclass.net/xiaozhi/ota/"
                                                        "','WEBSOCKET_ACCESS_TOKEN':'test-token','ACTIVATION_VERSION':'v1'}")));
        QVERIFY(imported);
        QCOMPARE(imported->profiles.first().kind, ServerKind::Official);
        QCOMPARE(imported->profiles.first().activation, pairing::ActivationKind::CodeOnly);
        QVERIFY(!imported->identity);
        QVERIFY(imported->token.isEmpty()); // what it writes where there is none
    }

    void onlyAVoiceAddress()
    {
        const auto imported = importServers(config(json("{'OTA_VERSION_URL':null,'WEBSOCKET_URL':'wss://desk.example/xiaozhi/v1/'}")));
        QVERIFY(imported);
        QCOMPARE(imported->profiles.first().websocketUrl, QUrl(u"wss://desk.example/xiaozhi/v1/"_s));
    }

    void anIdentityThatIsNotWholeIsLeft_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("no address") << json("{'mac_address':null,'hmac_key':'00'}");
        QTest::newRow("no key") << QByteArray(efuse).replace("a41895cc", "zzzzzzzz");
        QTest::newRow("not JSON") << "efuse"_ba;
    }

    void anIdentityThatIsNotWholeIsLeft()
    {
        QFETCH(QByteArray, content);
        const auto imported = importServers(config(json("{'OTA_VERSION_URL':'http://a.example/ota/'}")), content);
        QVERIFY(imported);
        QVERIFY(!imported->identity);
    }

    void addressesOfAServersYaml_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("ota");
        QTest::newRow("alone") << "# settings\nserver:\n  ip: 0.0.0.0\n  port: 8000\n  http_port: 8003\n"
                                  "  websocket: ws://192.168.1.25:8000/xiaozhi/v1/  # for devices\n  auth:\n    enabled: true\n"
                                  "    websocket: ws://wrong.example/\nselected_module:\n  VAD: SileroVAD\n"_ba
                               << u"http://192.168.1.25:8003/xiaozhi/ota/"_s;
        QTest::newRow("quoted, Windows line ends, another port")
            << "server:\r\n    http_port: 9003\r\n    websocket: \"wss://desk.example/xiaozhi/v1/\"\r\n"_ba
            << u"https://desk.example:9003/xiaozhi/ota/"_s;
        QTest::newRow("with the console") << "manager-api:\n  url: http://192.168.1.25:8002/xiaozhi\n  secret: 1234-5678\n"_ba
                                          << u"http://192.168.1.25:8002/xiaozhi/ota/"_s;
        QTest::newRow("console wins")
            << "server:\n  websocket: ws://a.example:8000/x\nmanager-api:\n  url: 'http://b.example/xiaozhi/'\n"_ba
            << u"http://b.example/xiaozhi/ota/"_s;
    }

    void addressesOfAServersYaml()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, ota);
        const auto imported = importServers(yaml);
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().text));
        QCOMPARE(imported->profiles.size(), 1);
        QCOMPARE(imported->profiles.first().otaUrl.toString(), ota);
        QVERIFY(!servers::encodeProfiles(imported->profiles).contains("1234-5678"));
    }

    void whatIsNotUnderstoodIsSaid_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a picture") << "\x89PNG\r\n"_ba;
        QTest::newRow("other JSON") << json("{'name':'x'}");
        QTest::newRow("py-xiaozhi without a server") << config("{}");
        QTest::newRow("an example address") << "server:\n  websocket: ws://你的ip或者域名:端口号/xiaozhi/v1/\n"_ba;
        QTest::newRow("a name in the address") << config(json("{'OTA_VERSION_URL':'http://u:p@a.example/'}"));
        QTest::newRow("huge") << QByteArray(maxKeptBytes + 1, ' ');
    }

    void whatIsNotUnderstoodIsSaid()
    {
        QFETCH(QByteArray, content);
        const auto imported = importServers(content);
        QVERIFY(!imported);
        QCOMPARE(imported.error().code, Error::Code::Invalid);
        QVERIFY(imported.error().text.endsWith(u'.'));
    }

    void ourOwnListComesBack()
    {
        const QVector<pairing::ServerProfile> mine { { .id = u"own"_s, .otaUrl = QUrl(u"http://a.example/"_s), .name = u"A"_s } };
        const auto imported = importServers(servers::encodeProfiles(mine));
        QVERIFY(imported);
        QCOMPARE(imported->profiles, mine);
    }
};

QTEST_GUILESS_MAIN(TstProfileImport)
#include "tst_profileimport.moc"
