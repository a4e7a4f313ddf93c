// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/audiowizardviewmodel.h"

#include <QTranslator>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace myna::viewmodels;
using myna::Error;
using myna::audio::DeviceChoice;
using myna::audio::EchoTestResult;
using myna::codec::PcmFrame;
using myna::protocol::ListenMode;
using Sentence = AudioWizardViewModel::Sentence;

namespace {

constexpr AudioWizardViewModel::Timing quick { .silence = std::chrono::milliseconds(30),
    .recording = std::chrono::milliseconds(30),
    .answer = std::chrono::milliseconds(30),
    .echoTest = std::chrono::milliseconds(30),
    .echoTestUsual = std::chrono::milliseconds(10),
    .tick = std::chrono::milliseconds(5) };
constexpr AudioWizardViewModel::Timing patient { .silence = std::chrono::hours(1),
    .recording = std::chrono::hours(1),
    .answer = std::chrono::hours(1),
    .echoTest = std::chrono::hours(1),
    .tick = std::chrono::hours(1) };

PcmFrame voice(double amplitude, int ms)
{
    PcmFrame sound;
    for (int i = 0; i < 16 * ms; ++i)
        sound.samples.push_back(int16_t(amplitude * std::sin(0.3 * i)));
    return sound;
}

EchoTestResult measured(EchoTestResult::Cause cause)
{
    EchoTestResult result;
    result.heard = true;
    result.delayMs = 142;
    result.inputId = QStringLiteral("mic");
    result.outputId = QStringLiteral("spk");
    result.cause = cause;
    return result;
}

class OtherLanguage final : public QTranslator
{
public:
    [[nodiscard]] QString translate(const char* context, const char* text, const char*, int) const override
    {
        return qstrcmp(context, "myna::viewmodels::EchoTexts") == 0 ? QString::fromUtf8(text).toUpper() : QString();
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

struct Wizard
{
    AudioWizardViewModel model;
    QSignalSpy listening { &model, &AudioWizardViewModel::listenLocallyWanted };
    QSignalSpy recording { &model, &AudioWizardViewModel::recordingWanted };
    QSignalSpy playing { &model, &AudioWizardViewModel::playbackWanted };
    QSignalSpy hushed { &model, &AudioWizardViewModel::playbackCancelled };
    QSignalSpy testing { &model, &AudioWizardViewModel::echoTestWanted };
    QSignalSpy testStopped { &model, &AudioWizardViewModel::echoTestCancelled };
    QSignalSpy devices { &model, &AudioWizardViewModel::deviceChoiceChanged };
    QSignalSpy modes { &model, &AudioWizardViewModel::modeChosen };
    QSignalSpy delays { &model, &AudioWizardViewModel::echoDelayMeasured };
    QSignalSpy ends { &model, &AudioWizardViewModel::finished };

    explicit Wizard(const AudioWizardViewModel::Timing& timing = patient, bool offered = false)
        : model(timing, nullptr)
    {
        model.begin({ u"mic"_s, u"ear"_s }, ListenMode::Manual, offered);
    }
    void goTo(WizardStep step)
    {
        while (model.step() < step)
            model.next();
    }
    void played() { model.playbackFinished(playing.last()[1].toULongLong()); }
    [[nodiscard]] bool isListening() const { return !listening.isEmpty() && listening.last()[0].toBool(); }
};

}

class TstAudioWizardViewModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void theWayLeadsFromDevicesToDone()
    {
        Wizard w;
        QCOMPARE(w.model.step(), WizardStep::Devices);
        QVERIFY(w.isListening());
        QCOMPARE(w.model.lines().size(), 5);
        QVERIFY(!w.model.canGoBack());
        w.goTo(WizardStep::Echo);
        QVERIFY(w.isListening()); // the test needs an open microphone
        QCOMPARE(w.model.lines()[2].state, WizardLine::State::Done);
        QCOMPARE(w.model.lines()[3].state, WizardLine::State::Active);
        QCOMPARE(w.model.lines()[4].state, WizardLine::State::Waiting);
        w.model.back();
        QCOMPARE(w.model.step(), WizardStep::Voice);
        QVERIFY(w.isListening());
        w.goTo(WizardStep::Mode);
        QVERIFY(!w.isListening());
        w.goTo(WizardStep::Done);
        QVERIFY(!w.isListening());
        QCOMPARE(w.modes.size(), 1);
        QCOMPARE(w.delays.size(), 0); // not measured
        w.model.next();
        QCOMPARE(w.ends.size(), 1);
        QCOMPARE(w.ends[0][0].toBool(), true);
        w.model.leave();
        QCOMPARE(w.ends.size(), 1);
    }

