// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionbench.h"

namespace myna::session {

class TstSessionAnswers final : public test::TestCase
{
    Q_OBJECT

private slots:
    // Interrupt
    void interruptIsSilentAtOnce();
    void lateAudioAfterInterruptIsNeverHeard();
    void interruptWhileThinkingDropsTheCrossingAnswer();
    void interruptInIdleSendsNothing();
    void talkingInterruptsSpeech();

    // Speech
    void serverSpeaksFirst();
    void speechWithoutStart();
    void lateAudioAfterStopIsNoSpeech();
    void stopWithoutStart();
    void serverWithNothingToSay();
    void secondStartDuringSpeech();
    void newSpeechWhileDraining();
    void stuckSpeechEnds();
    void missedDrainEnds();
    void drainOfAnotherTurnIsNothing();
    void noAnswerEndsThinking();
    void emptyPacketsAreNothing();
};

void TstSessionAnswers::interruptIsSilentAtOnce()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.sound("a");
    bench.clear();
    const TurnId before = bench.session.turn();
    bench.session.interrupt();
    QCOMPARE(bench.log.first(), u"cancelled 1"_s); // inside the call
    QVERIFY(bench.session.turn() > before);
    QCOMPARE(bench.sent(), (QStringList { u"abort"_s, u"listen start auto"_s }));
    QCOMPARE(bench.session.state(), State::Listening);
    bench.session.interrupt();
    QCOMPARE(bench.sent().size(), 2);
}

void TstSessionAnswers::lateAudioAfterInterruptIsNeverHeard()
{
    for (const auto mode : { ListenMode::Auto, ListenMode::Manual, ListenMode::Realtime }) {
        Bench bench;
        bench.listenIn(mode);
        bench.speech(SpeechState::Start);
        bench.sound("a");
        bench.session.interrupt();
        bench.clear();
        bench.sound("old1");
        bench.speech(SpeechState::SentenceStart, u"old"_s);
        bench.sound("old2");
        bench.speech(SpeechState::Stop);
        bench.sound("old3");
        QCOMPARE(bench.log, QStringList());
        bench.speech(SpeechState::Start);
        bench.sound("new");
        QCOMPARE(bench.log.last(), u"audio 3 new"_s);
    }
}

void TstSessionAnswers::interruptWhileThinkingDropsTheCrossingAnswer()
{
    Bench bench;
    bench.session.sendText(u"a long story"_s);
    bench.answer();
    bench.clear();
    bench.session.interrupt();
    QCOMPARE(bench.sent(), (QStringList { u"abort"_s }));
    QCOMPARE(bench.session.state(), State::Idle);
    bench.clear();
    // All this was under way when the abort was sent.
    bench.stt(u"a long story"_s);
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::SentenceStart, u"Once"_s);
    bench.sound("old");
    bench.speech(SpeechState::Stop);
    QCOMPARE(bench.log, (QStringList { u"heard a long story"_s }));
    bench.speech(SpeechState::Start);
    bench.sound("new");
    QCOMPARE(bench.log.last(), u"audio 2 new"_s);
}

void TstSessionAnswers::interruptInIdleSendsNothing()
{
    Bench bench;
    bench.session.connectNow();
    bench.answer();
    bench.clear();
    bench.session.interrupt();
    QCOMPARE(bench.log, QStringList());
    QCOMPARE(bench.sent(), QStringList());
}

void TstSessionAnswers::talkingInterruptsSpeech()
{
    Bench bench;
    bench.session.connectNow();
    bench.answer();
    bench.speech(SpeechState::Start);
    bench.clear();
    bench.session.startListening(ListenMode::Manual);
    QCOMPARE(bench.sent(), (QStringList { u"abort"_s, u"listen start manual"_s }));
    QCOMPARE(bench.log, (QStringList { u"cancelled 1"_s, u"finished 1"_s, u"state listening"_s, u"mic on"_s }));
}

void TstSessionAnswers::serverSpeaksFirst()
{
    Bench bench;
    bench.session.connectNow();
    bench.answer();
    bench.clear();
    bench.speech(SpeechState::Start);
    bench.sound("a");
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(
        bench.log, (QStringList { u"speech 1"_s, u"state speaking"_s, u"audio 1 a"_s, u"ended 1"_s, u"finished 1"_s, u"state idle"_s }));
    QVERIFY(bench.timelines.at(0).firstAudio);
    QVERIFY(!bench.timelines.at(0).recognised);

    // The same while the button is held: then it goes on listening.
    bench.session.startListening(ListenMode::Manual);
    bench.clear();
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.sent(), (QStringList { u"listen start manual"_s }));
}

