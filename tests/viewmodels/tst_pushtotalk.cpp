// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/pushtotalk.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::protocol::ListenMode;
using myna::viewmodels::PushToTalk;
using Grip = PushToTalk::Grip;
using Source = PushToTalk::Source;

class TstPushToTalk : public myna::test::TestCase
{
    Q_OBJECT

    // Time passes only when a test says so; the release delay is a real timer and therefore short.
    struct Hand
    {
        std::chrono::milliseconds now { 1000 };
        PushToTalk talk;
        QSignalSpy began { &talk, &PushToTalk::talkBegan };
        QSignalSpy ended { &talk, &PushToTalk::talkEnded };
        QSignalSpy brief { &talk, &PushToTalk::tappedBriefly };
        QSignalSpy muted { &talk, &PushToTalk::mutedPress };
        explicit Hand(PushToTalk::Timing timing = { .release = 20ms })
            : talk(timing, [this] { return now; })
        {
        }
        void hold(Source source, std::chrono::milliseconds time)
        {
            talk.press(source);
            now += time;
            talk.release(source);
        }
    };

private slots:
    void theEndComesAfterTheReleaseDelay()
    {
        Hand hand;
        hand.hold(Source::Key, 900ms);
        QCOMPARE(hand.began.size(), 1);
        QCOMPARE(hand.ended.size(), 0);
        QCOMPARE(hand.talk.grip(), Grip::LettingGo);
        QTRY_COMPARE(hand.ended.size(), 1);
        QCOMPARE(hand.talk.grip(), Grip::Free);
        QCOMPARE(hand.brief.size(), 0);
    }

    void withoutADelayTheEndComesAtOnce()
    {
        Hand hand({ .release = 0ms });
        hand.hold(Source::Key, 900ms);
        QCOMPARE(hand.ended.size(), 1);
    }

    void theDelayIsBounded()
    {
        Hand hand;
        hand.talk.setReleaseDelay(-5ms);
        hand.hold(Source::Key, 900ms);
        QCOMPARE(hand.ended.size(), 1);
        hand.talk.setReleaseDelay(1h);
        hand.hold(Source::Key, 900ms);
        QTRY_COMPARE(hand.ended.size(), 2);
    }

    void repeatedPressesAreOne()
    {
        Hand hand;
        for (int i = 0; i < 10; ++i)
            hand.talk.press(Source::Shortcut);
        QCOMPARE(hand.began.size(), 1);
        hand.now += 900ms;
        hand.talk.release(Source::Shortcut);
        hand.talk.release(Source::Shortcut);
        QTRY_COMPARE(hand.ended.size(), 1);
    }

    void pressingAgainInTimeGoesOnWithTheSameSpeech()
    {
        Hand hand;
        hand.hold(Source::Key, 900ms);
        hand.talk.press(Source::Button);
        QCOMPARE(hand.talk.grip(), Grip::Held);
        QCOMPARE(hand.began.size(), 1);
        hand.now += 900ms;
        hand.talk.release(Source::Button);
        QTRY_COMPARE(hand.ended.size(), 1);
    }

    void twoTapsLockAndTheNextUnlocks()
    {
        Hand hand;
        hand.hold(Source::Key, 80ms);
        hand.now += 100ms;
        hand.talk.press(Source::Key);
        QCOMPARE(hand.talk.grip(), Grip::Locked);
        hand.now += 80ms;
        hand.talk.release(Source::Key);
        QCOMPARE(hand.talk.grip(), Grip::Locked);
        QCOMPARE(hand.began.size(), 1);
        QCOMPARE(hand.ended.size(), 0);
        hand.now += 5000ms;
        hand.talk.press(Source::Shortcut);
        QCOMPARE(hand.ended.size(), 1);
        QCOMPARE(hand.talk.grip(), Grip::Unlocking);
        hand.talk.release(Source::Key);
        QCOMPARE(hand.talk.grip(), Grip::Unlocking);
        hand.talk.release(Source::Shortcut);
        QCOMPARE(hand.talk.grip(), Grip::Free);
        // The tap that unlocked is not the first of two.
        hand.now += 50ms;
        hand.talk.press(Source::Shortcut);
        QCOMPARE(hand.talk.grip(), Grip::Held);
    }

