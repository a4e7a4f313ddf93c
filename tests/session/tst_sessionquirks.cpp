// SPDX-License-Identifier: GPL-3.0-or-later
// What servers do that no description of the protocol says. Each test names the section of the wire reference it follows.
#include "sessionbench.h"

#include <QElapsedTimer>

namespace myna::session {

class TstSessionQuirks final : public test::TestCase
{
    Q_OBJECT

private slots:
    void plainWordsExplainARefusal(); // 4.1, 12 no. 13
    void plainWordsLaterAreIgnored(); // 5.1: text that is not JSON is echoed
    void toolsBeforeHelloAreAnsweredAfterOurs(); // 4.2, 12 no. 8
    void audioBeforeHelloIsHeardInTheSession(); // 12 no. 27
    void theHelloAsksForNoEchoCancelling(); // 9.4
    void wrongAnnouncedSoundDoesNotCutTheAnswer(); // 4.2, 12 no. 5
    void goodbyeOfAnotherSessionIsNothing(); // 5.3, 6
    void goodbyeForNobodyInParticular(); // 6
    void aServerThatAbortsIsSilent(); // 5.1
    void anAbortOfNothingIsCounted();
    void exitWordsEndWithoutStop(); // 5.4
    void listeningGoesOnAfterTheAnswer(); // 9.1
    void legacyThingsPassBothWays(); // 8
    void everyServerMessageIsKnown(); // 5.3
    void tenThousandUnknownMessages(); // 5.3
    void authGoesBeforeHelloWhereItIsWanted(); // 3.7
    void aNoToAuthIsARefusalInTheServersWords(); // 3.7
    void aPushedCodeKeepsTheLinkWithoutAHello(); // 3.7
};

void TstSessionQuirks::plainWordsExplainARefusal()
{
    Bench bench;
    QSignalSpy refused(&bench.session, &VoiceSession::refused);
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    bench.wire().sayPlainly(u" 认证失败\n"_s);
    QCOMPARE(bench.session.state(), State::Connecting);
    bench.wire().end(cleanClose());
    QCOMPARE(bench.session.state(), State::Failed);
    QCOMPARE(refused.size(), 1);
    const auto reason = refused.first().first().value<Error>();
    QCOMPARE(reason.code, Error::Code::Refused);
    QVERIFY2(reason.text.contains(u"“认证失败”"_s), qPrintable(reason.text));
}

void TstSessionQuirks::plainWordsLaterAreIgnored()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.wire().sayPlainly(u"hello?"_s);
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.log, QStringList());
    bench.wire().end(cleanClose());
    QCOMPARE(bench.session.state(), State::Idle);
}

void TstSessionQuirks::toolsBeforeHelloAreAnsweredAfterOurs()
{
    Bench bench;
    bench.on(&VoiceSession::mcpReceived, [&](const QJsonObject& call) {
        bench.session.sendMcp({ { u"id"_s, call["id"_L1] }, { u"result"_s, QJsonObject {} } });
    });
    bench.session.connectNow();
    bench.wire().accept();
    bench.wire().say(protocol::Mcp { { { u"id"_s, 1 }, { u"method"_s, u"initialize"_s } } });
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"mcp"_s })); // the reference server closes when it is the other way round
    bench.hello();
    QVERIFY(bench.session.isConnected());
}

void TstSessionQuirks::audioBeforeHelloIsHeardInTheSession()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    bench.sound("early");
    bench.hello();
    bench.sound("late");
    QVERIFY(bench.log.contains(u"audio 1 early"_s));
    QCOMPARE(bench.network.made, 1);
    QVERIFY(bench.session.isConnected());
}

// `aec` hands our echo to the server, which then does not listen while it speaks; here it is cancelled before anything is sent.
void TstSessionQuirks::theHelloAsksForNoEchoCancelling()
{
    Bench bench;
    bench.session.startListening(ListenMode::Realtime);
    bench.answer();
    const auto hello = std::get<protocol::Hello>(bench.wire().sent.first().body);
    QVERIFY(hello.features.mcp);
    QVERIFY(!hello.features.aec);
    QCOMPARE(hello.audio->sampleRateHz, 16000);
}

