// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/application.h"

#include "base/invoke.h"
#include "desktop/joins.h"
#include "desktop/singleinstance.h"
#include "pages/firststartpage.h"
#include "pages/historypage.h"
#include "pages/panel/panelpage.h"
#include "pages/serverpage.h"
#include "pages/statisticspage.h"
#include "pages/talkpage.h"
#include "protocol/jsoncodec.h"
#include "settings/connectiongroup.h"
#include "settings/controlgroup.h"
#include "settings/historygroup.h"
#include "settings/homegroup.h"
#include "settings/musicgroup.h"
#include "settings/options.h"
#include "settings/settingspage.h"
#include "settings/shortcutgroup.h"
#include "settings/stopkeygroup.h"
#include "settings/wakewordgroup.h"
#include "tray.h"

#include <QApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

// What leaving may take: the server drains for as long, the sound's watchdog for less.
constexpr std::chrono::milliseconds leaveLimit { 3500 };

ui::PageId pageFrom(const QString& name)
{
    if (name == u"panel"_s)
        return ui::PageId::Panel;
    if (name == u"history"_s)
        return ui::PageId::History;
    if (name == u"server"_s)
        return ui::PageId::Server;
    if (name == u"statistics"_s)
        return ui::PageId::Statistics;
    if (name == u"settings"_s)
        return ui::PageId::Settings;
    return ui::PageId::Talk;
}

}

Application::Application(CommandLine line, QObject* parent)
    : QObject(parent)
    , m_line(std::move(line))
    , m_settings(m_line.dataDir)
    , m_core(client::ClientOptions { .renewsProfile = true })
    , m_desk(m_settings.get(settings::volume))
    , m_connect(m_settings, m_line.dataDir, m_core, [this] { return m_language.current(); })
    , m_consoleDesk(m_settings, m_line.dataDir, m_connect.server())
    , m_serversDesk(m_connect, m_talk)
    , m_settingsModel(m_settings)
    , m_tools(m_desk, { .setTheme = [this](const QString& name) { m_settingsModel.setTheme(name); } })
    , m_dayDesk(m_settings, m_line.dataDir, m_desk, [this] { return m_language.current(); })
    , m_soundDesk(m_settingsModel, m_talk)
    , m_historyDesk(m_settings, m_line.dataDir, [this] { return m_connect.chosenName(); })
    , m_homeDesk(m_settings, m_line.dataDir, m_desk)
    , m_iotDesk(m_desk)
    , m_homeModel(m_homeDesk.link())
    , m_panelDesk(m_settings, m_line.dataDir, m_desk)
    , m_gateDesk(m_desk, m_settings, m_connect.profiles(), m_line.dataDir)
    , m_toolsDesk(m_desk, m_consoleDesk.console().connectedDevices(), m_panelDesk.sources())
    , m_wakeDesk(m_settings, m_talk, m_soundDesk.soundCheck())
    , m_shortcutModel(m_settings)
    , m_shortcut(makeGlobalShortcut())
    , m_stopKey(m_settings, m_gateDesk.toolStop())
    , m_controlDesk(m_talk, m_settings, m_gateDesk.toolStop())
    , m_control([this](const QJsonObject& request) { return m_controlDesk.answer(request); })
    , m_controlSwitch(m_settings, m_line.dataDir, m_core, m_connect, m_talk)
{
    m_language.choose(m_settings.get(settings::language));
    m_theme.setMode(ui::Theme::modeFromName(m_settings.get(settings::theme)));
    m_theme.apply();
    if (!m_line.profile.isEmpty()) {
        m_settings.set(settings::profile, m_line.profile);
        m_serversDesk.viewModel().setChosen(m_line.profile);
    }
    m_talk.setMode(protocol::listenModeFromName(m_settings.get(settings::listenMode)).value_or(protocol::ListenMode::Manual));

    joinHome(m_homeModel, m_homeDesk);
    m_iotDesk.addThings(m_homeDesk.link().things());
    m_panelDesk.follow(m_homeDesk.link());
    // The first of its name cannot be refused.
    [[maybe_unused]] const auto home = m_panelDesk.sources().add({ .id = u"home"_s,
        .registry = &m_homeDesk.link().things(),
        .title = [] { return QCoreApplication::translate("myna", "Home", "a place"); },
        .relation = {},
        .sorted = true });
    buildWindow();
    joinConnecting();
    joinControl();
    connect(&m_core, &client::ClientCore::ready, this, &Application::joinLine);
}

Application::~Application() = default;

