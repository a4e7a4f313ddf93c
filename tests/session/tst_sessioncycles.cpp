// SPDX-License-Identifier: GPL-3.0-or-later
// A device that is used for years: connecting, closing and interrupting leave nothing behind. Over real sockets to a peer in this process.
#include "sessionbench.h"
#include "support/wsstub.h"
#include "transport/websockettransport.h"

#include <QDir>
#include <QEventLoop>
#include <QTimer>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace myna::session {

namespace {

// What a leak would make grow.
struct Footprint
{
    qsizetype descriptors = 0;
    qsizetype threads = 0;
    qsizetype timers = 0;
    qsizetype objects = 0;
    qint64 heapBytes = 0; // in use

    static qsizetype entries(const QString& folder)
    {
        return QDir(folder).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
    }
    static qint64 heap()
    {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
        const struct mallinfo2 now = mallinfo2();
        return qint64(now.uordblks + now.hblkhd);
#else
        return 0;
#endif
    }
    static Footprint of(const QObject& session)
    {
        return { entries(u"/proc/self/fd"_s), entries(u"/proc/self/task"_s), session.findChildren<QTimer*>().size(),
            session.findChildren<QObject*>().size(), heap() };
    }
};

void compare(const Footprint& before, const Footprint& after, int cycles)
{
    qInfo("%d cycles: descriptors %+d, threads %+d, timers %+d, objects %+d, heap %+.1f kB", cycles,
        int(after.descriptors - before.descriptors), int(after.threads - before.threads), int(after.timers - before.timers),
        int(after.objects - before.objects), double(after.heapBytes - before.heapBytes) / 1024);
    QCOMPARE(after.descriptors, before.descriptors);
    QCOMPARE(after.threads, before.threads);
    QCOMPARE(after.timers, before.timers);
    QCOMPARE(after.objects, before.objects);
    // A single pointer kept in each cycle would be seen; what allocators and hashes round up to would not.
    QVERIFY2(after.heapBytes - before.heapBytes < qint64(cycles) * 8 + 64 * 1024, "the heap grows");
}

// A device and a server that greets it.
struct Line
{
    test::WsStub server;
    VoiceSession session;
    int aborts = 0;
    int greetings = 0;
    int farewells = 0; // connections the server has seen the end of

    Line()
        : session([](const protocol::ConnectionProfile& profile) { return std::make_unique<transport::WebSocketTransport>(profile); }, {},
            patient())
    {
        session.setProfile({ .url = server.url(), .identity = { .deviceId = u"02:00:00:00:00:01"_s } });
        forgetPeers();
        QObject::connect(&server, &test::WsStub::textReceived, &session, [this](const QString& text) {
            if (text.contains(u"\"hello\""_s)) {
                ++greetings;
                say(uR"({"type":"hello","transport":"websocket","session_id":"s"})"_s);
            } else if (text.contains(u"\"abort\""_s)) {
                ++aborts;
                say(uR"({"type":"tts","state":"stop"})"_s);
            }
        });
    }
    // The stub keeps its peers for tests that look at them afterwards.
    void forgetPeers()
    {
        QObject::connect(&server, &test::WsStub::peerClosed, &session, [this] {
            ++farewells;
            if (server.peer())
                server.peer()->deleteLater();
        });
    }
    // Waits on the events themselves: thousands of waits that sleep in between would take minutes.
    template<typename Condition>
    bool reaches(Condition condition)
    {
        QEventLoop loop;
        const auto look = [&] {
            if (condition())
                loop.quit();
        };
        QObject::connect(&session, &VoiceSession::stateChanged, &loop, look, Qt::QueuedConnection);
        QObject::connect(&server, &test::WsStub::textReceived, &loop, look, Qt::QueuedConnection);
        QObject::connect(&server, &test::WsStub::peerClosed, &loop, look, Qt::QueuedConnection);
        QTimer guard;
        guard.setSingleShot(true);
        QObject::connect(&guard, &QTimer::timeout, &loop, &QEventLoop::quit);
        guard.start(10s);
        if (!condition())
            loop.exec();
        return condition();
    }
    void say(const QString& text) const { server.peer()->sendTextMessage(text); }
    bool connectOnce()
    {
        const int before = farewells;
        session.startListening(ListenMode::Auto);
        session.sendAudio({ "first", 0, 0 });
        if (!reaches([this] { return session.state() == State::Listening; }))
            return false;
        session.disconnectNow();
        return reaches([this, before] { return farewells > before; });
    }
    bool abortOnce()
    {
        const int before = aborts;
        say(uR"({"type":"tts","state":"start"})"_s);
        server.peer()->sendBinaryMessage("some sound");
        if (!reaches([this] { return session.state() == State::Speaking; }))
            return false;
        session.interrupt();
        return reaches([this, before] { return aborts > before; }) && session.state() == State::Listening;
    }
    bool loseOnce()
    {
        const int before = greetings;
        server.dropTcp();
        if (!reaches([this] { return session.state() == State::Reconnecting; }))
            return false;
        session.sendAudio({ QByteArray(1000, 'x'), 0, 0 }); // kept, then sent
        session.networkChanged(NetworkChange::Up);
        return reaches([this, before] { return greetings > before && session.state() == State::Listening; });
    }
};

}

class TstSessionCycles final : public test::TestCase
{
    Q_OBJECT

private slots:
    void connectingAndClosing();
    void interrupting();
    void losingAndReconnecting();
};

void TstSessionCycles::connectingAndClosing()
{
    constexpr int cycles = 1000;
    Line line;
    const auto settle = [&line] { QTRY_VERIFY(line.session.findChildren<transport::Transport*>().isEmpty()); };
    for (int i = 0; i < 50; ++i) // what is made once
        QVERIFY(line.connectOnce());
    settle();
    const Footprint before = Footprint::of(line.session);
    for (int i = 0; i < cycles; ++i)
        QVERIFY(line.connectOnce());
    settle();
    QCOMPARE(line.greetings, cycles + 50);
    compare(before, Footprint::of(line.session), cycles);
}

void TstSessionCycles::interrupting()
{
    constexpr int cycles = 10000;
    Line line;
    line.session.startListening(ListenMode::Auto);
    QTRY_COMPARE(line.session.state(), State::Listening);
    for (int i = 0; i < 200; ++i)
        QVERIFY(line.abortOnce());
    const Footprint before = Footprint::of(line.session);
    for (int i = 0; i < cycles; ++i)
        QVERIFY(line.abortOnce());
    compare(before, Footprint::of(line.session), cycles);
    QCOMPARE(line.aborts, cycles + 200);
    QCOMPARE(line.greetings, 1);
}

void TstSessionCycles::losingAndReconnecting()
{
    constexpr int cycles = 300;
    Line line;
    line.session.startListening(ListenMode::Auto);
    QTRY_COMPARE(line.session.state(), State::Listening);
    for (int i = 0; i < 50; ++i)
        QVERIFY(line.loseOnce());
    const Footprint before = Footprint::of(line.session);
    for (int i = 0; i < cycles; ++i)
        QVERIFY(line.loseOnce());
    compare(before, Footprint::of(line.session), cycles);
}

}

QTEST_GUILESS_MAIN(myna::session::TstSessionCycles)
#include "tst_sessioncycles.moc"
