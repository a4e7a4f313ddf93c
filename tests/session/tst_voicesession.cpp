// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionbench.h"

namespace myna::session {

class TstVoiceSession final : public test::TestCase
{
    Q_OBJECT

private slots:
    // Greeting
    void greetsAndKeepsTheSessionId();
    void connectsWithoutListening();
    void ignoresAHelloForAnotherTransport();
    void givesUpWaitingForHello();
    void passesToolsOnBeforeHello();
    void playsWhatAnUnboundDeviceIsTold();
    void needsAServer();
    void needsATransport();

    // Modes
    void autoTurnListensAgain();
    void manualTurnStaysConnected();
    void manualSendsTheLastWordBeforeStop();
    void manualStopsWithoutTheSoundSide();
    void pressingAgainWhileFlushingBeginsAnew();
    void releasedBeforeTheLinkStands();
    void realtimeNeverStopsTheMicrophone();
    void realtimeFallsSilentWhenTheServerHearsAVoice();
    void realtimeFallsSilentForTheNextQuestion();
    void realtimeKeepsAnAnswerThatHasJustBegun();
    void autoEndsOnRequest();
    void endOfConversationWaitsForTheSpeech();
    void switchesTheMode();

    // Typed text
    void typedTextConnectsFirst();
    void typedTextReturnsToListening();
    void typedTextInterruptsSpeech();
    void emptyTextIsNothing();

    // The rest
    void timelineIsMeasured();
    void showsNotices();
    void countsUnknownMessages();
    void answersPing();
    void sumsTheCountersOfAllLinks();
    void survivesWishesFromItsOwnSignals();
    void oneStateChangedPerChange();
};

void TstVoiceSession::greetsAndKeepsTheSessionId()
{
    Bench bench;
    QSignalSpy hellos(&bench.session, &VoiceSession::serverHello);
    QSignalSpy links(&bench.session, &VoiceSession::linkChanged);
    bench.session.startListening(ListenMode::Auto);
    QCOMPARE(bench.session.state(), State::Connecting);
    QCOMPARE(bench.wire().opens, 1);
    bench.wire().accept();
    QCOMPARE(bench.wire().sent.size(), 1);
    const auto hello = std::get<protocol::Hello>(bench.wire().sent.at(0).body);
    QCOMPARE(hello.version, 3); // the profile's framing
    QVERIFY(hello.features.mcp);
    QVERIFY(hello.audio && hello.audio->sampleRateHz == 16000);
    QVERIFY(!bench.session.isConnected());
    bench.hello();
    QVERIFY(bench.session.isConnected());
    QCOMPARE(hellos.size(), 1);
    QCOMPARE(hellos.at(0).at(1).toString(), u"session-1"_s);
    QCOMPARE(links, (QList<QVariantList> { { true } }));
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.wire().sent.last().sessionId, u"session-1"_s);
    bench.hello(); // once more: nothing
    QCOMPARE(hellos.size(), 1);
}

void TstVoiceSession::connectsWithoutListening()
{
    Bench bench;
    bench.session.connectNow();
    bench.answer();
    QCOMPARE(bench.log, (QStringList { u"state connecting"_s, u"state idle"_s }));
    QVERIFY(bench.session.isConnected());
    bench.session.connectNow();
    QCOMPARE(bench.network.made, 1);
    bench.microphoneFrame();
    QVERIFY(bench.wire().sentAudio.isEmpty());
    bench.clear();
    bench.session.startListening(ListenMode::Manual);
    QCOMPARE(bench.log, (QStringList { u"state listening"_s, u"mic on"_s }));
}

void TstVoiceSession::ignoresAHelloForAnotherTransport()
{
    Bench bench;
    bench.session.connectNow();
    bench.wire().accept();
    bench.wire().say(protocol::Hello { .transport = u"udp"_s }, u"x"_s);
    QVERIFY(!bench.session.isConnected());
    bench.hello();
    QVERIFY(bench.session.isConnected());
}