void TstSessionAnswers::speechWithoutStart()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.stt(u"hello"_s);
    bench.clear();
    bench.speech(SpeechState::SentenceStart, u"Hi."_s);
    bench.sound("a");
    QCOMPARE(bench.log, (QStringList { u"speech 1"_s, u"state speaking"_s, u"sentence 1 Hi."_s, u"audio 1 a"_s }));
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    bench.stt(u"again"_s);
    bench.clear();
    bench.sound("b"); // not even a sentence
    QCOMPARE(bench.log, (QStringList { u"speech 2"_s, u"state speaking"_s, u"audio 2 b"_s }));
}

void TstSessionAnswers::lateAudioAfterStopIsNoSpeech()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::Stop);
    bench.sound("late");
    bench.session.playbackDrained(bench.session.turn());
    bench.clear();
    bench.sound("later");
    QCOMPARE(bench.log, QStringList());
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionAnswers::stopWithoutStart()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Stop);
    QCOMPARE(bench.log, QStringList());
    bench.session.stopListening();
    bench.clear();
    bench.speech(SpeechState::Stop);
    bench.sound("a"); // and sound in idle belongs to nobody
    QCOMPARE(bench.log, QStringList());
}

void TstSessionAnswers::serverWithNothingToSay()
{
    Bench bench;
    bench.listenIn(ListenMode::Manual);
    bench.session.stopListening();
    bench.session.microphoneClosed();
    bench.speech(SpeechState::Stop);
    QCOMPARE(bench.session.state(), State::Idle);
}

void TstSessionAnswers::secondStartDuringSpeech()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.clear();
    bench.speech(SpeechState::Start);
    QCOMPARE(bench.log, QStringList());
    bench.sound("a");
    QCOMPARE(bench.log, (QStringList { u"audio 1 a"_s }));
}

void TstSessionAnswers::newSpeechWhileDraining()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::Stop);
    bench.clear();
    bench.speech(SpeechState::Start);
    QCOMPARE(bench.log, (QStringList { u"finished 1"_s, u"speech 2"_s }));
    bench.session.playbackDrained({ 1 });
    QCOMPARE(bench.session.state(), State::Speaking);
    QCOMPARE(bench.session.counters().turns, 1);
}

void TstSessionAnswers::stuckSpeechEnds()
{
    Timing timing = patient();
    timing.stuckSpeech = 20ms;
    Bench bench(timing);
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.sound("a");
    QTRY_COMPARE(bench.log.last(), u"ended 1"_s);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionAnswers::missedDrainEnds()
{
    Timing timing = patient();
    timing.drain = 10ms;
    Bench bench(timing);
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.sound("a");
    bench.speech(SpeechState::Stop);
    QCOMPARE(bench.session.state(), State::Speaking);
    QTRY_COMPARE(bench.session.state(), State::Listening);
}

void TstSessionAnswers::drainOfAnotherTurnIsNothing()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.session.playbackDrained(bench.session.turn()); // an underrun, not the end
    QCOMPARE(bench.session.state(), State::Speaking);
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained({ 0 });
    bench.session.playbackDrained(bench.session.turn().next());
    QCOMPARE(bench.session.state(), State::Speaking);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionAnswers::noAnswerEndsThinking()
{
    Timing timing = patient();
    timing.answer = 20ms;
    Bench bench(timing);
    QSignalSpy states(&bench.session, &VoiceSession::stateChanged);
    bench.listenIn(ListenMode::Manual);
    bench.session.stopListening();
    QTRY_COMPARE(bench.session.state(), State::Idle);
    QVERIFY(!states.last().at(1).toString().isEmpty());
    bench.session.startListening(ListenMode::Auto);
    bench.stt(u"hm"_s);
    QTRY_COMPARE(bench.sent().count(u"listen start auto"_s), 2);
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionAnswers::emptyPacketsAreNothing()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.sound("");
    QCOMPARE(bench.log, QStringList());
}

}

QTEST_GUILESS_MAIN(myna::session::TstSessionAnswers)
#include "tst_sessionanswers.moc"
