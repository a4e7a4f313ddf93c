// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/connectdesk.h"

#include "base/invoke.h"
#include "client/datadirectory.h"
#include "desktop/joins.h"
#include "pairing/filestore.h"
#include "settings/options.h"
#include "viewmodels/serverchoices.h"

#include <QDesktopServices>
#include <QLocale>
#include <QUrl>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

const QString localProfile = u"local"_s;

}

ConnectDesk::ConnectDesk(
    settings::SettingsStore& settings, const QString& dataDir, client::ClientCore& core, std::function<QString()> language, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_dataDir(dataDir)
    , m_core(core)
    , m_language(std::move(language))
    , m_pairing(dataDir, client::secretStoreFor(dataDir, settings), QLocale::system().bcp47Name())
    , m_server(settings, dataDir)
    , m_digits(core)
{
    joinPairing(m_wizard, m_pairing);
    joinWizard();
    joinServer();
    connect(&m_pairing, &pairing::Pairing::paired, this, &ConnectDesk::usePairing);
    connect(&m_pairing, &pairing::Pairing::failed, this, [this](const pairing::Failure& failure) {
        emit failed(failure.error);
        giveUpRenewal(failure.error);
    });
    connect(&m_pairing, &pairing::Pairing::codeOffered, this, [this] {
        emit wizardWanted();
        giveUpRenewal({ Error::Code::Refused, tr("The server wants this device to be paired again.") });
    });
}

void ConnectDesk::joinWizard()
{
    using viewmodels::PairingViewModel;
    connect(&m_wizard, &PairingViewModel::beginWanted, this, &ConnectDesk::beginPairing);
    connect(&m_wizard, &PairingViewModel::cancelWanted, this, [this] {
        m_pairing.cancel();
        m_localWanted = false;
        emit left();
    });
    connect(&m_wizard, &PairingViewModel::keepInFileAgreed, this, [this] {
        m_settings.set(settings::secretsInFile, true);
        m_pairing.useSecretStore(std::make_unique<pairing::FileStore>(m_dataDir));
    });
    connect(&m_wizard, &PairingViewModel::approveHereWanted, &m_server, &ServerHost::approve);
    connect(&m_wizard, &PairingViewModel::openConsoleWanted, this, [](const QUrl& console) { QDesktopServices::openUrl(console); });
    connect(&m_wizard, &PairingViewModel::speakDigitsWanted, this,
        [this](const QString& code) { m_digits.speak(code, m_language().startsWith(u"zh"_s) ? u"zh"_s : u"en"_s); });
    connect(&m_wizard, &PairingViewModel::startServerWanted, this, [this] { beginPairing(viewmodels::ServerChoices::thisComputer()); });
    connect(
        &m_wizard, &PairingViewModel::changeAddressWanted, this, [this] { emit addressWanted(m_settings.get(settings::ownServerUrl)); });
    connect(&m_wizard, &PairingViewModel::finished, this, &ConnectDesk::settled);
    connect(&m_digits, &DigitSpeaker::failed, &m_wizard, &PairingViewModel::onWishFailed);
    connect(&m_server, &ServerHost::wishFailed, &m_wizard, &PairingViewModel::onWishFailed);
}

void ConnectDesk::joinServer()
{
    connect(&m_server, &ServerHost::started, this, [this](const QUrl& localOtaUrl) {
        // A server that was switched on again may have another address.
        if (!std::exchange(m_localWanted, false) && chosen() != localProfile)
            return;
        pairing::ServerChoice choice = viewmodels::ServerChoices::thisComputer();
        choice.otaUrl = localOtaUrl;
        m_pairing.begin(choice);
    });
    connect(&m_server, &ServerHost::failed, this, [this](const Error& error) {
        if (!std::exchange(m_localWanted, false))
            return;
        emit failed(error);
        m_wizard.onFailed({ .step = pairing::Step::VersionCheck, .error = error, .repair = pairing::Repair::StartServer });
    });
}

QString ConnectDesk::chosen() const
{
    return m_settings.get(settings::profile);
}

QString ConnectDesk::chosenName() const
{
    if (chosen() == localProfile)
        return tr("This computer");
    if (chosen() == u"own"_s)
        return QUrl(m_settings.get(settings::ownServerUrl)).host();
    return u"xiaozhi.me"_s;
}

void ConnectDesk::begin()
{
    if (!chosen().isEmpty())
        connectToChosen();
    else if (m_settings.get(settings::serverAutostart))
        m_server.start();
}

void ConnectDesk::choose(const pairing::ServerChoice& choice)
{
    m_settings.set(settings::profile, choice.id);
    if (choice.id == u"own"_s)
        m_settings.set(settings::ownServerUrl, choice.otaUrl.toString());
    if (choice.id == localProfile)
        m_settings.set(settings::serverAutostart, true);
    emit nameChanged();
    m_wizard.begin(choice);
}

void ConnectDesk::connectToChosen()
{
    emit nameChanged();
    connectTo(chosen());
}

void ConnectDesk::connectTo(const QString& profile)
{
    if (m_settings.get(settings::serverAutostart) && profile != localProfile && !m_server.isRunning())
        m_server.start();
    if (profile == localProfile)
        m_wizard.begin(viewmodels::ServerChoices::thisComputer());
    else if (profile == u"own"_s)
        m_wizard.begin(viewmodels::ServerChoices::own(QUrl(m_settings.get(settings::ownServerUrl))));
    else
        m_wizard.begin(viewmodels::ServerChoices::official());
}

void ConnectDesk::beginPairing(const pairing::ServerChoice& choice)
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

// A session that was refused waits for another profile; there is none.
void ConnectDesk::giveUpRenewal(const Error& reason)
{
    if (session::VoiceSession* session = m_core.session())
        onThreadOf(session, [session, reason] { session->renewalFailed(reason); });
}

void ConnectDesk::usePairing(const protocol::ConnectionProfile& profile)
{
    if (!m_core.session())
        return;
    onThreadOf(m_core.session(), [session = m_core.session(), profile] {
        session->setProfile(profile);
        session->connectNow(); // so that the server can speak first
    });
}

}

#include "moc_connectdesk.cpp"