void TstVoiceSession::givesUpWaitingForHello()
{
    Timing timing = patient();
    timing.hello = 20ms;
    timing.reconnect = { .first = 60s };
    Bench bench(timing);
    QSignalSpy states(&bench.session, &VoiceSession::stateChanged);
    QSignalSpy retries(&bench.session, &VoiceSession::reconnectScheduled);
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    QTRY_COMPARE(bench.session.state(), State::Reconnecting);
    QVERIFY(states.last().at(1).toString().contains("did not begin a session"_L1));
    QCOMPARE(retries.size(), 1);
    QCOMPARE(retries.at(0).at(0).value<ReconnectNotice>().reason.code, Error::Code::Timeout);
    QCOMPARE(retries.at(0).at(0).value<ReconnectNotice>().attempt, 1);
}

void TstVoiceSession::passesToolsOnBeforeHello()
{
    Bench bench;
    QSignalSpy calls(&bench.session, &VoiceSession::mcpReceived);
    bench.session.connectNow();
    bench.wire().accept();
    bench.wire().say(protocol::Mcp { { { u"id"_s, 1 } } });
    QCOMPARE(calls.size(), 1);
    bench.session.sendMcp({ { u"id"_s, 1 } });
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"mcp"_s }));
}

void TstVoiceSession::playsWhatAnUnboundDeviceIsTold()
{
    Timing timing = patient();
    timing.hello = 30ms;
    Bench bench(timing);
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    bench.log.clear();
    bench.stt(u"123456"_s);
    bench.speech(SpeechState::Start);
    bench.sound("one");
    bench.speech(SpeechState::Stop);
    QCOMPARE(bench.log, (QStringList { u"heard 123456"_s, u"speech 1"_s, u"audio 1 one"_s, u"ended 1"_s }));
    QCOMPARE(bench.session.state(), State::Connecting);
    // A server that talks but never greets does not know this device.
    QTRY_COMPARE(bench.session.state(), State::Failed);
    QCOMPARE(bench.log.last(), u"refused"_s);
}

void TstVoiceSession::needsAServer()
{
    test::FakeNetwork network;
    VoiceSession session(network.factory(), {});
    QSignalSpy states(&session, &VoiceSession::stateChanged);
    session.startListening(ListenMode::Auto);
    QCOMPARE(session.state(), State::Failed);
    QCOMPARE(states.last().at(1).toString(), u"No server has been chosen yet."_s);
    QCOMPARE(network.made, 0);
}

void TstVoiceSession::needsATransport()
{
    VoiceSession session([](const auto&) { return nullptr; }, {});
    session.setProfile(someProfile());
    session.connectNow();
    QCOMPARE(session.state(), State::Failed);
}

void TstVoiceSession::autoTurnListensAgain()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.answer();
    QCOMPARE(bench.log, (QStringList { u"state connecting"_s, u"mic on"_s, u"state listening"_s }));
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen start auto"_s }));
    bench.microphoneFrame();
    QCOMPARE(bench.wire().sentAudio.size(), 1);
    bench.clear();

    bench.stt(u"what time is it"_s);
    bench.microphoneFrame(); // the server has what it needs
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::SentenceStart, u"Noon."_s);
    bench.sound("a");
    bench.sound("b");
    bench.speech(SpeechState::SentenceEnd, u"Noon."_s);
    bench.speech(SpeechState::Stop);
    QCOMPARE(bench.log,
        (QStringList { u"heard what time is it"_s, u"state thinking"_s, u"mic off"_s, u"speech 1"_s, u"state speaking"_s,
            u"sentence 1 Noon."_s, u"audio 1 a"_s, u"audio 1 b"_s, u"ended 1"_s }));
    QCOMPARE(bench.sent(), QStringList()); // not before the last word has sounded
    QVERIFY(bench.wire().sentAudio.isEmpty());
    bench.log.clear();
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.log, (QStringList { u"finished 1"_s, u"state listening"_s, u"mic on"_s }));
    QCOMPARE(bench.sent(), (QStringList { u"listen start auto"_s }));
    QCOMPARE(bench.session.counters().turns, 1);
}