    void everyStepHasWords()
    {
        Wizard w;
        for (;;) {
            QVERIFY(!w.model.title().isEmpty());
            QVERIFY(!w.model.explanation().isEmpty());
            QVERIFY(!w.model.continueText().isEmpty());
            if (w.model.step() == WizardStep::Done)
                break;
            w.model.next();
        }
    }

    void leavingPutsEverythingBack_data()
    {
        QTest::addColumn<int>("step");
        for (int step = 0; step < int(WizardStep::Done); ++step)
            QTest::addRow("step %d", step) << step;
    }
    void leavingPutsEverythingBack()
    {
        QFETCH(int, step);
        Wizard w;
        w.model.chooseInput(u"other mic"_s);
        w.model.chooseOutput(u"other ear"_s);
        w.goTo(WizardStep(step));
        w.model.chooseMode(ListenMode::Realtime);
        w.model.leave();
        QVERIFY(!w.model.isRunning());
        QVERIFY(!w.isListening());
        QCOMPARE(w.devices.last()[0].value<DeviceChoice>(), (DeviceChoice { u"mic"_s, u"ear"_s }));
        QCOMPARE(w.modes.size(), 0);
        QCOMPARE(w.ends.size(), 1);
        QCOMPARE(w.ends[0][0].toBool(), false);
    }

    void leavingInTheMiddleStopsWhatIsGoingOn()
    {
        Wizard recording;
        recording.goTo(WizardStep::Voice);
        recording.model.toggleRecording();
        recording.model.leave();
        QCOMPARE(recording.recording.last()[0].toBool(), false);
        recording.model.recorded(voice(8000, 1000)); // it comes all the same
        QCOMPARE(recording.playing.size(), 0);

        Wizard playing;
        playing.goTo(WizardStep::Voice);
        playing.model.toggleRecording();
        playing.model.recorded(voice(8000, 1000));
        QCOMPARE(playing.playing.size(), 1);
        playing.model.leave();
        QCOMPARE(playing.hushed.size(), 1);

        Wizard testing;
        testing.goTo(WizardStep::Echo);
        testing.model.startEchoTest();
        testing.model.leave();
        QCOMPARE(testing.testStopped.size(), 1);
        testing.model.echoTestFinished(measured(EchoTestResult::Cause::EchoRemoved));
        QVERIFY(!testing.model.echo());
    }

    void unchangedDevicesAreNotChosenAgain()
    {
        Wizard w;
        w.model.chooseInput(u"mic"_s);
        w.model.leave();
        QCOMPARE(w.devices.size(), 0);
    }

    void aLevelIsJudgedByTheVoice_data()
    {
        QTest::addColumn<double>("dbfs");
        QTest::addColumn<LevelCheck::Verdict>("verdict");
        QTest::newRow("noise only") << -60.0 << LevelCheck::Verdict::Waiting;
        QTest::newRow("far away") << -46.0 << LevelCheck::Verdict::Quiet;
        QTest::newRow("usual") << -26.0 << LevelCheck::Verdict::Good;
        QTest::newRow("very near") << -8.0 << LevelCheck::Verdict::Loud;
    }
    void aLevelIsJudgedByTheVoice()
    {
        QFETCH(double, dbfs);
        QFETCH(LevelCheck::Verdict, verdict);
        Wizard w;
        w.goTo(WizardStep::Level);
        for (int i = 0; i < 60; ++i) {
            w.model.levels(float(std::pow(10, dbfs / 20)), 0);
            w.model.levels(0.0005F, 0); // pauses between words
        }
        QCOMPARE(w.model.levelVerdict(), verdict);
        QCOMPARE(w.model.isSettled(), verdict == LevelCheck::Verdict::Good);
        QVERIFY(w.model.canContinue());
        QVERIFY(!w.model.levelText().isEmpty());
    }

