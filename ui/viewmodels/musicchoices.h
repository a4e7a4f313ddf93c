// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingsstore.h"
#include "tools/musiclibrary.h"

#include <QObject>

namespace myna::viewmodels {

// Where the music lies, and how much was found there.
class MusicChoices final : public QObject
{
    Q_OBJECT

public:
    MusicChoices(settings::SettingsStore& settings, tools::MusicLibrary& library, QObject* parent = nullptr);

    [[nodiscard]] QString folder() const { return m_library.folder(); } // empty: this system names none
    [[nodiscard]] QString foundText() const; // "/home/…/Music: 12 pieces"
    void setFolder(const QString& folder); // empty: the system's

signals:
    void changed();

private:
    settings::SettingsStore& m_settings;
    tools::MusicLibrary& m_library;
    bool m_scanned = false;
};

}
