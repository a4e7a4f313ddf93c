// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/memorystore.h"
#include "pairing/pairing.h"
#include "pairing/pushedbinding.h"
#include "support/otastub.h"
#include "support/testcase.h"
#include "support/wsstub.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::pairing;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::WsStub;

namespace {

constexpr Timing patient { 20s, 20, 20s, 60s, 20s };

// A server that pushes what the test says, and a Pairing that knows nothing of it but the address.
struct Run
{
    explicit Run(Timing timing = patient, const std::shared_ptr<MemoryShelf>& kept = std::make_shared<MemoryShelf>())
        : shelf(kept)
        , pairing(folder.path(), std::make_unique<MemoryStore>(shelf), u"en-US"_s, timing)
    {
        QObject::connect(&server, &WsStub::textReceived, &server, [this](const QString& text) {
            heard.append(QJsonDocument::fromJson(text.toUtf8()).object());
            if (heard.last().value("type"_L1) == "auth"_L1) {
                for (const QString& answer : answers)
                    say(answer);
            }
        });
        profile.id = u"own"_s;
        profile.websocketUrl = server.url();
        profile.pushedBinding = true;
    }
    void begin() { pairing.begin(profile); }
    void say(const QString& text) const { server.peer()->sendTextMessage(text); }
    [[nodiscard]] protocol::ConnectionProfile paired() const { return pairings.last().first().value<protocol::ConnectionProfile>(); }
    [[nodiscard]] Failure failure() const { return failures.last().first().value<Failure>(); }
    [[nodiscard]] QString code() const { return codes.last().first().value<protocol::ActivationOffer>().code; }

    QTemporaryDir folder;
    std::shared_ptr<MemoryShelf> shelf;
    WsStub server;
    QVector<QJsonObject> heard;
    QStringList answers; // to `auth`
    ServerProfile profile;
    Pairing pairing;
    QSignalSpy codes { &pairing, &Pairing::codeOffered };
    QSignalSpy waits { &pairing, &Pairing::waiting };
    QSignalSpy pairings { &pairing, &Pairing::paired };
    QSignalSpy failures { &pairing, &Pairing::failed };
};

const QString verify = uR"({"type":"verify","code":"012345","message":"Enter it."})"_s;

}

class TstPushedBinding : public test::TestCase
{
    Q_OBJECT

private slots:
    void aPushedCodeBecomesAProfile();
    void withoutAnotherAddressItStaysHere();
    void theTokenIsUsedTheNextTime();
    void anOldTokenLeadsToANewCode();
    void theVersionCheckNamesTheSocket();
    void aWelcomeNeedsNoCode_data();
    void aWelcomeNeedsNoCode();
    void aChangedCodeIsShown();
    void badCodesAreExplained_data();
    void badCodesAreExplained();
    void refusalsAreExplained_data();
    void refusalsAreExplained();
    void nobodyAnswers();
    void theLineBreaksWhileTheCodeWaits();
    void theCodeIsNotWaitedForForEver();
    void cancelHangsUp();
    void aCodeOnTheSessionIsTaken();
    void theSameTokenInOtherWordsChangesNothing();
    void aTokenNobodyAskedForIsNot();
};

