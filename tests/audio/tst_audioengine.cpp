// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/audioengine.h"
#include "audio/audioparts.h"
#include "base/invoke.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/testcase.h"

#include <QSemaphore>
#include <QThread>

#include <atomic>

using namespace myna;
using namespace myna::audio;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

// What the fakes share with the test; outlives every thread.
struct Desk
{
    std::atomic<int> captures = 0; // open now
    std::atomic<int> playbacks = 0;
    std::atomic<bool> refusePlayback = false;
    std::atomic<bool> hangPlayback = false;
    QSemaphore gate; // what a hanging start() waits for
    QObject* capture = nullptr; // the newest, used by the test through onThreadOf
    QObject* playback = nullptr;
};

class FakeCapture final : public CaptureDevice
{
public:
    explicit FakeCapture(Desk& desk)
        : m_desk(desk)
    {
    }
    Result<> start() override
    {
        m_desk.capture = this;
        ++m_desk.captures;
        return {};
    }
    void stop() override { --m_desk.captures; }

private:
    Desk& m_desk;
};

// Plays as fast as it can be asked: each turn of the loop is 20 ms of sound.
class FakePlayback final : public PlaybackDevice
{
public:
    explicit FakePlayback(Desk& desk)
        : m_desk(desk)
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_source->fill(m_block);
            m_source->playing(0);
        });
    }
    Result<> start(PlaybackSource& source) override
    {
        if (m_desk.hangPlayback)
            m_desk.gate.acquire();
        if (m_desk.refusePlayback)
            return Error { Error::Code::Unavailable, u"in use"_s };
        m_source = &source;
        m_desk.playback = this;
        ++m_desk.playbacks;
        m_timer.start(0);
        return {};
    }
    void stop() override
    {
        if (std::exchange(m_source, nullptr))
            --m_desk.playbacks;
        m_timer.stop();
    }

private:
    Desk& m_desk;
    PlaybackSource* m_source = nullptr;
    std::array<int16_t, 480> m_block {};
    QTimer m_timer;
};

class FakeBackend final : public SoundBackend
{
public:
    explicit FakeBackend(Desk& desk)
        : m_desk(desk)
    {
    }
    void prepare() override
    {
        onThreadOf(this, [this] { emit ready(); });
    }
    std::unique_ptr<CaptureDevice> makeCapture(const QString&) override { return std::make_unique<FakeCapture>(m_desk); }
    std::unique_ptr<PlaybackDevice> makePlayback(const QString&) override { return std::make_unique<FakePlayback>(m_desk); }

private:
    Desk& m_desk;
};

class FakeMonitor final : public DeviceMonitor
{
public:
    void start() override { refresh(); }
    void refresh() override
    {
        if (answering)
            onThreadOf(this, [this] { emit listed(system); });
    }
    void become(const SoundSystem& now)
    {
        system = now;
        refresh();
    }
    SoundSystem system;
    bool answering = true;
};

const SoundSystem bothDevices { true, { { u"spk"_s, u"Loudspeaker"_s, false, true }, { u"mic"_s, u"Microphone"_s, true, true } } };

}

