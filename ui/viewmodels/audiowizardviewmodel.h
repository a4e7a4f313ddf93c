// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioengine.h"
#include "protocol/message.h"
#include "viewmodels/deviceentries.h"
#include "viewmodels/echocheck.h"
#include "viewmodels/levelcheck.h"
#include "viewmodels/sentencecheck.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace myna::viewmodels {

enum class WizardStep { Devices, Level, Voice, Echo, Mode, Done };

// One line of the list at the left.
struct WizardLine
{
    enum class State { Waiting, Active, Done, Failed };
    QString title;
    QString detail; // what was found
    State state = State::Waiting;
    bool operator==(const WizardLine&) const = default;
};

// What is wrong with the present step and what would help.
struct WizardTrouble
{
    enum class Repair { LookAgain, ChooseAnother, RecordAgain, TestAgain };
    QString what; // empty: nothing is wrong
    QString why;
    Repair repair = Repair::LookAgain;
    bool operator==(const WizardTrouble&) const = default;
};

// Leads through microphone, loudspeaker, echo and the way to talk. Nothing leaves the computer meanwhile: it only asks for local listening.
// Every text is made when it is read. Leaving before the end puts everything back as it was.
class AudioWizardViewModel final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds silence { 5000 }; // nothing heard for so long: something is wrong
        std::chrono::milliseconds recording { 5000 }; // of a sentence, at most
        std::chrono::milliseconds answer { 3000 }; // what the sound system may take on top
        std::chrono::milliseconds echoTest { 20000 };
        std::chrono::milliseconds echoTestUsual { 5000 }; // for the progress that is shown
        std::chrono::milliseconds tick { 60 }; // of that progress
    };
    using Sentence = SentenceCheck::State;

    explicit AudioWizardViewModel(QObject* parent = nullptr);
    AudioWizardViewModel(Timing timing, QObject* parent);

    // `offered`: the first start shows it by itself, so leaving it is called skipping.
    void begin(const audio::DeviceChoice& devices, protocol::ListenMode mode, bool offered);
    [[nodiscard]] bool isRunning() const { return m_running; }

    // What to show.
    [[nodiscard]] WizardStep step() const { return m_step; }
    [[nodiscard]] QVector<WizardLine> lines() const; // always five
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] WizardTrouble trouble() const;
    [[nodiscard]] QString repairText() const;
    [[nodiscard]] QString continueText() const;
    [[nodiscard]] bool canContinue() const;
    [[nodiscard]] bool isSettled() const; // the step found what it wanted: continuing is the obvious thing
    [[nodiscard]] bool canGoBack() const { return m_step != WizardStep::Devices && m_step != WizardStep::Done; }
    [[nodiscard]] QString leaveText() const;
    // Devices.
    [[nodiscard]] QVector<DeviceEntry> inputEntries() const { return deviceEntries(m_devices, true, m_choice.inputId); }
    [[nodiscard]] QVector<DeviceEntry> outputEntries() const { return deviceEntries(m_devices, false, m_choice.outputId); }
    [[nodiscard]] audio::DeviceChoice choice() const { return m_choice; }
    [[nodiscard]] QString inputProblem() const { return m_input.working ? QString() : m_input.problem.text; }
    [[nodiscard]] QString outputProblem() const { return m_output.working ? QString() : m_output.problem.text; }
    // Level.
    [[nodiscard]] LevelCheck::Verdict levelVerdict() const { return m_clipping ? LevelCheck::Verdict::Loud : m_level.verdict(); }
    [[nodiscard]] QString levelText() const;
    // Sentence.
    [[nodiscard]] Sentence sentence() const { return m_sentence.state(); }
    [[nodiscard]] QString sentenceToSay() const;
    [[nodiscard]] const QVector<float>& recordedLevels() const { return m_sentence.levels(); } // RMS 0–1, twenty a second
    // Echo.
    [[nodiscard]] bool isTestingEcho() const { return m_echo.isRunning(); }
    [[nodiscard]] const std::optional<audio::EchoTestResult>& echo() const { return m_echo.result(); }
    // Of what is going on: recording, playing, testing; 0–1.
    [[nodiscard]] double progress() const;
    // Mode.
    [[nodiscard]] protocol::ListenMode mode() const { return m_mode; }
    [[nodiscard]] std::optional<protocol::ListenMode> suggestedMode() const; // none: nothing was measured
    [[nodiscard]] QString suggestionText() const; // why
    [[nodiscard]] QString modeWarning() const; // the chosen mode does not fit what was measured

public slots:
    // The page's wishes.
    void next();
    void back();
    void leave();
    void chooseInput(const QString& id);
    void chooseOutput(const QString& id);
    void playChime();
    void toggleRecording();
    void playAgain();
    void startEchoTest();
    void cancelEchoTest();
    void chooseMode(myna::protocol::ListenMode mode);
    void repair();
    void chooseAnother(); // device: back to the beginning
    // Facts of the sound.
    void levels(float input, float output);
    void clippingChanged(bool clipping);
    void devicesChanged(const QVector<myna::audio::SoundDevice>& devices);
    void inputStatusChanged(const myna::audio::SoundStatus& status);
    void outputStatusChanged(const myna::audio::SoundStatus& status);
    // Everything between recordingWanted(true) and (false).
    void recorded(const myna::codec::PcmFrame& sound) { m_sentence.recorded(sound); }
    void playbackFinished(quint64 number) { m_sound.finished(number); } // of playbackWanted(); an older one's is ignored
    void echoTestFinished(const myna::audio::EchoTestResult& result) { m_echo.finished(result); }

signals:
    void changed();
    void levelChanged(float input);
    void progressChanged();
    // To the composition root.
    void runningChanged(bool running);
    void listenLocallyWanted(bool wanted); // the microphone is open and its levels come; nothing is sent
    void recordingWanted(bool wanted);
    void playbackWanted(const myna::codec::PcmFrame& sound, quint64 number);
    void playbackCancelled();
    void echoTestWanted();
    void echoTestCancelled();
    void deviceChoiceChanged(const myna::audio::DeviceChoice& choice);
    void echoDelayMeasured(const myna::audio::EchoDelay& delay); // at the end, when it was measured
    void modeChosen(myna::protocol::ListenMode mode); // at the end
    void finished(bool completed);

private:
    void setRunning(bool running);
    void enter(WizardStep step);
    void listen(bool wanted);
    void quiet(); // stops whatever the present step set going
    void expectVoice();
    void choose(const audio::DeviceChoice& choice);

    const Timing m_timing;
    QTimer m_silenceTimer;
    CheckSound m_sound;
    SentenceCheck m_sentence;
    EchoCheck m_echo;
    bool m_running = false;
    bool m_offered = false;
    bool m_listening = false;
    bool m_silent = false;
    bool m_clipping = false;
    WizardStep m_step = WizardStep::Devices;
    audio::DeviceChoice m_original;
    audio::DeviceChoice m_choice;
    QVector<audio::SoundDevice> m_devices;
    audio::SoundStatus m_input { .working = true };
    audio::SoundStatus m_output { .working = true };
    LevelCheck m_level;
    LevelCheck::Verdict m_lastVerdict = LevelCheck::Verdict::Waiting;
    protocol::ListenMode m_mode = protocol::ListenMode::Manual;
    bool m_modeTouched = false;
};

}