void TstPushedBinding::aPushedCodeBecomesAProfile()
{
    Run run;
    run.answers = { uR"({"type":"stt","text":"hm"})"_s, verify };
    run.begin();
    QTRY_COMPARE(run.codes.size(), 1);
    QCOMPARE(run.code(), u"012345"_s);
    QCOMPARE(run.pairing.state(), State::AwaitingUser);
    QCOMPARE(run.waits.size(), 1); // the wizard's countdown
    QTRY_COMPARE(run.heard.size(), 2);
    QCOMPARE(run.heard.first().value("action"_L1).toString(), u"device_login"_s);
    const QJsonObject data = run.heard.first().value("data"_L1).toObject();
    QCOMPARE(data.value("device_id"_L1).toString(), QString::fromLatin1(run.server.header("Device-Id")));
    QCOMPARE(data.value("client_id"_L1).toString(), QString::fromLatin1(run.server.header("Client-Id")));
    QVERIFY(data.value("serial_number"_L1).toString().startsWith("SN-"_L1));
    QVERIFY(run.server.header("Authorization").isEmpty());
    QCOMPARE(run.heard.last().value("type"_L1).toString(), u"hello"_s);

    run.say(uR"({"type":"bind-status","state":"waiting"})"_s);
    run.say(uR"({"type":"bind-status","state":"success","url":"wss://voice.example/v1/","token":"t0p-s3cret"})"_s);
    QTRY_COMPARE(run.pairings.size(), 1);
    QCOMPARE(run.paired().url, QUrl(u"wss://voice.example/v1/"_s));
    QCOMPARE(run.paired().token, u"t0p-s3cret"_s);
    QVERIFY(run.paired().saysAuth);
    QCOMPARE(run.failures.size(), 0);
    QTRY_VERIFY(!run.server.peer() || run.server.peer()->state() != QAbstractSocket::ConnectedState);
}

void TstPushedBinding::withoutAnotherAddressItStaysHere()
{
    Run run;
    run.answers = { verify, uR"({"type":"bind-status","state":"success","token":"t"})"_s };
    run.begin();
    QTRY_COMPARE(run.pairings.size(), 1);
    QCOMPARE(run.paired().url, run.server.url());
}

void TstPushedBinding::theTokenIsUsedTheNextTime()
{
    Run run;
    run.answers = { verify, uR"({"type":"bind-status","state":"success","url":"wss://voice.example/v1/","token":"t"})"_s };
    run.begin();
    QTRY_COMPARE(run.pairings.size(), 1);
    run.begin();
    QTRY_COMPARE(run.pairings.size(), 2);
    QCOMPARE(run.paired().token, u"t"_s);
    QCOMPARE(run.paired().url, QUrl(u"wss://voice.example/v1/"_s));
    QCOMPARE(run.server.connections, 1); // nobody was asked again
}

void TstPushedBinding::anOldTokenLeadsToANewCode()
{
    Run run;
    run.answers = { verify, uR"({"type":"bind-status","state":"success","token":"t"})"_s };
    run.begin();
    QTRY_COMPARE(run.pairings.size(), 1);
    run.answers = { verify };
    run.pairing.markRevoked();
    QTRY_COMPARE(run.codes.size(), 2);
    QCOMPARE(run.server.connections, 2);
}

void TstPushedBinding::theVersionCheckNamesTheSocket()
{
    Run run;
    test::OtaStub ota;
    ota.onOta([&](const test::OtaStub::Request&) {
        QJsonObject reply = QJsonDocument::fromJson(test::OtaStub::profileBody(run.server.url().toString(), {})).object();
        reply.insert("activation"_L1, QJsonObject { { u"code"_s, u"111111"_s }, { u"message"_s, u"m"_s } });
        return test::OtaStub::Answer { .body = QJsonDocument(reply).toJson() };
    });
    run.answers = { verify };
    run.profile.websocketUrl.clear();
    run.profile.otaUrl = ota.otaUrl();
    run.begin();
    QTRY_COMPARE(run.codes.size(), 1);
    QCOMPARE(run.code(), u"012345"_s); // the pushed one
    run.say(uR"({"type":"bind-status","state":"success","token":"t"})"_s);
    QTRY_COMPARE(run.pairings.size(), 1);
    QCOMPARE(ota.count("/ota/"), 1);
}

void TstPushedBinding::aWelcomeNeedsNoCode_data()
{
    QTest::addColumn<QString>("answer");
    QTest::newRow("auth_response") << uR"({"type":"auth_response","success":true})"_s;
    QTest::newRow("hello") << uR"({"type":"hello","transport":"websocket"})"_s;
    QTest::newRow("bind-status") << uR"({"type":"bind-status","state":"success"})"_s;
}

void TstPushedBinding::aWelcomeNeedsNoCode()
{
    QFETCH(QString, answer);
    Timing timing = patient;
    timing.auth = 200ms;
    Run run(timing);
    run.answers = { answer };
    run.begin();
    QTRY_COMPARE(run.pairings.size(), 1);
    QCOMPARE(run.codes.size(), 0);
    QVERIFY(run.paired().token.isEmpty());
}

void TstPushedBinding::aChangedCodeIsShown()
{
    Run run;
    run.answers = { verify };
    run.begin();
    QTRY_COMPARE(run.codes.size(), 1);
    run.say(uR"({"type":"verify","code":"543210"})"_s);
    QTRY_COMPARE(run.codes.size(), 2);
    QCOMPARE(run.code(), u"543210"_s);
    QCOMPARE(run.pairing.state(), State::AwaitingUser);
}

void TstPushedBinding::badCodesAreExplained_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("five digits") << u"12345"_s;
    QTest::newRow("seven digits") << u"1234567"_s;
    QTest::newRow("letters") << u"<b>hi!"_s;
    QTest::newRow("none") << QString();
}

void TstPushedBinding::badCodesAreExplained()
{
    QFETCH(QString, code);
    Run run;
    run.answers = { uR"({"type":"verify","code":"%1"})"_s.arg(code) };
    run.begin();
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().error.code, Error::Code::Protocol);
    QVERIFY(run.failure().error.text.contains(u"six digits"_s));
    QVERIFY(code.isEmpty() || !run.failure().error.text.contains(code));
    QCOMPARE(run.codes.size(), 0);
}

