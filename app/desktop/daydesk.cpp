// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/daydesk.h"

#include "mainwindow.h"
#include "pages/panel/panelpage.h"
#include "pages/panel/remindersview.h"
#include "settings/options.h"
#include "tray.h"
#include "widgets/ringcard.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

DayDesk::DayDesk(
    settings::SettingsStore& settings, const QString& dataDir, client::DeviceDesk& desk, std::function<QString()> language, QObject* parent)
    : QObject(parent)
    , m_tools(desk,
          { .dataDir = dataDir,
              .musicFolder = settings.get(settings::musicFolder),
              .musicVolume = settings.get(settings::musicVolume),
              .language = std::move(language),
              .weather = client::weatherService() })
    , m_rings(m_tools.ringing())
    , m_toCome(m_tools.reminders(), m_tools.ringing())
    , m_music(settings, m_tools.library())
{
    connect(&m_tools.player(), &tools::MusicPlayer::volumeChanged, this,
        [&settings](int percent) { settings.set(settings::musicVolume, percent); });
    connect(&m_tools, &client::DayTools::askedToSay, this, &DayDesk::askedToSay);
}

void DayDesk::addTab(ui::PanelPage& page, const ui::Theme& theme)
{
    page.addTab([] { return DayDesk::tr("Reminders"); }, new ui::RemindersView(m_toCome, theme, &page));
}

void DayDesk::show(const ui::Theme& theme, ui::MainWindow& window, ui::Tray& tray, viewmodels::TalkViewModel& talk)
{
    new ui::RingCard(theme, m_rings, &window); // the window takes it
    connect(&m_tools, &client::DayTools::rang, &talk, [&talk](const QString& words) { talk.notice(words); });
    connect(&m_tools, &client::DayTools::rang, &tray,
        [&tray](const QString& words, bool late) { tray.notify(late ? tr("Missed while Myna was away") : tr("Reminder"), words); });
    connect(&m_tools, &client::DayTools::askedToSay, &talk, &viewmodels::TalkViewModel::expectOwnWords);
}

}

#include "moc_daydesk.cpp"
