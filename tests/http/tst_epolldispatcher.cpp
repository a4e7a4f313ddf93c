// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher_linux.h"
#include "support/testcase.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

struct SocketPair
{
    int ends[2] = { -1, -1 };
    SocketPair() { socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends); }
    ~SocketPair()
    {
        closeEnd(0);
        closeEnd(1);
    }
    void closeEnd(int end)
    {
        if (ends[end] >= 0)
            ::close(ends[end]);
        ends[end] = -1;
    }
    void ping() const { QCOMPARE(::write(ends[1], "x", 1), 1); }
    void take() const
    {
        char byte = 0;
        QCOMPARE(::read(ends[0], &byte, 1), 1);
    }
};

}

// The whole program runs on the dispatcher under test, the test library's own waiting included.
class TstEpollDispatcher : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void isTheOneInUse();
    void firesTimersInOrderAndNeverEarly_data();
    void firesTimersInOrderAndNeverEarly();
    void repeatsUntilStopped();
    void knowsItsTimers();
    void doesNotEnterATimerTwice();
    void aTimerMayStopAnother();
    void timersOfNoLengthDoNotStarveSockets();
    void deliversReadAndWrite();
    void aHandlerMayRemoveItsNeighbour();
    void doesNotMistakeAReusedDescriptor();
    void reportsAHangUp();
    void leavesOutWhatIsExcluded();
    void deliversPostsOfOtherThreads();
    void endsAWaitFromAnotherThread();
    void runsInSeveralThreads();
    void servesAThousandSockets();
};

void TstEpollDispatcher::isTheOneInUse()
{
    QVERIFY(qobject_cast<myna::EpollDispatcher*>(QAbstractEventDispatcher::instance()));
}

void TstEpollDispatcher::firesTimersInOrderAndNeverEarly_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::newRow("precise") << Qt::PreciseTimer;
    QTest::newRow("coarse") << Qt::CoarseTimer;
}

void TstEpollDispatcher::firesTimersInOrderAndNeverEarly()
{
    QFETCH(Qt::TimerType, type);
    QElapsedTimer clock;
    clock.start();
    QVector<int> order;
    QVector<int> early;
    for (const int length : { 60, 5, 30, 0, 15 }) {
        QTimer::singleShot(length, type, this, [&, length] {
            order.append(length);
            if (clock.elapsed() < length)
                early.append(length);
        });
    }
    QTRY_COMPARE(order, QVector<int>({ 0, 5, 15, 30, 60 }));
    QVERIFY(early.isEmpty());
}

void TstEpollDispatcher::repeatsUntilStopped()
{
    QTimer timer;
    int count = 0;
    connect(&timer, &QTimer::timeout, &timer, [&] {
        if (++count == 5)
            timer.stop();
    });
    timer.start(2ms);
    QTRY_COMPARE(count, 5);
    bool later = false;
    QTimer::singleShot(20ms, this, [&] { later = true; });
    QTRY_VERIFY(later);
    QCOMPARE(count, 5);
}

void TstEpollDispatcher::knowsItsTimers()
{
    QObject object;
    const int id = object.startTimer(10s, Qt::PreciseTimer);
    auto* const dispatcher = QAbstractEventDispatcher::instance();
    const auto timers = dispatcher->registeredTimers(&object);
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.first().timerId, id);
    QCOMPARE(timers.first().interval, 10000);
    QVERIFY(dispatcher->remainingTime(id) > 0);
    QVERIFY(dispatcher->remainingTime(id) <= 10001);
    QVERIFY(dispatcher->unregisterTimers(&object));
    QVERIFY(!dispatcher->unregisterTimer(id));
    QCOMPARE(dispatcher->remainingTime(id), -1);
}

void TstEpollDispatcher::doesNotEnterATimerTwice()
{
    QTimer timer;
    int depth = 0;
    int deepest = 0;
    int count = 0;
    connect(&timer, &QTimer::timeout, &timer, [&] {
        deepest = qMax(deepest, ++depth);
        QEventLoop inner;
        QTimer::singleShot(20ms, &inner, &QEventLoop::quit);
        inner.exec();
        --depth;
        if (++count == 2)
            timer.stop();
    });
    timer.start(1ms);
    QTRY_COMPARE(count, 2);
    QCOMPARE(deepest, 1);
}