void TstPushedBinding::refusalsAreExplained_data()
{
    QTest::addColumn<QStringList>("answers");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("repair");
    const auto row = [](const char* name, const QStringList& answers, Error::Code code, const QString& words, Repair repair) {
        QTest::newRow(name) << answers << int(code) << words << int(repair);
    };
    row("auth", { uR"({"type":"auth_response","success":false,"message":"Not in my house."})"_s }, Error::Code::Refused,
        u"Not in my house"_s, Repair::TryAgain);
    row("owner", { verify, uR"({"type":"bind-status","state":"refused","message":"The owner said no."})"_s }, Error::Code::Refused,
        u"The owner said no"_s, Repair::NewCode);
    row("owner, wordless", { verify, uR"({"type":"bind-status","state":"refused"})"_s }, Error::Code::Refused, u"without saying why"_s,
        Repair::NewCode);
    row("expired", { verify, uR"({"type":"bind-status","state":"expired"})"_s }, Error::Code::Timeout, u"new one"_s, Repair::NewCode);
    for (const QString& url : { u"http://x/"_s, u"ws://"_s, u"ws://me:pw@x/"_s, u"ws://x/#f"_s, u"javascript:1"_s }) {
        row(qPrintable(u"address "_s + url), { verify, uR"({"type":"bind-status","state":"success","url":"%1","token":"t"})"_s.arg(url) },
            Error::Code::Protocol, u"address"_s, Repair::TryAgain);
    }
}

void TstPushedBinding::refusalsAreExplained()
{
    QFETCH(QStringList, answers);
    QFETCH(int, code);
    QFETCH(QString, words);
    QFETCH(int, repair);
    Run run;
    run.answers = answers;
    run.begin();
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(int(run.failure().error.code), code);
    QVERIFY2(run.failure().error.text.contains(words), qPrintable(run.failure().error.text));
    QCOMPARE(int(run.failure().repair), repair);
    QCOMPARE(run.pairings.size(), 0);
}

void TstPushedBinding::nobodyAnswers()
{
    Timing timing = patient;
    timing.auth = 30ms;
    Run run(timing);
    run.begin();
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().error.code, Error::Code::Timeout);
    QCOMPARE(run.failure().step, Step::VersionCheck);
}

