// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/cues.h"
#include "audio/mixer.h"
#include "audio/musicstream.h"
#include "support/pulled.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/testcase.h"

#include <QSignalSpy>

#include <numeric>

using namespace myna;
using audio::playbackRateHz;

namespace {

// A tone that may end.
class ToneMusic final : public audio::MusicSource
{
public:
    explicit ToneMusic(double ms, double amplitude = 0.4)
        : m_tone(test::sine(500, ms, playbackRateHz, amplitude))
    {
    }
    size_t fill(std::span<int16_t> samples) override
    {
        const size_t count = std::min(samples.size(), m_tone.samples.size() - m_at);
        std::copy_n(m_tone.samples.begin() + std::ptrdiff_t(m_at), count, samples.begin());
        m_at += count;
        return count;
    }

private:
    codec::PcmFrame m_tone;
    size_t m_at = 0;
};

}

class TstMixer : public test::TestCase
{
    Q_OBJECT

private:
    static void speak(audio::Downlink& downlink, TurnId turn, double ms, double amplitude)
    {
        for (const auto& packet : test::packetsOf(test::sine(400, ms, playbackRateHz, amplitude)))
            downlink.play(turn, packet);
        downlink.end(turn);
    }
    static int steepest(const codec::PcmFrame& clip)
    {
        int highest = 0;
        for (size_t i = 1; i < clip.samples.size(); ++i)
            highest = std::max(highest, std::abs(clip.samples[i] - clip.samples[i - 1]));
        return highest;
    }

private slots:
    // Numbered samples through a ring much smaller than the piece: none lost, none twice, one wish for more at a time, one end.
    void aStreamHoldsAFewSecondsAndAsksForMore()
    {
        audio::MusicStream stream(1000);
        QSignalSpy hungry(&stream, &audio::MusicStream::hungry);
        QSignalSpy ended(&stream, &audio::MusicStream::ended);
        std::vector<int16_t> piece(5000);
        std::iota(piece.begin(), piece.end(), int16_t(1));
        size_t given = stream.put(piece);
        QCOMPARE(given, size_t(1000));
        QCOMPARE(stream.room(), size_t(0));
        std::vector<int16_t> heard;
        for (int pulls = 0; pulls < 100 && ended.isEmpty(); ++pulls) {
            std::vector<int16_t> block(240);
            block.resize(stream.fill(block));
            heard.insert(heard.end(), block.begin(), block.end());
            if (!hungry.isEmpty()) {
                QCOMPARE(hungry.size(), 1);
                hungry.clear();
                given += stream.put(std::span(piece).subspan(given));
                if (given == piece.size())
                    stream.finish();
            }
        }
        QCOMPARE(ended.size(), 1);
        QCOMPARE(stream.taken(), qint64(piece.size()));
        QVERIFY(heard == piece);
        std::vector<int16_t> after(240);
        QCOMPARE(stream.fill(after), size_t(0));
        QCOMPARE(ended.size(), 1);
    }

    void passesSpeechThroughUntouched()
    {
        audio::Downlink alone;
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        speak(alone, { 1 }, 600, 0.5);
        speak(speech, { 1 }, 600, 0.5);
        std::vector<int16_t> expected(24 * 700);
        alone.fill(expected);
        std::vector<int16_t> heard(24 * 700);
        mixer.fill(heard);
        QVERIFY(heard == expected);
    }

