// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/sounddesk.h"
#include "settings/settingsstore.h"
#include "support/fakesound.h"
#include "support/soundmath.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace myna;
using namespace std::chrono_literals;
using audio::AudioEngine;
using session::VoiceSession;

namespace {

// The desk with a real line; only the devices are made up.
struct Bench
{
    Bench()
    {
        QObject::connect(&core, &client::ClientCore::ready, &context, [this] {
            desk.join(core);
            QObject::connect(core.sound(), &AudioEngine::packetReady, &context, [this] { ++packets; });
            QObject::connect(core.sound(), &AudioEngine::soundPlayed, &context, [this](quint64 number) { played = number; });
            core.openSound();
        });
        core.start();
    }
    [[nodiscard]] client::ClientOptions options()
    {
        client::ClientOptions made;
        made.soundParts = [this] {
            auto monitor = std::make_unique<test::FakeMonitor>();
            monitor->system = test::bothDevices();
            audio::AudioTiming timing;
            timing.settle = timing.firstRetry = 1ms;
            return audio::AudioParts { std::move(monitor), std::make_unique<test::FakeBackend>(sound), timing };
        };
        return made;
    }
    // Somebody speaks; how many packets came of it. It takes the way of the desk's wishes there and that of the packets back, so it can
    // overtake neither. -1: no end was seen.
    [[nodiscard]] int packetsOfSpeech()
    {
        packets = 0;
        processed = false;
        AudioEngine* const engine = core.sound();
        onThreadOf(engine, [this, engine] {
            auto* const capture = static_cast<test::FakeCapture*>(sound.capture);
            onThreadOf(capture, [this, engine, capture] {
                emit capture->captured(test::sine(300, 600, 16000, 0.3));
                onThreadOf(engine, [this] { onThreadOf(&context, [this] { processed = true; }); });
            });
        });
        return test::becomesTrue([this] { return processed; }) ? packets : -1;
    }
    void openMicrophone() const
    {
        onThreadOf(core.sound(), [engine = core.sound()] { engine->openMicrophone(true); });
    }

    QObject context;
    test::FakeSound sound;
    QTemporaryDir folder;
    settings::SettingsStore store { folder.path() };
    viewmodels::SettingsViewModel settings { store };
    viewmodels::TalkViewModel talk;
    desktop::SoundDesk desk { settings, talk };
    int packets = 0;
    bool processed = false;
    quint64 played = 0;
    client::ClientCore core { options() }; // ends first
};

}

class TstSoundDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void nothingSaidDuringTheSoundCheckLeavesThisComputer()
    {
        Bench bench;
        QTRY_COMPARE(bench.sound.playbacks.load(), 1);
        bench.openMicrophone();
        QTRY_COMPARE(bench.sound.captures.load(), 1);
        QVERIFY(bench.packetsOfSpeech() > 0);
        bench.desk.checkSound(false);
        QCOMPARE(bench.packetsOfSpeech(), 0);
        // Tray and commands may mute and unmute meanwhile.
        bench.talk.mute().set(true);
        QCOMPARE(bench.packetsOfSpeech(), 0);
        bench.talk.mute().set(false);
        QCOMPARE(bench.packetsOfSpeech(), 0);
        bench.desk.soundCheck().leave();
        QVERIFY(bench.packetsOfSpeech() > 0);
    }

    void whoWasMutedStaysMutedAfterTheSoundCheck()
    {
        Bench bench;
        bench.talk.mute().set(true); // before there is a line
        QTRY_COMPARE(bench.sound.playbacks.load(), 1);
        bench.openMicrophone();
        QTRY_COMPARE(bench.sound.captures.load(), 1);
        QCOMPARE(bench.packetsOfSpeech(), 0);
        bench.desk.checkSound(false);
        bench.desk.soundCheck().leave();
        QCOMPARE(bench.packetsOfSpeech(), 0);
        bench.talk.mute().set(false);
        QVERIFY(bench.packetsOfSpeech() > 0);
    }

    void theSoundCheckKnowsWhenItsSoundIsOver()
    {
        Bench bench;
        QTRY_COMPARE(bench.sound.playbacks.load(), 1);
        bench.desk.checkSound(false);
        QSignalSpy wanted(&bench.desk.soundCheck(), &viewmodels::AudioWizardViewModel::playbackWanted);
        bench.desk.soundCheck().playChime();
        QTRY_COMPARE(bench.played, wanted.at(0).at(1).toULongLong());
        bench.desk.soundCheck().playChime(); // nothing in the way any more
        QCOMPARE(wanted.size(), 2);
    }

    void signsAreHeardOnlyWhenTheyAreWanted()
    {
        Bench bench;
        QTRY_COMPARE(bench.sound.playbacks.load(), 1);
        const auto refuse = [&] { onThreadOf(bench.core.session(), [session = bench.core.session()] { emit session->refused({}); }); };
        int refused = 0;
        connect(bench.core.session(), &VoiceSession::refused, &bench.context, [&] { ++refused; });
        bench.settings.setCues(false);
        refuse();
        QTRY_COMPARE(refused, 1);
        // Whatever was wanted before this has begun when it is over.
        onThreadOf(bench.core.sound(), [engine = bench.core.sound()] { engine->playSound(test::silence(20, 24000), 1); });
        QTRY_COMPARE(bench.played, 1ULL);
        QCOMPARE(bench.sound.soundBlocks.load(), 0);
        bench.settings.setCues(true);
        refuse();
        QTRY_VERIFY(bench.sound.soundBlocks.load() > 0);
    }
};

QTEST_GUILESS_MAIN(TstSoundDesk)
#include "tst_sounddesk.moc"