void TstPushedBinding::theLineBreaksWhileTheCodeWaits()
{
    Run run;
    run.answers = { verify };
    run.begin();
    QTRY_COMPARE(run.codes.size(), 1);
    run.server.dropTcp();
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().step, Step::Code);
    QCOMPARE(run.failure().repair, Repair::NewCode);
    run.pairing.requestNewCode();
    QTRY_COMPARE(run.codes.size(), 2);
}

void TstPushedBinding::theCodeIsNotWaitedForForEver()
{
    Timing timing = patient;
    timing.poll = 5ms;
    timing.attempts = 5;
    Run run(timing);
    run.answers = { verify };
    run.begin();
    QTRY_COMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().error.code, Error::Code::Timeout);
    QCOMPARE(run.failure().repair, Repair::NewCode);
    QCOMPARE(run.waits.size(), 5);
    QTRY_VERIFY(!run.server.peer() || run.server.peer()->state() != QAbstractSocket::ConnectedState);
}

void TstPushedBinding::cancelHangsUp()
{
    Run run;
    run.answers = { verify };
    run.begin();
    QTRY_COMPARE(run.codes.size(), 1);
    run.pairing.cancel();
    QCOMPARE(run.pairing.state(), State::Unknown);
    QTRY_VERIFY(!run.server.peer() || run.server.peer()->state() != QAbstractSocket::ConnectedState);
    QCOMPARE(run.failures.size(), 0);
}

void TstPushedBinding::aCodeOnTheSessionIsTaken()
{
    Run run;
    test::OtaStub ota;
    run.profile.websocketUrl.clear();
    run.profile.pushedBinding = false; // not expected of this server
    run.profile.otaUrl = ota.otaUrl();
    run.begin();
    QTRY_COMPARE(run.pairings.size(), 1);
    run.pairing.onCodePushed({ u"12345"_s, {}, 0 });
    QCOMPARE(run.pairing.state(), State::Paired); // no code at all
    run.pairing.onCodePushed({ u"012345"_s, u"Enter it."_s, 60 });
    QCOMPARE(run.pairing.state(), State::AwaitingUser);
    QCOMPARE(run.code(), u"012345"_s);
    run.pairing.onBindingPushed({ protocol::BindState::Success, u"ws://other.example/"_s, u"new"_s, {} });
    QCOMPARE(run.pairings.size(), 2);
    QCOMPARE(run.paired().url, QUrl(u"ws://other.example/"_s));
    QCOMPARE(run.paired().token, u"new"_s);
    QCOMPARE(ota.count("/ota/"), 1);

    run.pairing.onCodePushed({ u"012345"_s, {}, 0 });
    run.pairing.onBindingPushed({ protocol::BindState::Refused, {}, {}, u"No."_s });
    QCOMPARE(run.failures.size(), 1);
    QCOMPARE(run.failure().error.text, u"No."_s);
}

// Equal profiles let the session keep its connection.
void TstPushedBinding::theSameTokenInOtherWordsChangesNothing()
{
    protocol::ConnectionProfile asked;
    asked.url = QUrl(u"ws://other.example/"_s);
    asked.token = u"Bearer old"_s;
    const auto same = boundProfile(asked, { protocol::BindState::Success, u"ws://other.example/"_s, u"old"_s, {} });
    QVERIFY(same);
    QCOMPARE(*same, asked);
    const auto another = boundProfile(asked, { protocol::BindState::Success, {}, u"new"_s, {} });
    QVERIFY(another);
    QCOMPARE(another->token, u"new"_s);
}

void TstPushedBinding::aTokenNobodyAskedForIsNot()
{
    Run run;
    test::OtaStub ota;
    run.profile.websocketUrl.clear();
    run.profile.otaUrl = ota.otaUrl();
    run.begin();
    QTRY_COMPARE(run.pairings.size(), 1);
    run.pairing.onBindingPushed({ protocol::BindState::Success, u"ws://evil.example/"_s, u"x"_s, {} });
    QCOMPARE(run.pairings.size(), 1);
    QCOMPARE(run.paired().token, u"t0ken"_s);
}

QTEST_GUILESS_MAIN(TstPushedBinding)
#include "tst_pushedbinding.moc"
