// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/pacer.h"
#include "server/dialogue/pacerplan.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

QByteArray packet(int number)
{
    return QByteArray::number(number);
}

protocol::Body sentence(const QString& text)
{
    return protocol::Speech { protocol::SpeechState::SentenceStart, text };
}

// Runs a plan on a clock of its own, and notes when each thing was sent.
struct VirtualTime
{
    PacerPlan plan;
    qint64 now = 1000;
    QVector<qint64> sounds;
    QStringList order;
    int highest = 0;
    qint64 drainedAt = -1;

    void run(qint64 untilMs)
    {
        for (;;) {
            const PacerPlan::Step step = plan.advance(now);
            for (const PacedItem& item : step.due) {
                if (const auto* sound = std::get_if<QByteArray>(&item)) {
                    sounds += now;
                    order += QString::fromLatin1(*sound);
                } else {
                    order += std::get<protocol::Speech>(std::get<protocol::Body>(item)).text;
                }
            }
            highest = std::max(highest, plan.modelledQueue(now));
            if (step.drained)
                drainedAt = now;
            if (!step.wakeAtMs || *step.wakeAtMs > untilMs)
                break;
            now = *step.wakeAtMs;
        }
        now = untilMs;
    }
};

}

class TstPacerPlan : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void sendsFiveAheadThenAtRealTime();
    void neverFillsTheDevice();
    void messagesKeepTheirPlace();
    void drainsOnlyAfterTheDevicePlayed();
    void catchesUpAfterALateWakeUp();
    void beginsANewRunAfterAPause();
    void clearForgetsEverything();
    void drainsAtOnceWithoutSound();
    void timerShellSendsInOrderAndDrains();
    void timerShellCanBeClearedWhileItSends();
};

void TstPacerPlan::sendsFiveAheadThenAtRealTime()
{
    VirtualTime time;
    for (int i = 0; i < 20; ++i)
        time.plan.push(packet(i));
    QCOMPARE(time.plan.queuedMs(), 1200);
    time.run(10000);
    QCOMPARE(time.sounds.size(), 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(time.sounds[i], 1000 + std::max(0, i - 4) * 60);
}

void TstPacerPlan::neverFillsTheDevice()
{
    for (const int ahead : { 1, 5, 40, 200 }) {
        VirtualTime time;
        time.plan = PacerPlan({ .ahead = ahead });
        for (int i = 0; i < 500; ++i)
            time.plan.push(packet(i));
        time.run(100000);
        QCOMPARE(time.sounds.size(), 500);
        QVERIFY(time.highest <= 40);
        QCOMPARE(time.highest, std::min(ahead, 40));
    }
}

void TstPacerPlan::messagesKeepTheirPlace()
{
    VirtualTime time;
    time.plan.push(sentence(u"a"_s));
    for (int i = 0; i < 7; ++i)
        time.plan.push(packet(i));
    time.plan.push(sentence(u"b"_s));
    time.plan.push(packet(7));
    time.run(1000);
    QCOMPARE(time.order, (QStringList { u"a"_s, u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s }));
    time.run(5000);
    QCOMPARE(time.order.mid(6), (QStringList { u"5"_s, u"6"_s, u"b"_s, u"7"_s }));
}

void TstPacerPlan::drainsOnlyAfterTheDevicePlayed()
{
    VirtualTime time;
    for (int i = 0; i < 10; ++i)
        time.plan.push(packet(i));
    time.plan.finish();
    time.run(10000);
    QCOMPARE(time.drainedAt, 1000 + 10 * 60 + PacerLimits().tailMs);
}

void TstPacerPlan::catchesUpAfterALateWakeUp()
{
    VirtualTime time;
    for (int i = 0; i < 12; ++i)
        time.plan.push(packet(i));
    time.run(1000);
    QCOMPARE(time.sounds.size(), 5);
    time.now = 1200; // the machine was busy for 200 ms
    time.run(1200);
    QCOMPARE(time.sounds.size(), 8); // the device holds five again
    QCOMPARE(time.plan.modelledQueue(1200), 5);
    QCOMPARE(time.highest, 5);
}

void TstPacerPlan::beginsANewRunAfterAPause()
{
    VirtualTime time;
    for (int i = 0; i < 3; ++i)
        time.plan.push(packet(i));
    time.run(5000);
    for (int i = 3; i < 10; ++i)
        time.plan.push(packet(i));
    time.run(5000);
    QCOMPARE(time.sounds.size(), 8); // five ahead, not seven at once for the lost time
    time.run(9000);
    QCOMPARE(time.sounds.last(), 5000 + 2 * 60);
}

void TstPacerPlan::clearForgetsEverything()
{
    VirtualTime time;
    for (int i = 0; i < 50; ++i)
        time.plan.push(packet(i));
    time.plan.finish();
    time.run(1100);
    const auto sent = time.sounds.size();
    time.plan.clear();
    QCOMPARE(time.plan.queuedMs(), 0);
    time.run(20000);
    QCOMPARE(time.sounds.size(), sent);
    QCOMPARE(time.drainedAt, -1);
    time.plan.push(packet(1));
    time.run(20000);
    QCOMPARE(time.sounds.size(), sent + 1);
}

void TstPacerPlan::drainsAtOnceWithoutSound()
{
    VirtualTime time;
    time.plan.push(sentence(u"only text"_s));
    time.plan.finish();
    time.run(1000);
    QCOMPARE(time.order, QStringList { u"only text"_s });
    QCOMPARE(time.drainedAt, 1000);
}

void TstPacerPlan::timerShellSendsInOrderAndDrains()
{
    Pacer pacer(nullptr, { .frameMs = 2, .tailMs = 1 });
    QStringList order;
    connect(&pacer, &Pacer::packetDue, this, [&](const QByteArray& opus) { order += QString::fromLatin1(opus); });
    connect(&pacer, &Pacer::messageDue, this, [&](const protocol::Body& body) { order += std::get<protocol::Speech>(body).text; });
    connect(&pacer, &Pacer::drained, this, [&] { order += u"drained"_s; });
    pacer.push(sentence(u"a"_s));
    QCOMPARE(order, QStringList { u"a"_s }); // what is due does not wait
    QStringList expected { u"a"_s };
    for (int i = 0; i < 30; ++i) {
        pacer.push(packet(i));
        expected += QString::number(i);
    }
    pacer.push(sentence(u"b"_s));
    pacer.finish();
    expected += { u"b"_s, u"drained"_s };
    QTRY_COMPARE(order, expected);
}

void TstPacerPlan::timerShellCanBeClearedWhileItSends()
{
    Pacer pacer;
    int sent = 0;
    bool drained = false;
    connect(&pacer, &Pacer::drained, this, [&] { drained = true; });
    connect(&pacer, &Pacer::messageDue, this, [&](const protocol::Body&) {
        for (int i = 0; i < 5; ++i)
            pacer.push(packet(i));
        pacer.finish();
    });
    connect(&pacer, &Pacer::packetDue, this, [&](const QByteArray&) {
        if (++sent == 2)
            pacer.clear();
    });
    pacer.push(sentence(u"a"_s));
    QCOMPARE(sent, 2);
    QVERIFY(!drained);
    QCOMPARE(pacer.queuedMs(), 0);
}

QTEST_GUILESS_MAIN(TstPacerPlan)
#include "tst_pacerplan.moc"
