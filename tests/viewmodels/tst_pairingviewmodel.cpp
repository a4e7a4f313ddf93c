// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/pairingtexts.h"
#include "viewmodels/pairingviewmodel.h"
#include "viewmodels/serverchoices.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::Error;
using myna::pairing::Failure;
using myna::pairing::Repair;
using myna::pairing::ServerChoice;
using myna::pairing::State;
using myna::pairing::Step;
using myna::protocol::ActivationOffer;
using myna::viewmodels::PairingScene;
using myna::viewmodels::PairingTexts;
using myna::viewmodels::PairingViewModel;
using myna::viewmodels::ServerChoices;
using myna::viewmodels::StepState;

namespace {

const QUrl console(u"https://xiaozhi.me/"_s);

ActivationOffer offer(const QString& code = u"482913"_s)
{
    return { code, u"Type the code"_s, u"challenge"_s, 24h };
}

QVector<StepState> states(const PairingViewModel& model)
{
    QVector<StepState> states;
    for (const auto& step : model.steps())
        states << step.state;
    return states;
}

// Until the code is shown.
void walkToCode(PairingViewModel& model, const ServerChoice& server = ServerChoices::official(), const QUrl& where = console)
{
    model.begin(server);
    model.onStateChanged(State::Checking);
    model.onIdentityReady({ u"02:4f:11:22:33:9e"_s, u"uuid"_s, u"SN"_s }, u"in your keychain"_s);
    model.onVersionChecked({}, 84);
    model.onStateChanged(State::AwaitingUser);
    model.onCodeOffered(offer(), where);
}

// Nothing moves by itself.
PairingViewModel::Timing still()
{
    return { 1h, 1h, 1h, 1h };
}

}

class TstPairingViewModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void walksThroughTheFourSteps()
    {
        using enum StepState;
        PairingViewModel model(still());
        QCOMPARE(states(model), (QVector { Pending, Pending, Pending, Pending }));
        QSignalSpy begin(&model, &PairingViewModel::beginWanted);
        model.begin(ServerChoices::official());
        QCOMPARE(begin.count(), 1);
        QCOMPARE(model.serverName(), u"xiaozhi.me"_s);
        QCOMPARE(states(model), (QVector { Active, Pending, Pending, Pending }));
        model.onStateChanged(State::Checking);
        model.onIdentityReady({ u"02:4f:11:22:33:9e"_s, u"uuid"_s, u"SN"_s }, u"in your keychain"_s);
        QCOMPARE(states(model), (QVector { Done, Active, Pending, Pending }));
        QCOMPARE(model.steps().at(0).detail, u"02:4f:…:9e · in your keychain"_s);
        QCOMPARE(model.scene(), PairingScene::Checking);
        model.onVersionChecked({}, 84);
        QCOMPARE(model.steps().at(1).detail, u"answered in 84 ms"_s);
        model.onStateChanged(State::AwaitingUser);
        model.onCodeOffered(offer(), console);
        QCOMPARE(states(model), (QVector { Done, Done, Active, Pending }));
        QCOMPARE(model.scene(), PairingScene::Code);
        QVERIFY2(model.steps().at(2).detail.startsWith(u"valid for 24 hour"_s), qPrintable(model.steps().at(2).detail));
        QCOMPARE(model.code(), u"482913"_s);
        QCOMPARE(model.spelledCode(), u"4 8 2 9 1 3"_s);
        QCOMPARE(model.console(), console);
        model.onStateChanged(State::Confirming);
        QCOMPARE(states(model), (QVector { Done, Done, Done, Active }));
        model.onVersionChecked({}, 20);
        QCOMPARE(states(model), (QVector { Done, Done, Done, Active }));
        model.onPaired({});
        QCOMPARE(states(model), (QVector { Done, Done, Done, Done }));
        QCOMPARE(model.scene(), PairingScene::Paired);
    }

    void aMendedIdentitySaysSo()
    {
        PairingViewModel model(still());
        model.begin(ServerChoices::official());
        model.onIdentityRestored(u"The file was damaged and restored from its copy."_s);
        model.onIdentityReady({ u"02:4f:11:22:33:9e"_s, {}, {} }, u"in your keychain"_s);
        QCOMPARE(model.steps().at(0).detail, u"The file was damaged and restored from its copy."_s);
        model.begin(ServerChoices::official());
        model.onIdentityReady({ u"02:4f:11:22:33:9e"_s, {}, {} }, u"in your keychain"_s);
        QCOMPARE(model.steps().at(0).detail, u"02:4f:…:9e · in your keychain"_s);
    }

    void aKnownDeviceNeedsNoCode()
    {
        PairingViewModel model(still());
        model.begin(ServerChoices::own(QUrl(u"http://desk.local:8003/xiaozhi/ota/"_s)));
        model.onIdentityReady({ u"02:4f:11:22:33:9e"_s, u"uuid"_s, u"SN"_s }, u"in your keychain"_s);
        model.onVersionChecked({}, 5);
        model.onPaired({});
        QCOMPARE(model.scene(), PairingScene::Paired);
        QCOMPARE(model.steps().at(2).detail, u"not needed, the server knows you"_s);
        QVERIFY(model.explanation().contains(u"desk.local"_s));
    }

    void aShortPollingHintIsNotALifeTime()
    {
        PairingViewModel model(still());
        walkToCode(model);
        ActivationOffer hinted = offer();
        hinted.timeout = 30s;
        model.onCodeOffered(hinted, console);
        QCOMPARE(model.steps().at(2).detail, u"waiting for you"_s);
    }

    void countsDown()
    {
        PairingViewModel model(still());
        walkToCode(model);
        QVERIFY(!model.countdownVisible());
        QSignalSpy counted(&model, &PairingViewModel::countdownChanged);
        model.onWaiting(18, 60, 5000ms);
        QCOMPARE(counted.count(), 1);
        QVERIFY(model.countdownVisible());
        QVERIFY(model.countdownText() == u"3:35"_s || model.countdownText() == u"3:34"_s); // a second may have passed
        QVERIFY(model.countdownFraction() > 0.6 && model.countdownFraction() <= 0.72);
        QCOMPARE(model.attemptText(), u"waiting · try 18 of 60"_s);
        model.onWaiting(60, 60, 0ms);
        QCOMPARE(model.countdownText(), u"0:00"_s);
        QCOMPARE(model.countdownFraction(), 0.0);
    }

    void ticksWhileWaiting()
    {
        PairingViewModel model({ 1h, 1h, 5ms, 1h });
        walkToCode(model);
        QSignalSpy counted(&model, &PairingViewModel::countdownChanged);
        model.onWaiting(1, 60, 5000ms);
        QTRY_VERIFY(counted.count() >= 3);
    }

    void aLongCheckShowsProgressAndThenItsReason()
    {
        PairingViewModel model({ 1ms, 20ms, 1h, 1h });
        model.begin(ServerChoices::official());
        model.onIdentityReady({ u"02:4f:11:22:33:9e"_s, {}, {} }, u"in your keychain"_s);
        QVERIFY(!model.progressVisible());
        QCOMPARE(model.explanation(), u"This takes a moment."_s);
        QTRY_VERIFY(model.progressVisible());
        QTRY_VERIFY(model.explanation().contains(u"Waiting for an answer from xiaozhi.me"_s));
        model.onCodeOffered(offer(), console);
        QVERIFY(!model.progressVisible());
    }

    void waitingForTheKeychainSaysSo()
    {
        PairingViewModel model({ 1h, 1ms, 1h, 1h });
        model.begin(ServerChoices::official());
        QTRY_VERIFY(model.explanation().contains(u"keychain"_s));
    }

    void onThisComputerTheOwnerApproves()
    {
        PairingViewModel model(still());
        walkToCode(model, ServerChoices::thisComputer(), QUrl());
        QVERIFY(model.onThisComputer());
        QCOMPARE(model.title(), u"Approve this computer"_s);
        QSignalSpy approve(&model, &PairingViewModel::approveHereWanted);
        model.approveHere();
        model.approveHere();
        QCOMPARE(approve.count(), 1);
        QCOMPARE(approve.at(0), QVariantList { u"482913"_s });
        QVERIFY(model.approving());
        model.onWishFailed({ Error::Code::NotFound, u"Nobody has this code any more."_s });
        QVERIFY(!model.approving());
        QCOMPARE(model.notice(), u"Nobody has this code any more."_s);
    }

    void wishesAboutTheCode()
    {
        PairingViewModel model(still());
        QSignalSpy speak(&model, &PairingViewModel::speakDigitsWanted);
        QSignalSpy open(&model, &PairingViewModel::openConsoleWanted);
        model.hearCode();
        model.openConsole();
        QCOMPARE(speak.count() + open.count(), 0);
        walkToCode(model);
        model.hearCode();
        model.openConsole();
        QCOMPARE(speak.value(0), QVariantList { u"482913"_s });
        QCOMPARE(open.value(0), QVariantList { console });
        QSignalSpy fresh(&model, &PairingViewModel::newCodeWanted);
        model.requestNewCode();
        QCOMPARE(fresh.count(), 1);
        QVERIFY(model.code().isEmpty());
        QCOMPARE(model.scene(), PairingScene::Checking);
        QCOMPARE(model.steps().at(0).state, StepState::Done);
    }

    void everyStepHasItsSentence_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("title");
        QTest::newRow("identity") << int(Step::Identity) << u"The identity could not be kept safe"_s;
        QTest::newRow("version check") << int(Step::VersionCheck) << u"The server could not be asked"_s;
        QTest::newRow("code") << int(Step::Code) << u"The code was not accepted"_s;
        QTest::newRow("confirmed") << int(Step::Confirmed) << u"The server did not confirm"_s;
    }

    void everyStepHasItsSentence()
    {
        QFETCH(int, step);
        QFETCH(QString, title);
        PairingViewModel model(still());
        walkToCode(model);
        model.onFailed({ Step(step), { Error::Code::Timeout, u"The server did not answer within 10 s."_s }, Repair::TryAgain });
        QCOMPARE(model.scene(), PairingScene::Failed);
        QCOMPARE(model.title(), title);
        QCOMPARE(model.explanation(), u"The server did not answer within 10 s."_s);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(model.steps().at(i).state, i < step ? StepState::Done : i == step ? StepState::Failed : StepState::Pending);
        QVERIFY(model.code().isEmpty());
    }

    void everyRepairHasItsButtonAndItsWish_data()
    {
        QTest::addColumn<int>("repair");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("wish");
        const auto row = [](const char* name, Repair repair, const QString& text, const char* wish) {
            QTest::newRow(name) << int(repair) << text << QByteArray(QMetaObject::normalizedSignature(wish));
        };
        row("again", Repair::TryAgain, u"Try again"_s, "beginWanted(myna::pairing::ServerChoice)");
        row("address", Repair::ChangeAddress, u"Change address"_s, "changeAddressWanted()");
        row("code", Repair::NewCode, u"New code"_s, "newCodeWanted()");
        row("identity", Repair::NewIdentity, u"Use a new identity"_s, "newIdentityWanted()");
        row("keyring", Repair::UnlockKeyring, u"Unlock the keychain"_s, "beginWanted(myna::pairing::ServerChoice)");
        row("file", Repair::KeepInFile, u"Keep it in a file only you can read"_s, "keepInFileAgreed()");
        row("server", Repair::StartServer, u"Start the server"_s, "startServerWanted()");
    }

    void everyRepairHasItsButtonAndItsWish()
    {
        QFETCH(int, repair);
        QFETCH(QString, text);
        QFETCH(QByteArray, wish);
        PairingViewModel model(still());
        walkToCode(model);
        model.onFailed({ Step::Code, { Error::Code::Timeout, u"Why."_s }, Repair(repair) });
        QCOMPARE(model.repairText(), text);
        const int index = model.metaObject()->indexOfSignal(wish.constData());
        QVERIFY2(index >= 0, wish.constData());
        QSignalSpy spy(&model, model.metaObject()->method(index));
        model.repair();
        QCOMPARE(spy.count(), 1);
    }

    void theSecondWayOut_data()
    {
        QTest::addColumn<int>("repair");
        QTest::addColumn<int>("step");
        QTest::addColumn<ServerChoice>("server");
        QTest::addColumn<QString>("text");
        const ServerChoice own = ServerChoices::own(QUrl(u"http://a.example/"_s));
        QTest::newRow("keyring") << int(Repair::UnlockKeyring) << int(Step::Identity) << own << u"Keep it in a file only you can read"_s;
        QTest::newRow("own") << int(Repair::TryAgain) << int(Step::VersionCheck) << own << u"Change address"_s;
        QTest::newRow("local") << int(Repair::TryAgain) << int(Step::VersionCheck) << ServerChoices::thisComputer() << QString();
        QTest::newRow("code") << int(Repair::NewCode) << int(Step::Code) << own << QString();
    }

    void theSecondWayOut()
    {
        QFETCH(int, repair);
        QFETCH(int, step);
        QFETCH(ServerChoice, server);
        QFETCH(QString, text);
        PairingViewModel model(still());
        model.begin(server);
        model.onFailed({ Step(step), { Error::Code::Refused, u"Why."_s }, Repair(repair) });
        QCOMPARE(model.otherRepairText(), text);
        QSignalSpy file(&model, &PairingViewModel::keepInFileAgreed);
        QSignalSpy address(&model, &PairingViewModel::changeAddressWanted);
        model.otherRepair();
        QCOMPARE(file.count() + address.count(), text.isEmpty() ? 0 : 1);
    }

    void cancelIsAlwaysPossible()
    {
        PairingViewModel model(still());
        walkToCode(model);
        model.onWaiting(2, 60, 5000ms);
        QSignalSpy cancel(&model, &PairingViewModel::cancelWanted);
        model.cancel();
        QCOMPARE(cancel.count(), 1);
        QCOMPARE(model.scene(), PairingScene::Idle);
        QVERIFY(model.code().isEmpty());
        QVERIFY(!model.countdownVisible());
        model.onWaiting(3, 60, 5000ms); // late
        QVERIFY(!model.countdownVisible());
    }

    void successIsShownForAMoment()
    {
        PairingViewModel model({ 1h, 1h, 1h, 5ms });
        walkToCode(model);
        QSignalSpy finished(&model, &PairingViewModel::finished);
        model.onStateChanged(State::Confirming);
        model.onPaired({});
        QCOMPARE(finished.count(), 0);
        QTRY_COMPARE(finished.count(), 1);
        model.finishNow();
        QCOMPARE(finished.count(), 1);
    }

    void successCanBeLeftAtOnce()
    {
        PairingViewModel model(still());
        walkToCode(model);
        QSignalSpy finished(&model, &PairingViewModel::finished);
        model.finishNow();
        QCOMPARE(finished.count(), 0);
        model.onPaired({});
        model.finishNow();
        model.finishNow();
        QCOMPARE(finished.count(), 1);
    }

    void aRevokedDeviceChecksAgain()
    {
        PairingViewModel model(still());
        walkToCode(model);
        model.onPaired({});
        model.onStateChanged(State::Checking);
        QCOMPARE(model.scene(), PairingScene::Checking);
        QCOMPARE(model.steps().at(0).state, StepState::Done);
        QCOMPARE(model.steps().at(1).state, StepState::Active);
    }

    void idsAreShortened()
    {
        QCOMPARE(PairingTexts::shortId(u"02:4f:11:22:33:9e"_s), u"02:4f:…:9e"_s);
        QCOMPARE(PairingTexts::shortId(u"odd"_s), u"odd"_s);
    }
};

QTEST_GUILESS_MAIN(TstPairingViewModel)
#include "tst_pairingviewmodel.moc"