    void speakingUpIsNoticed()
    {
        Wizard w;
        w.goTo(WizardStep::Level);
        for (int i = 0; i < 40; ++i)
            w.model.levels(0.005F, 0);
        QCOMPARE(w.model.levelVerdict(), LevelCheck::Verdict::Quiet);
        for (int i = 0; i < 40; ++i)
            w.model.levels(0.05F, 0);
        QCOMPARE(w.model.levelVerdict(), LevelCheck::Verdict::Good);
        w.model.clippingChanged(true);
        QCOMPARE(w.model.levelVerdict(), LevelCheck::Verdict::Loud);
        w.model.clippingChanged(false);
        QCOMPARE(w.model.levelVerdict(), LevelCheck::Verdict::Good);
    }

    void silenceIsATroubleUntilSomethingIsHeard()
    {
        Wizard w(quick);
        w.goTo(WizardStep::Level);
        QVERIFY(w.model.trouble().what.isEmpty());
        QTRY_VERIFY(!w.model.trouble().what.isEmpty());
        QCOMPARE(w.model.trouble().repair, WizardTrouble::Repair::ChooseAnother);
        QCOMPARE(w.model.lines()[1].state, WizardLine::State::Failed);
        w.model.levels(0.1F, 0);
        QVERIFY(w.model.trouble().what.isEmpty());
        QTRY_VERIFY(!w.model.trouble().what.isEmpty());
        w.model.repair();
        QCOMPARE(w.model.step(), WizardStep::Devices);
    }

    void aBrokenMicrophoneIsSaidAndTriedAgain()
    {
        Wizard w;
        w.model.inputStatusChanged({ false, {}, { Error::Code::Unavailable, u"Plug one in."_s } });
        QCOMPARE(w.model.trouble().why, u"Plug one in."_s);
        QVERIFY(!w.model.canContinue());
        w.model.next();
        QCOMPARE(w.model.step(), WizardStep::Devices);
        const qsizetype before = w.listening.size();
        w.model.repair(); // closes and opens it again
        QCOMPARE(w.listening.size(), before + 2);
        QCOMPARE(w.listening[before][0].toBool(), false);
        QCOMPARE(w.listening[before + 1][0].toBool(), true);
        QCOMPARE(w.devices.size(), 0);
        w.model.inputStatusChanged({ true, u"Desk mic"_s, {} });
        QVERIFY(w.model.trouble().what.isEmpty());
        QVERIFY(w.model.canContinue());
        QCOMPARE(w.model.lines()[0].detail, u"Desk mic"_s);
    }

    void aRefusedMicrophoneHasItsOwnWords()
    {
        Wizard w;
        w.model.inputStatusChanged({ false, {}, { Error::Code::Unavailable, u"x"_s } });
        const QString broken = w.model.trouble().what;
        w.model.inputStatusChanged({ false, {}, { Error::Code::Refused, u"x"_s } });
        QVERIFY(w.model.trouble().what != broken);
    }

    void aSentenceIsRecordedAndHeard()
    {
        Wizard w;
        w.goTo(WizardStep::Voice);
        QVERIFY(!w.model.isSettled());
        w.model.toggleRecording();
        QCOMPARE(w.recording.last()[0].toBool(), true);
        QCOMPARE(w.model.sentence(), Sentence::Recording);
        QVERIFY(!w.model.canContinue());
        w.model.levels(0.1F, 0);
        w.model.levels(0.2F, 0);
        QCOMPARE(w.model.recordedLevels().size(), 2);
        w.model.toggleRecording();
        QCOMPARE(w.recording.last()[0].toBool(), false);
        const PcmFrame sound = voice(8000, 1500);
        w.model.recorded(sound);
        QCOMPARE(w.model.sentence(), Sentence::Playing);
        QCOMPARE(w.playing.last()[0].value<PcmFrame>(), sound);
        w.played();
        QCOMPARE(w.model.sentence(), Sentence::Heard);
        QVERIFY(w.model.isSettled());
        w.model.playAgain();
        QCOMPARE(w.playing.size(), 2);
        w.model.playbackFinished(w.playing[0][1].toULongLong()); // late news of the first time
        QCOMPARE(w.model.sentence(), Sentence::Playing);
        w.played();
        QCOMPARE(w.model.sentence(), Sentence::Heard);
        w.model.toggleRecording();
        QCOMPARE(w.model.sentence(), Sentence::Recording);
        QVERIFY(w.model.recordedLevels().isEmpty());
    }