void Application::buildWindow()
{
    m_window = std::make_unique<ui::MainWindow>(m_theme, m_talk);
    auto* talkPage = new ui::TalkPage(m_theme, m_talk, m_window.get());
    auto* serverPage = new ui::ServerPage(m_connect.server().viewModel(), m_consoleDesk.console(), m_theme, m_window.get());
    auto* settingsPage = new ui::SettingsPage(m_theme, m_settingsModel, m_window.get());
    settingsPage->insertGroup(1, new ui::ShortcutGroup(m_theme, m_shortcutModel));
    settingsPage->insertGroup(2, new ui::WakeWordGroup(m_theme, m_wakeDesk.wakeWord()));
    settingsPage->insertGroup(3, new ui::StopKeyGroup(m_theme, m_stopKey.choice()));
    settingsPage->insertGroup(6, new ui::ConnectionGroup(m_theme, m_serversDesk.viewModel()));
    settingsPage->insertGroup(7, new ui::HistoryGroup(m_theme, m_historyDesk.choices(), m_historyDesk.viewModel()));
    settingsPage->insertGroup(8, new ui::HomeGroup(m_theme, m_homeModel));
    settingsPage->insertGroup(9, new ui::MusicGroup(m_theme, m_dayDesk.music()));
    settingsPage->insertGroup(11, new ui::ControlGroup(m_theme, m_controlSwitch.viewModel()));
    m_covers = std::make_unique<Covers>(*m_window, m_theme, m_connect.wizard(), m_soundDesk);
    m_window->addPage({ .id = ui::PageId::Talk,
        .icon = u"talk"_s,
        .title = [] { return ui::MainWindow::tr("Talk"); },
        .widget = talkPage,
        .titleExtra = talkPage->titleExtra() });
    addPanelPage();
    addHistoryPage();
    m_window->addPage({ .id = ui::PageId::Server,
        .icon = u"server"_s,
        .title = [] { return ui::MainWindow::tr("Server"); },
        .widget = serverPage,
        .titleExtra = serverPage->titleWidget(),
        .pill = serverPage->pill() });
    auto* statisticsPage = new ui::StatisticsPage(m_theme, m_figuresDesk.statistics(), m_window.get());
    connect(statisticsPage, &ui::StatisticsPage::talkWanted, this, [this] { m_window->showPage(ui::PageId::Talk); });
    connect(settingsPage, &ui::SettingsPage::openAudioWizard, m_covers.get(), [this] { m_covers->checkSound(false); });
    m_window->addPage({ .id = ui::PageId::Statistics,
        .icon = u"statistics"_s,
        .title = [] { return ui::MainWindow::tr("Statistics"); },
        .widget = statisticsPage,
        .titleExtra = statisticsPage->titleExtra() });
    m_window->addPage({ .id = ui::PageId::Settings,
        .icon = u"settings"_s,
        .title = [] { return ui::MainWindow::tr("Settings"); },
        .widget = settingsPage,
        .atBottom = true });
    m_window->restoreGeometry(m_settings.get(settings::windowGeometry));
    m_window->setSystemListener([this] { m_theme.refreshFromSystem(); });
    m_tray = std::make_unique<ui::Tray>(m_theme, m_talk);
    joinWindow();
    joinGate();
    joinChoices();
    joinTools();
    m_dayDesk.show(m_theme, *m_window, *m_tray, m_talk);
    connect(&m_dayDesk, &DayDesk::askedToSay, &m_historyDesk, &HistoryDesk::expectOwnWords);
}

void Application::addPanelPage()
{
    ui::PanelPage* page = m_panelDesk.makePage(m_theme, m_window.get());
    m_dayDesk.addTab(*page, m_theme);
    m_toolsDesk.addTab(*page, m_theme);
    m_gateDesk.addTabs(*page, m_theme);
    m_window->addPage({ .id = ui::PageId::Panel,
        .icon = u"cards"_s,
        .title = [] { return ui::MainWindow::tr("Panel"); },
        .widget = page,
        .titleExtra = page->titleExtra(),
        .pill = page->tabs() });
    connect(&m_panelDesk, &PanelDesk::homeSettingsWanted, this, [this] {
        m_window->showPage(ui::PageId::Settings);
        m_window->findChild<ui::SettingsPage*>()->reveal(m_window->findChild<ui::HomeGroup*>());
    });
}

void Application::addHistoryPage()
{
    auto* page = new ui::HistoryPage(m_theme, m_historyDesk.viewModel(), m_window.get());
    m_window->addPage({ .id = ui::PageId::History,
        .icon = u"history"_s,
        .title = [] { return ui::MainWindow::tr("History"); },
        .widget = page,
        .titleExtra = page->titleExtra() });
    connect(page, &ui::HistoryPage::talkWanted, this, [this] { m_window->showPage(ui::PageId::Talk); });
    connect(page, &ui::HistoryPage::settingsWanted, this, [this] { m_window->showPage(ui::PageId::Settings); });
}

