// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/application.h"

#include "audiowizard/audiowizard.h"
#include "base/invoke.h"
#include "client/datadirectory.h"
#include "desktop/joins.h"
#include "desktop/singleinstance.h"
#include "pages/firststartpage.h"
#include "pages/serverpage.h"
#include "pages/statisticspage.h"
#include "pages/talkpage.h"
#include "pairing/filestore.h"
#include "pairing/pairingpage.h"
#include "protocol/jsoncodec.h"
#include "settings/options.h"
#include "settings/settingspage.h"
#include "settings/shortcutgroup.h"
#include "settings/wakewordgroup.h"
#include "tray.h"
#include "viewmodels/serverchoices.h"

#include <QApplication>
#include <QDesktopServices>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

const QString localProfile = u"local"_s;
// What leaving may take: the server drains for as long, the sound's watchdog for less.
constexpr std::chrono::milliseconds leaveLimit { 3500 };

ui::PageId pageFrom(const QString& name)
{
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
    , m_core(client::ClientOptions {})
    , m_desk(m_settings.get(settings::volume))
    , m_pairing(m_line.dataDir, client::secretStoreFor(m_line.dataDir, m_settings), QLocale::system().bcp47Name())
    , m_server(m_settings, m_line.dataDir)
    , m_digits(m_core)
    , m_settingsModel(m_settings)
    , m_soundDesk(m_settings, m_settingsModel, m_talk)
    , m_shortcutModel(m_settings)
    , m_shortcut(makeGlobalShortcut())
    , m_controlDesk(m_talk, m_settings)
    , m_control([this](const QJsonObject& request) { return m_controlDesk.answer(request); })
{
    m_language.choose(m_settings.get(settings::language));
    m_theme.setMode(ui::Theme::modeFromName(m_settings.get(settings::theme)));
    m_theme.apply();
    if (!m_line.profile.isEmpty())
        m_settings.set(settings::profile, m_line.profile);
    m_talk.setMode(protocol::listenModeFromName(m_settings.get(settings::listenMode)).value_or(protocol::ListenMode::Manual));

    buildWindow();
    joinPairing(m_wizard, m_pairing);
    joinWizard();
    joinServer();
    joinSound();
    joinControl();
    connect(&m_core, &client::ClientCore::ready, this, &Application::joinLine);
}

Application::~Application() = default;

void Application::buildWindow()
{
    m_window = std::make_unique<ui::MainWindow>(m_theme, m_talk);
    auto* talkPage = new ui::TalkPage(m_theme, m_talk, m_window.get());
    auto* serverPage = new ui::ServerPage(m_server.viewModel(), m_theme, m_window.get());
    auto* settingsPage = new ui::SettingsPage(m_theme, m_settingsModel, m_window.get());
    settingsPage->insertGroup(1, new ui::ShortcutGroup(m_theme, m_shortcutModel));
    settingsPage->insertGroup(2, new ui::WakeWordGroup(m_theme, m_soundDesk.wakeWord()));
    m_firstStart = new ui::FirstStartPage(m_theme, m_window.get());
    m_pairingPage = new ui::PairingPage(m_wizard, m_theme, m_window.get());
    m_firstStart->hide();
    m_pairingPage->hide();
    m_window->addPage({ .id = ui::PageId::Talk,
        .icon = u"talk"_s,
        .title = [] { return ui::MainWindow::tr("Talk"); },
        .widget = talkPage,
        .titleExtra = talkPage->titleExtra() });
    m_window->addPage({ .id = ui::PageId::Server,
        .icon = u"server"_s,
        .title = [] { return ui::MainWindow::tr("Server"); },
        .widget = serverPage,
        .titleExtra = serverPage->titleWidget(),
        .pill = serverPage->pill() });
    auto* statisticsPage = new ui::StatisticsPage(m_theme, m_soundDesk.statistics(), m_window.get());
    connect(statisticsPage, &ui::StatisticsPage::talkWanted, this, [this] { m_window->showPage(ui::PageId::Talk); });
    connect(settingsPage, &ui::SettingsPage::openAudioWizard, this, [this] { showSoundCheck(false); });
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
    joinChoices();
}

void Application::joinWindow()
{
    connect(m_window.get(), &ui::MainWindow::geometryLeft, this,
        [this](const QByteArray& geometry) { m_settings.set(settings::windowGeometry, geometry); });
    connect(m_window.get(), &ui::MainWindow::closed, this, &Application::quit);
    connect(m_tray.get(), &ui::Tray::quitWanted, this, &Application::quit);
    connect(m_tray.get(), &ui::Tray::showWanted, this, [this] { showWindow({}, {}); });
    connect(&m_talk, &viewmodels::TalkViewModel::modeChosen, this,
        [this](protocol::ListenMode mode) { m_settings.set(settings::listenMode, QString(protocol::listenModeName(mode))); });
    connect(&m_talk, &viewmodels::TalkViewModel::soundSettingsWanted, this, [this] { m_window->showPage(ui::PageId::Settings); });
    connect(&m_talk, &viewmodels::TalkViewModel::pairingWanted, this, [this] {
        showWizard();
        connectTo(m_settings.get(settings::profile));
    });

    // Who wants to talk wants to be connected: what failed before is tried again.
    const auto tryAgain = [this] {
        if (m_pairing.state() == pairing::State::Failed && m_window->overlay() == nullptr)
            connectTo(m_settings.get(settings::profile));
    };
    connect(&m_talk, &viewmodels::TalkViewModel::talkPressed, this, tryAgain);
    connect(&m_talk, &viewmodels::TalkViewModel::textEntered, this, tryAgain);
}

// What the user chooses once and for all: language, theme, server.
void Application::joinChoices()
{
    using viewmodels::SettingsViewModel;
    connect(&m_settingsModel, &SettingsViewModel::languageChanged, &m_language, &ui::Language::choose);
    connect(&m_settingsModel, &SettingsViewModel::themeChanged, this,
        [this](const QString& name) { m_theme.setMode(ui::Theme::modeFromName(name)); });
    connect(&m_settingsModel, &SettingsViewModel::connectionChanged, this, [this] { connectTo(m_settings.get(settings::profile)); });
    connect(&m_settingsModel, &SettingsViewModel::pairAgainWanted, this, [this] {
        showWizard();
        connectTo(m_settings.get(settings::profile));
    });
    connect(m_firstStart, &ui::FirstStartPage::languageWanted, &m_settingsModel, &SettingsViewModel::setLanguage);
    connect(m_firstStart, &ui::FirstStartPage::chosen, this, &Application::chooseServer);
    connect(&m_language, &ui::Language::changed, m_firstStart, &ui::FirstStartPage::setLanguage);
    connect(&m_language, &ui::Language::changed, this, [this] { m_talk.setProfileName(profileName(m_settings.get(settings::profile))); });
}

void Application::joinWizard()
{
    using viewmodels::PairingViewModel;
    connect(&m_wizard, &PairingViewModel::beginWanted, this, &Application::beginPairing);
    connect(&m_wizard, &PairingViewModel::cancelWanted, this, [this] {
        m_pairing.cancel();
        m_localWanted = false;
        if (m_settings.get(settings::firstStartDone))
            showTalk();
        else
            showFirstStart();
    });
    connect(&m_wizard, &PairingViewModel::keepInFileAgreed, this, [this] {
        m_settings.set(settings::secretsInFile, true);
        m_pairing.useSecretStore(std::make_unique<pairing::FileStore>(m_line.dataDir));
    });
    connect(&m_wizard, &PairingViewModel::approveHereWanted, &m_server, &ServerHost::approve);
    connect(&m_wizard, &PairingViewModel::openConsoleWanted, this, [](const QUrl& console) { QDesktopServices::openUrl(console); });
    connect(&m_wizard, &PairingViewModel::speakDigitsWanted, this, [this](const QString& code) { m_digits.speak(code, spokenLanguage()); });
    connect(&m_wizard, &PairingViewModel::startServerWanted, this, [this] { beginPairing(viewmodels::ServerChoices::thisComputer()); });
    connect(&m_wizard, &PairingViewModel::changeAddressWanted, this, [this] {
        showFirstStart();
        m_firstStart->askForAddress(m_settings.get(settings::ownServerUrl));
    });
    // At later starts pairing is confirmed behind whatever the user looks at, and stays there.
    connect(&m_wizard, &PairingViewModel::finished, this, [this] {
        if (m_window->overlay() == m_pairingPage)
            showTalk();
    });
    connect(&m_digits, &DigitSpeaker::failed, &m_wizard, &PairingViewModel::onWishFailed);
    connect(&m_server, &ServerHost::wishFailed, &m_wizard, &PairingViewModel::onWishFailed);
    connect(&m_pairing, &pairing::Pairing::paired, this, &Application::onPaired);
    connect(&m_pairing, &pairing::Pairing::failed, this, &Application::onPairingFailed);
    connect(&m_pairing, &pairing::Pairing::codeOffered, this, &Application::showWizard);
    connect(&m_pairing, &pairing::Pairing::identityRestored, &m_talk, &viewmodels::TalkViewModel::notice);
}

void Application::joinServer()
{
    connect(&m_server, &ServerHost::started, this, [this](const QUrl& localOtaUrl) {
        // A server that was switched on again may have another address.
        if (!std::exchange(m_localWanted, false) && m_settings.get(settings::profile) != localProfile)
            return;
        pairing::ServerChoice choice = viewmodels::ServerChoices::thisComputer();
        choice.otaUrl = localOtaUrl;
        m_pairing.begin(choice);
    });
    connect(&m_server, &ServerHost::failed, this, [this](const Error& error) {
        if (!std::exchange(m_localWanted, false))
            return;
        onPairingFailed({ .step = pairing::Step::VersionCheck, .error = error, .repair = pairing::Repair::StartServer });
        m_wizard.onFailed({ .step = pairing::Step::VersionCheck, .error = error, .repair = pairing::Repair::StartServer });
    });
}

void Application::joinSound()
{
    connect(&m_soundDesk, &SoundDesk::soundChecked, this, [this] {
        m_window->showOverlay(nullptr);
        m_settings.set(settings::wizardOffered, true);
    });
}

void Application::showSoundCheck(bool offered)
{
    if (!m_audioWizard)
        m_audioWizard = new ui::AudioWizard(m_theme, m_soundDesk.wizard(), m_window.get());
    m_soundDesk.checkSound(offered);
    m_window->showOverlay(m_audioWizard);
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
    joinSettings(m_settingsModel, m_core, m_desk, m_pairing);
    m_desk.join(m_core);
    m_soundDesk.join(m_core);
    m_core.openSound();
    connect(m_core.session(), &session::VoiceSession::refused, &m_pairing, &pairing::Pairing::markRevoked);
    const QString profile = m_settings.get(settings::profile);
    if (!profile.isEmpty())
        connectTo(profile);
    else if (m_settings.get(settings::serverAutostart))
        m_server.start();
}

void Application::start()
{
    if (m_settings.get(settings::profile).isEmpty())
        showFirstStart();
    else
        m_window->showPage(pageFrom(m_line.page));
    if (m_line.minimized && !m_tray->isShown())
        m_window->showMinimized();
    else if (!m_line.minimized)
        m_window->show();
    m_core.start();
    joinShortcut(m_shortcutModel, *m_shortcut, m_talk.pushToTalk());
    if (const auto listening = m_control.listen(controlSocketOf(m_line.dataDir)); !listening)
        qWarning("%s", qPrintable(listening.error().text));
}

void Application::showFirstStart()
{
    m_firstStart->setLanguage(m_language.current());
    m_window->showOverlay(m_firstStart);
}

void Application::showWizard()
{
    m_window->showOverlay(m_pairingPage);
}

void Application::showTalk()
{
    m_settings.set(settings::firstStartDone, true);
    m_window->showOverlay(nullptr);
    m_window->showPage(ui::PageId::Talk);
    if (!m_settings.get(settings::wizardOffered))
        showSoundCheck(true);
}

void Application::chooseServer(const pairing::ServerChoice& choice)
{
    m_settings.set(settings::profile, choice.id);
    if (choice.id == u"own"_s)
        m_settings.set(settings::ownServerUrl, choice.otaUrl.toString());
    if (choice.id == localProfile)
        m_settings.set(settings::serverAutostart, true);
    m_talk.setProfileName(profileName(choice.id));
    showWizard();
    m_wizard.begin(choice);
}

void Application::connectTo(const QString& profile)
{
    m_talk.setProfileName(profileName(profile));
    if (m_settings.get(settings::serverAutostart) && profile != localProfile && !m_server.isRunning())
        m_server.start();
    if (profile == localProfile)
        m_wizard.begin(viewmodels::ServerChoices::thisComputer());
    else if (profile == u"own"_s)
        m_wizard.begin(viewmodels::ServerChoices::own(QUrl(m_settings.get(settings::ownServerUrl))));
    else
        m_wizard.begin(viewmodels::ServerChoices::official());
}

void Application::beginPairing(const pairing::ServerChoice& choice)
{
    if (choice.id != localProfile) {
        m_pairing.begin(choice);
        return;
    }
    if (!m_server.isRunning()) {
        m_localWanted = true;
        m_server.start();
        return;
    }
    pairing::ServerChoice here = choice;
    here.otaUrl = m_server.localOtaUrl();
    m_pairing.begin(here);
}

void Application::onPaired(const protocol::ConnectionProfile& profile)
{
    if (!m_core.session())
        return;
    onThreadOf(m_core.session(), [session = m_core.session(), profile] {
        session->setProfile(profile);
        session->connectNow(); // so that the server can speak first
    });
}

void Application::onPairingFailed(const pairing::Failure& failure)
{
    // Behind the wizard the wizard says it; otherwise the talk page does, with the way to the wizard.
    if (m_window->overlay() == nullptr)
        m_talk.refused(failure.error);
}

QString Application::spokenLanguage() const
{
    return m_language.current().startsWith(u"zh"_s) ? u"zh"_s : u"en"_s;
}

QString Application::profileName(const QString& profile) const
{
    if (profile == localProfile)
        return tr("This computer");
    if (profile == u"own"_s)
        return QUrl(m_settings.get(settings::ownServerUrl)).host();
    return u"xiaozhi.me"_s;
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
    m_shortcut->unbind();
    m_window->hide();
    const auto left = [this, waiting = std::make_shared<int>(2)] {
        if (--*waiting == 0)
            emit finished();
    };
    connect(&m_core, &client::ClientCore::stopped, this, left);
    m_core.stop();
    if (m_server.isRunning()) {
        connect(&m_server, &ServerHost::stopped, this, left);
        m_server.stop();
    } else {
        left();
    }
    QTimer::singleShot(leaveLimit, this, &Application::finished);
}

}

#include "moc_application.cpp"