    void aLoudspeakerThatNeverAnswersIsNotWaitedFor()
    {
        Wizard w(quick);
        w.goTo(WizardStep::Voice);
        w.model.toggleRecording();
        w.model.recorded(voice(8000, 320));
        QCOMPARE(w.model.sentence(), Sentence::Playing);
        QTRY_COMPARE(w.model.sentence(), Sentence::Heard);
        QCOMPARE(w.hushed.size(), 1);
        w.played();
        QCOMPARE(w.model.sentence(), Sentence::Heard);
    }

    void aSilentRecordingIsATrouble_data()
    {
        QTest::addColumn<PcmFrame>("sound");
        QTest::newRow("empty") << PcmFrame {};
        QTest::newRow("zeros") << voice(0, 2000);
        QTest::newRow("hum far away") << voice(100, 2000);
        QTest::newRow("a click") << voice(8000, 100);
    }
    void aSilentRecordingIsATrouble()
    {
        QFETCH(PcmFrame, sound);
        Wizard w;
        w.goTo(WizardStep::Voice);
        w.model.toggleRecording();
        w.model.toggleRecording();
        w.model.recorded(sound);
        QCOMPARE(w.playing.size(), 0);
        QCOMPARE(w.model.trouble().repair, WizardTrouble::Repair::RecordAgain);
        QVERIFY(!w.model.trouble().what.isEmpty());
        w.model.repair();
        QCOMPARE(w.model.sentence(), Sentence::Recording);
        QVERIFY(w.model.trouble().what.isEmpty());
    }

    void aRecordingEndsByItselfAndAMissingOneIsSaid()
    {
        Wizard w(quick);
        w.goTo(WizardStep::Voice);
        w.model.toggleRecording();
        QTRY_COMPARE(w.recording.size(), 2);
        QCOMPARE(w.recording.last()[0].toBool(), false);
        QTRY_VERIFY(!w.model.trouble().what.isEmpty());
        QCOMPARE(w.model.sentence(), Sentence::Ready);
    }

    void theEchoDecidesWhatIsSuggested_data()
    {
        using Cause = EchoTestResult::Cause;
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<int>("suggested"); // −1: nothing
        QTest::addColumn<bool>("settled");
        QTest::newRow("full duplex") << Cause::EchoRemoved << int(ListenMode::Realtime) << true;
        QTest::newRow("headset") << Cause::NoEcho << int(ListenMode::Realtime) << true;
        QTest::newRow("turns") << Cause::EchoStays << int(ListenMode::Auto) << true;
        QTest::newRow("noise") << Cause::RoomTooLoud << int(ListenMode::Manual) << false;
        QTest::newRow("no microphone") << Cause::OnlySilence << -1 << false;
        QTest::newRow("no loudspeaker") << Cause::NothingPlayed << -1 << false;
    }
    void theEchoDecidesWhatIsSuggested()
    {
        QFETCH(EchoTestResult::Cause, cause);
        QFETCH(int, suggested);
        QFETCH(bool, settled);
        Wizard w;
        w.goTo(WizardStep::Echo);
        w.model.startEchoTest();
        QCOMPARE(w.testing.size(), 1);
        QVERIFY(!w.model.canContinue());
        w.model.echoTestFinished(measured(cause));
        QCOMPARE(w.model.isSettled(), settled);
        QCOMPARE(w.model.trouble().what.isEmpty(), settled);
        w.model.next();
        QCOMPARE(w.model.suggestedMode() ? int(*w.model.suggestedMode()) : -1, suggested);
        QCOMPARE(int(w.model.mode()), suggested < 0 ? int(ListenMode::Manual) : suggested);
        QVERIFY(w.model.modeWarning().isEmpty());
        QVERIFY(!w.model.suggestionText().isEmpty());
        w.model.next();
        QCOMPARE(w.modes.size(), 1);
        QCOMPARE(w.modes[0][0].value<ListenMode>(), w.model.mode());
        QCOMPARE(w.delays.size(), 1);
        QCOMPARE(
            w.delays[0][0].value<myna::audio::EchoDelay>(), (myna::audio::EchoDelay { 142, QStringLiteral("mic"), QStringLiteral("spk") }));
    }

