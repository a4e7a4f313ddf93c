// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/covers.h"

#include "audiowizard/audiowizard.h"
#include "pages/firststartpage.h"
#include "pairing/pairingpage.h"

namespace myna::desktop {

Covers::Covers(ui::MainWindow& window, const ui::Theme& theme, viewmodels::PairingViewModel& wizard, SoundDesk& sound, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_theme(theme)
    , m_sound(sound)
    , m_firstStart(new ui::FirstStartPage(theme, &window))
    , m_pairing(new ui::PairingPage(wizard, theme, &window))
{
    m_firstStart->hide();
    m_pairing->hide();
    connect(&m_sound.soundCheck(), &viewmodels::AudioWizardViewModel::finished, this, [this] {
        if (m_window.overlay() != m_soundCheck) // something else took its place: it was not the user who left it
            return;
        takeAway();
        emit soundChecked();
    });
}

bool Covers::isPairing() const
{
    return m_window.overlay() == m_pairing;
}

void Covers::showFirstStart(const QString& language)
{
    m_firstStart->setLanguage(language);
    show(m_firstStart);
}

void Covers::showPairing()
{
    show(m_pairing);
}

void Covers::checkSound(bool offered)
{
    if (!m_soundCheck)
        m_soundCheck = new ui::AudioWizard(m_theme, m_sound.soundCheck(), &m_window);
    m_sound.checkSound(offered);
    show(m_soundCheck);
}

void Covers::takeAway()
{
    show(nullptr);
}

// Whatever covers the sound check ends it, so that nobody stays muted behind another view.
void Covers::show(QWidget* view)
{
    m_window.showOverlay(view);
    if (view != m_soundCheck)
        m_sound.soundCheck().leave();
}

}

#include "moc_covers.cpp"