void TstVoiceSession::manualTurnStaysConnected()
{
    Bench bench;
    bench.listenIn(ListenMode::Manual);
    bench.microphoneFrame("a");
    bench.session.stopListening();
    bench.session.microphoneClosed();
    QCOMPARE(bench.sent(), (QStringList { u"listen stop"_s }));
    bench.stt(u"yes"_s);
    bench.speech(SpeechState::Start);
    bench.sound("b");
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.log,
        (QStringList { u"state thinking"_s, u"mic off"_s, u"heard yes"_s, u"speech 1"_s, u"state speaking"_s, u"audio 1 b"_s, u"ended 1"_s,
            u"finished 1"_s, u"state idle"_s }));
    QVERIFY(bench.session.isConnected());
    QCOMPARE(bench.wire().closes, 0);
    bench.clear();
    bench.session.startListening(ListenMode::Manual); // the same link
    QCOMPARE(bench.sent(), (QStringList { u"listen start manual"_s }));
    QCOMPARE(bench.network.made, 1);
}

void TstVoiceSession::manualSendsTheLastWordBeforeStop()
{
    Bench bench;
    bench.listenIn(ListenMode::Manual);
    bench.microphoneFrame("first");
    bench.session.stopListening();
    QVERIFY(!bench.microphone);
    bench.microphoneFrame("last"); // what the encoder still held
    QCOMPARE(bench.wire().sentAudio.size(), 2);
    QCOMPARE(bench.sent(), QStringList());
    bench.session.microphoneClosed();
    QCOMPARE(bench.sent(), (QStringList { u"listen stop"_s }));
    bench.microphoneFrame("too late");
    QCOMPARE(bench.wire().sentAudio.size(), 2);
    bench.session.microphoneClosed(); // once is enough
    QCOMPARE(bench.sent().size(), 1);
}

void TstVoiceSession::manualStopsWithoutTheSoundSide()
{
    Timing timing = patient();
    timing.flush = 10ms;
    Bench bench(timing);
    bench.listenIn(ListenMode::Manual);
    bench.session.stopListening();
    QTRY_COMPARE(bench.sent(), (QStringList { u"listen stop"_s }));
}

void TstVoiceSession::pressingAgainWhileFlushingBeginsAnew()
{
    Bench bench;
    bench.listenIn(ListenMode::Manual);
    bench.session.stopListening();
    bench.session.startListening(ListenMode::Manual);
    QCOMPARE(bench.sent(), (QStringList { u"listen stop"_s, u"abort"_s, u"listen start manual"_s }));
    QCOMPARE(bench.log, (QStringList { u"state thinking"_s, u"mic off"_s, u"state listening"_s, u"mic on"_s }));
    bench.session.microphoneClosed(); // of the first press
    QVERIFY(bench.microphone);
    QCOMPARE(bench.sent().size(), 3);
}

void TstVoiceSession::releasedBeforeTheLinkStands()
{
    Bench bench;
    bench.session.startListening(ListenMode::Manual);
    bench.session.stopListening();
    bench.answer();
    QCOMPARE(bench.session.state(), State::Idle);
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s }));
}

void TstVoiceSession::realtimeFallsSilentWhenTheServerHearsAVoice()
{
    Bench bench;
    bench.listenIn(ListenMode::Realtime);
    bench.speech(SpeechState::Start);
    bench.sound("a");
    bench.clear();
    bench.speech(SpeechState::Stop, u"interrupted"_s);
    QCOMPARE(bench.log, (QStringList { u"cancelled 1"_s, u"finished 1"_s, u"state listening"_s }));
    bench.sound("late"); // belongs to it
    QCOMPARE(bench.session.state(), State::Listening);
    bench.stt(u"what time is it"_s);
    bench.speech(SpeechState::Start);
    bench.sound("b");
    QVERIFY(bench.log.last().endsWith(u" b"_s));
    QVERIFY(bench.microphone);
    QCOMPARE(bench.sent(), QStringList()); // it never stopped listening
}