    void slowTapsDoNotLock()
    {
        Hand hand;
        hand.hold(Source::Key, 80ms);
        hand.now += 220ms;
        hand.talk.press(Source::Key);
        QCOMPARE(hand.talk.grip(), Grip::Held);
    }

    void tapsOfDifferentKeysDoNotLock()
    {
        Hand hand;
        hand.hold(Source::Key, 80ms);
        hand.talk.press(Source::Button);
        QCOMPARE(hand.talk.grip(), Grip::Held);
    }

    void aTapWaitsForTheSecondOne()
    {
        // Without delay a tap would end before the second could come; it waits for the rest of the time two taps may take.
        Hand hand({ .release = 0ms, .doubleTap = 60ms });
        hand.hold(Source::Key, 20ms);
        QCOMPARE(hand.ended.size(), 0);
        QTRY_COMPARE(hand.ended.size(), 1);
    }

    void aBriefTapOnTheButtonIsNoticed()
    {
        Hand hand;
        hand.hold(Source::Button, 119ms);
        QCOMPARE(hand.brief.size(), 1);
        hand.talk.drop();
        hand.hold(Source::Button, 120ms);
        QCOMPARE(hand.brief.size(), 1);
        hand.talk.drop();
        hand.now += 1000ms;
        hand.hold(Source::Key, 20ms);
        QCOMPARE(hand.brief.size(), 1);
    }

    void leavingTheWindowLetsGoOfWhatTheWindowHeld()
    {
        Hand hand;
        hand.talk.press(Source::Key);
        hand.talk.leaveWindow();
        QTRY_COMPARE(hand.ended.size(), 1);
        hand.talk.release(Source::Key);
        QCOMPARE(hand.ended.size(), 1);
        QCOMPARE(hand.brief.size(), 0);
        for (const Source source : { Source::Shortcut, Source::Control }) {
            hand.talk.press(source);
            hand.talk.leaveWindow();
            QCOMPARE(hand.talk.grip(), Grip::Held);
            hand.talk.drop();
        }
    }

    void onlyTheHandThatPressedLetsGo()
    {
        Hand hand;
        hand.talk.press(Source::Shortcut);
        hand.now += 900ms;
        hand.talk.release(Source::Key);
        hand.talk.press(Source::Key);
        QCOMPARE(hand.talk.grip(), Grip::Held);
        hand.talk.release(Source::Shortcut);
        QCOMPARE(hand.talk.grip(), Grip::LettingGo);
        QCOMPARE(hand.began.size(), 1);
    }

    void commandsStartAndStopWithoutTaps()
    {
        Hand hand;
        hand.hold(Source::Control, 10ms);
        QCOMPARE(hand.brief.size(), 0);
        QTRY_COMPARE(hand.ended.size(), 1);
        hand.hold(Source::Control, 10ms);
        hand.talk.press(Source::Control);
        QCOMPARE(hand.talk.grip(), Grip::Held);
        hand.talk.drop();
        // `talk-stop` ends what is locked, `talk-start` leaves it open.
        hand.talk.toggle();
        QCOMPARE(hand.talk.grip(), Grip::Locked);
        const auto ended = hand.ended.size();
        hand.talk.press(Source::Control);
        QCOMPARE(hand.ended.size(), ended);
        hand.talk.release(Source::Control);
        QCOMPARE(hand.ended.size(), ended + 1);
        QCOMPARE(hand.talk.grip(), Grip::Free);
    }

