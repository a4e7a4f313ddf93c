// SPDX-License-Identifier: GPL-3.0-or-later
// What a sound system can do to a program, done to one engine in a row: a process has one engine, as Qt's sound connection is made once.
#include "audio/audioengine.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/soundrig.h"
#include "support/testcase.h"

#include <QElapsedTimer>

using namespace myna;
using namespace myna::audio;
using namespace Qt::Literals::StringLiterals;

class TstSoundFaults : public test::TestCase
{
    Q_OBJECT

private:
    test::SoundRig m_rig;
    std::unique_ptr<AudioEngine> m_engine;
    SoundStatus m_input;
    SoundStatus m_output;
    QVector<SoundDevice> m_devices;
    TurnId m_turn;
    int m_packets = 0;

    void play(const codec::PcmFrame& clip)
    {
        m_turn = m_turn.next();
        m_engine->beginTurn(m_turn);
        for (const auto& packet : test::packetsOf(clip))
            m_engine->play(m_turn, packet);
        m_engine->endTurn(m_turn);
    }
    bool isHeard(double ms = 400)
    {
        const auto recorder = m_rig.record(u"spk.monitor"_s, 24000);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, ms, 24000));
        while (drained.isEmpty() && drained.wait(test::patienceMs)) { }
        return recorder->waitFor(recorder->position() + 2400) && test::rms(recorder->clip()) > 0.02;
    }

private slots:
    void initTestCase()
    {
        test::ignoreSoundBackendWarnings();
        m_rig.enter();
        m_engine = std::make_unique<AudioEngine>(AudioEngine::Settings {});
        connect(m_engine.get(), &AudioEngine::inputStatusChanged, this, [this](const SoundStatus& status) { m_input = status; });
        connect(m_engine.get(), &AudioEngine::outputStatusChanged, this, [this](const SoundStatus& status) { m_output = status; });
        connect(m_engine.get(), &AudioEngine::devicesChanged, this, [this](const QVector<SoundDevice>& devices) { m_devices = devices; });
        connect(m_engine.get(), &AudioEngine::packetReady, this, [this] { ++m_packets; });
        m_engine->chooseDevices({ {}, u"spk"_s });
    }

    void cleanupTestCase() { m_engine.reset(); }

    void startsWithoutASoundServer()
    {
        m_engine->start();
        QTRY_VERIFY(!m_output.problem.text.isEmpty());
        QVERIFY(!m_output.working);
        QVERIFY(!m_input.working);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 300, 24000));
        QTRY_COMPARE(drained.size(), 1);
    }

    void usesAServerThatAppears()
    {
        QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
        QTRY_VERIFY(m_output.working && m_input.working);
        QVERIFY(m_output.problem.text.isEmpty());
        QVERIFY(isHeard());
    }

    void knowsTheTrueDefaults()
    {
        QTRY_COMPARE(m_devices.size(), 3);
        for (const SoundDevice& device : std::as_const(m_devices))
            QCOMPARE(device.isDefault, device.id != u"micfeed"_s);
    }

    void followsALoudspeakerThatIsUnpluggedAndBack()
    {
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        const auto before = m_rig.record(u"spk.monitor"_s, 24000);
        play(test::sine(500, 5000, 24000));
        QVERIFY(before->waitFor(24000 / 2));
        QVERIFY(m_rig.removeOutput());
        QTRY_COMPARE(m_output.deviceName, u"Feed"_s);
        QVERIFY(m_rig.addOutput());
        QElapsedTimer sinceBack;
        sinceBack.start();
        const auto after = m_rig.record(u"spk.monitor"_s, 24000);
        double soundMs = -1;
        QTRY_VERIFY((soundMs = test::firstSoundMs(after->clip(), 2000)) >= 0);
        qInfo("sound is back %lld ms after the loudspeaker", sinceBack.elapsed());
        QTRY_COMPARE(drained.size(), 1);
        QVERIFY(isHeard());
    }

    void followsAMicrophoneThatIsUnpluggedAndBack()
    {
        m_engine->openMicrophone(true);
        m_packets = 0;
        QTRY_VERIFY(m_packets > 3);
        QVERIFY(m_rig.removeInput());
        QTRY_VERIFY(!m_input.working);
        QVERIFY(!m_input.problem.text.isEmpty());
        QVERIFY(m_rig.addInput());
        QTRY_VERIFY(m_input.working);
        m_packets = 0;
        QTRY_VERIFY(m_packets > 3);
        m_engine->openMicrophone(false);
    }

    void reportsAMuteMicrophone()
    {
        m_engine->openMicrophone(true);
        QTRY_VERIFY(!m_input.problem.text.isEmpty());
        QVERIFY(m_input.working);
        m_rig.speak(test::sine(500, 500, 16000));
        QTRY_VERIFY(m_input.problem.text.isEmpty());
        m_engine->openMicrophone(false);
    }

    void livesWithoutAnyDevice()
    {
        QVERIFY(m_rig.removeInput());
        QVERIFY(m_rig.removeOutput());
        QVERIFY(m_rig.pactl({ u"unload-module"_s, u"module-null-sink"_s }));
        m_engine->openMicrophone(true);
        QTRY_VERIFY(!m_output.problem.text.isEmpty() || m_output.deviceName == u"Dummy Output"_s);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 300, 24000));
        QTRY_COMPARE(drained.size(), 1);
        m_engine->openMicrophone(false);
        QVERIFY(m_rig.addOutput());
        QTRY_VERIFY(m_output.working);
        QVERIFY(isHeard());
    }

    void neverBlocksOnAServerThatHangs()
    {
        m_rig.stall();
        QElapsedTimer clock;
        clock.start();
        m_engine->openMicrophone(true);
        play(test::sine(500, 3000, 24000));
        m_engine->cancelTurn(m_turn);
        m_engine->chooseDevices({});
        m_engine->setVolume(90);
        // Far more than posting a few events takes on any machine, far less than the server is away.
        QVERIFY(clock.elapsed() < 1000);
        QTRY_COMPARE(m_output.problem.code, Error::Code::Timeout);
        QVERIFY(!m_output.working);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 300, 24000));
        QTRY_COMPARE(drained.size(), 1);
        m_rig.resume();
        m_engine->openMicrophone(false);
        m_engine->chooseDevices({ {}, u"spk"_s });
        m_engine->setVolume(100);
        QTRY_VERIFY(m_output.working);
        QVERIFY(isHeard());
    }

    // Longer than the only retry of Qt's backend.
    void outlivesTheServer()
    {
        m_rig.kill();
        QTRY_VERIFY(!m_output.working);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 5000, 24000));
        QTRY_COMPARE(drained.size(), 1);
        QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
        QElapsedTimer sinceBack;
        sinceBack.start();
        QTRY_VERIFY(m_output.working);
        qInfo("working %lld ms after the server", sinceBack.elapsed());
        QVERIFY(isHeard());
    }
};

MYNA_RIG_MAIN(TstSoundFaults)
#include "tst_soundfaults.moc"
