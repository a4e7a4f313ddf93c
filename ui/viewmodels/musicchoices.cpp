// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/musicchoices.h"

#include "settings/options.h"

#include <QDir>

namespace myna::viewmodels {

MusicChoices::MusicChoices(settings::SettingsStore& settings, tools::MusicLibrary& library, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_library(library)
{
    connect(&m_library, &tools::MusicLibrary::scanned, this, [this] {
        m_scanned = true;
        emit changed();
    });
}

QString MusicChoices::foundText() const
{
    if (folder().isEmpty())
        return tr("This system has no folder for music. Choose one, and the assistant can play what is in it.");
    const QString place = QDir::toNativeSeparators(folder());
    if (!m_scanned)
        return tr("%1: being searched").arg(place);
    return tr("%1: %n piece(s) that the assistant can play", nullptr, int(m_library.tracks().size())).arg(place);
}

void MusicChoices::setFolder(const QString& folder)
{
    m_settings.set(settings::musicFolder, folder);
    m_scanned = false;
    m_library.setFolder(folder);
    emit changed();
}

}

#include "moc_musicchoices.cpp"