// A server that finds out late: it understands the new question and says nothing about the old answer.
void TstVoiceSession::realtimeFallsSilentForTheNextQuestion()
{
    Bench bench;
    bench.listenIn(ListenMode::Realtime);
    bench.speech(SpeechState::Start);
    bench.sound("a");
    bench.speech(SpeechState::Stop); // and draining
    bench.clear();
    bench.stt(u"what time is it"_s);
    QCOMPARE(bench.log, (QStringList { u"cancelled 1"_s, u"finished 1"_s, u"state listening"_s, u"heard what time is it"_s }));
    bench.speech(SpeechState::Start);
    bench.sound("b");
    bench.clear();
    bench.stt(u"and now"_s); // in the middle of it
    QCOMPARE(bench.log.first(), u"cancelled 3"_s);
    bench.sound("late");
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstVoiceSession::realtimeKeepsAnAnswerThatHasJustBegun()
{
    Bench bench;
    bench.listenIn(ListenMode::Realtime);
    bench.speech(SpeechState::Start);
    bench.stt(u"some servers say it in this order"_s);
    bench.sound("a");
    QCOMPARE(bench.log.last(), u"audio 1 a"_s);
}

void TstVoiceSession::realtimeNeverStopsTheMicrophone()
{
    Bench bench;
    bench.listenIn(ListenMode::Realtime);
    bench.stt(u"tell me"_s);
    bench.speech(SpeechState::Start);
    bench.sound("a");
    bench.microphoneFrame();
    QCOMPARE(bench.wire().sentAudio.size(), 1);
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    bench.microphoneFrame();
    QCOMPARE(bench.wire().sentAudio.size(), 2);
    QCOMPARE(bench.sent(), QStringList()); // no new `listen start`
    QCOMPARE(bench.log,
        (QStringList {
            u"heard tell me"_s, u"speech 1"_s, u"state speaking"_s, u"audio 1 a"_s, u"ended 1"_s, u"finished 1"_s, u"state listening"_s }));
    bench.session.stopListening();
    QCOMPARE(bench.sent(), (QStringList { u"listen stop"_s }));
    QVERIFY(!bench.microphone);
    QCOMPARE(bench.session.state(), State::Idle);
}

void TstVoiceSession::autoEndsOnRequest()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.session.stopListening();
    QCOMPARE(bench.sent(), (QStringList { u"listen stop"_s }));
    QCOMPARE(bench.log, (QStringList { u"mic off"_s, u"state idle"_s }));
    QVERIFY(bench.session.isConnected());
}

void TstVoiceSession::endOfConversationWaitsForTheSpeech()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.session.stopListening();
    QCOMPARE(bench.session.state(), State::Speaking);
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Idle);
    QCOMPARE(bench.sent(), QStringList());
}

void TstVoiceSession::switchesTheMode()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.session.startListening(ListenMode::Auto);
    QCOMPARE(bench.sent(), QStringList());
    bench.session.startListening(ListenMode::Realtime);
    bench.session.startListening(ListenMode::Manual);
    QCOMPARE(bench.sent(), (QStringList { u"listen start realtime"_s, u"listen start manual"_s }));
    QCOMPARE(bench.log, QStringList()); // one state, one open microphone
}

void TstVoiceSession::typedTextConnectsFirst()
{
    Bench bench;
    bench.session.sendText(u" good morning "_s);
    QCOMPARE(bench.session.state(), State::Connecting);
    bench.answer();
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen detect good morning"_s }));
    QCOMPARE(bench.session.state(), State::Thinking);
    bench.stt(u"good morning"_s);
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Idle);
    QVERIFY(!bench.log.contains(u"mic on"_s));
}

void TstVoiceSession::typedTextReturnsToListening()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.session.sendText(u"and now"_s);
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.sent(), (QStringList { u"listen detect and now"_s, u"listen start auto"_s }));
}

void TstVoiceSession::typedTextInterruptsSpeech()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.sound("a");
    bench.clear();
    bench.session.sendText(u"stop that"_s);
    QCOMPARE(bench.sent(), (QStringList { u"abort"_s, u"listen detect stop that"_s }));
    QCOMPARE(bench.log, (QStringList { u"cancelled 1"_s, u"finished 1"_s, u"state thinking"_s }));
    bench.speech(SpeechState::Stop); // the server's answer to the abort, not to the question
    QCOMPARE(bench.session.state(), State::Thinking);
    bench.sound("old");
    bench.stt(u"stop that"_s);
    bench.speech(SpeechState::Start);
    bench.sound("new");
    QVERIFY(!bench.log.join(u' ').contains("old"_L1));
    QCOMPARE(bench.log.last(), u"audio 3 new"_s);
}

