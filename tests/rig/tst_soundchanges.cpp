// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that come, go, change places, refuse and stand still while there is sound; one engine through it all.
#include "audio/audioengine.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/soundrig.h"
#include "support/testcase.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTcpServer>

using namespace myna;
using namespace myna::audio;
using namespace Qt::Literals::StringLiterals;

class TstSoundChanges : public test::TestCase
{
    Q_OBJECT

private:
    test::SoundRig m_rig;
    std::unique_ptr<AudioEngine> m_engine;
    SoundStatus m_input;
    SoundStatus m_output;
    QVector<protocol::AudioPacket> m_packets;
    TurnId m_turn;

    void join()
    {
        connect(m_engine.get(), &AudioEngine::inputStatusChanged, this, [this](const SoundStatus& status) { m_input = status; });
        connect(m_engine.get(), &AudioEngine::outputStatusChanged, this, [this](const SoundStatus& status) { m_output = status; });
        connect(m_engine.get(), &AudioEngine::packetReady, this, [this](const protocol::AudioPacket& packet) { m_packets.append(packet); });
    }
    void play(const codec::PcmFrame& clip)
    {
        m_turn = m_turn.next();
        m_engine->beginTurn(m_turn);
        for (const auto& packet : test::packetsOf(clip))
            m_engine->play(m_turn, packet);
        m_engine->endTurn(m_turn);
    }
    bool isHeard(const QString& monitor = u"spk.monitor"_s)
    {
        const auto recorder = m_rig.record(monitor, 24000);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 400, 24000));
        while (drained.isEmpty() && drained.wait(test::patienceMs)) { }
        return recorder->waitFor(recorder->position() + 2400) && test::rms(recorder->clip()) > 0.02;
    }
    bool addHeadset()
    {
        return m_rig.pactl({ u"load-module"_s, u"module-null-sink"_s, u"sink_name=headset"_s,
                   u"sink_properties=device.description=Headset"_s, u"rate=48000"_s, u"channels=2"_s, u"norewinds=1"_s })
            && addHeadsetMicrophone();
    }
    bool addHeadsetMicrophone()
    {
        return m_rig.pactl({ u"load-module"_s, u"module-remap-source"_s, u"source_name=headsetmic"_s,
            u"source_properties=device.description=HeadsetMicrophone"_s, u"master=micfeed.monitor"_s });
    }

