// SPDX-License-Identifier: GPL-3.0-or-later
// Servers as the program joins them: list, identities, pairing and connection test, without a window and without sound.
#include "client/clientcore.h"
#include "desktop/serversdesk.h"
#include "pairing/identitystore.h"
#include "settings/options.h"
#include "support/otastub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"
#include "support/wsstub.h"

#include <QFile>
#include <QTemporaryDir>

using namespace myna;
using namespace Qt::Literals::StringLiterals;
using test::OtaStub;
using viewmodels::ServerCard;
using viewmodels::ServersViewModel;

namespace {

struct Bench
{
    Bench()
    {
        settings.set(settings::secretsInFile, true);
        connectDesk = std::make_unique<desktop::ConnectDesk>(settings, dir.path(), core, [] { return u"en"_s; });
        desk = std::make_unique<desktop::ServersDesk>(*connectDesk, talk);
    }
    [[nodiscard]] ServersViewModel& model() const { return desk->viewModel(); }
    [[nodiscard]] ServerCard card(const QString& id) const
    {
        for (const ServerCard& card : model().cards()) {
            if (card.id == id)
                return card;
        }
        return {};
    }
    [[nodiscard]] QString add(const QUrl& url) const { return connectDesk->profiles().add({ .otaUrl = url, .name = {} }).value_or({}); }

    QTemporaryDir dir;
    settings::SettingsStore settings { dir.path() };
    client::ClientCore core { client::ClientOptions {} };
    viewmodels::TalkViewModel talk;
    std::unique_ptr<desktop::ConnectDesk> connectDesk;
    std::unique_ptr<desktop::ServersDesk> desk;
};

}

class TstServersDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void switchesWithOneClickAndKeepsAnIdentityForEach()
    {
        Bench bench;
        OtaStub one;
        OtaStub two;
        const QString first = bench.add(one.otaUrl());
        const QString second = bench.add(two.otaUrl());
        QSignalSpy paired(&bench.connectDesk->pairing(), &pairing::Pairing::paired);
        bench.model().use(first);
        QTRY_COMPARE(paired.size(), 1);
        bench.model().use(second);
        QTRY_COMPARE(paired.size(), 2);
        QVERIFY(bench.card(second).chosen && !bench.card(first).chosen);
        const QString mac = bench.card(first).identity;
        QVERIFY(!mac.isEmpty() && mac != bench.card(second).identity);
        bench.model().use(first);
        QTRY_COMPARE(paired.size(), 3);
        QCOMPARE(one.requests().last().headers.value("device-id"), mac.toLatin1()); // as before
        QCOMPARE(bench.settings.get(settings::profile), first);
        QCOMPARE(bench.connectDesk->chosenName(), u"127.0.0.1"_s);
    }

    void testsWithTheIdentityOfThatServer()
    {
        Bench bench;
        test::WsStub socket;
        connect(&socket, &test::WsStub::textReceived, &socket,
            [&socket] { socket.peer()->sendTextMessage(u"{\"type\":\"hello\",\"transport\":\"websocket\"}"_s); });
        OtaStub ota;
        ota.answerOta({ 200, OtaStub::profileBody(socket.url().toString()) });
        const QString id = bench.add(ota.otaUrl());
        bench.model().test(id);
        QTRY_VERIFY(!bench.card(id).testing);
        QVERIFY2(bench.card(id).verdictTone == viewmodels::Tone::Good, qPrintable(bench.card(id).verdict));
        QCOMPARE(ota.requests().last().headers.value("device-id"), bench.card(id).identity.toLatin1());
        bench.model().test(u"local"_s);
        QVERIFY(!bench.card(u"local"_s).testing); // its server is off, which is said
        QVERIFY(!bench.card(u"local"_s).verdict.isEmpty());
        QVERIFY(bench.card(id).test.isEmpty());
    }

    void aNewIdentityIsMadeForAnyServer()
    {
        Bench bench;
        OtaStub one;
        OtaStub two;
        const QString used = bench.add(one.otaUrl());
        const QString other = bench.add(two.otaUrl());
        QSignalSpy paired(&bench.connectDesk->pairing(), &pairing::Pairing::paired);
        bench.model().use(used);
        QTRY_COMPARE(paired.size(), 1);
        const QString before = bench.card(used).identity;
        bench.model().newIdentity(other);
        QTRY_VERIFY(!bench.card(other).identity.isEmpty());
        QCOMPARE(bench.card(used).identity, before);
        bench.model().newIdentity(used);
        QTRY_COMPARE(paired.size(), 2);
        QVERIFY(bench.card(used).identity != before);
        bench.model().remove(other);
        QVERIFY(!bench.connectDesk->pairing().identities().known(other));
    }

    void aComparedCertificateLetsTheChosenServerIn()
    {
        Bench bench;
        OtaStub ota(test::tlsOf("selfsigned"));
        const QString id = bench.add(ota.otaUrl());
        QSignalSpy failed(&bench.connectDesk->pairing(), &pairing::Pairing::failed);
        QSignalSpy paired(&bench.connectDesk->pairing(), &pairing::Pairing::paired);
        QSignalSpy comparison(&bench.model(), &ServersViewModel::comparisonWanted);
        bench.model().use(id);
        QTRY_COMPARE(failed.size(), 1);
        bench.connectDesk->wizard().repair(); // the wizard's one button
        QCOMPARE(comparison.size(), 1);
        bench.model().acceptCertificate(id);
        QTRY_COMPARE(paired.size(), 1);
        const auto profile = paired.first().first().value<protocol::ConnectionProfile>();
        QCOMPARE(profile.reach.pinnedCertificate, test::certificateOf("selfsigned"));
    }

    void anImportedIdentityIsUsedAndSecretsAreKeptApart()
    {
        Bench bench;
        OtaStub ota;
        const auto write = [&](const QString& name, QByteArray content) {
            QFile file(bench.dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content.replace('\'', '"'));
        };
        write(u"efuse.json"_s,
            "{'mac_address':'a4:cf:12:0b:9e:31','serial_number':'SN-049CA125-a4cf120b9e31',"
            "'hmac_key':'a41895cc4566054fbba9a201d386f70756a0954cf6ee020215ed445ab18154bf'}");
        write(u"config.json"_s,
            "{'SYSTEM_OPTIONS':{'CLIENT_ID':'7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11','NETWORK':{'OTA_VERSION_URL':'"
                + ota.otaUrl().toEncoded() + "'}}}");
        bench.model().importFrom(bench.dir.filePath(u"config.json"_s));
        const QString id = bench.connectDesk->profiles().profiles().last().id;
        QTRY_COMPARE(bench.card(id).identity, u"a4:cf:12:0b:9e:31"_s);
        QSignalSpy paired(&bench.connectDesk->pairing(), &pairing::Pairing::paired);
        bench.model().use(id);
        QTRY_COMPARE(paired.size(), 1);
        QCOMPARE(ota.requests().last().headers.value("client-id"), "7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11");
        QFile file(bench.dir.filePath(u"profiles.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(!kept.contains("a41895cc") && !kept.contains("t0ken"));
    }

    void aServerIsFoundByItsNameOnTheCommandLine()
    {
        Bench bench;
        OtaStub ota;
        const QString id = bench.connectDesk->profiles().add({ .otaUrl = ota.otaUrl(), .name = u"Desk"_s }).value_or({});
        QCOMPARE(desktop::profileNamed(bench.dir.path(), u"desk"_s).value_or({}), id);
        QCOMPARE(desktop::profileNamed(bench.dir.path(), u"official"_s).value_or({}), u"official"_s);
        const auto nobody = desktop::profileNamed(bench.dir.path(), u"attic"_s);
        QVERIFY(!nobody && nobody.error().text.contains(u"Desk"_s));
    }

    void aChangedAddressKeepsTheServerAndItsIdentity()
    {
        Bench bench;
        OtaStub one;
        OtaStub two;
        QSignalSpy paired(&bench.connectDesk->pairing(), &pairing::Pairing::paired);
        bench.connectDesk->choose({ .id = u"own"_s, .otaUrl = one.otaUrl(), .name = {} }); // the first start
        QTRY_COMPARE(paired.size(), 1);
        const QString mac = bench.card(u"own"_s).identity;
        emit bench.connectDesk->wizard().changeAddressWanted();
        bench.connectDesk->choose({ .id = u"own"_s, .otaUrl = two.otaUrl(), .name = {} });
        QTRY_COMPARE(paired.size(), 2);
        QCOMPARE(bench.connectDesk->profiles().profiles().size(), 3);
        QCOMPARE(bench.card(u"own"_s).identity, mac);
        QCOMPARE(two.requests().size(), 1);
    }
};

QTEST_MAIN(TstServersDesk)
#include "tst_serversdesk.moc"