    void aMenuOpensAndCloses()
    {
        Hand hand;
        hand.talk.toggle();
        QCOMPARE(hand.talk.grip(), Grip::Locked);
        QCOMPARE(hand.began.size(), 1);
        hand.talk.toggle();
        QCOMPARE(hand.talk.grip(), Grip::Free);
        QCOMPARE(hand.ended.size(), 1);
        hand.talk.press(Source::Key);
        hand.talk.toggle();
        QCOMPARE(hand.talk.grip(), Grip::Locked);
        hand.talk.release(Source::Key);
        QCOMPARE(hand.talk.grip(), Grip::Locked);
    }

    void inOtherModesAPressBeginsOrEnds_data()
    {
        QTest::addColumn<ListenMode>("mode");
        QTest::newRow("auto") << ListenMode::Auto;
        QTest::newRow("realtime") << ListenMode::Realtime;
    }

    void inOtherModesAPressBeginsOrEnds()
    {
        QFETCH(ListenMode, mode);
        Hand hand;
        hand.talk.setMode(mode);
        hand.hold(Source::Key, 900ms);
        QCOMPARE(hand.began.size(), 1);
        QCOMPARE(hand.ended.size(), 0);
        hand.talk.setConversationOpen(true);
        hand.talk.press(Source::Control);
        QCOMPARE(hand.ended.size(), 0);
        hand.hold(Source::Shortcut, 900ms);
        QCOMPARE(hand.ended.size(), 1);
        hand.talk.release(Source::Control);
        QCOMPARE(hand.ended.size(), 2);
        hand.talk.setConversationOpen(false);
        hand.talk.toggle();
        QCOMPARE(hand.began.size(), 2);
    }

    void aNewModeEndsTheOldOne()
    {
        Hand hand;
        hand.talk.press(Source::Key);
        hand.talk.setMode(ListenMode::Auto);
        QCOMPARE(hand.ended.size(), 1);
        QCOMPARE(hand.talk.grip(), Grip::Free);
        hand.talk.setMode(ListenMode::Auto);
        QCOMPARE(hand.ended.size(), 1);
    }

    void whileMutedNothingBeginsButWhatRunsCanEnd()
    {
        Hand hand;
        hand.talk.setMuted(true);
        hand.talk.press(Source::Button);
        QCOMPARE(hand.began.size(), 0);
        QCOMPARE(hand.muted.size(), 1);
        QCOMPARE(hand.talk.grip(), Grip::Free);
        hand.talk.release(Source::Button);
        QCOMPARE(hand.ended.size(), 0);
        hand.talk.setMode(ListenMode::Auto);
        hand.talk.setConversationOpen(true);
        hand.talk.press(Source::Button);
        QCOMPARE(hand.ended.size(), 1);
        QCOMPARE(hand.muted.size(), 1);
    }

    void everyHandIsFollowedInEveryGrip()
    {
        // Whatever is pressed and released in whatever order: begins and ends alternate, and the end always comes.
        const std::array sources { Source::Button, Source::Key, Source::Shortcut, Source::Control };
        Hand hand({ .release = 0ms });
        quint32 seed = 7;
        int open = 0;
        connect(&hand.talk, &PushToTalk::talkBegan, this, [&] { QCOMPARE(++open, 1); });
        connect(&hand.talk, &PushToTalk::talkEnded, this, [&] { QCOMPARE(--open, 0); });
        for (int i = 0; i < 20000; ++i) {
            seed = seed * 1664525U + 1013904223U;
            const Source source = sources[(seed >> 8) % sources.size()];
            hand.now += std::chrono::milliseconds((seed >> 16) % 400);
            switch ((seed >> 24) % 4) {
            case 0:
            case 1:
                hand.talk.press(source);
                break;
            case 2:
                hand.talk.release(source);
                break;
            default:
                hand.talk.leaveWindow();
                break;
            }
            const Grip grip = hand.talk.grip();
            QCOMPARE(open == 1, grip == Grip::Held || grip == Grip::LettingGo || grip == Grip::Locked);
        }
    }
};

QTEST_GUILESS_MAIN(TstPushToTalk)
#include "tst_pushtotalk.moc"
