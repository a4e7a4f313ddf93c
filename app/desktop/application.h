// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "client/clienttools.h"
#include "client/devicedesk.h"
#include "client/homedesk.h"
#include "client/iotdesk.h"
#include "desktop/commandline.h"
#include "desktop/connectdesk.h"
#include "desktop/consoledesk.h"
#include "desktop/controldesk.h"
#include "desktop/controlserver.h"
#include "desktop/controlswitch.h"
#include "desktop/covers.h"
#include "desktop/daydesk.h"
#include "desktop/figuresdesk.h"
#include "desktop/gatedesk.h"
#include "desktop/globalshortcut.h"
#include "desktop/historydesk.h"
#include "desktop/paneldesk.h"
#include "desktop/serversdesk.h"
#include "desktop/sounddesk.h"
#include "desktop/stopkey.h"
#include "desktop/toolsdesk.h"
#include "desktop/wakedesk.h"
#include "language.h"
#include "mainwindow.h"
#include "settings/settingsstore.h"
#include "theme.h"
#include "viewmodels/homeviewmodel.h"
#include "viewmodels/settingsviewmodel.h"
#include "viewmodels/shortcutviewmodel.h"
#include "viewmodels/talkviewmodel.h"

#include <QObject>

namespace myna::ui {
class Tray;
}

namespace myna::desktop {

// The composition root of the window: makes every object once, joins them, and carries the user from first start to the talk page.
class Application final : public QObject
{
    Q_OBJECT

public:
    explicit Application(CommandLine line, QObject* parent = nullptr);
    ~Application() override;

    void start();
    void noteLog(const LogEntry& entry) { m_connect.server().publishLog(entry); } // for those who look at the server's log
    void quit(); // orderly: hangs up, stops sound and server; finished() follows within three seconds

    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] const QString& dataDir() const { return m_line.dataDir; }
    [[nodiscard]] viewmodels::WakeWordViewModel& wakeWord() { return m_wakeDesk.wakeWord(); }
    [[nodiscard]] viewmodels::SettingsViewModel& settings() { return m_settingsModel; }
    [[nodiscard]] viewmodels::ServersViewModel& servers() { return m_serversDesk.viewModel(); }
    [[nodiscard]] bool isConnected() const { return m_talk.isLinked(); }
    [[nodiscard]] bool isCheckingSound() const { return m_soundDesk.soundCheck().isRunning(); }
    [[nodiscard]] QString lastAnswer() const; // of the assistant, as the conversation shows it; empty: none yet

signals:
    void finished();

private:
    void buildWindow();
    void addPanelPage();
    void addHistoryPage();
    void joinWindow();
    void joinGate();
    void joinChoices();
    void joinTools();
    void joinConnecting();
    void joinLine();
    void joinControl();
    void showWindow(const QString& page, const QString& activationToken);
    void showFirstStart();
    void showTalk();
    void pairAgain();
    void chooseServer(const pairing::ServerChoice& choice);

    CommandLine m_line;
    settings::SettingsStore m_settings;
    ui::Theme m_theme;
    ui::Language m_language;
    client::ClientCore m_core;
    client::DeviceDesk m_desk;
    ConnectDesk m_connect;
    ConsoleDesk m_consoleDesk;
    mutable viewmodels::TalkViewModel m_talk;
    ServersDesk m_serversDesk;
    viewmodels::SettingsViewModel m_settingsModel;
    client::ClientTools m_tools;
    DayDesk m_dayDesk;
    SoundDesk m_soundDesk;
    FiguresDesk m_figuresDesk;
    HistoryDesk m_historyDesk;
    client::HomeDesk m_homeDesk;
    client::IotDesk m_iotDesk;
    viewmodels::HomeViewModel m_homeModel;
    PanelDesk m_panelDesk;
    GateDesk m_gateDesk;
    ToolsDesk m_toolsDesk;
    WakeDesk m_wakeDesk;
    viewmodels::ShortcutViewModel m_shortcutModel;
    std::unique_ptr<GlobalShortcut> m_shortcut;
    StopKey m_stopKey;
    ControlDesk m_controlDesk;
    ControlServer m_control;
    ControlSwitch m_controlSwitch;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<Covers> m_covers;
    std::unique_ptr<ui::Tray> m_tray;
    bool m_leaving = false;
};

}
