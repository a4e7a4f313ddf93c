// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/audioengine.h"
#include "support/fakesound.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::audio;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class TstAudioEngine : public test::TestCase
{
    Q_OBJECT

private:
    struct Bench
    {
        explicit Bench(const SoundSystem& system = test::bothDevices())
        {
            auto ownedMonitor = std::make_unique<test::FakeMonitor>();
            monitor = ownedMonitor.get();
            monitor->system = system;
            AudioTiming timing;
            timing.watchdog = { 5ms, 300ms };
            timing.retry = timing.firstRetry = 5ms;
            timing.answer = 300ms;
            timing.grace = 50ms;
            timing.leave = 5000ms;
            engine = std::make_unique<AudioEngine>(
                AudioEngine::Settings {}, AudioParts { std::move(ownedMonitor), std::make_unique<test::FakeBackend>(*desk), timing });
            QObject::connect(engine.get(), &AudioEngine::packetReady, engine.get(),
                [this](const protocol::AudioPacket& packet) { packets.append(packet); });
            QObject::connect(
                engine.get(), &AudioEngine::inputStatusChanged, engine.get(), [this](const SoundStatus& status) { input = status; });
            QObject::connect(
                engine.get(), &AudioEngine::outputStatusChanged, engine.get(), [this](const SoundStatus& status) { output = status; });
        }
        void hear(const codec::PcmFrame& chunk)
        {
            auto* capture = static_cast<test::FakeCapture*>(desk->capture);
            onThreadOf(capture, [capture, chunk] { emit capture->captured(chunk); });
        }
        void say(TurnId turn, double ms)
        {
            engine->beginTurn(turn);
            for (const auto& packet : test::packetsOf(test::sine(300, ms, 24000)))
                engine->play(turn, packet);
            engine->endTurn(turn);
        }
        std::unique_ptr<test::FakeSound> desk = std::make_unique<test::FakeSound>();
        test::FakeMonitor* monitor = nullptr;
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
        bench.monitor->become(test::bothDevices());
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
        auto* playback = static_cast<test::FakePlayback*>(bench.desk->playback);
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