private slots:
    void initTestCase() { test::ignoreSoundBackendWarnings(); }
    void cleanupTestCase() { m_engine.reset(); }

    // First, because such an engine never connects Qt, which does so once in a process.
    void aServerThatRefusesIsExplained()
    {
        QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const QString port = QString::number(probe.serverPort());
        probe.close();
        QTemporaryDir folder;
        const auto cookie = [&folder](const QString& name, char fill) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(QByteArray(256, fill)) == 256 ? file.fileName() : QString();
        };
        QVERIFY(m_rig.pactl({ u"load-module"_s, u"module-native-protocol-tcp"_s, u"listen=127.0.0.1"_s, u"port="_s + port,
            u"auth-cookie="_s + cookie(u"right"_s, 'r') }));
        qputenv("PULSE_SERVER", "tcp:127.0.0.1:" + port.toLatin1());
        qputenv("PULSE_COOKIE", cookie(u"wrong"_s, 'w').toLocal8Bit());
        m_engine = std::make_unique<AudioEngine>(AudioEngine::Settings {});
        join();
        m_engine->start();
        QTRY_COMPARE(m_output.problem.code, Error::Code::Refused);
        QCOMPARE(m_input.problem.code, Error::Code::Refused);
        qInfo("%s", qPrintable(m_output.problem.text));
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 300, 24000));
        QTRY_COMPARE(drained.size(), 1);
        // Allowed in later: nothing has to be restarted.
        qputenv("PULSE_COOKIE", folder.filePath(u"right"_s).toLocal8Bit());
        QTRY_VERIFY(m_output.working && m_input.working);
        QVERIFY(isHeard());
    }

    void bothDirectionsFollowTheDefaultInMidSound()
    {
        QVERIFY(addHeadset());
        m_packets.clear();
        m_engine->openMicrophone(true);
        play(test::sine(500, 6000, 24000));
        const auto loudspeaker = m_rig.record(u"spk.monitor"_s, 24000);
        const auto headset = m_rig.record(u"headset.monitor"_s, 24000);
        QTRY_VERIFY(test::rms(loudspeaker->clip()) > 0.02 && m_packets.size() > 5);
        const double beforeMs = double(headset->position()) / 24;
        QVERIFY(test::rms(headset->clip()) < 0.001);
        QVERIFY(m_rig.pactl({ u"set-default-sink"_s, u"headset"_s }));
        QVERIFY(m_rig.pactl({ u"set-default-source"_s, u"headsetmic"_s }));
        double soundMs = -1;
        QTRY_VERIFY((soundMs = test::firstSoundMs(headset->clip(), 2000)) >= 0);
        qInfo("sound on the new default %.0f ms after the change", soundMs - beforeMs);
        QTRY_COMPARE(m_output.deviceName, u"Headset"_s);
        QTRY_COMPARE(m_input.deviceName, u"HeadsetMicrophone"_s);
        const qint64 mark = loudspeaker->position();
        QVERIFY(loudspeaker->waitFor(mark + 24000 / 2));
        QCOMPARE(test::lastSoundMs(loudspeaker->clip(mark)), -1);
        m_packets.clear();
        m_rig.speak(test::sine(500, 800, 16000));
        QTRY_VERIFY(m_packets.size() > 5 && test::rms(test::decoded(m_packets, 16000)) > 0.02);
        m_engine->cancelTurn(m_turn);
        QVERIFY(m_rig.pactl({ u"set-default-sink"_s, u"spk"_s }));
        QVERIFY(m_rig.pactl({ u"set-default-source"_s, u"mic"_s }));
        QTRY_COMPARE(m_output.deviceName, u"Loudspeaker"_s);
        QTRY_COMPARE(m_input.deviceName, u"Microphone"_s);
        QVERIFY(isHeard());
        m_engine->openMicrophone(false);
    }

    void theChosenMicrophoneGoesAndComesBack()
    {
        m_engine->chooseDevices({ u"headsetmic"_s, {} });
        m_engine->openMicrophone(true);
        QTRY_COMPARE(m_input.deviceName, u"HeadsetMicrophone"_s);
        QVERIFY(m_rig.pactl({ u"unload-module"_s, u"module-remap-source"_s }) && m_rig.addInput());
        QElapsedTimer since;
        since.start();
        QTRY_COMPARE(m_input.deviceName, u"Microphone"_s);
        QTRY_VERIFY(m_input.working);
        m_packets.clear();
        QTRY_VERIFY(!m_packets.isEmpty());
        qInfo("packets of the other microphone after %lld ms", since.elapsed());
        QVERIFY(addHeadsetMicrophone());
        since.start();
        QTRY_COMPARE(m_input.deviceName, u"HeadsetMicrophone"_s);
        m_packets.clear();
        QTRY_VERIFY(!m_packets.isEmpty());
        qInfo("packets of the chosen one %lld ms after it was back", since.elapsed());
        m_engine->openMicrophone(false);
        m_engine->chooseDevices({});
    }

    void aServerThatStandsStillForFiveSeconds()
    {
        m_engine->openMicrophone(true);
        play(test::sine(500, 2000, 24000));
        QTRY_VERIFY(m_input.working && m_output.working);
        m_rig.stall();
        const QDeadlineTimer over(5000);
        QTRY_COMPARE(m_output.problem.code, Error::Code::Timeout);
        QTRY_COMPARE(m_input.problem.code, Error::Code::Timeout);
        QTRY_VERIFY(over.hasExpired());
        m_rig.resume();
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(m_output.working && m_input.working);
        m_packets.clear();
        QTRY_VERIFY(!m_packets.isEmpty());
        qInfo("both directions work %lld ms after the server went on", since.elapsed());
        QVERIFY(isHeard());
        m_engine->openMicrophone(false);
    }

    // Three times, because the connection of Qt is mended and not made anew.
    void aServerThatIsRestarted_data()
    {
        QTest::addColumn<int>("awayMs");
        QTest::newRow("at once") << 0;
        QTest::newRow("again") << 0;
        QTest::newRow("after a while") << 2000;
    }
    void aServerThatIsRestarted()
    {
        QFETCH(int, awayMs);
        m_engine->openMicrophone(true);
        play(test::sine(500, 20000, 24000));
        QTRY_VERIFY(m_input.working && m_output.working);
        QTRY_VERIFY(!m_packets.isEmpty());
        m_rig.kill();
        const QDeadlineTimer over(awayMs);
        QTRY_VERIFY(over.hasExpired());
        QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
        QElapsedTimer since;
        since.start();
        const auto loudspeaker = m_rig.record(u"spk.monitor"_s, 24000);
        QTRY_VERIFY(!m_output.working && !m_input.working);
        m_packets.clear();
        QTRY_VERIFY(m_output.working && m_input.working);
        QTRY_VERIFY(test::rms(loudspeaker->clip()) > 0.02 && !m_packets.isEmpty());
        const qint64 backMs = since.elapsed();
        qInfo("sound in both directions %lld ms after the server", backMs);
        QVERIFY2(backMs < 3000, "the sound system's own retry takes as long as that");
        m_engine->cancelTurn(m_turn);
        m_engine->openMicrophone(false);
        m_packets.clear();
    }

    // It takes no stream, as a device does that another program holds. The rest of the sound goes on.
    void aLoudspeakerThatIsBusyIsExplained()
    {
        QVERIFY(m_rig.pactl({ u"load-module"_s, u"module-null-sink"_s, u"sink_name=busy"_s, u"sink_properties=device.description=Busy"_s,
            u"rate=48000"_s, u"channels=2"_s, u"norewinds=1"_s, u"formats=ac3-iec61937"_s }));
        m_engine->chooseDevices({ {}, u"busy"_s });
        QElapsedTimer since;
        since.start();
        // Qt never returns from opening it, so a thread or two are lost on the way.
        QTRY_COMPARE(m_output.problem.code, Error::Code::Unavailable);
        qInfo("%s (after %lld ms)", qPrintable(m_output.problem.text), since.elapsed());
        QVERIFY(!m_output.working);
        m_engine->chooseDevices({});
        since.start();
        QTRY_VERIFY(m_output.working);
        qInfo("works again %lld ms after another one was chosen", since.elapsed());
        QVERIFY(isHeard());
    }
};

MYNA_RIG_MAIN(TstSoundChanges)
#include "tst_soundchanges.moc"