    void theReasonFollowsTheLanguage()
    {
        Wizard w;
        w.goTo(WizardStep::Echo);
        w.model.startEchoTest();
        EchoTestResult result = measured(EchoTestResult::Cause::EchoRemoved);
        result.removedDb = 31.6;
        w.model.echoTestFinished(result);
        const QString english
            = u"The microphone hears the loudspeaker 142 ms late and Myna removes 32 dB of it, so you can interrupt by speaking."_s;
        QCOMPARE(w.model.explanation(), english);
        OtherLanguage other;
        QVERIFY(QCoreApplication::installTranslator(&other));
        QCOMPARE(w.model.explanation(), english.toUpper());
        QCoreApplication::removeTranslator(&other);
        QCOMPARE(w.model.explanation(), english);
    }

    void anUnsuitableModeIsAllowedWithAWarning()
    {
        Wizard w;
        w.goTo(WizardStep::Echo);
        w.model.startEchoTest();
        w.model.echoTestFinished(measured(EchoTestResult::Cause::EchoStays));
        w.model.next();
        w.model.chooseMode(ListenMode::Realtime);
        QVERIFY(!w.model.modeWarning().isEmpty());
        w.model.back();
        w.model.next(); // what was chosen by hand stays
        QCOMPARE(w.model.mode(), ListenMode::Realtime);
    }

    void aTestThatDoesNotEndIsStopped()
    {
        Wizard w(quick);
        w.goTo(WizardStep::Echo);
        w.model.startEchoTest();
        QTRY_COMPARE(w.testStopped.size(), 1);
        QCOMPARE(w.model.trouble().repair, WizardTrouble::Repair::TestAgain);
        w.model.repair();
        QCOMPARE(w.testing.size(), 2);
        w.model.cancelEchoTest();
        QVERIFY(w.model.trouble().what.isEmpty());
        QVERIFY(!w.model.isTestingEcho());
    }

    void otherDevicesAreAnotherEcho()
    {
        Wizard w;
        w.goTo(WizardStep::Echo);
        w.model.startEchoTest();
        w.model.echoTestFinished(measured(EchoTestResult::Cause::EchoRemoved));
        QVERIFY(w.model.echo());
        w.model.chooseAnother();
        w.model.chooseOutput(u"headset"_s);
        QVERIFY(!w.model.echo());
        QCOMPARE(w.model.outputEntries().last().id, u"headset"_s);
    }

    void theChimeIsSoftAndPlayedOnce()
    {
        Wizard w;
        w.model.playChime();
        w.model.playChime();
        QCOMPARE(w.playing.size(), 1);
        const auto sound = w.playing[0][0].value<PcmFrame>();
        QVERIFY(sound.durationMs() > 400 && sound.durationMs() < 1000);
        int peak = 0;
        for (const int16_t sample : sound.samples)
            peak = std::max(peak, std::abs(int(sample)));
        QVERIFY(peak > 2000 && peak < 12000);
        w.played();
        w.model.playChime();
        QCOMPARE(w.playing.size(), 2);
    }

    void anOfferCanBeSkipped()
    {
        Wizard offered(patient, true);
        Wizard wanted(patient, false);
        QVERIFY(offered.model.leaveText() != wanted.model.leaveText());
        offered.model.leave();
        QCOMPARE(offered.ends.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstAudioWizardViewModel)
#include "tst_audiowizardviewmodel.moc"
