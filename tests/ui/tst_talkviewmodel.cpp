// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/talkviewmodel.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::Error;
using myna::protocol::ListenMode;
using myna::session::State;
using myna::viewmodels::PushToTalk;
using myna::viewmodels::TalkViewModel;
using myna::viewmodels::Tone;
using myna::viewmodels::TranscriptModel;
using myna::viewmodels::TroubleRepair;

class TstTalkViewModel : public myna::test::TestCase
{
    Q_OBJECT

    // No delays: what happens, happens at once.
    static TalkViewModel::Timing quick() { return { .talk = { .release = 0ms, .doubleTap = 0ms, .shortTap = 0ms } }; }

private slots:
    void everyStateHasItsWords_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<bool>("linked");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Tone>("tone");
        QTest::newRow("idle") << State::Idle << false << u"Desk · not connected yet"_s << Tone::Neutral;
        QTest::newRow("idle linked") << State::Idle << true << u"Desk · ready"_s << Tone::Good;
        QTest::newRow("connecting") << State::Connecting << false << u"Desk · connecting"_s << Tone::Busy;
        QTest::newRow("listening") << State::Listening << true << u"Desk · listening"_s << Tone::Good;
        QTest::newRow("thinking") << State::Thinking << true << u"Desk · thinking"_s << Tone::Busy;
        QTest::newRow("speaking") << State::Speaking << true << u"Desk · speaking"_s << Tone::Good;
        QTest::newRow("reconnecting") << State::Reconnecting << false << u"Desk · reconnecting"_s << Tone::Warning;
        QTest::newRow("failed") << State::Failed << false << u"Desk · no connection"_s << Tone::Bad;
    }
    void everyStateHasItsWords()
    {
        QFETCH(State, state);
        QFETCH(bool, linked);
        QFETCH(QString, text);
        TalkViewModel model;
        QCOMPARE(model.stateText(), u"No server chosen"_s);
        model.setProfileName(u"Desk"_s);
        model.linkChanged(linked);
        model.sessionStateChanged(state, {});
        QCOMPARE(model.stateText(), text);
        QTEST(model.tone(), "tone");
    }

    void reconnectingNamesAttemptAndWait()
    {
        TalkViewModel model;
        model.setProfileName(u"Desk"_s);
        model.sessionStateChanged(State::Reconnecting, {});
        model.reconnectScheduled({ 3, 10, 3600s, { Error::Code::Timeout, u"No answer."_s } });
        QCOMPARE(model.stateText(), u"Desk · reconnecting 3 of 10 · next try in %1 s"_s.arg(QLocale().toString(3600)));
        QCOMPARE(model.trouble().text, u"No answer."_s);
        QCOMPARE(model.trouble().repair, TroubleRepair::Retry);
        QCOMPARE(model.trouble().progress, u"Next try in %1 s (3 of 10)"_s.arg(QLocale().toString(3600)));
        QSignalSpy retry(&model, &TalkViewModel::retryWanted);
        model.repair();
        QCOMPARE(retry.size(), 1);
        model.reconnectScheduled({ 4, 10, 0ms, {} });
        QCOMPARE(model.stateText(), u"Desk · reconnecting 4 of 10 · trying now"_s);
        QCOMPARE(model.trouble().progress, u"Trying now (4 of 10)"_s);
        model.sessionStateChanged(State::Connecting, {});
        QVERIFY(model.trouble().progress.isEmpty());
    }

    void sayingThatEarlyWordsAreKept()
    {
        TalkViewModel model;
        model.sessionStateChanged(State::Connecting, {});
        QCOMPARE(model.caption(), u"One moment, I am connecting."_s);
        QSignalSpy captions(&model, &TalkViewModel::captionChanged);
        model.microphoneWanted(true);
        QCOMPARE(captions.size(), 1);
        QCOMPARE(model.caption(), u"Go on talking. I am connecting, and keep what you say."_s);
        model.setMode(ListenMode::Auto);
        model.sessionStateChanged(State::Reconnecting, {});
        QCOMPARE(model.caption(), u"Go on talking. I keep what you say until I am connected again."_s);
        QVERIFY2(model.hint().startsWith(u"Just talk"_s), qPrintable(model.hint()));
        model.microphoneWanted(false);
        QCOMPARE(model.caption(), u"I lost the connection."_s);
        QVERIFY2(model.hint().startsWith(u"Press"_s), qPrintable(model.hint()));
    }

    void theFaceDoesNotSmileWithoutAServer()
    {
        TalkViewModel model;
        model.sessionStateChanged(State::Speaking, {});
        model.emotionReceived(u"happy"_s, {});
        for (const State state : { State::Reconnecting, State::Connecting, State::Failed, State::Connecting }) {
            model.sessionStateChanged(state, u"Nothing answers."_s);
            QCOMPARE(model.emotion(), u"sad"_s);
        }
        model.sessionStateChanged(State::Idle, {});
        QCOMPARE(model.emotion(), u"neutral"_s);
    }

    void greetsNobodyWithoutAServer()
    {
        TalkViewModel model;
        model.sentence({ 1 }, u"It is noon."_s);
        model.sessionStateChanged(State::Failed, u"Nothing answers."_s);
        QCOMPARE(model.caption(), u"I cannot reach my server."_s);
    }

    void countsDownWithoutBeingAsked()
    {
        TalkViewModel model(TalkViewModel::Timing { 5ms }, nullptr);
        model.sessionStateChanged(State::Reconnecting, {});
        model.reconnectScheduled({ 1, 10, 3600s, {} });
        QSignalSpy changed(&model, &TalkViewModel::changed);
        QTRY_VERIFY(changed.size() >= 3);
        model.sessionStateChanged(State::Idle, {});
        QVERIFY(model.trouble().text.isEmpty());
    }

    void theWorstTroubleIsShown()
    {
        TalkViewModel model;
        model.inputStatus({ false, {}, { Error::Code::Unavailable, u"No microphone."_s } });
        QCOMPARE(model.trouble().text, u"No microphone."_s);
        QCOMPARE(model.trouble().repair, TroubleRepair::SoundSettings);
        model.sessionStateChanged(State::Failed, u"The server is off."_s);
        QCOMPARE(model.trouble().text, u"The server is off."_s);
        model.refused({ Error::Code::Refused, u"Not paired."_s });
        QCOMPARE(model.trouble().repair, TroubleRepair::CheckPairing);
        model.linkChanged(true);
        model.sessionStateChanged(State::Idle, {});
        model.inputStatus({ .working = true });
        QVERIFY(model.trouble().text.isEmpty());
    }

    void holdingTalksAndLettingGoEnds()
    {
        TalkViewModel model(quick(), nullptr);
        QSignalSpy pressed(&model, &TalkViewModel::talkPressed);
        QSignalSpy released(&model, &TalkViewModel::talkReleased);
        model.pushToTalk().press(PushToTalk::Source::Key);
        QCOMPARE(pressed.size(), 1);
        QCOMPARE(pressed[0][0].value<ListenMode>(), ListenMode::Manual);
        QVERIFY(model.hint().contains(u"Let go"_s));
        model.pushToTalk().release(PushToTalk::Source::Key);
        QCOMPARE(released.size(), 1);
        QVERIFY(model.hint().contains(u"Hold"_s));
    }

    void theHintFollowsTheHand()
    {
        TalkViewModel model({ .tapHint = 50ms }, nullptr);
        model.pushToTalk().press(PushToTalk::Source::Button);
        model.pushToTalk().release(PushToTalk::Source::Button);
        QVERIFY(model.hint().contains(u"Keep the button down"_s));
        model.pushToTalk().press(PushToTalk::Source::Button);
        QVERIFY2(model.hint().contains(u"stays open"_s), qPrintable(model.hint()));
        model.pushToTalk().drop();
        model.pushToTalk().press(PushToTalk::Source::Button);
        model.pushToTalk().release(PushToTalk::Source::Button);
        QTRY_VERIFY(!model.hint().contains(u"Keep the button down"_s));
    }

    void autoTogglesWithEachPress()
    {
        TalkViewModel model;
        model.setMode(ListenMode::Auto);
        QSignalSpy pressed(&model, &TalkViewModel::talkPressed);
        QSignalSpy released(&model, &TalkViewModel::talkReleased);
        model.pushToTalk().press(PushToTalk::Source::Key);
        model.pushToTalk().release(PushToTalk::Source::Key);
        QCOMPARE(pressed.size(), 1);
        QCOMPARE(released.size(), 0);
        model.sessionStateChanged(State::Listening, {});
        model.pushToTalk().press(PushToTalk::Source::Key);
        QCOMPARE(released.size(), 1);
        model.sessionStateChanged(State::Speaking, {});
        model.pushToTalk().press(PushToTalk::Source::Key);
        QCOMPARE(pressed.size(), 2);
    }

    void changingTheModeEndsTheOldWay()
    {
        TalkViewModel model;
        model.pushToTalk().press(PushToTalk::Source::Key);
        QSignalSpy released(&model, &TalkViewModel::talkReleased);
        QSignalSpy chosen(&model, &TalkViewModel::modeChosen);
        model.setMode(ListenMode::Auto);
        model.setMode(ListenMode::Auto);
        QCOMPARE(released.size(), 1);
        QCOMPARE(chosen.size(), 1);
    }

    void aBrokenConversationIsNotHeldOpen()
    {
        TalkViewModel model;
        model.pushToTalk().toggle();
        model.sessionStateChanged(State::Listening, {});
        QCOMPARE(model.pushToTalk().grip(), PushToTalk::Grip::Locked);
        model.sessionStateChanged(State::Failed, u"gone"_s);
        QCOMPARE(model.pushToTalk().grip(), PushToTalk::Grip::Free);
    }

    void typedWordsTakeThePlaceOfTheOpenMicrophone()
    {
        TalkViewModel model;
        model.pushToTalk().toggle();
        model.sendText(u"hello"_s);
        QCOMPARE(model.pushToTalk().grip(), PushToTalk::Grip::Free);
    }

    void mutedIsSaidEverywhereAndNothingBegins()
    {
        TalkViewModel model;
        model.setProfileName(u"This computer"_s);
        QSignalSpy pressed(&model, &TalkViewModel::talkPressed);
        QSignalSpy muted(&model, &TalkViewModel::mutedChanged);
        model.mutedSpeech();
        QVERIFY(model.trouble().text.isEmpty());
        model.mute().set(true);
        QCOMPARE(muted.size(), 1);
        QCOMPARE(muted[0][0].toBool(), true);
        QVERIFY(model.stateText().contains(u"muted"_s));
        model.linkChanged(true);
        QCOMPARE(model.tone(), Tone::Warning);
        QVERIFY(model.hint().contains(u"muted"_s));
        QVERIFY(model.trouble().text.isEmpty());
        model.pushToTalk().press(PushToTalk::Source::Key);
        QCOMPARE(pressed.size(), 0);
        QCOMPARE(model.trouble().repair, TroubleRepair::Unmute);
        model.repair();
        QVERIFY(!model.isMuted());
        QCOMPARE(muted.size(), 2);
        QVERIFY(model.trouble().text.isEmpty());
    }

    void theCueGoesByItself()
    {
        TalkViewModel model({ .muteCue = 30ms }, nullptr);
        model.mute().set(true);
        model.mutedSpeech();
        QCOMPARE(model.trouble().repair, TroubleRepair::Unmute);
        QTRY_VERIFY(model.trouble().text.isEmpty());
        QVERIFY(model.isMuted());
    }

    void wordsOfBothSidesAreShownAndKept()
    {
        TalkViewModel model;
        model.sessionStateChanged(State::Speaking, {});
        model.heard(u"What time is it?"_s);
        model.sentence({ 4 }, u"It is nine."_s);
        model.sentence({ 4 }, u"It rains."_s);
        QCOMPARE(model.caption(), u"It is nine. It rains."_s);
        QCOMPARE(model.userWords(), u"What time is it?"_s);
        QCOMPARE(model.transcript()->rowCount(), 2);
        model.sentence({ 5 }, u"Your timer is done."_s);
        QCOMPARE(model.caption(), u"Your timer is done."_s);
        QCOMPARE(model.transcript()->rowCount(), 3);
    }

    // A reminder was said to the server to be repeated: the user did not say it.
    void ownWordsAreNotTheUsers()
    {
        TalkViewModel model;
        model.expectOwnWords(u"Repeat after me: tea"_s);
        model.heard(u"Repeat after me: tea"_s);
        QCOMPARE(model.userWords(), QString());
        model.heard(u"Repeat after me: tea"_s); // this time it was
        QCOMPARE(model.userWords(), u"Repeat after me: tea"_s);
    }

    void aLongAnswerShowsItsLastSentence()
    {
        TalkViewModel model;
        model.sessionStateChanged(State::Speaking, {});
        model.sentence({ 1 }, QString(100, u'a'));
        model.sentence({ 1 }, QString(50, u'b'));
        QCOMPARE(model.caption(), QString(50, u'b'));
        QCOMPARE(model.transcript()->rowCount(), 1);
    }

    void typedWordsAreNotShownTwice()
    {
        TalkViewModel model;
        QSignalSpy entered(&model, &TalkViewModel::textEntered);
        model.sendText(u"  你好 "_s);
        model.sendText(u"   "_s);
        QCOMPARE(entered.size(), 1);
        QCOMPARE(entered[0][0].toString(), u"你好"_s);
        model.heard(u"你好"_s);
        QCOMPARE(model.transcript()->rowCount(), 1);
        model.heard(u"你好"_s);
        QCOMPARE(model.transcript()->rowCount(), 2);
    }

    void toolCallsReadLikeWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<bool>("failed");
        QTest::addColumn<QString>("caption");
        QTest::newRow("number") << u"self.audio_speaker.set_volume"_s << QJsonObject { { u"volume"_s, 40 } } << false
                                << u"Set the volume: 40"_s;
        QTest::newRow("none") << u"self.get_device_status"_s << QJsonObject() << false << u"get device status"_s;
        const QDateTime morning(QDate(2026, 11, 22), QTime(7, 15));
        QTest::newRow("time") << u"alarm.set"_s << QJsonObject { { u"time"_s, u"2026-11-22T07:15"_s } } << false
                              << u"alarm · set "_s + QLocale().toString(morning, QLocale::ShortFormat);
        QTest::newRow("switch") << u"lamp.set_power"_s << QJsonObject { { u"on"_s, true } } << false << u"lamp · set power on"_s;
        QTest::newRow("failed") << u"lamp.set_power"_s << QJsonObject() << true << u"Did not work: lamp · set power – no lamp"_s;
    }
    void toolCallsReadLikeWords()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, arguments);
        QFETCH(bool, failed);
        TalkViewModel model;
        model.toolCalled({ name, arguments, u"no lamp"_s, failed });
        QTEST(model.transcript()->index(0).data(TranscriptModel::ToolsRole).toStringList().value(0), "caption");
    }

    void unknownEmotionsAreNeutral()
    {
        TalkViewModel model;
        QSignalSpy changed(&model, &TalkViewModel::emotionChanged);
        model.emotionReceived(u"happy"_s, {});
        model.emotionReceived(u"happy"_s, {});
        QCOMPARE(changed.size(), 1);
        model.emotionReceived(u"zigzag"_s, {});
        QCOMPARE(model.emotion(), u"neutral"_s);
    }

    void theLastTurnKeepsItsParts()
    {
        TalkViewModel model;
        QVERIFY(!model.lastTurn());
        myna::protocol::Timeline line;
        model.turnFinished({ 1 }, line);
        QVERIFY(!model.lastTurn());
        line.recognised = 30;
        line.firstSentence = 125;
        line.firstPacket = 300;
        model.turnFinished({ 2 }, line);
        QVERIFY(model.lastTurn());
        QCOMPARE(model.lastTurn()->wholeMs(), 300);
    }

    void theMicrophoneLevelIsOnlyShownWhileItIsOpen()
    {
        TalkViewModel model;
        QSignalSpy levels(&model, &TalkViewModel::levelsChanged);
        model.levels(0.5F, 0.25F);
        QCOMPARE(levels.last()[0].toFloat(), 0.0F);
        model.microphoneWanted(true);
        model.levels(0.5F, 0.25F);
        QCOMPARE(levels.last()[0].toFloat(), 0.5F);
    }

    void factsThatChangeNothingSayNothing()
    {
        TalkViewModel model;
        model.setProfileName(u"a"_s);
        model.lampChanged(true, 50);
        QSignalSpy changed(&model, &TalkViewModel::changed);
        QSignalSpy lamp(&model, &TalkViewModel::lampShown);
        model.setProfileName(u"a"_s);
        model.sessionStateChanged(State::Idle, {});
        model.linkChanged(false);
        model.microphoneWanted(false);
        model.lampChanged(true, 50);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(lamp.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TstTalkViewModel)
#include "tst_talkviewmodel.moc"
