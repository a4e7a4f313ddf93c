// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/kernelwatch_linux.h"
#include "session/qtnetworkwatch.h"
#include "support/testcase.h"

#include <QRegularExpression>

#include <array>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::session {

namespace {

// A kernel that says what the test wants.
struct Kernel
{
    std::array<int, 2> addresses {};
    std::array<int, 2> wake {};
    QSet<QString> present { u"eth0 192.0.2.1"_s };
    KernelWatch::Clocks clocks { 50000, 50000 };
    int rearmed = 0;

    Kernel()
    {
        if (pipe2(addresses.data(), O_CLOEXEC | O_NONBLOCK) != 0 || pipe2(wake.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            qFatal("no pipe");
    }
    ~Kernel()
    {
        close(addresses[1]);
        close(wake[1]);
    }
    KernelWatch::Sources sources()
    {
        return { addresses[0], wake[0], [this] { return present; }, [this] { return clocks; }, [this](int) { ++rearmed; } };
    }
    static void speak(int fd) { QCOMPARE(write(fd, "x", 1), ssize_t(1)); }
};

}

class TstNetworkWatch final : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<NetworkChange>(); }

    void comparesAddresses()
    {
        const QSet<QString> none;
        const QSet<QString> one { u"eth0 192.0.2.1"_s };
        const QSet<QString> other { u"wlan0 192.0.2.2"_s };
        QCOMPARE(difference(none, none), std::nullopt);
        QCOMPARE(difference(one, one), std::nullopt);
        QCOMPARE(difference(none, one), std::optional(NetworkChange::Up));
        QCOMPARE(difference(one, none), std::optional(NetworkChange::Down));
        QCOMPARE(difference(one, other), std::optional(NetworkChange::Up)); // from one network to another
        QCOMPARE(difference(one + other, other), std::optional(NetworkChange::Down));
    }

    void tellsSleepFromTime()
    {
        SleepMeter meter(10000, 9000); // it slept before, too
        QVERIFY(!meter.slept(10500, 9500));
        QVERIFY(!meter.slept(11000, 9998)); // read one after the other
        QVERIFY(meter.slept(3611000, 10000)); // an hour
        QVERIFY(!meter.slept(3612000, 11000)); // told once
    }

    void loopbackAndOneLinkOnlyDoNotCount()
    {
        const QSet<QString> addresses = usableAddresses();
        for (const QString& address : addresses) {
            QVERIFY(!address.startsWith(u"lo "_s));
            QVERIFY(!address.contains(u" fe80"_s) && !address.contains(u" 127."_s));
        }
    }

    void newAddressesAreToldOnce()
    {
        Kernel kernel;
        KernelWatch watch(kernel.sources(), 5ms);
        QSignalSpy changes(&watch, &NetworkWatch::changed);
        kernel.present.insert(u"wlan0 192.0.2.2"_s);
        for (int i = 0; i < 3; ++i)
            Kernel::speak(kernel.addresses[1]);
        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(changes.takeFirst().first().value<NetworkChange>(), NetworkChange::Up);
        kernel.present.clear();
        Kernel::speak(kernel.addresses[1]);
        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(changes.takeFirst().first().value<NetworkChange>(), NetworkChange::Down);
        QCOMPARE(kernel.rearmed, 0);
    }

    void whatChangesNothingIsNotTold()
    {
        Kernel kernel;
        KernelWatch watch(kernel.sources(), 1ms);
        QSignalSpy changes(&watch, &NetworkWatch::changed);
        Kernel::speak(kernel.addresses[1]); // the lifetime of an address was renewed
        kernel.clocks = { 61000, 60000 }; // a marker that is told after it
        Kernel::speak(kernel.wake[1]);
        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(changes.first().first().value<NetworkChange>(), NetworkChange::Resumed);
    }

    void onlySleepIsAResume()
    {
        Kernel kernel;
        KernelWatch watch(kernel.sources(), 1ms);
        QSignalSpy changes(&watch, &NetworkWatch::changed);
        kernel.clocks = { 51000, 51000 };
        Kernel::speak(kernel.wake[1]); // somebody set the time
        QTRY_COMPARE(kernel.rearmed, 1);
        QCOMPARE(changes.size(), 0);
        kernel.clocks = { 3652000, 52000 };
        Kernel::speak(kernel.wake[1]);
        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(kernel.rearmed, 2);
        QCOMPARE(changes.first().first().value<NetworkChange>(), NetworkChange::Resumed);
    }

    void theRealOneIsQuietAndCloses()
    {
        const auto open = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size(); };
        const auto before = open();
        {
            const std::unique_ptr<NetworkWatch> watch = makeNetworkWatch();
            QSignalSpy changes(watch.get(), &NetworkWatch::changed);
            QVERIFY(open() > before);
            QCoreApplication::processEvents();
            QCOMPARE(changes.size(), 0);
        }
        QCOMPARE(open(), before);
        // Debian's Qt has a backend where NetworkManager runs; without one it is only silent.
        QTest::ignoreMessage(QtDebugMsg, QRegularExpression(u".*"_s));
        const QtNetworkWatch fallback;
        qDebug("made");
    }
};

}

QTEST_GUILESS_MAIN(myna::session::TstNetworkWatch)
#include "tst_networkwatch.moc"
