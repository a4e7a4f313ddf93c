// SPDX-License-Identifier: GPL-3.0-or-later
// The two arrows through real devices of a private PulseAudio.
#include "audio/audioengine.h"
#include "audio/devices.h"
#include "codec/wavfile.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/soundrig.h"
#include "support/testcase.h"
#include "tools/musicplayer.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

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

    // Where `part` lies in `whole`, by the wave itself: an onset may be found a whole pitch period early or late. Both 16 kHz.
    static double waveformShiftMs(const codec::PcmFrame& whole, const codec::PcmFrame& part)
    {
        const auto coarse = qint64(test::envelopeCorrelation(part, whole).offsetMs * 16);
        constexpr qint64 reach = 40 * 16;
        double best = 0;
        qint64 at = coarse;
        for (qint64 shift = coarse - reach; shift <= coarse + reach; ++shift) {
            double sum = 0;
            for (qint64 i = 0; i < qint64(part.samples.size()); ++i) {
                if (i + shift >= 0 && i + shift < qint64(whole.samples.size()))
                    sum += double(part.samples[size_t(i)]) * whole.samples[size_t(i + shift)];
            }
            if (sum > best) {
                best = sum;
                at = shift;
            }
        }
        return double(at) / 16;
    }

    void play(const codec::PcmFrame& clip)
    {
        m_turn = m_turn.next();
        m_engine->beginTurn(m_turn);
        for (const auto& packet : test::packetsOf(clip))
            m_engine->play(m_turn, packet);
        m_engine->endTurn(m_turn);
    }
    // How much of a tone is in the last `ms` of what was recorded, 0–1.
    static double toneNow(test::SoundRecorder& recorder, double hz, int ms = 400)
    {
        const qint64 count = qint64(ms) * playbackRateHz / 1000;
        const codec::PcmFrame clip = recorder.clip(recorder.position() - count, count);
        std::complex<double> sum;
        for (size_t i = 0; i < clip.samples.size(); ++i)
            sum += std::polar(double(clip.samples[i]) / 32768, -2 * M_PI * hz * double(i) / playbackRateHz);
        return 2 * std::abs(sum) / double(std::max<size_t>(clip.samples.size(), 1));
    }
    static bool goOn(test::SoundRecorder& recorder, int ms)
    {
        return recorder.waitFor(recorder.position() + qint64(ms) * playbackRateHz / 1000);
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
        QTRY_VERIFY(m_output.working);
        QTRY_VERIFY(m_input.working);
    }

    void cleanupTestCase() { m_engine.reset(); }

    void hearsAWholeSentence()
    {
        const auto said = m_sentence;
        const auto recorder = m_rig.record(QStringLiteral("micfeed.monitor"));
        const auto plain = m_rig.record(QStringLiteral("mic")); // a recorder in Myna's place
        QVector<protocol::AudioPacket> packets;
        QVector<double> sentAtMs; // on the clock of the recording
        double plainBehindMs = 0; // its own clock behind that one, mean
        const auto listening = connect(m_engine.get(), &AudioEngine::packetReady, this, [&](const protocol::AudioPacket& packet) {
            packets.append(packet);
            sentAtMs.append(double(recorder->position()) / 16);
            const double behindMs = sentAtMs.last() - double(plain->position()) / 16;
            plainBehindMs += (behindMs - plainBehindMs) / double(packets.size());
        });
        QSignalSpy finished(m_engine.get(), &AudioEngine::captureFinished);
        m_engine->openMicrophone(true);
        m_rig.speak(said);
        QTRY_VERIFY(!m_rig.isSpeaking());
        m_engine->openMicrophone(false);
        QTRY_COMPARE(finished.size(), 1);
        disconnect(listening);
        const auto heard = test::decoded(packets, 24000);
        const auto found = test::envelopeCorrelation(said, heard);
        QVERIFY2(found.score > 0.8, qPrintable(QString::number(found.score)));
        QVERIFY(edgesArePresent(said, heard, found.offsetMs));
        // How long after its last sample was spoken a frame comes out.
        const double aheadMs = waveformShiftMs(recorder->clip(), test::decoded(packets, 16000));
        const int frame = int(test::firstSoundMs(heard, 1000) / 60);
        const double spokenMs = (frame + 1) * 60 + aheadMs;
        // The recording grows by 10 ms at a time: the mean of all frames from there on says more than one of them.
        double raw = 0;
        for (int i = frame; i < sentAtMs.size(); ++i)
            raw += (sentAtMs.at(i) - spokenMs - (i - frame) * 60.0) / double(sentAtMs.size() - frame);
        const double lag = recorder->lagMs();
        qInfo(
            "score %.3f; microphone to packet %.0f ms beyond the frame (raw %.0f, recorder's lag %+.0f)", found.score, raw + lag, raw, lag);
        const double shiftMs = test::firstSoundMs(recorder->clip(), 1000) - test::firstSoundMs(plain->clip(), 1000);
        const double plainMs = plainBehindMs - shiftMs + lag;
        qInfo("the same microphone through parec --latency-msec=10: %.0f ms; Myna takes %.0f ms more, resampling and the codec's 6.5 "
              "included",
            plainMs, raw + lag - plainMs);
    }

    void speaksAWholeSentence()
    {
        const auto recorder = m_rig.record(QStringLiteral("spk.monitor"), 24000);
        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        const double startMs = double(recorder->position()) / 24;
        play(m_sentence);
        QTRY_COMPARE(drained.size(), 1);
        const qint64 drainedAt = recorder->position();
        QVERIFY(recorder->waitFor(drainedAt + 24000 / 2));
        const auto heard = recorder->clip();
        const auto found = test::envelopeCorrelation(m_sentence, heard);
        QVERIFY2(found.score > 0.8, qPrintable(QString::number(found.score)));
        QVERIFY(edgesArePresent(m_sentence, heard, found.offsetMs));
        const double lastMs = test::lastSoundMs(heard, 50);
        const double drainedMs = double(drainedAt) / 24;
        const double raw = found.offsetMs - startMs;
        const double lag = recorder->lagMs();
        qInfo("score %.3f; packet to loudspeaker %.0f ms (raw %.0f, recorder's lag %+.0f)", found.score, raw - lag, raw, lag);
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
        std::vector<double> waits;
        for (int round = 0; round < 8; ++round) {
            const qint64 before = recorder->position();
            play(test::sine(500, 4000, 24000));
            // Different phases of the device's clock: each round is 7 ms longer.
            QVERIFY(recorder->waitFor(before + 24 * (600 + 7 * round)));
            QVERIFY(test::peak(recorder->clip(before)) > 5000);
            const qint64 mark = recorder->position();
            m_engine->cancelTurn(m_turn);
            QVERIFY(recorder->waitFor(mark + 24 * 400));
            waits.push_back(test::lastSoundMs(recorder->clip(mark), 20));
        }
        const double lag = recorder->lagMs();
        std::sort(waits.begin(), waits.end());
        const double longest = waits.back();
        // The median: each time the machine let the sink run dry, its queue has grown by 10 ms for a while, and more cannot be interrupted.
        const double typical = waits[waits.size() / 2];
        QVERIFY2(typical <= 50, qPrintable(QStringLiteral("%1 ms, at most %2 ms").arg(typical).arg(longest)));
        qInfo("interrupt to silence at most %.0f ms (raw %.0f, recorder's lag %+.0f)", longest - lag, longest, lag);
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

    // A piece of two tones, 600 Hz and from its sixth second on 900 Hz: at the loudspeaker, below speech and an open microphone, paused,
    // and from another place.
    void playsMusicBelowTheSpeech()
    {
        const QTemporaryDir folder;
        codec::PcmFrame piece = test::sine(600, 6000, 44100, 0.4);
        const codec::PcmFrame rest = test::sine(900, 6000, 44100, 0.4);
        piece.samples.insert(piece.samples.end(), rest.samples.begin(), rest.samples.end());
        const QString file = folder.filePath(QStringLiteral("piece.wav"));
        QVERIFY(codec::writeWav(file, piece));
        tools::MusicPlayer player;
        connect(&player, &tools::MusicPlayer::sourceWanted, m_engine.get(), &AudioEngine::playMusic);
        const auto recorder = m_rig.record(QStringLiteral("spk.monitor"), playbackRateHz);
        player.play({ { file, QStringLiteral("Piece"), {}, {}, 12 } }, 0, true);
        QTRY_COMPARE(player.state(), tools::MusicPlayer::State::Playing);
        QVERIFY(goOn(*recorder, 900));
        const double alone = toneNow(*recorder, 600);
        QVERIFY2(std::abs(alone - 0.4) < 0.08, qPrintable(QString::number(alone)));

        QSignalSpy drained(m_engine.get(), &AudioEngine::drained);
        play(m_sentence);
        QVERIFY(goOn(*recorder, 1200));
        const double ducked = toneNow(*recorder, 600);
        QTRY_COMPARE(drained.size(), 1);
        m_engine->openMicrophone(true);
        QVERIFY(goOn(*recorder, 800));
        const double listening = toneNow(*recorder, 600);
        m_engine->openMicrophone(false);
        player.pause();
        QVERIFY(goOn(*recorder, 700));
        const double paused = toneNow(*recorder, 600);
        player.seek(8000); // while it is paused
        player.resume();
        QTRY_VERIFY(player.positionMs() >= 8000);
        QVERIFY(goOn(*recorder, 1500));
        const double there = toneNow(*recorder, 900);
        player.stop();
        QVERIFY(goOn(*recorder, 600));
        qInfo("the tone alone %.3f, under speech %.3f, with the microphone open %.3f, paused %.4f, from the eighth second %.3f", alone,
            ducked, listening, paused, there);
        QVERIFY(ducked > 0.08 && ducked < 0.16);
        QVERIFY(listening > 0.08 && listening < 0.16);
        QVERIFY(paused < 0.005);
        QVERIFY(std::abs(there - 0.4) < 0.08);
        QVERIFY(toneNow(*recorder, 900) < 0.005);
        m_engine->playMusic({});
    }

    // A player and a recorder without Myna between them: what the tools of the other figures take for themselves.
    void theRigAlone_data()
    {
        QTest::addColumn<QString>("sink");
        QTest::addColumn<QString>("source");
        QTest::newRow("loudspeaker") << QStringLiteral("spk") << QStringLiteral("spk.monitor");
        QTest::newRow("microphone") << QStringLiteral("micfeed") << QStringLiteral("mic");
    }
    void theRigAlone()
    {
        QFETCH(QString, sink);
        QFETCH(QString, source);
        const auto recorder = m_rig.record(source, 24000);
        QProcess player;
        player.start(QStringLiteral("pacat"),
            { QStringLiteral("-v"), QStringLiteral("-p"), QStringLiteral("-d"), sink, QStringLiteral("--latency-msec=20"),
                QStringLiteral("--rate=24000"), QStringLiteral("--channels=1"), QStringLiteral("--format=s16le"),
                QStringLiteral("--raw") });
        QVERIFY(player.waitForStarted());
        // Silence in real time, so that the player waits with a short queue; then a tone.
        const auto tone = test::sine(500, 200, 24000);
        double toneMs = -1; // on the clock of the recording
        qsizetype written = 0;
        QElapsedTimer clock;
        clock.start();
        QTimer feeder;
        feeder.setTimerType(Qt::PreciseTimer);
        connect(&feeder, &QTimer::timeout, &player, [&] {
            constexpr qsizetype silentMs = 800;
            const qsizetype due = std::min<qsizetype>(clock.elapsed(), silentMs);
            player.write(QByteArray((due - written) * 48, 0));
            written = due;
            if (due < silentMs)
                return;
            feeder.stop();
            toneMs = double(recorder->position()) / 24;
            player.write(reinterpret_cast<const char*>(tone.samples.data()), qint64(tone.samples.size() * 2));
        });
        feeder.start(5);
        QTRY_VERIFY(toneMs > 0);
        QVERIFY(recorder->waitFor(recorder->position() + 24 * 500));
        const double loop = test::firstSoundMs(recorder->clip(), 1000) - toneMs;
        const double queued = test::reportedLatencyMs(player.readAllStandardError());
        const double lag = recorder->lagMs();
        player.closeWriteChannel();
        QVERIFY(player.waitForFinished());
        qInfo("the rig alone, %s: player to recorder %.0f ms; the server says player %.0f, recorder %+.0f, not explained %+.0f",
            qPrintable(sink), loop, queued, lag, loop - queued - lag);
        QVERIFY(loop > 0 && loop < 200);
    }
};

MYNA_RIG_MAIN(TstSoundLoop)
#include "tst_soundloop.moc"
