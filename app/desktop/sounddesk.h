// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "viewmodels/audiowizardviewmodel.h"
#include "viewmodels/settingsviewmodel.h"
#include "viewmodels/statisticsviewmodel.h"
#include "viewmodels/talkviewmodel.h"
#include "viewmodels/wakewordviewmodel.h"

#include <QObject>
#include <QTimer>

namespace myna::desktop {

// What the window has to do with sound beyond talking: how the voice is processed, mute, signs for the ear, the sound check, the
// figures, the wake word. Owns the view models of the last three and joins them with the line. Main thread.
class SoundDesk final : public QObject
{
    Q_OBJECT

public:
    SoundDesk(settings::SettingsStore& store, viewmodels::SettingsViewModel& settings, viewmodels::TalkViewModel& talk,
        QObject* parent = nullptr);

    [[nodiscard]] viewmodels::StatisticsViewModel& statistics() { return m_statistics; }
    [[nodiscard]] viewmodels::AudioWizardViewModel& wizard() { return m_wizard; }
    [[nodiscard]] viewmodels::WakeWordViewModel& wakeWord() { return m_wakeWord; }
    void join(client::ClientCore& core); // once, when the line is ready; it outlives this object's signals
    void checkSound(bool offered); // begins the sound check; show its page

signals:
    void soundChecked(bool completed);

private:
    void joinChoices(audio::AudioEngine& sound);
    void joinWizard(audio::AudioEngine& sound);
    void joinFigures(client::ClientCore& core);
    void joinSigns(client::ClientCore& core);
    void joinWakeWord(audio::AudioEngine& sound);
    void wake(const QString& phrase);
    void measure();
    void followInterest(); // measures while somebody talks or looks
    void mute(bool muted);

    viewmodels::SettingsViewModel& m_settings;
    viewmodels::TalkViewModel& m_talk;
    viewmodels::StatisticsViewModel m_statistics;
    viewmodels::AudioWizardViewModel m_wizard;
    viewmodels::WakeWordViewModel m_wakeWord;
    QVector<protocol::AudioPacket> m_preRoll; // of the phrase that is being judged
    client::ClientCore* m_core = nullptr;
    QTimer m_everySecond; // while figures are measured
    double m_cpuSeconds = 0;
    qint64 m_measuredAt = 0; // ms
    bool m_cues = true;
    bool m_conversing = false;
    bool m_measuring = false;
};

}
