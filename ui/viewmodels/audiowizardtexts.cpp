// SPDX-License-Identifier: GPL-3.0-or-later
// What the sound check says; what it does is in audiowizardviewmodel.cpp.
#include "viewmodels/audiowizardviewmodel.h"
#include "viewmodels/echotexts.h"

#include <array>

namespace myna::viewmodels {

using protocol::ListenMode;

namespace {

constexpr std::array<WizardStep, 5> listed { WizardStep::Devices, WizardStep::Level, WizardStep::Voice, WizardStep::Echo,
    WizardStep::Mode };

QString modeName(ListenMode mode)
{
    switch (mode) {
    case ListenMode::Manual:
        return AudioWizardViewModel::tr("Hold to talk");
    case ListenMode::Auto:
        return AudioWizardViewModel::tr("Automatic");
    case ListenMode::Realtime:
        return AudioWizardViewModel::tr("Full duplex");
    }
    return {};
}

QString levelWord(LevelCheck::Verdict verdict)
{
    switch (verdict) {
    case LevelCheck::Verdict::Waiting:
        return {};
    case LevelCheck::Verdict::Quiet:
        return AudioWizardViewModel::tr("too quiet");
    case LevelCheck::Verdict::Good:
        return AudioWizardViewModel::tr("just right");
    case LevelCheck::Verdict::Loud:
        return AudioWizardViewModel::tr("too loud");
    }
    return {};
}

}

QVector<WizardLine> AudioWizardViewModel::lines() const
{
    QVector<WizardLine> lines;
    for (const WizardStep step : listed) {
        WizardLine line;
        switch (step) {
        case WizardStep::Devices:
            line = { tr("Devices"), m_input.deviceName, {} };
            break;
        case WizardStep::Level:
            line = { tr("Loudness"), levelWord(levelVerdict()), {} };
            break;
        case WizardStep::Voice:
            line = { tr("Your voice"), m_sentence.state() == Sentence::Heard ? tr("heard back") : QString(), {} };
            break;
        case WizardStep::Echo:
            line = { tr("Echo"), echo() ? EchoTexts::word(echo()->verdict()) : QString(), {} };
            break;
        case WizardStep::Mode:
        case WizardStep::Done:
            line = { tr("How to talk"), m_step >= WizardStep::Mode ? modeName(m_mode) : QString(), {} };
            break;
        }
        if (step == m_step)
            line.state = trouble().what.isEmpty() ? WizardLine::State::Active : WizardLine::State::Failed;
        else if (step < m_step)
            line.state = WizardLine::State::Done;
        else
            line.detail.clear();
        lines << line;
    }
    return lines;
}

QString AudioWizardViewModel::title() const
{
    switch (m_step) {
    case WizardStep::Devices:
        return tr("Where do you talk and listen?");
    case WizardStep::Level:
        return tr("Speak as you usually do");
    case WizardStep::Voice:
        return tr("Hear what Myna hears");
    case WizardStep::Echo:
        return m_echo.isRunning() ? tr("Listening for the echo")
            : echo()              ? EchoTexts::title(echo()->verdict())
                                  : tr("Does Myna hear itself?");
    case WizardStep::Mode:
        return tr("How do you want to talk?");
    case WizardStep::Done:
        return tr("Everything is set");
    }
    return {};
}

QString AudioWizardViewModel::explanation() const
{
    switch (m_step) {
    case WizardStep::Devices:
        return tr("Choose a microphone and a loudspeaker. “System default” follows you when you plug in a headset.");
    case WizardStep::Level:
        return tr("Say a few words from where you usually sit. The bar should stay in the marked part.");
    case WizardStep::Voice:
        return tr("Press the button and read the sentence. It is played back to you, just as it would be sent.");
    case WizardStep::Echo:
        if (m_echo.isRunning())
            return tr("You hear a few sounds. Please stay quiet until they are over.");
        if (echo())
            return EchoTexts::reason(*echo());
        return tr("Myna plays a few sounds and listens to how much of them comes back. It takes about five seconds.");
    case WizardStep::Mode:
        return suggestionText();
    case WizardStep::Done:
        return tr("You can repeat this at any time: Settings, Sound, Check microphone and loudspeaker.");
    }
    return {};
}

WizardTrouble AudioWizardViewModel::trouble() const
{
    using Repair = WizardTrouble::Repair;
    const bool usesMicrophone = m_step <= WizardStep::Echo;
    if (usesMicrophone && !m_input.working && !m_input.problem.text.isEmpty()) {
        const bool refused = m_input.problem.code == Error::Code::Refused;
        return { refused ? tr("Myna may not use the microphone") : tr("The microphone does not work"), m_input.problem.text,
            Repair::LookAgain };
    }
    if (m_step == WizardStep::Level && m_silent) {
        return { tr("Nothing is heard"),
            tr("This microphone gives nothing but silence. It may be muted by a key or a switch, turned down in the system's settings, or "
               "another one than you think."),
            Repair::ChooseAnother };
    }
    if (m_step == WizardStep::Voice && m_sentence.hasFailed()) {
        return { tr("Nothing was recorded"),
            tr("The recording is silent or too short. Hold the microphone closer, and read the whole sentence."), Repair::RecordAgain };
    }
    if (m_step == WizardStep::Echo && m_echo.hasFailed())
        return { tr("The test did not finish"), tr("The sound system did not answer in time. Another program may use the device."),
            Repair::TestAgain };
    if (m_step == WizardStep::Echo && echo() && !EchoTexts::isAnswer(echo()->verdict())) {
        const bool device = echo()->verdict() != audio::EchoTestResult::Verdict::TooNoisy;
        return { EchoTexts::title(echo()->verdict()), EchoTexts::reason(*echo()), device ? Repair::ChooseAnother : Repair::TestAgain };
    }
    return {};
}

QString AudioWizardViewModel::repairText() const
{
    switch (trouble().repair) {
    case WizardTrouble::Repair::LookAgain:
        return tr("Try again");
    case WizardTrouble::Repair::ChooseAnother:
        return tr("Choose another device");
    case WizardTrouble::Repair::RecordAgain:
        return tr("Record again");
    case WizardTrouble::Repair::TestAgain:
        return tr("Test again");
    }
    return {};
}

bool AudioWizardViewModel::isSettled() const
{
    switch (m_step) {
    case WizardStep::Devices:
        return m_input.working;
    case WizardStep::Level:
        return levelVerdict() == LevelCheck::Verdict::Good;
    case WizardStep::Voice:
        return m_sentence.state() == Sentence::Heard;
    case WizardStep::Echo:
        return echo() && EchoTexts::isAnswer(echo()->verdict());
    case WizardStep::Mode:
    case WizardStep::Done:
        return true;
    }
    return true;
}

bool AudioWizardViewModel::canContinue() const
{
    const bool busy = m_echo.isRunning() || m_sentence.isBusy();
    return !busy && (m_step != WizardStep::Devices || m_input.working || m_input.problem.text.isEmpty());
}

QString AudioWizardViewModel::continueText() const
{
    if (m_step == WizardStep::Mode)
        return tr("Finish");
    if (m_step == WizardStep::Done)
        return tr("Start talking");
    if (m_step == WizardStep::Level && levelVerdict() != LevelCheck::Verdict::Waiting && !isSettled())
        return tr("Continue anyway");
    return isSettled() ? tr("Continue") : tr("Skip this step");
}

QString AudioWizardViewModel::leaveText() const
{
    return m_offered ? tr("Not now") : tr("Cancel");
}

QString AudioWizardViewModel::levelText() const
{
    switch (levelVerdict()) {
    case LevelCheck::Verdict::Waiting:
        return tr("Speak now");
    case LevelCheck::Verdict::Quiet:
        return tr("Too quiet. Come closer, or turn the microphone up in the system's settings.");
    case LevelCheck::Verdict::Good:
        return tr("Just right");
    case LevelCheck::Verdict::Loud:
        return tr("Too loud. Move back a little, or turn the microphone down in the system's settings.");
    }
    return {};
}

QString AudioWizardViewModel::sentenceToSay() const
{
    return tr("The quick brown myna learns every word you teach it.");
}

std::optional<ListenMode> AudioWizardViewModel::suggestedMode() const
{
    return echo() ? EchoTexts::suggestedMode(echo()->verdict()) : std::nullopt;
}

QString AudioWizardViewModel::suggestionText() const
{
    return echo() ? EchoTexts::suggestion(echo()->verdict())
                  : tr("The echo was not tested, so nothing is suggested. You can change this at any time below the talk button.");
}

QString AudioWizardViewModel::modeWarning() const
{
    if (m_mode != ListenMode::Realtime || suggestedMode() == ListenMode::Realtime)
        return {};
    return echo() ? tr("Without a headset Myna may hear its own voice in this mode and answer itself.")
                  : tr("In this mode Myna may hear its own voice. The echo test tells whether it works here.");
}

}