void TstEpollDispatcher::aTimerMayStopAnother()
{
    QTimer first;
    QTimer second;
    bool secondFired = false;
    first.setSingleShot(true);
    second.setSingleShot(true);
    connect(&first, &QTimer::timeout, &second, &QTimer::stop);
    connect(&second, &QTimer::timeout, this, [&] { secondFired = true; });
    first.start(5ms);
    second.start(6ms);
    QThread::msleep(15); // both are due in the same pass
    bool later = false;
    QTimer::singleShot(10ms, this, [&] { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(!secondFired);
}

void TstEpollDispatcher::timersOfNoLengthDoNotStarveSockets()
{
    QTimer busy;
    int rounds = 0;
    connect(&busy, &QTimer::timeout, this, [&] { ++rounds; });
    busy.start(0ms);
    SocketPair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    int got = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        pair.take();
        if (++got < 10)
            pair.ping();
    });
    pair.ping();
    QTRY_COMPARE(got, 10);
    QVERIFY(rounds > 0);
}

void TstEpollDispatcher::deliversReadAndWrite()
{
    SocketPair pair;
    QSocketNotifier read(pair.ends[0], QSocketNotifier::Read);
    QSocketNotifier write(pair.ends[0], QSocketNotifier::Write);
    int reads = 0;
    int writes = 0;
    connect(&read, &QSocketNotifier::activated, this, [&] {
        pair.take();
        ++reads;
    });
    connect(&write, &QSocketNotifier::activated, this, [&] {
        ++writes;
        write.setEnabled(false);
    });
    QTRY_COMPARE(writes, 1);
    QCOMPARE(reads, 0);
    pair.ping();
    QTRY_COMPARE(reads, 1);
    QCOMPARE(writes, 1);
    write.setEnabled(true);
    QTRY_COMPARE(writes, 2);
}

void TstEpollDispatcher::aHandlerMayRemoveItsNeighbour()
{
    SocketPair one;
    SocketPair two;
    auto first = std::make_unique<QSocketNotifier>(one.ends[0], QSocketNotifier::Read);
    auto second = std::make_unique<QSocketNotifier>(two.ends[0], QSocketNotifier::Read);
    int calls = 0;
    connect(first.get(), &QSocketNotifier::activated, this, [&] {
        ++calls;
        one.take();
        second.reset();
    });
    connect(second.get(), &QSocketNotifier::activated, this, [&] {
        ++calls;
        two.take();
        first.reset();
    });
    one.ping();
    two.ping();
    bool later = false;
    QTimer::singleShot(10ms, this, [&] { later = true; });
    QTRY_VERIFY(later);
    QCOMPARE(calls, 1);
}

void TstEpollDispatcher::doesNotMistakeAReusedDescriptor()
{
    SocketPair one;
    SocketPair two;
    auto first = std::make_unique<QSocketNotifier>(one.ends[0], QSocketNotifier::Read);
    auto second = std::make_unique<QSocketNotifier>(two.ends[0], QSocketNotifier::Read);
    std::unique_ptr<QSocketNotifier> successor;
    int spurious = 0;
    int served = 0;
    // Whoever is first closes the other's descriptor and opens a quiet one with the same number.
    const auto replace = [&](SocketPair& mine, SocketPair& other, std::unique_ptr<QSocketNotifier>& notifier) {
        ++served;
        mine.take();
        notifier.reset();
        const int number = other.ends[0];
        other.closeEnd(0);
        other.closeEnd(1);
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, other.ends);
        if (other.ends[0] != number)
            std::swap(other.ends[0], other.ends[1]);
        QCOMPARE(other.ends[0], number);
        successor = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
        connect(successor.get(), &QSocketNotifier::activated, this, [&] {
            ++spurious;
            successor->setEnabled(false);
        });
    };
    connect(first.get(), &QSocketNotifier::activated, this, [&] { replace(one, two, second); });
    connect(second.get(), &QSocketNotifier::activated, this, [&] { replace(two, one, first); });
    one.ping();
    two.ping();
    QTRY_COMPARE(served, 1);
    bool later = false;
    QTimer::singleShot(10ms, this, [&] { later = true; });
    QTRY_VERIFY(later);
    QCOMPARE(spurious, 0);
    successor.reset();
}