void Application::joinWindow()
{
    connect(m_window.get(), &ui::MainWindow::geometryLeft, this,
        [this](const QByteArray& geometry) { m_settings.set(settings::windowGeometry, geometry); });
    connect(m_window.get(), &ui::MainWindow::closed, this, &Application::quit);
    connect(m_tray.get(), &ui::Tray::quitWanted, this, &Application::quit);
    connect(m_tray.get(), &ui::Tray::showWanted, this, [this] { showWindow({}, {}); });
    connect(m_covers.get(), &Covers::soundChecked, this, [this] { m_settings.set(settings::wizardOffered, true); });
    connect(&m_talk, &viewmodels::TalkViewModel::modeChosen, this,
        [this](protocol::ListenMode mode) { m_settings.set(settings::listenMode, QString(protocol::listenModeName(mode))); });
    connect(&m_talk, &viewmodels::TalkViewModel::soundSettingsWanted, this, [this] { m_window->showPage(ui::PageId::Settings); });
    connect(&m_talk, &viewmodels::TalkViewModel::pairingWanted, this, &Application::pairAgain);

    // Who wants to talk wants to be connected: what failed before is tried again.
    const auto tryAgain = [this] {
        if (m_connect.hasFailed() && m_covers->areAway())
            m_connect.connectToChosen();
    };
    connect(&m_talk, &viewmodels::TalkViewModel::talkPressed, this, tryAgain);
    connect(&m_talk, &viewmodels::TalkViewModel::textEntered, this, tryAgain);
}

// What the assistant may do, and who it is that wants it.
void Application::joinGate()
{
    m_gateDesk.makeWindow(m_theme);
    m_window->setToolStop(m_gateDesk.toolStop());
    m_tray->setToolStop(m_gateDesk.toolStop());
    connect(&m_panelDesk, &PanelDesk::doneByHand, &m_gateDesk, &GateDesk::note);
    connect(&m_stopKey, &StopKey::used, m_tray.get(), [this] { m_tray->notify(tr("Emergency stop"), m_gateDesk.toolStop().text()); });
    const auto tellServer = [this] { m_desk.setServer(m_connect.chosen(), m_connect.chosenName()); };
    connect(&m_connect, &ConnectDesk::chosenChanged, this, tellServer);
    connect(&m_connect, &ConnectDesk::nameChanged, this, tellServer);
    connect(&m_talk, &viewmodels::TalkViewModel::textEntered, this, [this](const QString& text) { m_desk.server().setReason(text); });
    tellServer();
}

// What the user chooses once and for all: language, theme, server.
void Application::joinChoices()
{
    using viewmodels::SettingsViewModel;
    connect(&m_settingsModel, &SettingsViewModel::languageChanged, &m_language, &ui::Language::choose);
    connect(&m_settingsModel, &SettingsViewModel::themeChanged, this,
        [this](const QString& name) { m_theme.setMode(ui::Theme::modeFromName(name)); });
    connect(&m_serversDesk, &ServersDesk::pairWanted, this, [this](const QString& id) {
        m_covers->showPairing();
        m_connect.use(id);
    });
    ui::FirstStartPage& firstStart = m_covers->firstStart();
    connect(&firstStart, &ui::FirstStartPage::languageWanted, &m_settingsModel, &SettingsViewModel::setLanguage);
    connect(&firstStart, &ui::FirstStartPage::chosen, this, &Application::chooseServer);
    connect(&m_language, &ui::Language::changed, &firstStart, &ui::FirstStartPage::setLanguage);
    connect(&m_language, &ui::Language::changed, &m_connect, &ConnectDesk::nameChanged); // some names are translated
}

void Application::joinTools()
{
    connect(&m_connect, &ConnectDesk::profileUsed, &m_tools, &client::ClientTools::reachBy);
    connect(&m_connect, &ConnectDesk::profileUsed, &m_toolsDesk,
        [this](const protocol::ConnectionProfile& profile) { m_toolsDesk.setOwnDevice(profile.identity.deviceId); });
    const auto showTheme = [this] { m_tools.showTheme(m_theme.palette().dark); };
    connect(&m_theme, &ui::Theme::changed, &m_tools, showTheme);
    connect(&m_language, &ui::Language::changed, &m_tools, &client::ClientTools::retranslate);
    connect(&m_language, &ui::Language::changed, &m_dayDesk, &DayDesk::retranslate);
    showTheme();
    connect(&m_tools, &client::ClientTools::cameraInUse, m_window.get(), &ui::MainWindow::setCameraInUse);
    connect(&m_tools, &client::ClientTools::cameraInUse, m_tray.get(), &ui::Tray::setCameraInUse);
}

