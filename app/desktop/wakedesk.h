// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "viewmodels/audiowizardviewmodel.h"
#include "viewmodels/talkviewmodel.h"
#include "viewmodels/wakewordviewmodel.h"

#include <QObject>

namespace myna::desktop {

// Has the microphone listened to for the wake words of its view model, and begins a conversation when one was said. Main thread.
class WakeDesk final : public QObject
{
    Q_OBJECT

public:
    // During a sound check nobody is woken.
    WakeDesk(settings::SettingsStore& store, viewmodels::TalkViewModel& talk, const viewmodels::AudioWizardViewModel& soundCheck,
        QObject* parent = nullptr);

    [[nodiscard]] viewmodels::WakeWordViewModel& wakeWord() { return m_wakeWord; }
    void join(client::ClientCore& core); // once, when the line is ready; it outlives this object's signals

private:
    void arm();
    void wake(const QString& phrase);

    viewmodels::TalkViewModel& m_talk;
    const viewmodels::AudioWizardViewModel& m_soundCheck;
    viewmodels::WakeWordViewModel m_wakeWord;
    QVector<protocol::AudioPacket> m_preRoll; // of the phrase that is being judged
    client::ClientCore* m_core = nullptr;
};

}
