// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/watchdog.h"
#include "base/invoke.h"
#include "support/testcase.h"

#include <QSemaphore>
#include <QThread>

using namespace myna;
using namespace std::chrono_literals;

class TstWatchdog : public test::TestCase
{
    Q_OBJECT

private:
    // A thread that can be made to hang until it is let go.
    struct Watched
    {
        Watched()
        {
            worker.moveToThread(&thread);
            thread.start();
        }
        ~Watched()
        {
            gate.release(100);
            thread.quit();
            thread.wait();
        }
        void hang()
        {
            onThreadOf(&worker, [this] { gate.acquire(); });
        }
        QSemaphore gate;
        QThread thread;
        QObject worker;
    };

private slots:
    void isQuietWhileTheThreadAnswers()
    {
        Watched watched;
        audio::Watchdog dog({ 1ms, 20s });
        QSignalSpy hung(&dog, &audio::Watchdog::hung);
        QSignalSpy recovered(&dog, &audio::Watchdog::recovered);
        dog.watch(&watched.thread);
        QObject clock;
        QSignalSpy beats(&clock, &QObject::objectNameChanged);
        // Fifty turns of the other thread are many questions.
        for (int i = 0; i < 50; ++i)
            onThreadOf(&watched.worker, [&, i] { onThreadOf(&clock, [&clock, i] { clock.setObjectName(QString::number(i)); }); });
        QTRY_COMPARE(beats.size(), 50);
        QVERIFY(!dog.isHung());
        QCOMPARE(hung.size() + recovered.size(), 0);
    }

    void noticesAHangAndItsEnd()
    {
        Watched watched;
        audio::Watchdog dog({ 1ms, 50ms });
        QSignalSpy hung(&dog, &audio::Watchdog::hung);
        QSignalSpy recovered(&dog, &audio::Watchdog::recovered);
        watched.hang();
        dog.watch(&watched.thread);
        QTRY_COMPARE(hung.size(), 1);
        QVERIFY(dog.isHung());
        QCOMPARE(recovered.size(), 0);
        watched.gate.release();
        QTRY_COMPARE(recovered.size(), 1);
        QVERIFY(!dog.isHung());
    }

    void forgetsTheOldThread()
    {
        Watched stuck;
        Watched fresh;
        audio::Watchdog dog({ 1ms, 50ms });
        QSignalSpy hung(&dog, &audio::Watchdog::hung);
        QSignalSpy recovered(&dog, &audio::Watchdog::recovered);
        stuck.hang();
        dog.watch(&stuck.thread);
        QTRY_COMPARE(hung.size(), 1);
        dog.watch(&fresh.thread);
        QVERIFY(!dog.isHung());
        stuck.gate.release();
        stuck.thread.quit();
        QVERIFY(stuck.thread.wait(test::patienceMs));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(recovered.size(), 0);
    }

    void mayGoBeforeTheAnswerComes()
    {
        Watched watched;
        watched.hang();
        {
            audio::Watchdog dog({ 1ms, 20s });
            dog.watch(&watched.thread);
        }
        watched.gate.release();
        watched.thread.quit();
        QVERIFY(watched.thread.wait(test::patienceMs));
    }
};

QTEST_GUILESS_MAIN(TstWatchdog)
#include "tst_watchdog.moc"