class TstAudioEngine : public test::TestCase
{
    Q_OBJECT

private:
    struct Bench
    {
        explicit Bench(const SoundSystem& system = bothDevices)
        {
            auto ownedMonitor = std::make_unique<FakeMonitor>();
            monitor = ownedMonitor.get();
            monitor->system = system;
            AudioTiming timing;
            timing.watchdog = { 5ms, 300ms };
            timing.retry = timing.firstRetry = 5ms;
            timing.answer = 300ms;
            timing.grace = 50ms;
            timing.leave = 5000ms;
            engine = std::make_unique<AudioEngine>(
                AudioEngine::Settings {}, AudioParts { std::move(ownedMonitor), std::make_unique<FakeBackend>(*desk), timing });
            QObject::connect(engine.get(), &AudioEngine::packetReady, engine.get(),
                [this](const protocol::AudioPacket& packet) { packets.append(packet); });
            QObject::connect(
                engine.get(), &AudioEngine::inputStatusChanged, engine.get(), [this](const SoundStatus& status) { input = status; });
            QObject::connect(
                engine.get(), &AudioEngine::outputStatusChanged, engine.get(), [this](const SoundStatus& status) { output = status; });
        }
        void hear(const codec::PcmFrame& chunk)
        {
            auto* capture = static_cast<FakeCapture*>(desk->capture);
            onThreadOf(capture, [capture, chunk] { emit capture->captured(chunk); });
        }
        void say(TurnId turn, double ms)
        {
            engine->beginTurn(turn);
            for (const auto& packet : test::packetsOf(test::sine(300, ms, 24000)))
                engine->play(turn, packet);
            engine->endTurn(turn);
        }
        std::unique_ptr<Desk> desk = std::make_unique<Desk>();
        FakeMonitor* monitor = nullptr;
        std::unique_ptr<AudioEngine> engine;
        QVector<protocol::AudioPacket> packets;
        SoundStatus input;
        SoundStatus output;
    };

private slots:
    void opensTheMicrophoneOnlyWhenWanted()
    {
        Bench bench;
        bench.engine->start();
        QTRY_VERIFY(bench.output.working);
        QTRY_VERIFY(bench.input.working);
        QCOMPARE(bench.desk->captures.load(), 0);
        bench.engine->openMicrophone(true);
        QTRY_COMPARE(bench.desk->captures.load(), 1);
        bench.hear(test::sine(440, 120, 16000));
        QTRY_COMPARE(bench.packets.size(), qsizetype(2));
        QSignalSpy finished(bench.engine.get(), &AudioEngine::captureFinished);
        bench.engine->openMicrophone(false);
        bench.hear(test::sine(440, 20, 16000)); // still in the air
        bench.hear(test::sine(440, 500, 16000)); // said after the button was released
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(bench.packets.size(), qsizetype(3));
        QTRY_COMPARE(bench.desk->captures.load(), 0);
    }

    void playsAndDrains()
    {
        Bench bench;
        QSignalSpy drained(bench.engine.get(), &AudioEngine::drained);
        QSignalSpy counters(bench.engine.get(), &AudioEngine::countersChanged);
        bench.engine->start();
        QTRY_COMPARE(bench.desk->playbacks.load(), 1);
        bench.say({ 1 }, 600);
        QTRY_COMPARE(drained.size(), 1);
        QTRY_VERIFY(!counters.isEmpty());
        QCOMPARE(counters.last().at(0).value<AudioCounters>().packetsPlayed, 10U);
    }

    void saysWhenASoundWasPlayed()
    {
        Bench bench;
        QSignalSpy played(bench.engine.get(), &AudioEngine::soundPlayed);
        bench.engine->start();
        QTRY_COMPARE(bench.desk->playbacks.load(), 1);
        bench.engine->playSound(test::sine(300, 200, 24000), 1);
        bench.engine->stopSounds();
        bench.engine->playSound(test::sine(300, 200, 24000), 2);
        QTRY_COMPARE(played.size(), 1);
        QCOMPARE(played[0][0].toULongLong(), 2ULL);
    }

    void saysWhenASoundWasPlayedToNobody()
    {
        Bench bench({ true, {} });
        QSignalSpy played(bench.engine.get(), &AudioEngine::soundPlayed);
        bench.engine->start();
        QTRY_COMPARE(bench.output.problem.code, Error::Code::NotFound);
        bench.engine->playSound(test::sine(300, 50, 24000), 1);
        QTRY_COMPARE(played.size(), 1);
    }

    void neverDrainsWhatWasCancelled()
    {
        Bench bench;
        QSignalSpy drained(bench.engine.get(), &AudioEngine::drained);
        bench.engine->start();
        bench.say({ 1 }, 6000);
        bench.engine->cancelTurn({ 1 });
        bench.say({ 2 }, 60);
        QTRY_COMPARE(drained.size(), 1);
        QCOMPARE(drained.at(0).at(0).value<TurnId>(), TurnId { 2 });
    }

