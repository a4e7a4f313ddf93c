// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "viewmodels/audiowizardviewmodel.h"
#include "viewmodels/settingsviewmodel.h"
#include "viewmodels/talkviewmodel.h"

#include <QObject>

namespace myna::desktop {

// What the window has to do with sound beyond talking: how the voice is processed, when the microphone is muted, signs for the ear, and the
// sound check, whose view model it owns. Main thread.
class SoundDesk final : public QObject
{
    Q_OBJECT

public:
    SoundDesk(viewmodels::SettingsViewModel& settings, viewmodels::TalkViewModel& talk, QObject* parent = nullptr);

    [[nodiscard]] viewmodels::AudioWizardViewModel& soundCheck() { return m_soundCheck; }
    [[nodiscard]] const viewmodels::AudioWizardViewModel& soundCheck() const { return m_soundCheck; }
    void join(client::ClientCore& core); // once, when the line is ready; it outlives this object's signals
    void checkSound(bool offered); // begins the sound check; show its page

private:
    void joinChoices(audio::AudioEngine& sound);
    void joinSoundCheck(audio::AudioEngine& sound);
    void joinSigns(client::ClientCore& core);
    void applyMute();

    viewmodels::SettingsViewModel& m_settings;
    viewmodels::TalkViewModel& m_talk;
    viewmodels::AudioWizardViewModel m_soundCheck;
    client::ClientCore* m_core = nullptr;
};

}
