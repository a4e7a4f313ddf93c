// SPDX-License-Identifier: GPL-3.0-or-later
// The two arrows through real devices of a private PulseAudio.
#include "audio/audioengine.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/soundrig.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::audio;

class TstSoundLoop : public test::TestCase
{
    Q_OBJECT

private:
    test::SoundRig m_rig;
    std::unique_ptr<AudioEngine> m_engine;
    codec::PcmFrame m_sentence;
    SoundStatus m_input;
    SoundStatus m_output;
    TurnId m_turn;

    void play(const codec::PcmFrame& clip)
    {
        m_turn = m_turn.next();
        m_engine->beginTurn(m_turn);
        for (const auto& packet : test::packetsOf(clip))
            m_engine->play(m_turn, packet);
        m_engine->endTurn(m_turn);
    }
    // The first and last quarter of a second of `said` are in `heard`, which was found to start at `offsetMs`.
    static bool edgesArePresent(const codec::PcmFrame& said, const codec::PcmFrame& heard, double offsetMs)
    {
        const double first = test::firstSoundMs(said);
        const double last = test::lastSoundMs(said) - 250;
        const double atStart = test::rms(heard, offsetMs + first, 250) / test::rms(said, first, 250);
        const double atEnd = test::rms(heard, offsetMs + last, 250) / test::rms(said, last, 250);
        qInfo("first 250 ms at %.2f, last 250 ms at %.2f of their loudness", atStart, atEnd);
        return atStart > 0.6 && atEnd > 0.6;
    }

private slots:
    void initTestCase()
    {
        test::ignoreSoundBackendWarnings();
        QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
        m_sentence = test::spoken(QStringLiteral("Hello, please turn on the light in the kitchen."), 24000);
        QVERIFY(m_sentence.durationMs() > 1500);
        m_engine = std::make_unique<AudioEngine>(AudioEngine::Settings {});
        connect(m_engine.get(), &AudioEngine::inputStatusChanged, this, [this](const SoundStatus& status) { m_input = status; });
        connect(m_engine.get(), &AudioEngine::outputStatusChanged, this, [this](const SoundStatus& status) { m_output = status; });
        m_engine->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_output.working, 10000);
        QTRY_VERIFY(m_input.working);
    }

    void cleanupTestCase() { m_engine.reset(); }

    void hearsAWholeSentence()
    {
        const auto said = m_sentence;
        const auto recorder = m_rig.record(QStringLiteral("micfeed.monitor"));
        QVector<protocol::AudioPacket> packets;
        QVector<double> sentAtMs; // on the clock of the recording
        const auto listening = connect(m_engine.get(), &AudioEngine::packetReady, this, [&](const protocol::AudioPacket& packet) {
            packets.append(packet);
            sentAtMs.append(double(recorder->position()) / 16);
        });
        QSignalSpy finished(m_engine.get(), &AudioEngine::captureFinished);
        m_engine->openMicrophone(true);
        m_rig.speak(said);
        QTRY_VERIFY_WITH_TIMEOUT(!m_rig.isSpeaking(), 20000);
        m_engine->openMicrophone(false);
        QTRY_COMPARE(finished.size(), 1);
        disconnect(listening);
        const auto heard = test::decoded(packets, 24000);
        const auto found = test::envelopeCorrelation(said, heard);
        QVERIFY2(found.score > 0.8, qPrintable(QString::number(found.score)));
        QVERIFY(edgesArePresent(said, heard, found.offsetMs));
        // How long after its last sample was spoken a frame comes out.
        const double onsetMs = test::firstSoundMs(heard, 1000);
        const int frame = int(onsetMs / 60);
        const double spokenMs = test::firstSoundMs(recorder->clip(), 1000) + (frame + 1) * 60 - onsetMs;
        qInfo("score %.3f; microphone to packet %.0f ms beyond the frame", found.score, sentAtMs.at(frame) - spokenMs);
    }

    void speaksAWholeSentence()
    {
        const auto recorder = m_rig.record(QStringLiteral("spk.monitor"), 24000);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        const double startMs = double(recorder->position()) / 24;
        play(m_sentence);
        QTRY_COMPARE_WITH_TIMEOUT(drained.size(), 1, 20000);
        const qint64 drainedAt = recorder->position();
        QVERIFY(recorder->waitFor(drainedAt + 24000 / 2));
        const auto heard = recorder->clip();
        const auto found = test::envelopeCorrelation(m_sentence, heard);
        QVERIFY2(found.score > 0.8, qPrintable(QString::number(found.score)));
        QVERIFY(edgesArePresent(m_sentence, heard, found.offsetMs));
        const double lastMs = test::lastSoundMs(heard, 50);
        const double drainedMs = double(drainedAt) / 24;
        qInfo("score %.3f; packet to loudspeaker %.0f ms", found.score, found.offsetMs - startMs);
        // The recording itself runs up to 20 ms late.
        QVERIFY2(drainedMs > lastMs - 20, qPrintable(QStringLiteral("%1 < %2").arg(drainedMs).arg(lastMs)));
    }

    void speaksAWordShorterThanAnyBuffer()
    {
        const auto recorder = m_rig.record(QStringLiteral("spk.monitor"), 24000);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 60, 24000));
        QTRY_COMPARE(drained.size(), 1);
        const double drainedMs = double(recorder->position()) / 24;
        QVERIFY(recorder->waitFor(recorder->position() + 24000 / 4));
        const auto heard = recorder->clip();
        qInfo("drained %.0f ms after the last sound", drainedMs - test::lastSoundMs(heard));
        QVERIFY(drainedMs > test::lastSoundMs(heard) - 20);
        const double lengthMs = test::lastSoundMs(heard) - test::firstSoundMs(heard);
        QVERIFY2(lengthMs > 50 && lengthMs < 70, qPrintable(QString::number(lengthMs)));
    }

    void fallsSilentWithin50Milliseconds()
    {
        const auto recorder = m_rig.record(QStringLiteral("spk.monitor"), 24000);
        double longest = 0;
        for (int round = 0; round < 8; ++round) {
            const qint64 before = recorder->position();
            play(test::sine(500, 4000, 24000));
            // Different phases of the device's clock: each round is 7 ms longer.
            QVERIFY(recorder->waitFor(before + 24 * (600 + 7 * round)));
            QVERIFY(test::peak(recorder->clip(before)) > 5000);
            const qint64 mark = recorder->position();
            m_engine->cancelTurn(m_turn);
            QVERIFY(recorder->waitFor(mark + 24 * 400));
            const double lasted = test::lastSoundMs(recorder->clip(mark), 20);
            longest = std::max(longest, lasted);
            QVERIFY2(lasted <= 50, qPrintable(QStringLiteral("%1 ms in round %2").arg(lasted).arg(round)));
        }
        qInfo("longest %.0f ms", longest);
    }

    void obeysTheVolume()
    {
        const auto recorder = m_rig.record(QStringLiteral("spk.monitor"), 24000);
        m_engine->setVolume(50);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(test::sine(500, 600, 24000, 0.8));
        QTRY_COMPARE(drained.size(), 1);
        m_engine->setVolume(100);
        QVERIFY(recorder->waitFor(recorder->position() + 2400));
        const int peak = test::peak(recorder->clip());
        QVERIFY2(peak > 5000 && peak < 8000, qPrintable(QString::number(peak)));
    }
};

MYNA_RIG_MAIN(TstSoundLoop)
#include "tst_soundloop.moc"
