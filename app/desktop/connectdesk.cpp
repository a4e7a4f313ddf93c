// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/connectdesk.h"

#include "base/invoke.h"
#include "client/datadirectory.h"
#include "desktop/joins.h"
#include "pairing/filestore.h"
#include "pairing/identitystore.h"
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

servers::ProfileStore::Former formerOf(const settings::SettingsStore& settings)
{
    return { QUrl(settings.get(settings::ownServerUrl)) };
}

}

Result<QString> profileNamed(const QString& dataDir, const QString& name)
{
    const servers::ProfileStore profiles(dataDir, formerOf(settings::SettingsStore(dataDir)));
    if (const auto found = profiles.findByName(name))
        return found->id;
    QStringList names;
    for (const pairing::ServerProfile& profile : profiles.profiles())
        names.append(servers::displayName(profile));
    return Error { Error::Code::NotFound,
        u"There is no server called \"%1\" in the list. There are: %2."_s.arg(name, names.join(u", "_s)) };
}

ConnectDesk::ConnectDesk(
    settings::SettingsStore& settings, const QString& dataDir, client::ClientCore& core, std::function<QString()> language, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_dataDir(dataDir)
    , m_core(core)
    , m_language(std::move(language))
    , m_profiles(dataDir, formerOf(settings))
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
    connect(&m_wizard, &PairingViewModel::changeAddressWanted, this, [this] {
        const auto profile = m_profiles.find(chosen());
        m_readdressed = profile && profile->kind == pairing::ServerKind::Own ? profile->id : QString();
        emit addressWanted(m_readdressed.isEmpty() ? QString() : profile->otaUrl.toString());
    });
    connect(&m_wizard, &PairingViewModel::finished, this, &ConnectDesk::settled);
    connect(&m_server, &ServerHost::bound, &m_pairing, &pairing::Pairing::onApprovedHere);
    connect(&m_digits, &DigitSpeaker::failed, &m_wizard, &PairingViewModel::onWishFailed);
    connect(&m_server, &ServerHost::wishFailed, &m_wizard, &PairingViewModel::onWishFailed);
}

void ConnectDesk::joinServer()
{
    connect(&m_server, &ServerHost::started, this, [this] {
        // A server that was switched on again may have another address.
        if (!std::exchange(m_localWanted, false) && chosen() != localProfile)
            return;
        pairing::ServerChoice choice = viewmodels::ServerChoices::thisComputer();
        m_server.lead(choice);
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
    const auto profile = m_profiles.find(chosen());
    return profile ? servers::displayName(*profile) : servers::displayName(servers::officialProfile());
}

// What a server says over the session about whether it knows this device.
void ConnectDesk::joinSession()
{
    using session::VoiceSession;
    connect(m_core.session(), &VoiceSession::renewalWanted, &m_pairing, &pairing::Pairing::markRevoked);
    connect(m_core.session(), &VoiceSession::codePushed, &m_pairing, &pairing::Pairing::onCodePushed);
    connect(m_core.session(), &VoiceSession::bindingPushed, &m_pairing, &pairing::Pairing::onBindingPushed);
}

void ConnectDesk::begin()
{
    joinSession();
    if (!chosen().isEmpty())
        connectToChosen();
    else if (m_settings.get(settings::serverAutostart))
        m_server.start();
}

void ConnectDesk::choose(const pairing::ServerChoice& choice)
{
    use(keptIdOf(choice));
}

// The profile behind what the first start, or a changed address, chose.
QString ConnectDesk::keptIdOf(const pairing::ServerProfile& choice)
{
    if (choice.kind != pairing::ServerKind::Own)
        return choice.id;
    auto profile = m_profiles.find(m_readdressed.isEmpty() ? choice.id : std::exchange(m_readdressed, {}));
    if (!profile) {
        const Result<QString> added = m_profiles.add(choice);
        if (!added)
            emit failed(added.error());
        return added.value_or(choice.id);
    }
    if (profile->otaUrl.host() != choice.otaUrl.host())
        profile->reach.pinnedCertificate.clear();
    profile->otaUrl = choice.otaUrl;
    profile->websocketUrl.clear();
    if (const Result<> kept = m_profiles.change(*profile); !kept)
        emit failed(kept.error());
    return profile->id;
}

void ConnectDesk::use(const QString& id)
{
    if (id != chosen())
        hangUp();
    m_settings.set(settings::profile, id);
    if (id == localProfile)
        m_settings.set(settings::serverAutostart, true);
    emit chosenChanged(id);
    connectToChosen();
}

// Nobody should go on talking with a server that was left.
void ConnectDesk::hangUp()
{
    if (m_core.session())
        onThreadOf(m_core.session(), [session = m_core.session()] { session->disconnectNow(); });
}

void ConnectDesk::connectToChosen()
{
    emit nameChanged();
    connectTo(chosen());
}

void ConnectDesk::connectTo(const QString& id)
{
    const pairing::ServerProfile profile = m_profiles.find(id).value_or(servers::officialProfile());
    if (m_settings.get(settings::serverAutostart) && profile.kind != pairing::ServerKind::Local && !m_server.isRunning())
        m_server.start();
    m_wizard.begin(profile);
}

void ConnectDesk::renewIdentity(const QString& id)
{
    if (id == m_pairing.server().id) {
        m_pairing.renewIdentity();
        return;
    }
    m_pairing.identities().renew(id, [this](const pairing::IdentityStore::Loaded& loaded) {
        if (loaded.failure)
            emit failed(loaded.failure->error);
        emit identityChanged();
    });
}

void ConnectDesk::forget(const QString& id)
{
    m_pairing.identities().forget(id);
}

void ConnectDesk::beginPairing(const pairing::ServerChoice& choice)
{
    if (choice.kind != pairing::ServerKind::Local) {
        m_pairing.begin(choice);
        return;
    }
    if (!m_server.isRunning()) {
        m_localWanted = true;
        m_server.start();
        return;
    }
    pairing::ServerChoice here = choice;
    m_server.lead(here);
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
    emit profileUsed(profile);
    onThreadOf(m_core.session(), [session = m_core.session(), profile] {
        session->setProfile(profile);
        session->connectNow(); // so that the server can speak first
    });
}

}

#include "moc_connectdesk.cpp"