void TstVoiceSession::emptyTextIsNothing()
{
    Bench bench;
    bench.session.sendText(u" \n"_s);
    QCOMPARE(bench.session.state(), State::Idle);
    QCOMPARE(bench.network.made, 0);
}

void TstVoiceSession::timelineIsMeasured()
{
    Bench bench;
    bench.listenIn(ListenMode::Manual);
    bench.session.stopListening();
    bench.stt(u"time"_s);
    bench.speech(SpeechState::Start);
    bench.wire().say(protocol::Emotion { u"happy"_s, u"🙂"_s });
    bench.speech(SpeechState::SentenceStart, u"Noon."_s);
    bench.sound("a");
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.timelines.size(), 1);
    const protocol::Timeline timeline = bench.timelines.at(0);
    const QVector<std::optional<qint64>> stages { timeline.recognised, timeline.firstToken, timeline.firstSentence, timeline.firstAudio,
        timeline.stop };
    for (qsizetype i = 0; i < stages.size(); ++i) {
        QVERIFY(stages.at(i).has_value());
        QVERIFY(*stages.at(i) >= (i > 0 ? *stages.at(i - 1) : 0));
    }
    QCOMPARE(timeline.firstPacket, timeline.firstAudio);
}

void TstVoiceSession::showsNotices()
{
    Bench bench;
    QSignalSpy emotions(&bench.session, &VoiceSession::emotionChanged);
    bench.session.connectNow();
    bench.answer();
    bench.clear();
    bench.wire().say(protocol::Alert { u"Warning"_s, u"Battery low"_s, u"sad"_s });
    bench.wire().say(protocol::Custom { { { u"message"_s, u"News"_s } } });
    bench.wire().say(protocol::Custom { { { u"x"_s, 1 } } });
    bench.wire().say(protocol::System { u"reboot"_s });
    bench.wire().say(protocol::Failure { u"bad"_s, u"Not understood"_s });
    QCOMPARE(bench.log.size(), 4);
    QCOMPARE(bench.log.at(0), u"notice Warning: Battery low"_s);
    QCOMPARE(bench.log.at(1), u"notice News"_s);
    QVERIFY(bench.log.at(2).contains("reboot"_L1));
    QCOMPARE(bench.log.at(3), u"notice Not understood"_s);
    QCOMPARE(emotions.size(), 1);
    QVERIFY(bench.session.isConnected());
}

void TstVoiceSession::countsUnknownMessages()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.wire().say(protocol::Unknown { u"audio"_s });
    bench.wire().say(protocol::Listen {});
    bench.wire().say(protocol::Abort {});
    bench.wire().say(protocol::Iot {});
    QCOMPARE(bench.session.counters().unknownMessages, 3ULL);
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstVoiceSession::answersPing()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.wire().say(protocol::Ping {});
    QCOMPARE(bench.sent(), (QStringList { u"pong"_s }));
}

void TstVoiceSession::sumsTheCountersOfAllLinks()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.microphoneFrame();
    bench.wire().end(loss());
    QTRY_COMPARE(bench.network.made, 2);
    bench.answer();
    bench.microphoneFrame();
    bench.microphoneFrame();
    QCOMPARE(bench.session.counters().link.framesSent, 3ULL);
}

