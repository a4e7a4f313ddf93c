// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/profilejson.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"
#include "viewmodels/serversviewmodel.h"

#include <QFile>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::viewmodels;
using namespace Qt::Literals::StringLiterals;
using pairing::Repair;
using pairing::ServerProfile;
using servers::ProbeLine;
using servers::ProbeReport;
using servers::ProbeState;
using servers::ProbeStep;

namespace {

struct Bench
{
    QTemporaryDir dir;
    servers::ProfileStore store { dir.path(), { QUrl(u"http://desk.local:8003/xiaozhi/ota/"_s) } };
    ServersViewModel model { store, [](const QString& id) { return id == u"own"_s ? u"02:00:00:00:00:01"_s : QString(); } };

    [[nodiscard]] ServerCard card(const QString& id) const
    {
        const QVector<ServerCard> cards = model.cards();
        const auto it = std::find_if(cards.begin(), cards.end(), [&](const ServerCard& one) { return one.id == id; });
        return it == cards.end() ? ServerCard {} : *it;
    }
    QString write(const QString& name, const QByteArray& content) const
    {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName();
    }
};

ProbeReport reportWith(ProbeState connection, const QString& text, std::optional<Repair> repair)
{
    ProbeReport report;
    for (int step = 0; step < servers::probeSteps; ++step)
        report.lines.append({ ProbeStep(step), ProbeState::Skipped, -1, {} });
    report.lines[int(ProbeStep::Connection)] = { ProbeStep::Connection, connection, 12, text };
    report.passed = connection == ProbeState::Passed;
    report.repair = repair;
    return report;
}

}

class TstServersViewModel : public test::TestCase
{
    Q_OBJECT

private slots:
    void everyServerHasACard()
    {
        Bench bench;
        QCOMPARE(bench.model.cards().size(), 3);
        const ServerCard own = bench.card(u"own"_s);
        QCOMPARE(own.name, u"desk.local"_s);
        QCOMPARE(own.address, u"http://desk.local:8003/xiaozhi/ota/"_s);
        QCOMPARE(own.identity, u"02:00:00:00:00:01"_s);
        QVERIFY(own.removable && own.editable && !own.chosen);
        QVERIFY(!bench.card(u"official"_s).removable);
        QVERIFY(!bench.card(u"local"_s).editable);
    }

    void onlyTheChosenOneShowsTheLink()
    {
        Bench bench;
        QSignalSpy changes(&bench.model, &ServersViewModel::changed);
        bench.model.setChosen(u"own"_s);
        bench.model.setLink(Tone::Good, u"ready"_s);
        bench.model.setLink(Tone::Good, u"ready"_s);
        QCOMPARE(changes.size(), 2);
        QVERIFY(bench.card(u"own"_s).chosen);
        QCOMPARE(bench.card(u"own"_s).state, u"ready"_s);
        QCOMPARE(bench.card(u"official"_s).state, QString());
    }

    void aTestIsShownWhileItRunsAndAfter()
    {
        Bench bench;
        QSignalSpy wanted(&bench.model, &ServersViewModel::testWanted);
        bench.model.test(u"own"_s);
        QCOMPARE(wanted.size(), 1);
        QVERIFY(bench.card(u"own"_s).testing);
        bench.model.probeChanged(reportWith(ProbeState::Running, {}, {}));
        QCOMPARE(bench.card(u"own"_s).test.size(), servers::probeSteps);
        QVERIFY(bench.card(u"own"_s).verdict.isEmpty());
        bench.model.probeFinished(reportWith(ProbeState::Passed, {}, {}));
        const ServerCard card = bench.card(u"own"_s);
        QVERIFY(!card.testing);
        QCOMPARE(card.verdictTone, Tone::Good);
        QVERIFY2(card.verdict.contains(u"12 ms"_s), qPrintable(card.verdict));
        QCOMPARE(card.test.at(int(ProbeStep::Connection)).time, u"12 ms"_s);
        QVERIFY(bench.card(u"official"_s).test.isEmpty());
    }

    void aCancelledTestLeavesNothing()
    {
        Bench bench;
        QSignalSpy cancelled(&bench.model, &ServersViewModel::testCancelled);
        bench.model.test(u"own"_s);
        bench.model.cancelTest();
        QCOMPARE(cancelled.size(), 1);
        bench.model.probeFinished(reportWith(ProbeState::Passed, {}, {})); // late
        QVERIFY(bench.card(u"own"_s).test.isEmpty());
    }

    void whatFailedIsSaidWithItsRepair_data()
    {
        QTest::addColumn<Repair>("repair");
        QTest::addColumn<QByteArray>("signal");
        const auto row = [](const char* name, Repair repair, const char* signal) { QTest::newRow(name) << repair << QByteArray(signal); };
        row("again", Repair::TryAgain, SIGNAL(testWanted(QString)));
        row("address", Repair::ChangeAddress, SIGNAL(editWanted(QString)));
        row("identity", Repair::NewIdentity, SIGNAL(newIdentityWanted(QString)));
        row("server", Repair::StartServer, SIGNAL(startServerWanted()));
        row("keyring", Repair::UnlockKeyring, SIGNAL(pairWanted(QString)));
        row("certificate", Repair::CompareCertificate, SIGNAL(comparisonWanted(myna::viewmodels::Comparison)));
    }

