// SPDX-License-Identifier: GPL-3.0-or-later
// The microphone hears the loudspeaker: through real devices of a private PulseAudio, with a loopback as the room.
#include "audio/audioengine.h"
#include "support/loudroom.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/soundrig.h"
#include "support/testcase.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace myna;
using namespace myna::audio;
using Verdict = EchoTestResult::Verdict;

namespace {

codec::PcmFrame faintNoise(double lengthMs)
{
    std::mt19937 random(5); // NOLINT(bugprone-random-generator-seed): the same noise every time
    std::normal_distribution<double> value(0, 12);
    codec::PcmFrame clip = test::silence(lengthMs, 16000);
    for (int16_t& sample : clip.samples)
        sample = int16_t(std::lround(value(random)));
    return clip;
}

// The best normalised correlation of the waveforms.
double likeness(const codec::PcmFrame& said, const codec::PcmFrame& heard)
{
    std::vector<float> pattern(said.samples.begin(), said.samples.end());
    std::vector<float> sound(heard.samples.begin(), heard.samples.end());
    double own = 1e-9;
    for (const float value : pattern)
        own += double(value) * value;
    double best = 0;
    for (size_t lag = 0; lag + pattern.size() <= sound.size(); ++lag) {
        float product = 0;
        float other = 1e-9F;
        const float* at = sound.data() + lag;
        for (size_t i = 0; i < pattern.size(); ++i) {
            product += pattern[i] * at[i];
            other += at[i] * at[i];
        }
        best = std::max(best, double(product) / std::sqrt(own * double(other)));
    }
    return best;
}

}

class TstEchoLoop : public test::TestCase
{
    Q_OBJECT

private:
    test::SoundRig m_rig;
    std::unique_ptr<AudioEngine> m_engine;
    SoundStatus m_input;
    SoundStatus m_output;
    float m_level = 0; // of the microphone, before processing
    codec::PcmFrame m_talk;

    EchoTestResult testEcho()
    {
        EchoTestResult result;
        QSignalSpy tested(m_engine.get(), &AudioEngine::echoTested);
        m_engine->runEchoTest();
        if (tested.wait(test::patienceMs))
            result = tested.first().first().value<EchoTestResult>();
        qInfo() << result;
        return result;
    }

private slots:
    void initTestCase()
    {
        test::ignoreSoundBackendWarnings();
        QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
        m_talk
            = test::spoken(QStringLiteral("The weather will be fine tomorrow, with a little wind from the west and clouds in the evening. "
                                          "You could go for a walk in the park."),
                24000);
        QVERIFY(m_talk.durationMs() > 6000);
        AudioEngine::Settings settings;
        settings.processing = {};
        settings.processing.gainControl = false; // levels are compared
        settings.processing.noiseSuppression = false; // and the canceller gets no help
        m_engine = std::make_unique<AudioEngine>(settings);
        connect(m_engine.get(), &AudioEngine::inputStatusChanged, this, [this](const SoundStatus& status) { m_input = status; });
        connect(m_engine.get(), &AudioEngine::outputStatusChanged, this, [this](const SoundStatus& status) { m_output = status; });
        connect(m_engine.get(), &AudioEngine::statisticsMeasured, this,
            [this](const AudioStatistics& statistics) { m_level = statistics.inputLevel; });
        m_engine->measure(true);
        m_engine->start();
        m_engine->listenLocally(true);
        QTRY_VERIFY(m_output.working);
        QTRY_VERIFY(m_input.working);
    }

    void cleanupTestCase() { m_engine.reset(); }

    void saysWhenTheMicrophoneDeliversNothing()
    {
        const auto result = testEcho();
        QCOMPARE(result.verdict(), Verdict::NoMicrophone);
    }

    void knowsAHeadset()
    {
        m_rig.speak(faintNoise(30000)); // a quiet room
        QTRY_VERIFY(m_level > 0);
        const auto result = testEcho();
        QCOMPARE(result.verdict(), Verdict::Headset);
        QVERIFY(!result.heard);
        QVERIFY2(result.noiseDbfs > -75 && result.noiseDbfs < -60, qPrintable(QString::number(result.noiseDbfs)));
    }

    void findsTheEchoAndRemovesIt()
    {
        QVERIFY2(test::openRoom(m_rig), qPrintable(m_rig.lastError()));
        const auto result = testEcho();
        QVERIFY(result.heard);
        QCOMPARE(result.verdict(), Verdict::FullDuplex);
        QVERIFY2(result.removedDb >= 20, qPrintable(QString::number(result.removedDb)));
        QVERIFY2(std::abs(result.echoLossDb - 12) < 3, qPrintable(QString::number(result.echoLossDb)));
        // What it cannot be otherwise: the queue of the loudspeaker alone is 40 ms, all of it with the microphone's blocks below 200.
        QVERIFY2(result.delayMs > 50 && result.delayMs < 200, qPrintable(QString::number(result.delayMs)));
    }