void Application::joinConnecting()
{
    connect(&m_connect, &ConnectDesk::wizardWanted, m_covers.get(), &Covers::showPairing);
    connect(&m_connect, &ConnectDesk::left, this, [this] {
        if (m_settings.get(settings::firstStartDone))
            showTalk();
        else
            showFirstStart();
    });
    connect(&m_connect, &ConnectDesk::addressWanted, this, [this](const QString& present) {
        showFirstStart();
        m_covers->firstStart().askForAddress(present);
    });
    // At later starts pairing is confirmed behind whatever the user looks at, and stays there.
    connect(&m_connect, &ConnectDesk::settled, this, [this] {
        if (m_covers->isPairing())
            showTalk();
    });
    // Behind the wizard the wizard says it; otherwise the talk page does, with the way to the wizard.
    connect(&m_connect, &ConnectDesk::failed, this, [this](const Error& error) {
        if (m_covers->areAway())
            m_talk.refused(error);
    });
}

void Application::joinControl()
{
    connect(&m_controlDesk, &ControlDesk::showWanted, this, &Application::showWindow);
    // After the answer has left.
    connect(&m_controlDesk, &ControlDesk::quitWanted, this, &Application::quit, Qt::QueuedConnection);
}

void Application::showWindow(const QString& page, const QString& activationToken)
{
    if (!page.isEmpty())
        m_window->showPage(pageFrom(page));
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    // Wayland lets a window come forward only with the permission that the caller was given; Qt reads it from here.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    m_window->activateWindow();
}

void Application::joinLine()
{
    joinTalk(m_talk, m_core, m_desk);
    joinSettings(m_settingsModel, m_core, m_desk);
    m_desk.join(m_core);
    m_iotDesk.join(m_core);
    m_homeDesk.begin();
    m_dayDesk.join(m_core);
    m_soundDesk.join(m_core);
    m_figuresDesk.join(m_core);
    m_historyDesk.join(m_core, m_desk, m_talk);
    m_wakeDesk.join(m_core);
    m_controlSwitch.join();
    m_panelDesk.start();
    m_core.openSound();
    m_connect.begin();
}

void Application::start()
{
    if (m_connect.chosen().isEmpty())
        showFirstStart();
    else
        m_window->showPage(pageFrom(m_line.page));
    if (m_line.minimized && !m_tray->isShown())
        m_window->showMinimized();
    else if (!m_line.minimized)
        m_window->show();
    m_core.start();
    joinShortcut(m_shortcutModel, *m_shortcut, m_talk.pushToTalk());
    m_stopKey.start();
    if (const auto listening = m_control.listen(controlSocketOf(m_line.dataDir)); !listening)
        qWarning("%s", qPrintable(listening.error().text));
}

void Application::showFirstStart()
{
    m_covers->showFirstStart(m_language.current());
}

void Application::showTalk()
{
    m_settings.set(settings::firstStartDone, true);
    m_covers->takeAway();
    m_window->showPage(ui::PageId::Talk);
    if (!m_settings.get(settings::wizardOffered))
        m_covers->checkSound(true);
}

void Application::chooseServer(const pairing::ServerChoice& choice)
{
    m_covers->showPairing();
    m_connect.choose(choice);
}

void Application::pairAgain()
{
    m_covers->showPairing();
    m_connect.connectToChosen();
}

QString Application::lastAnswer() const
{
    const viewmodels::TranscriptRow* row = m_talk.transcript()->last();
    return row && row->speaker == viewmodels::Speaker::Assistant ? row->text : QString();
}

void Application::quit()
{
    if (std::exchange(m_leaving, true))
        return;
    m_control.close();
    m_controlSwitch.close();
    m_shortcut->unbind();
    m_stopKey.end();
    m_window->hide();
    const auto left = [this, waiting = std::make_shared<int>(4)] {
        if (--*waiting == 0)
            emit finished();
    };
    connect(&m_core, &client::ClientCore::stopped, this, left);
    connect(&m_historyDesk, &HistoryDesk::stopped, this, left);
    connect(&m_gateDesk, &GateDesk::stopped, this, left);
    m_historyDesk.stop();
    m_panelDesk.leave(); // before the list of calls is closed
    m_gateDesk.stop();
    m_core.stop();
    if (ServerHost& server = m_connect.server(); server.isRunning()) {
        connect(&server, &ServerHost::stopped, this, left);
        server.stop();
    } else {
        left();
    }
    QTimer::singleShot(leaveLimit, this, &Application::finished);
}

}

#include "moc_application.cpp"
