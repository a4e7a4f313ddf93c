// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/sounddesk.h"
#include "mainwindow.h"
#include "theme.h"
#include "viewmodels/pairingviewmodel.h"

#include <QObject>

namespace myna::ui {
class AudioWizard;
class FirstStartPage;
class PairingPage;
}

namespace myna::desktop {

// What lies over the pages of the window, one at a time: first start, pairing, the sound check. Main thread.
class Covers final : public QObject
{
    Q_OBJECT

public:
    // All of them outlive this.
    Covers(
        ui::MainWindow& window, const ui::Theme& theme, viewmodels::PairingViewModel& wizard, SoundDesk& sound, QObject* parent = nullptr);

    [[nodiscard]] ui::FirstStartPage& firstStart() { return *m_firstStart; }
    [[nodiscard]] bool areAway() const { return m_window.overlay() == nullptr; }
    [[nodiscard]] bool isPairing() const;
    void showFirstStart(const QString& language);
    void showPairing();
    void checkSound(bool offered);
    void takeAway(); // the pages are shown again

signals:
    void soundChecked(); // the user left the sound check

private:
    void show(QWidget* view);

    ui::MainWindow& m_window;
    const ui::Theme& m_theme;
    SoundDesk& m_sound;
    ui::FirstStartPage* m_firstStart; // these three are owned by the window
    ui::PairingPage* m_pairing;
    ui::AudioWizard* m_soundCheck = nullptr; // made when it is first wanted
};

}
