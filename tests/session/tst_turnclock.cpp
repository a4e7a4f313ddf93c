// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/abortedtail.h"
#include "session/turnclock.h"
#include "support/testcase.h"

namespace myna::session {

class TstTurnClock final : public test::TestCase
{
    Q_OBJECT

private slots:
    void countsFromTheRelease();
    void countsFromTheLastPacketBeforeStt();
    void countsFromTheServersFirstWord();
    void keepsTheFirstOfEach();
    void firstSentenceIsAToken();
    void knowsNothingBeforeZero();
    void beginsAnewWhenTaken();

    void tailOfASpeechEndsWithAStart();
    void withdrawnQuestionWaitsForItsStop();
    void doesNotWaitForEver();
};

void TstTurnClock::countsFromTheRelease()
{
    TurnClock clock;
    clock.packetSent(900);
    clock.questionEnded(1000);
    clock.recognised(1200);
    clock.token(1300);
    clock.sentence(1400);
    clock.packet(1500);
    clock.stopped(2500);
    QVERIFY(clock.take() == (protocol::Timeline { 200, 300, 400, 500, 500, 1500 }));
}

void TstTurnClock::countsFromTheLastPacketBeforeStt()
{
    TurnClock clock;
    clock.packetSent(400);
    clock.packetSent(460);
    clock.recognised(500);
    clock.packetSent(520);
    clock.packet(560);
    const protocol::Timeline timeline = clock.take();
    QCOMPARE(timeline.recognised, std::optional<qint64>(40));
    QCOMPARE(timeline.firstPacket, std::optional<qint64>(100));
}

void TstTurnClock::countsFromTheServersFirstWord()
{
    TurnClock clock;
    clock.speechStarted(100);
    clock.packet(160);
    const protocol::Timeline timeline = clock.take();
    QVERIFY(!timeline.recognised);
    QCOMPARE(timeline.firstAudio, std::optional<qint64>(60));
}

void TstTurnClock::keepsTheFirstOfEach()
{
    TurnClock clock;
    clock.questionEnded(0);
    for (const qint64 now : { 10, 20, 30 }) {
        clock.recognised(now);
        clock.sentence(now);
        clock.packet(now);
        clock.stopped(now);
    }
    QVERIFY(clock.take() == (protocol::Timeline { 10, 10, 10, 10, 10, 10 }));
}

void TstTurnClock::firstSentenceIsAToken()
{
    TurnClock clock;
    clock.questionEnded(0);
    clock.sentence(30);
    QCOMPARE(clock.take().firstToken, std::optional<qint64>(30));
}

void TstTurnClock::knowsNothingBeforeZero()
{
    TurnClock clock;
    clock.token(5);
    clock.sentence(5);
    clock.packet(5);
    clock.stopped(5);
    QVERIFY(clock.take() == protocol::Timeline());
}

void TstTurnClock::beginsAnewWhenTaken()
{
    TurnClock clock;
    clock.questionEnded(0);
    clock.packet(10);
    QVERIFY(clock.take() != protocol::Timeline());
    clock.packet(20);
    QVERIFY(clock.take() == protocol::Timeline());
}

void TstTurnClock::tailOfASpeechEndsWithAStart()
{
    AbortedTail tail;
    QVERIFY(tail.isOver());
    QVERIFY(tail.admitsStart(0));
    tail.untilStart();
    QVERIFY(!tail.isOver());
    QVERIFY(tail.admitsStart(0));
    tail.stopped();
    QVERIFY(!tail.isOver());
    tail.recognised();
    QVERIFY(tail.isOver());
}

void TstTurnClock::withdrawnQuestionWaitsForItsStop()
{
    AbortedTail tail;
    tail.untilStop(100);
    QVERIFY(!tail.admitsStart(200));
    tail.recognised(); // of the withdrawn question: it crossed the abort
    QVERIFY(!tail.admitsStart(200));
    QVERIFY(!tail.isOver());
    tail.stopped();
    QVERIFY(tail.admitsStart(200));
    QVERIFY(!tail.isOver());
}

void TstTurnClock::doesNotWaitForEver()
{
    AbortedTail tail;
    tail.untilStop(100);
    QVERIFY(!tail.admitsStart(100 + AbortedTail::stopLimit.count()));
    QVERIFY(tail.admitsStart(101 + AbortedTail::stopLimit.count()));
}

}

QTEST_GUILESS_MAIN(myna::session::TstTurnClock)
#include "tst_turnclock.moc"