// It announces 20 ms and sends 60: playing takes three times as long as announced, and is waited for.
void TstSessionQuirks::wrongAnnouncedSoundDoesNotCutTheAnswer()
{
    Timing timing = patient();
    timing.drain = 1ms;
    Bench bench(timing);
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    bench.wire().say(protocol::Hello { .audio = protocol::AudioParams { .sampleRateHz = 16000, .frameMs = 20 } });
    bench.speech(SpeechState::Start);
    for (int i = 0; i < 1000; ++i)
        bench.sound("x");
    bench.speech(SpeechState::Stop);
    QCOMPARE(bench.session.state(), State::Speaking); // a minute of it
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionQuirks::goodbyeOfAnotherSessionIsNothing()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.wire().say(protocol::Goodbye {}, u"session-0"_s);
    QCOMPARE(bench.session.state(), State::Listening);
    QVERIFY(bench.session.isConnected());
    QCOMPARE(bench.session.counters().unknownMessages, 1U);
    bench.wire().say(protocol::Goodbye {}, u"session-1"_s);
    QCOMPARE(bench.session.state(), State::Idle);
    QVERIFY(!bench.session.isConnected());
}

void TstSessionQuirks::goodbyeForNobodyInParticular()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    bench.wire().say(protocol::Goodbye {}); // before the hello, too
    QCOMPARE(bench.session.state(), State::Idle);
    QVERIFY(!bench.microphone);
}

void TstSessionQuirks::aServerThatAbortsIsSilent()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.stt(u"tell me a story"_s);
    bench.speech(SpeechState::Start);
    bench.sound("once");
    bench.clear();
    bench.wire().say(protocol::Abort {});
    QCOMPARE(bench.log, (QStringList { u"cancelled 1"_s, u"finished 1"_s, u"state listening"_s, u"mic on"_s }));
    bench.sound("upon a time"); // of the old answer
    bench.speech(SpeechState::Stop);
    QVERIFY(!bench.log.last().startsWith(u"audio"_s));
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.session.counters().unknownMessages, 0U);
}

void TstSessionQuirks::anAbortOfNothingIsCounted()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.wire().say(protocol::Abort {});
    bench.wire().say(protocol::Listen {});
    QCOMPARE(bench.session.counters().unknownMessages, 2U);
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionQuirks::exitWordsEndWithoutStop()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.stt(u"good bye"_s);
    bench.speech(SpeechState::Start);
    bench.wire().end(cleanClose());
    QCOMPARE(bench.session.state(), State::Speaking);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Idle);
    QCOMPARE(bench.network.made, 1); // not a loss
}

void TstSessionQuirks::listeningGoesOnAfterTheAnswer()
{
    for (const auto mode : { ListenMode::Auto, ListenMode::Realtime, ListenMode::Manual }) {
        Bench bench;
        bench.listenIn(mode);
        if (mode == ListenMode::Manual)
            bench.session.stopListening();
        bench.speech(SpeechState::Start);
        bench.speech(SpeechState::Stop);
        bench.clear();
        bench.session.playbackDrained(bench.session.turn());
        QCOMPARE(bench.session.state(), mode == ListenMode::Manual ? State::Idle : State::Listening);
        // In realtime the microphone never stopped, and no second start is sent.
        QCOMPARE(bench.sent(), mode == ListenMode::Auto ? QStringList { u"listen start auto"_s } : QStringList());
    }
}

void TstSessionQuirks::legacyThingsPassBothWays()
{
    Bench bench;
    QSignalSpy received(&bench.session, &VoiceSession::iotReceived);
    bench.listenIn(ListenMode::Auto);
    const QJsonArray commands { QJsonObject { { u"name"_s, u"Lamp"_s }, { u"method"_s, u"turn_on"_s } } };
    bench.wire().say(protocol::Iot { .commands = commands });
    QCOMPARE(received.size(), 1);
    QCOMPARE(received.first().first().toJsonObject()["commands"_L1].toArray(), commands);
    QCOMPARE(bench.session.counters().unknownMessages, 0U);

    const QJsonArray states { QJsonObject { { u"name"_s, u"Lamp"_s }, { u"state"_s, QJsonObject { { u"power"_s, true } } } } };
    bench.session.sendIot({ { u"states"_s, states } });
    const QJsonObject sent = QJsonDocument::fromJson(protocol::encode(bench.wire().sent.last())).object();
    QCOMPARE(sent["type"_L1].toString(), u"iot"_s);
    QCOMPARE(sent["update"_L1].toBool(), true);
    QCOMPARE(sent["states"_L1].toArray(), states);
    QCOMPARE(sent["session_id"_L1].toString(), u"session-1"_s);
}

