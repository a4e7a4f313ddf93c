// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/daytools.h"
#include "settings/settingsstore.h"
#include "theme.h"
#include "viewmodels/musicchoices.h"
#include "viewmodels/remindersviewmodel.h"
#include "viewmodels/ringviewmodel.h"
#include "viewmodels/talkviewmodel.h"

#include <QObject>

namespace myna::ui {
class MainWindow;
class PanelPage;
class Tray;
}

namespace myna::desktop {

// Timers, music and weather in the window: what rings is shown over every page, as a message of the desktop and as a caption.
class DayDesk final : public QObject
{
    Q_OBJECT

public:
    DayDesk(settings::SettingsStore& settings, const QString& dataDir, client::DeviceDesk& desk, std::function<QString()> language,
        QObject* parent = nullptr);

    void addTab(ui::PanelPage& page, const ui::Theme& theme); // what is to come
    void show(const ui::Theme& theme, ui::MainWindow& window, ui::Tray& tray, viewmodels::TalkViewModel& talk);
    void join(client::ClientCore& core) { m_tools.join(core); }
    void retranslate() { m_tools.retranslate(); }
    [[nodiscard]] viewmodels::MusicChoices& music() { return m_music; }

signals:
    void askedToSay(const QString& text); // as DayTools::askedToSay

private:
    client::DayTools m_tools;
    viewmodels::RingViewModel m_rings;
    viewmodels::RemindersViewModel m_toCome;
    viewmodels::MusicChoices m_music;
};

}
