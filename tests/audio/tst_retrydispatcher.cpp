// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/retrydispatcher.h"
#include "support/testcase.h"

#include <QThread>
#include <QTimer>

#include <atomic>
#include <utility>

using namespace std::chrono_literals;
using namespace myna;

namespace {

// A thread with such a loop, and what happened on it.
class Home final : public QThread
{
public:
    Home()
    {
        setEventDispatcher(audio::makeRetryDispatcher([this] { ++cuts; }).release());
        anchor.moveToThread(this);
        start();
    }
    ~Home() override
    {
        quit();
        wait();
    }
    template<typename Work>
    void run(Work work)
    {
        QMetaObject::invokeMethod(&anchor, std::move(work));
    }
    std::atomic<int> cuts = 0;
    std::atomic<int> fired = 0;
    QObject anchor;
};

}

class TstRetryDispatcher : public test::TestCase
{
    Q_OBJECT

private slots:
    // Far longer than the test may take, so that it can fail.
    void cutsALongSingleShot()
    {
        Home home;
        home.run([&home] {
            QTimer::singleShot(1h, &home.anchor, [&home] {
                if (home.cuts == 1) // told before
                    ++home.fired;
            });
        });
        QTRY_COMPARE(home.fired, 1);
    }

    void leavesPreciseOnesAlone()
    {
        Home home;
        home.run([&home] {
            QTimer::singleShot(1h, Qt::PreciseTimer, &home.anchor, [&home] { home.fired += 100; });
            QTimer::singleShot(1h, &home.anchor, [&home] { ++home.fired; });
        });
        QTRY_COMPARE(home.fired, 1);
        QCOMPARE(home.cuts, 1);
    }

    void leavesShortOnesAlone()
    {
        Home home;
        home.run([&home] { QTimer::singleShot(30, &home.anchor, [&home] { ++home.fired; }); });
        QTRY_COMPARE(home.fired, 1);
        QCOMPARE(home.cuts, 0);
    }
};

QTEST_GUILESS_MAIN(TstRetryDispatcher)
#include "tst_retrydispatcher.moc"