void TstSessionQuirks::everyServerMessageIsKnown()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.wire().say(protocol::System { u"reboot"_s });
    bench.wire().say(protocol::Alert { u"Warning"_s, u"Low battery"_s, u"sad"_s });
    bench.wire().say(protocol::Custom { { { u"message"_s, u"Hello"_s } } });
    bench.wire().say(protocol::Pong { u"2026-01-01 00:00:00"_s });
    bench.wire().say(protocol::Emotion { u"happy"_s, {} });
    bench.wire().say(protocol::Failure { u"busy"_s, u"Too busy."_s });
    QCOMPARE(bench.log.filter(u"notice"_s),
        (QStringList { u"notice The server asked this device for \"reboot\". Nothing was done."_s, u"notice Warning: Low battery"_s,
            u"notice Hello"_s, u"notice Too busy."_s }));
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.session.counters().unknownMessages, 0U);
}

void TstSessionQuirks::tenThousandUnknownMessages()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    for (int i = 0; i < 10000; ++i)
        bench.wire().say(protocol::Unknown { u"glyph"_s });
    QCOMPARE(bench.session.counters().unknownMessages, 10000U);
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.log, QStringList());
}

void TstSessionQuirks::authGoesBeforeHelloWhereItIsWanted()
{
    Bench bench;
    bench.session.connectNow();
    bench.wire().accept();
    QCOMPARE(bench.wire().sent.size(), 1); // not said to others
    protocol::ConnectionProfile profile = someProfile();
    profile.saysAuth = true;
    profile.identity = { u"a4:cf:12:0b:9e:31"_s, u"client"_s, u"SN-1"_s };
    bench.session.setProfile(profile);
    bench.session.connectNow();
    bench.wire().accept();
    QCOMPARE(bench.wire().sent.size(), 2);
    const auto* auth = std::get_if<protocol::Auth>(&bench.wire().sent.first().body);
    QVERIFY(auth);
    QCOMPARE(*auth, (protocol::Auth { .deviceId = u"a4:cf:12:0b:9e:31"_s, .clientId = u"client"_s, .serialNumber = u"SN-1"_s }));
    QVERIFY(std::holds_alternative<protocol::Hello>(bench.wire().sent.last().body));
    bench.wire().say(protocol::AuthResponse { true, {} });
    QCOMPARE(bench.session.counters().unknownMessages, 0U);
}

void TstSessionQuirks::aNoToAuthIsARefusalInTheServersWords()
{
    Bench bench;
    QSignalSpy refused(&bench.session, &VoiceSession::refused);
    bench.session.connectNow();
    bench.wire().accept();
    bench.wire().say(protocol::AuthResponse { false, u"Not in my house."_s });
    QCOMPARE(bench.session.state(), State::Failed);
    QCOMPARE(refused.size(), 1);
    QVERIFY(refused.first().first().value<Error>().text.contains(u"Not in my house."_s));
}

void TstSessionQuirks::aPushedCodeKeepsTheLinkWithoutAHello()
{
    Timing timing = patient();
    timing.hello = 20ms;
    timing.binding = 400ms;
    Bench bench(timing);
    QSignalSpy codes(&bench.session, &VoiceSession::codePushed);
    QSignalSpy ends(&bench.session, &VoiceSession::bindingPushed);
    QSignalSpy refused(&bench.session, &VoiceSession::refused);
    bench.session.connectNow();
    bench.wire().accept();
    bench.wire().say(protocol::Verify { u"012345"_s, {}, 0 });
    QCOMPARE(codes.size(), 1);
    QElapsedTimer clock;
    clock.start();
    bench.wire().sendSound("\xf8\xff\xfe"); // the code by voice as well
    QTRY_COMPARE(refused.size(), 1); // but not for ever
    QVERIFY(clock.elapsed() > 200);
    QCOMPARE(ends.size(), 0);
}

}

QTEST_GUILESS_MAIN(myna::session::TstSessionQuirks)
#include "tst_sessionquirks.moc"