void TstEpollDispatcher::reportsAHangUp()
{
    SocketPair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    bool told = false;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        told = true;
        notifier.setEnabled(false);
    });
    pair.closeEnd(1);
    QTRY_VERIFY(told);
}

void TstEpollDispatcher::leavesOutWhatIsExcluded()
{
    SocketPair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    bool told = false;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        told = true;
        pair.take();
    });
    bool fired = false;
    QTimer::singleShot(0, Qt::PreciseTimer, this, [&] { fired = true; });
    QTimer due;
    bool dueFired = false;
    connect(&due, &QTimer::timeout, this, [&] {
        dueFired = true;
        due.stop();
    });
    due.start(1ms);
    pair.ping();
    QThread::msleep(5);
    auto* const dispatcher = QAbstractEventDispatcher::instance();
    dispatcher->processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::X11ExcludeTimers);
    QVERIFY(!told);
    QVERIFY(!dueFired);
    dispatcher->processEvents(QEventLoop::ExcludeSocketNotifiers);
    QVERIFY(!told);
    QVERIFY(dueFired);
    dispatcher->processEvents(QEventLoop::AllEvents);
    QTRY_VERIFY(told);
    QTRY_VERIFY(fired);
}

void TstEpollDispatcher::deliversPostsOfOtherThreads()
{
    constexpr int posts = 2000;
    int got = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back(QThread::create([&] {
            for (int i = 0; i < posts; ++i)
                QMetaObject::invokeMethod(
                    this, [&] { ++got; }, Qt::QueuedConnection);
        }));
        threads.back()->start();
    }
    QTRY_COMPARE(got, 4 * posts);
    for (const auto& thread : threads)
        thread->wait();
}

void TstEpollDispatcher::endsAWaitFromAnotherThread()
{
    for (int i = 0; i < 200; ++i) {
        QEventLoop loop;
        std::unique_ptr<QThread> thread(QThread::create([&] {
            while (!loop.isRunning()) // a quit before exec() would be lost, with any dispatcher
                QThread::yieldCurrentThread();
            loop.quit();
        }));
        thread->start();
        loop.exec();
        thread->wait();
    }
}

void TstEpollDispatcher::runsInSeveralThreads()
{
    for (int i = 0; i < 20; ++i) {
        QThread thread;
        thread.setEventDispatcher(new myna::EpollDispatcher);
        QObject context;
        context.moveToThread(&thread);
        thread.start();
        bool ran = false;
        QMetaObject::invokeMethod(
            &context, [&] { ran = true; }, Qt::BlockingQueuedConnection);
        QVERIFY(ran);
        thread.quit();
        QVERIFY(thread.wait(myna::test::patienceMs));
    }
}

void TstEpollDispatcher::servesAThousandSockets()
{
    constexpr int count = 1000;
    QTcpServer server;
    server.setListenBacklogSize(count);
    server.setMaxPendingConnections(count);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        while (QTcpSocket* const socket = server.nextPendingConnection())
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
    });
    int echoed = 0;
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < count; ++i) {
        auto client = std::make_unique<QTcpSocket>();
        QTcpSocket* const socket = client.get();
        connect(socket, &QTcpSocket::connected, socket, [socket] { socket->write("ping"); });
        connect(socket, &QTcpSocket::readyRead, socket, [&echoed, socket] {
            if (socket->bytesAvailable() == 4)
                ++echoed;
        });
        socket->connectToHost(QHostAddress::LocalHost, server.serverPort());
        clients.push_back(std::move(client));
    }
    QTRY_COMPARE(echoed, count);
}

int main(int argc, char** argv)
{
    QCoreApplication::setEventDispatcher(std::make_unique<myna::EpollDispatcher>().release()); // the application owns it
    QCoreApplication app(argc, argv);
    TstEpollDispatcher test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolldispatcher.moc"
