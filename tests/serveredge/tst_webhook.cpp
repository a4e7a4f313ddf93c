// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/webhook.h"
#include "support/otastub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QJsonDocument>
#include <QSslCertificate>

using namespace myna;
using namespace myna::server;
using myna::test::OtaStub;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

QSslConfiguration trusting(const char* name)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({ QSslCertificate(test::certificateOf(name), QSsl::Der) });
    return configuration;
}

QString addressOf(const OtaStub& stub)
{
    return stub.otaUrl().toString();
}

}

class TstWebhook : public test::TestCase
{
    Q_OBJECT

private slots:
    void tellsWhatHappenedInOrder()
    {
        OtaStub stub(test::tlsOf("selfsigned"));
        stub.onOta([](const OtaStub::Request&) { return OtaStub::Answer { .body = "{}" }; });
        Webhook webhook;
        webhook.trust(trusting("selfsigned"));
        QVERIFY(webhook.setAddress(addressOf(stub)));
        QSignalSpy delivered(&webhook, &Webhook::delivered);
        webhook.send({ { u"event"_s, u"quarantine"_s } });
        webhook.send({ { u"event"_s, u"emergency-stop"_s } });
        QTRY_COMPARE(delivered.size(), 2);
        QCOMPARE(stub.requests().value(0).headers.value("content-type"), QByteArray("application/json"));
        QCOMPARE(stub.requests().value(0).body, QByteArray(R"({"event":"quarantine"})"));
        QCOMPARE(stub.requests().value(1).body, QByteArray(R"({"event":"emergency-stop"})"));
    }

    void takesNoAddressButHttps_data()
    {
        QTest::addColumn<QString>("address");
        for (const auto* const address : { "http://127.0.0.1/x", "ftp://x", "https://", "what", "file:///etc/passwd" })
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void takesNoAddressButHttps()
    {
        QFETCH(QString, address);
        Webhook webhook;
        const auto set = webhook.setAddress(address);
        QVERIFY(!set);
        QVERIFY(set.error().text.contains(u"notify.webhook"_s));
        QVERIFY(webhook.setAddress({}));
    }

    void triesAgainAndGivesUp()
    {
        OtaStub stub(test::tlsOf("selfsigned"));
        int asked = 0;
        stub.onOta([&](const OtaStub::Request&) { return OtaStub::Answer { .status = ++asked == 3 ? 200 : 500, .body = "{}" }; });
        Webhook webhook({ .retry = 1ms, .tries = 3 });
        webhook.trust(trusting("selfsigned"));
        QVERIFY(webhook.setAddress(addressOf(stub)));
        QSignalSpy delivered(&webhook, &Webhook::delivered);
        QSignalSpy gaveUp(&webhook, &Webhook::gaveUp);
        webhook.send({ { u"n"_s, 1 } });
        webhook.send({ { u"n"_s, 2 } });
        QTRY_COMPARE(delivered.size(), 1);
        QTRY_COMPARE(gaveUp.size(), 1);
        QCOMPARE(asked, 6);
    }

    void doesNotInsistOnWhatIsNotWanted()
    {
        OtaStub stub(test::tlsOf("selfsigned"));
        stub.onOta([](const OtaStub::Request&) { return OtaStub::Answer { .status = 302, .location = "https://127.0.0.1:1/" }; });
        Webhook webhook({ .retry = 1ms });
        webhook.trust(trusting("selfsigned"));
        QVERIFY(webhook.setAddress(addressOf(stub)));
        QSignalSpy gaveUp(&webhook, &Webhook::gaveUp);
        webhook.send({ { u"n"_s, 1 } });
        QTRY_COMPARE(gaveUp.size(), 1);
        QCOMPARE(gaveUp.first().first().toString(), u"302"_s);
        QCOMPARE(stub.requests().size(), 1);
    }

    void believesNoStrangersCertificate()
    {
        OtaStub stub(test::tlsOf("selfsigned"));
        Webhook webhook({ .retry = 1ms, .tries = 2 });
        QVERIFY(webhook.setAddress(addressOf(stub)));
        QSignalSpy gaveUp(&webhook, &Webhook::gaveUp);
        webhook.send({ { u"secret"_s, u"word"_s } });
        QTRY_COMPARE(gaveUp.size(), 1);
        QVERIFY(stub.requests().isEmpty());
    }

    void reportsAreBounded()
    {
        OtaStub stub(test::tlsOf("selfsigned"));
        bool open = false;
        stub.onOta([&](const OtaStub::Request&) { return OtaStub::Answer { .status = open ? 200 : 503, .body = "{}" }; });
        Webhook webhook({ .retry = 50ms, .tries = 1000, .waiting = 3 });
        webhook.trust(trusting("selfsigned"));
        QVERIFY(webhook.setAddress(addressOf(stub)));
        QSignalSpy delivered(&webhook, &Webhook::delivered);
        for (int i = 0; i < 10; ++i)
            webhook.send({ { u"n"_s, i } });
        QTRY_VERIFY(!stub.requests().isEmpty());
        open = true;
        QTRY_COMPARE(delivered.size(), 3);
        const auto requests = stub.requests();
        QCOMPARE(requests.last().body, QByteArray(R"({"n":9})"));
        QCOMPARE(requests.first().body, QByteArray(R"({"n":0})"));
    }
};

QTEST_GUILESS_MAIN(TstWebhook)
#include "tst_webhook.moc"