    void whatFailedIsSaidWithItsRepair()
    {
        QFETCH(Repair, repair);
        QFETCH(QByteArray, signal);
        Bench bench;
        bench.model.test(u"own"_s);
        ProbeReport report = reportWith(ProbeState::Failed, u"Nothing answers."_s, repair);
        report.certificate = test::certificateOf("selfsigned");
        bench.model.probeFinished(report);
        QCOMPARE(bench.card(u"own"_s).verdict, u"Nothing answers."_s);
        QCOMPARE(bench.card(u"own"_s).verdictTone, Tone::Bad);
        QVERIFY(!bench.card(u"own"_s).repair.isEmpty());
        QSignalSpy wish(&bench.model, signal.constData());
        bench.model.repair(u"own"_s);
        QCOMPARE(wish.size(), 1);
    }

    void aServerThatWaitsForItsCodeOffersPairing()
    {
        Bench bench;
        bench.model.test(u"own"_s);
        ProbeReport report = reportWith(ProbeState::Passed, {}, {});
        report.needsPairing = true;
        bench.model.probeFinished(report);
        QCOMPARE(bench.card(u"own"_s).repair, u"Pair now"_s);
        QSignalSpy pair(&bench.model, &ServersViewModel::pairWanted);
        bench.model.repair(u"own"_s);
        QCOMPARE(pair.size(), 1);
    }

    void aComparedCertificateIsPinnedAndTestedAgain()
    {
        Bench bench;
        const QByteArray certificate = test::certificateOf("selfsigned");
        bench.model.test(u"own"_s);
        ProbeReport report = reportWith(ProbeState::Failed, u"x"_s, Repair::CompareCertificate);
        report.certificate = certificate;
        bench.model.probeFinished(report);
        QSignalSpy comparison(&bench.model, &ServersViewModel::comparisonWanted);
        bench.model.repair(u"own"_s);
        const auto shown = comparison.first().first().value<Comparison>();
        QCOMPARE(shown.shown.size(), 95);
        QVERIFY(shown.before.isEmpty());
        QVERIFY(bench.store.find(u"own"_s)->reach.pinnedCertificate.isEmpty()); // nothing is believed yet
        bench.model.acceptCertificate(u"official"_s); // not the one that was shown
        QVERIFY(!bench.card(u"official"_s).pinned);
        QSignalSpy tests(&bench.model, &ServersViewModel::testWanted);
        QSignalSpy changed(&bench.model, &ServersViewModel::profileChanged);
        bench.model.acceptCertificate(u"own"_s);
        QCOMPARE(bench.store.find(u"own"_s)->reach.pinnedCertificate, certificate);
        QVERIFY(bench.card(u"own"_s).pinned);
        QCOMPARE(tests.size(), 1);
        QCOMPARE(changed.size(), 1);
        // Another one now: both fingerprints are shown.
        bench.model.compare(*bench.store.find(u"own"_s), test::certificateOf("another"));
        QCOMPARE(comparison.last().first().value<Comparison>().before, shown.shown);
        bench.model.forgetPin(u"own"_s);
        QVERIFY(!bench.card(u"own"_s).pinned);
    }

    void aNewServerIsTestedAtOnceAndItsSecretsGoElsewhere()
    {
        Bench bench;
        QSignalSpy tests(&bench.model, &ServersViewModel::testWanted);
        QSignalSpy tokens(&bench.model, &ServersViewModel::tokenTyped);
        QSignalSpy passwords(&bench.model, &ServersViewModel::proxyPasswordTyped);
        const ServerForm form { .name = u"Attic"_s,
            .address = u"wss://attic.local/xiaozhi/v1/"_s,
            .token = u"sesame1"_s,
            .proxy = protocol::ProxyKind::Http,
            .proxyAddress = u"proxy.example:3128"_s,
            .proxyUser = u"ann"_s,
            .proxyPassword = u"sesame2"_s };
        QVERIFY(bench.model.save(form));
        QCOMPARE(tests.size(), 1);
        QCOMPARE(tokens.size(), 1);
        QCOMPARE(passwords.size(), 1);
        const auto added = bench.store.findByName(u"attic"_s);
        QVERIFY(added);
        QCOMPARE(added->websocketUrl, QUrl(u"wss://attic.local/xiaozhi/v1/"_s));
        QCOMPARE(added->reach.proxy.port, 3128);
        QVERIFY(!servers::encodeProfiles(bench.store.profiles()).contains("sesame"));
    }