    void drainsWithoutALoudspeaker()
    {
        Bench bench({ true, {} });
        QSignalSpy drained(bench.engine.get(), &AudioEngine::drained);
        bench.engine->start();
        QTRY_COMPARE(bench.output.problem.code, Error::Code::NotFound);
        QCOMPARE(bench.input.problem.code, Error::Code::NotFound);
        bench.say({ 1 }, 120);
        QTRY_COMPARE(drained.size(), 1);
    }

    void usesADeviceThatAppears()
    {
        Bench bench(SoundSystem {});
        QSignalSpy devices(bench.engine.get(), &AudioEngine::devicesChanged);
        bench.engine->start();
        bench.engine->openMicrophone(true);
        QTRY_VERIFY(!bench.output.problem.text.isEmpty());
        bench.monitor->become(bothDevices);
        QTRY_COMPARE(bench.desk->playbacks.load(), 1);
        QTRY_COMPARE(bench.desk->captures.load(), 1);
        QTRY_VERIFY(bench.output.working);
        QCOMPARE(devices.size(), 1);
        bench.monitor->become({ true, {} });
        QTRY_COMPARE(bench.desk->playbacks.load(), 0);
        QTRY_VERIFY(!bench.output.working);
    }

    void opensALostDeviceAgain()
    {
        Bench bench;
        bench.engine->start();
        QTRY_COMPARE(bench.desk->playbacks.load(), 1);
        QSignalSpy status(bench.engine.get(), &AudioEngine::outputStatusChanged);
        auto* playback = static_cast<FakePlayback*>(bench.desk->playback);
        onThreadOf(playback, [playback] { emit playback->lost({ Error::Code::Unavailable, u"pulled out"_s }); });
        QTRY_COMPARE(status.size(), 2);
        QCOMPARE(status.at(0).at(0).value<SoundStatus>().problem.text, u"pulled out"_s);
        QVERIFY(status.at(1).at(0).value<SoundStatus>().working);
    }

    void keepsTryingADeviceThatIsInUse()
    {
        Bench bench;
        bench.desk->refusePlayback = true;
        bench.engine->start();
        QTRY_COMPARE(bench.output.problem.text, u"in use"_s);
        bench.desk->refusePlayback = false;
        QTRY_VERIFY(bench.output.working);
    }

    void reportsASoundServerThatDoesNotAnswer()
    {
        Bench bench;
        bench.monitor->answering = false;
        bench.engine->start();
        QTRY_COMPARE(bench.output.problem.code, Error::Code::Timeout);
        bench.monitor->answering = true;
        bench.monitor->refresh();
        QTRY_VERIFY(bench.output.working);
    }

    // The server comes to life again and the call returns: the same thread goes on.
    void outlivesAHang()
    {
        Bench bench;
        QSignalSpy drained(bench.engine.get(), &AudioEngine::drained);
        bench.desk->hangPlayback = true;
        bench.monitor->answering = true;
        bench.engine->start();
        bench.say({ 1 }, 600);
        QTRY_COMPARE(bench.output.problem.code, Error::Code::Timeout);
        QTRY_COMPARE(drained.size(), 1); // the conversation does not wait
        bench.say({ 2 }, 60);
        QTRY_COMPARE(drained.size(), 2);
        bench.desk->hangPlayback = false;
        bench.desk->gate.release(10);
        QTRY_VERIFY(bench.output.working);
        QCOMPARE(drained.size(), 2);
        bench.say({ 3 }, 60);
        QTRY_COMPARE(drained.size(), 3);
    }

    // The call never returns although the server answers: a fresh thread takes over.
    void leavesAStuckThreadBehind()
    {
        Bench bench;
        bench.desk->hangPlayback = true;
        bench.engine->start();
        QTRY_COMPARE(bench.output.problem.code, Error::Code::Timeout);
        bench.desk->hangPlayback = false;
        QTRY_VERIFY(bench.output.working); // nobody opened the gate
        QSignalSpy drained(bench.engine.get(), &AudioEngine::drained);
        bench.say({ 1 }, 60);
        QTRY_COMPARE(drained.size(), 1);
        bench.desk->gate.release(10);
        QTRY_COMPARE(bench.desk->playbacks.load(), 1); // the late one gave its device back
    }
};

QTEST_GUILESS_MAIN(TstAudioEngine)
#include "tst_audioengine.moc"