    // As in a conversation: speech plays, and in its second half somebody else speaks, too. What counts is what leaves the machine.
    void sendsTheOtherVoiceAndNotItself()
    {
        const auto said = test::spoken(QStringLiteral("Stop, turn on the light."), 16000, QStringLiteral("en+f3"));
        QVector<protocol::AudioPacket> packets;
        const auto listening = connect(
            m_engine.get(), &AudioEngine::packetReady, this, [&](const protocol::AudioPacket& packet) { packets.append(packet); });
        m_engine->openMicrophone(true);
        const TurnId turn = TurnId().next();
        m_engine->beginTurn(turn);
        for (const auto& packet : test::packetsOf(m_talk))
            m_engine->play(turn, packet);
        m_engine->endTurn(turn);
        QTRY_VERIFY(packets.size() * 60 >= 3600);
        const auto alone = test::decoded(packets.mid(1000 / 60), 16000);
        const auto first = packets.size();
        m_rig.speak(said);
        QTRY_VERIFY(double(packets.size() - first) * 60 > said.durationMs() + 600);
        disconnect(listening);
        m_engine->openMicrophone(false);
        const double echo = test::rms(m_talk, 1000, 2500) / 4; // -12 dB
        const double removed = 20 * std::log10(echo / std::max(1e-6, test::rms(alone)));
        const double kept = likeness(said, test::decoded(packets.mid(first), 16000));
        qInfo("the echo leaves %.1f dB quieter than it came; the other voice is kept with %.3f", removed, kept);
        QVERIFY2(removed >= 20, qPrintable(QString::number(removed)));
        QVERIFY2(kept >= 0.8, qPrintable(QString::number(kept)));
    }

    // PulseAudio's own canceller, under a name that does not give it away. It stands in front of the defaults, so its ends are used.
    void prefersTheSystemsCanceller()
    {
        QVector<SoundDevice> devices;
        AudioStatistics now;
        connect(m_engine.get(), &AudioEngine::devicesChanged, this, [&](const QVector<SoundDevice>& listed) { devices = listed; });
        connect(m_engine.get(), &AudioEngine::statisticsMeasured, this, [&](const AudioStatistics& statistics) { now = statistics; });
        QTRY_VERIFY(now.echoDelayMs > 0); // of the pair tested above
        const auto find = [&](const QString& id) {
            const auto found = std::find_if(devices.begin(), devices.end(), [&](const SoundDevice& device) { return device.id == id; });
            return found == devices.end() ? SoundDevice {} : *found;
        };
        if (!m_rig.pactl({ QStringLiteral("load-module"), QStringLiteral("module-echo-cancel"), QStringLiteral("source_master=mic"),
                QStringLiteral("sink_master=spk"), QStringLiteral("source_name=clean"), QStringLiteral("sink_name=through") }))
            QSKIP("This PulseAudio comes without module-echo-cancel.");
        QTRY_VERIFY(!find(QStringLiteral("clean")).echoGroup.isEmpty());
        QCOMPARE(find(QStringLiteral("through")).echoGroup, find(QStringLiteral("clean")).echoGroup);
        QCOMPARE(find(QStringLiteral("clean")).masterId, QStringLiteral("mic"));
        QCOMPARE(find(QStringLiteral("through")).masterId, QStringLiteral("spk"));
        QVERIFY(find(QStringLiteral("mic")).echoGroup.isEmpty());
        QTRY_COMPARE(m_input.deviceName, find(QStringLiteral("clean")).name);
        QTRY_COMPARE(m_output.deviceName, find(QStringLiteral("through")).name);
        QTRY_VERIFY(now.isEchoFree && !now.cancelsEcho && now.echoDelayMs < 0);
        // Half of it knows nothing of what plays: ours is needed.
        m_engine->chooseDevices({ QStringLiteral("clean"), QStringLiteral("spk") });
        QTRY_COMPARE(m_output.deviceName, find(QStringLiteral("spk")).name);
        QTRY_VERIFY(!now.isEchoFree && now.cancelsEcho);
        m_engine->chooseDevices({ QStringLiteral("mic"), QStringLiteral("spk") });
        QTRY_VERIFY(now.echoDelayMs > 0);
    }
};

MYNA_RIG_MAIN(TstEchoLoop)
#include "tst_echoloop.moc"