    void whatIsTypedIsJudged_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("proxy");
        QTest::addColumn<bool>("good");
        QTest::newRow("a bare host") << u"192.168.1.5:8003"_s << QString() << true;
        QTest::newRow("nothing") << QString() << QString() << false;
        QTest::newRow("ftp") << u"ftp://x/"_s << QString() << false;
        QTest::newRow("voice without a host") << u"ws:///x"_s << QString() << false;
        QTest::newRow("voice with a name") << u"ws://u:p@a.example/"_s << QString() << false;
        QTest::newRow("proxy") << u"http://a.example"_s << u"proxy.example:3128"_s << true;
        QTest::newRow("proxy with numbers of six") << u"http://a.example"_s << u"[::1]:3128"_s << true;
        QTest::newRow("proxy without a port") << u"http://a.example"_s << u"proxy.example"_s << false;
        QTest::newRow("proxy with a password") << u"http://a.example"_s << u"ann:pw@proxy.example:1"_s << false;
    }

    void whatIsTypedIsJudged()
    {
        QFETCH(QString, address);
        QFETCH(QString, proxy);
        QFETCH(bool, good);
        Bench bench;
        ServerForm form { .address = address };
        form.proxyAddress = proxy;
        if (!proxy.isEmpty())
            form.proxy = protocol::ProxyKind::Socks5;
        const Result<> saved = bench.model.save(form);
        QCOMPARE(bool(saved), good);
        QCOMPARE(bench.store.profiles().size(), good ? 4 : 3);
        if (!good) {
            QVERIFY(saved.error().text.endsWith(u'.'));
            return;
        }
        const ServerForm again = bench.model.form(bench.store.profiles().last().id);
        QCOMPARE(again.proxyAddress, proxy);
        QVERIFY(bench.model.save(again));
    }

    void aFormComesBackAsItWasAndARenamedServerIsNotReconnected()
    {
        Bench bench;
        ServerForm form = bench.model.form(u"own"_s);
        QSignalSpy changed(&bench.model, &ServersViewModel::profileChanged);
        form.name = u"Desk"_s;
        QVERIFY(bench.model.save(form));
        QCOMPARE(changed.size(), 0);
        QCOMPARE(bench.card(u"own"_s).name, u"Desk"_s);
        form.codeOnly = form.keyAsBytes = form.payload = form.pushedBinding = true;
        form.transport = protocol::TransportChoice::Mqtt;
        QVERIFY(bench.model.save(form));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(bench.model.form(u"own"_s), form);
    }

    void anotherHostLetsThePinnedCertificateGo()
    {
        Bench bench;
        ServerProfile own = *bench.store.find(u"own"_s);
        own.reach.pinnedCertificate = test::certificateOf("selfsigned");
        QVERIFY(bench.store.change(own));
        ServerForm form = bench.model.form(u"own"_s);
        form.address = u"http://desk.local:9999/xiaozhi/ota/"_s;
        QVERIFY(bench.model.save(form));
        QVERIFY(bench.card(u"own"_s).pinned);
        form.address = u"http://attic.local/xiaozhi/ota/"_s;
        QVERIFY(bench.model.save(form));
        QVERIFY(!bench.card(u"own"_s).pinned);
    }

    void removingForgetsTheIdentityToo()
    {
        Bench bench;
        QSignalSpy forgotten(&bench.model, &ServersViewModel::forgotten);
        bench.model.remove(u"official"_s);
        QCOMPARE(forgotten.size(), 0);
        QVERIFY(!bench.model.notice().isEmpty() && !bench.model.noticeIsGood());
        bench.model.remove(u"own"_s);
        QCOMPARE(forgotten.size(), 1);
    }

    void importsWithItsIdentityAndExportsWithout()
    {
        Bench bench;
        QSignalSpy adopted(&bench.model, &ServersViewModel::identityAdopted);
        bench.write(u"efuse.json"_s,
            QByteArray("{'mac_address':'a4:cf:12:0b:9e:31','serial_number':'SN-049CA125-a4cf120b9e31',"
                       "'hmac_key':'a41895cc4566054fbba9a201d386f70756a0954cf6ee020215ed445ab18154bf'}")
                .replace('\'', '"'));
        bench.model.importFrom(bench.write(u"config.json"_s,
            QByteArray("{'SYSTEM_OPTIONS':{'CLIENT_ID':'7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11',"
                       "'NETWORK':{'OTA_VERSION_URL':'http://b.example/xiaozhi/ota/'}}}")
                .replace('\'', '"')));
        QVERIFY2(bench.model.noticeIsGood(), qPrintable(bench.model.notice()));
        QCOMPARE(adopted.size(), 1);
        const QString out = bench.dir.filePath(u"out.json"_s);
        bench.model.exportTo(out);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(written.contains("b.example") && !written.contains("a41895cc") && !written.contains("a4:cf"));
        bench.model.importFrom(out); // all there already
        QVERIFY(bench.model.noticeIsGood());
        QCOMPARE(bench.store.profiles().size(), 4);
        bench.model.importFrom(bench.dir.filePath(u"nowhere.json"_s));
        QVERIFY(!bench.model.noticeIsGood());
    }
};

QTEST_GUILESS_MAIN(TstServersViewModel)
#include "tst_serversviewmodel.moc"