void TstVoiceSession::survivesWishesFromItsOwnSignals()
{
    { // hanging up when the turn is over, as a program with a limited number of turns does
        Bench bench;
        bench.on(&VoiceSession::turnFinished, [&](TurnId, const protocol::Timeline&) { bench.session.disconnectNow(); });
        bench.listenIn(ListenMode::Auto);
        bench.speech(SpeechState::Start);
        bench.speech(SpeechState::Stop);
        bench.session.playbackDrained(bench.session.turn());
        QCOMPARE(bench.log.last(), u"state idle"_s);
        QVERIFY(!bench.log.contains(u"state listening"_s));
    }
    { // the same when another speech follows at once
        Bench bench;
        bench.on(&VoiceSession::turnFinished, [&](TurnId, const protocol::Timeline&) { bench.session.disconnectNow(); });
        bench.listenIn(ListenMode::Auto);
        bench.speech(SpeechState::Start);
        bench.speech(SpeechState::Stop);
        bench.speech(SpeechState::Start);
        QCOMPARE(bench.session.state(), State::Idle);
        QVERIFY(!bench.log.contains(u"speech 2"_s));
    }
    { // interrupting before the first word
        Bench bench;
        bench.on(&VoiceSession::speechStarted, [&](TurnId) { bench.session.interrupt(); });
        bench.session.connectNow();
        bench.answer();
        bench.speech(SpeechState::Start);
        QCOMPARE(bench.session.state(), State::Idle);
    }
    { // hanging up on the way to listening
        Bench bench;
        bench.on(&VoiceSession::stateChanged, [&](State state, const QString&) {
            if (state == State::Listening)
                bench.session.disconnectNow();
        });
        bench.session.startListening(ListenMode::Auto);
        bench.answer();
        QCOMPARE(bench.session.state(), State::Idle);
        QVERIFY(!bench.microphone);
    }
    { // playback that ends inside the call
        Bench bench;
        bench.on(&VoiceSession::speechEnded, [&](TurnId turn) { bench.session.playbackDrained(turn); });
        bench.on(&VoiceSession::microphoneWanted, [&](bool wanted) {
            if (!wanted)
                bench.session.microphoneClosed();
        });
        bench.listenIn(ListenMode::Manual);
        bench.session.stopListening();
        QCOMPARE(bench.sent(), (QStringList { u"listen stop"_s }));
        bench.speech(SpeechState::Start);
        bench.speech(SpeechState::Stop);
        QCOMPARE(bench.session.state(), State::Idle);
    }
}

// Random walks: whatever happens, each stateChanged tells a new state, the microphone is on only where it may be, and nothing old is heard.
void TstVoiceSession::oneStateChangedPerChange()
{
    quint32 seed = 1;
    const auto random = [&](quint32 below) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 16) % below;
    };
    for (int walk = 0; walk < 60; ++walk) {
        Bench bench;
        State last = State::Idle;
        bench.on(&VoiceSession::stateChanged, [&](State state, const QString&) {
            QVERIFY(state != last);
            last = state;
        });
        bench.on(&VoiceSession::audioReceived, [&](TurnId turn, const auto&) { QCOMPARE(turn, bench.session.turn()); });
        bench.session.connectNow();
        for (int step = 0; step < 120; ++step) {
            test::FakeTransport* wire = bench.network.newest;
            const bool alive = wire && wire->closes == 0;
            switch (random(18)) {
            case 0:
                bench.session.startListening(ListenMode(random(3)));
                break;
            case 1:
                bench.session.stopListening();
                break;
            case 2:
                bench.session.sendText(u"t"_s);
                break;
            case 3:
                bench.session.interrupt();
                break;
            case 4:
                bench.session.microphoneClosed();
                break;
            case 5:
                bench.session.playbackDrained(bench.session.turn());
                break;
            case 6:
                bench.session.retryNow();
                break;
            case 7:
                if (random(6) == 0)
                    bench.session.disconnectNow();
                break;
            case 8:
                if (alive && random(6) == 0)
                    wire->end(random(2) ? loss() : cleanClose());
                break;
            case 9:
            case 10:
                if (alive) {
                    if (!wire->isOpen())
                        wire->accept();
                    bench.hello();
                }
                break;
            case 11:
            case 12:
                if (alive && wire->isOpen())
                    bench.speech(SpeechState::Start);
                break;
            case 13:
                if (alive && wire->isOpen())
                    bench.speech(SpeechState::Stop);
                break;
            case 14:
            case 15:
                if (alive && wire->isOpen())
                    bench.sound("a");
                break;
            case 16:
                if (alive && wire->isOpen())
                    bench.stt(u"s"_s);
                break;
            case 17:
                bench.microphoneFrame();
                break;
            }
            QCOMPARE(bench.session.state(), last);
            if (bench.microphone)
                QVERIFY(last != State::Idle && last != State::Failed);
            QCOMPARE(bench.microphone && last == State::Listening, last == State::Listening);
        }
        bench.session.disconnectNow();
        QCOMPARE(last, State::Idle);
        QVERIFY(!bench.microphone);
    }
}

}

QTEST_GUILESS_MAIN(myna::session::TstVoiceSession)
#include "tst_voicesession.moc"
