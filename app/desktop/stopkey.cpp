// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/stopkey.h"

namespace myna::desktop {

using viewmodels::ShortcutViewModel;

StopKey::StopKey(settings::SettingsStore& settings, viewmodels::ToolStop& stop, QObject* parent)
    : QObject(parent)
    , m_key(makeGlobalShortcut(KeyPurpose::StopTools))
    , m_choice(settings, ShortcutViewModel::Purpose::StopTools, !m_key->asksTheUser())
{
    GlobalShortcut* const key = m_key.get();
    connect(&m_choice, &ShortcutViewModel::keyWanted, key, &GlobalShortcut::bind);
    connect(&m_choice, &ShortcutViewModel::noKeyWanted, key, &GlobalShortcut::unbind);
    connect(key, &GlobalShortcut::bound, &m_choice, &ShortcutViewModel::bound);
    connect(key, &GlobalShortcut::refused, &m_choice, &ShortcutViewModel::refused);
    connect(key, &GlobalShortcut::pressed, this, [this, &stop] {
        stop.stop();
        emit used();
    });
}

void StopKey::start()
{
    if (m_choice.isOn())
        m_choice.askAgain();
}

}

#include "moc_stopkey.cpp"
