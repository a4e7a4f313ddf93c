// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/turnclock.h"
#include "support/testcase.h"

#include <QElapsedTimer>

#include <chrono>

using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;
using protocol::Timeline;

namespace {

// At least so long; a machine that is busy takes longer.
void pass(std::chrono::milliseconds time)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < time.count()) { }
}

}

class TstServerTurnClock : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void firstTimeCounts();
    void enginesAreNotOurs();
    void withoutSoundThereIsNoShare();
};

void TstServerTurnClock::firstTimeCounts()
{
    TurnClock clock;
    clock.begin(600);
    clock.mark(&Timeline::recognised);
    const auto first = clock.timeline().recognised;
    QVERIFY(first && *first >= 600);
    pass(2ms);
    clock.mark(&Timeline::recognised);
    QCOMPARE(clock.timeline().recognised, first);
    QVERIFY(!clock.timeline().firstToken);
}

void TstServerTurnClock::enginesAreNotOurs()
{
    TurnClock clock;
    clock.begin(600); // the pause that ended speech is not ours either
    clock.engineAsked();
    clock.engineAsked(); // twice is once
    pass(50ms);
    clock.engineAnswered();
    clock.engineAnswered();
    clock.engineAsked();
    pass(50ms);
    clock.engineAnswered();
    pass(5ms); // ours
    clock.mark(&Timeline::firstPacket);
    pass(30ms); // nobody waits any more
    clock.engineAnswered();
    QVERIFY(clock.ownUs());
    QVERIFY(*clock.ownUs() >= 5000);
    QVERIFY(*clock.timeline().firstPacket >= 600 + 105);
    // However busy the machine is: what the engines took is not in it.
    QVERIFY(*clock.ownUs() / 1000 <= *clock.timeline().firstPacket - 600 - 100);
}

void TstServerTurnClock::withoutSoundThereIsNoShare()
{
    TurnClock clock;
    clock.begin();
    clock.mark(&Timeline::stop);
    QVERIFY(!clock.ownUs());
}

QTEST_GUILESS_MAIN(TstServerTurnClock)
#include "tst_serverturnclock.moc"