    void saysDrainedForTheSpeech()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        QSignalSpy drained(&speech, &audio::Downlink::drained);
        speak(speech, { 1 }, 300, 0.5);
        test::pulled(mixer, 400);
        QVERIFY(!mixer.isIdle());
        mixer.playing(24 * 100);
        QCOMPARE(drained.size(), 1);
        QVERIFY(mixer.isIdle());
    }

    void turnsTheMusicDownWhileSpeechSounds()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        ToneMusic music(10000);
        mixer.playMusic(&music);
        const auto before = test::pulled(mixer, 500);
        QVERIFY(std::abs(test::rms(before, 50, 400) - 0.283) < 0.01);
        speak(speech, { 1 }, 1200, 0);
        const auto during = test::pulled(mixer, 1200);
        QVERIFY(test::rms(during, 60, 20) > 0.1); // on its way
        QVERIFY2(std::abs(test::rms(during, 200, 900) - 0.283 * 0.3) < 0.01, qPrintable(QString::number(test::rms(during, 200, 900))));
        const auto after = test::pulled(mixer, 1000);
        QVERIFY(std::abs(test::rms(after, 0, 450) - 0.283 * 0.3) < 0.01);
        QVERIFY(std::abs(test::rms(after, 700, 200) - 0.283) < 0.01);
        QVERIFY(steepest(test::joined(test::joined(before, during), after)) < 2000);
    }

    void turnsTheMusicDownWhileTheUserSpeaks()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        ToneMusic music(10000);
        mixer.setListening(true);
        test::pulled(mixer, 10);
        mixer.playMusic(&music);
        QVERIFY(std::abs(test::rms(test::pulled(mixer, 1000), 50) - 0.283 * 0.3) < 0.01); // and it begins so
        mixer.setListening(false);
        QVERIFY(std::abs(test::rms(test::pulled(mixer, 1000), 700) - 0.283) < 0.01);
    }

    void fadesMusicInAndOut()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        ToneMusic ending(293);
        mixer.playMusic(&ending);
        const auto heard = test::pulled(mixer, 400);
        QVERIFY(steepest(heard) < 2000);
        QVERIFY(std::abs(test::lastSoundMs(heard) - 293) < 5);
        ToneMusic stopped(10000);
        mixer.playMusic(&stopped);
        const auto running = test::pulled(mixer, 203);
        mixer.playMusic(nullptr);
        const auto rest = test::pulled(mixer, 50);
        QCOMPARE(test::peak(rest, 10), 0);
        QVERIFY(steepest(test::joined(running, rest)) < 2000);
        QVERIFY(mixer.isIdle());
    }

    void addsSoundsWithoutTurningAnythingDown()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        ToneMusic music(10000, 0.2);
        mixer.playMusic(&music);
        test::pulled(mixer, 100);
        mixer.playSound(test::sine(1000, 200, 48000, 0.2)); // another rate, too
        const auto heard = test::pulled(mixer, 300);
        QVERIFY(std::abs(test::rms(heard, 20, 160) - 0.2) < 0.01); // both
        QVERIFY(std::abs(test::rms(heard, 220, 60) - 0.141) < 0.01); // the music alone, as loud as before
    }

    void stopsSoundsAtOnce()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        for (int i = 0; i < 9; ++i)
            mixer.playSound(test::sine(400, 500, playbackRateHz, 0.1));
        const auto before = test::pulled(mixer, 100);
        QVERIFY(test::peak(before) < 32768 * 0.41); // four of them
        mixer.stopSounds();
        const auto after = test::pulled(mixer, 100);
        QCOMPARE(test::peak(after, 5), 0);
        QVERIFY(steepest(test::joined(before, after)) < 2000);
        QVERIFY(mixer.isIdle());
    }

    void saysWhenASoundHasLeftTheLoudspeaker()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        QSignalSpy played(&mixer, &audio::Mixer::soundPlayed);
        mixer.playSound(test::sine(400, 105, playbackRateHz, 0.1), 7);
        mixer.playSound(test::sine(400, 50, playbackRateHz, 0.1)); // nobody asks for this one
        test::pulled(mixer, 100);
        mixer.playing(0);
        QCOMPARE(played.size(), 0); // 5 ms are still to be pulled
        test::pulled(mixer, 10);
        mixer.playing(24 * 5 + 1);
        QCOMPARE(played.size(), 0); // its last sample is still in the device
        QVERIFY(!mixer.isIdle());
        mixer.playing(24 * 5);
        QCOMPARE(played.size(), 1);
        QCOMPARE(played[0][0].toULongLong(), 7ULL);
        mixer.playing(0);
        QCOMPARE(played.size(), 1);
        QVERIFY(mixer.isIdle());
    }

    void saysNothingOfStoppedSounds()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        QSignalSpy played(&mixer, &audio::Mixer::soundPlayed);
        mixer.playSound(test::sine(400, 50, playbackRateHz, 0.1), 1);
        mixer.playSound(test::sine(400, 500, playbackRateHz, 0.1), 2);
        test::pulled(mixer, 100); // the first one is out, but not heard to its end
        mixer.stopSounds();
        mixer.playSound(test::sine(400, 50, playbackRateHz, 0.1), 3);
        test::pulled(mixer, 100);
        mixer.playing(0);
        QCOMPARE(played.size(), 1);
        QCOMPARE(played[0][0].toULongLong(), 3ULL);
    }

    void bendsWhatWouldWrapAround()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        for (int i = 0; i < 4; ++i)
            mixer.playSound(test::sine(200, 300, playbackRateHz, 0.9));
        const auto heard = test::pulled(mixer, 300);
        QVERIFY(test::peak(heard) >= 32000 && test::peak(heard) <= 32767);
        for (size_t i = 24 * 20; i < 24 * 280; ++i) // 120 samples a period: the sign is that of the tone
            if (i % 60 > 2 && i % 60 < 58)
                QCOMPARE(heard.samples[i] > 0, i % 120 < 60);
    }

    void changesTheVolumeOfEverything()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        ToneMusic music(10000, 0.4);
        mixer.playMusic(&music);
        const auto loud = test::pulled(mixer, 200);
        mixer.setVolume(50);
        mixer.playSound(test::sine(500, 300, playbackRateHz, 0.4));
        const auto soft = test::pulled(mixer, 1000);
        QVERIFY(steepest(test::joined(loud, soft)) < 4000);
        QVERIFY(std::abs(test::rms(soft, 400) - test::rms(loud, 50) / 4) < 0.005);
        mixer.setMusicVolume(50);
        QVERIFY(std::abs(test::rms(test::pulled(mixer, 500), 100) - test::rms(loud, 50) / 16) < 0.005);
        mixer.setVolume(0);
        QCOMPARE(test::peak(test::pulled(mixer, 200), 30), 0);
    }

    void tellsWhatIsReallyPlayed()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        codec::PcmFrame told { {}, playbackRateHz };
        mixer.setListener(
            [&](std::span<const int16_t> samples) { told.samples.insert(told.samples.end(), samples.begin(), samples.end()); });
        ToneMusic music(10000, 0.4);
        mixer.playMusic(&music);
        mixer.setVolume(70);
        speak(speech, { 1 }, 300, 0.5);
        mixer.playSound(audio::cueSound(audio::Cue::Listening));
        QVERIFY(test::pulled(mixer, 600) == told);
    }

    void interruptsAsQuicklyAsTheSpeechAlone()
    {
        audio::Downlink speech;
        audio::Mixer mixer(speech);
        speak(speech, { 1 }, 2000, 0.5);
        const auto before = test::pulled(mixer, 200);
        speech.cancel({ 1 });
        const auto after = test::pulled(mixer, 100);
        QCOMPARE(test::peak(after, 5), 0);
        QVERIFY(steepest(test::joined(before, after)) < 3000);
    }

    void cuesAreShortSoftAndWithoutClicks()
    {
        QVector<codec::PcmFrame> all;
        for (const auto cue :
            { audio::Cue::Listening, audio::Cue::DoneListening, audio::Cue::Muted, audio::Cue::Error, audio::Cue::Chime }) {
            const auto sound = audio::cueSound(cue);
            QCOMPARE(sound.rateHz, playbackRateHz);
            QVERIFY(sound.durationMs() >= 80 && sound.durationMs() <= (cue == audio::Cue::Chime ? 600 : 200));
            QVERIFY2(test::peak(sound) > 2000 && test::peak(sound) < 8200, qPrintable(QString::number(test::peak(sound))));
            QVERIFY(std::abs(sound.samples.front()) < 50 && std::abs(sound.samples.back()) < 50);
            QVERIFY(steepest(sound) < 2500);
            QVERIFY(!all.contains(sound));
            all.append(sound);
        }
    }
};

QTEST_GUILESS_MAIN(TstMixer)
#include "tst_mixer.moc"
