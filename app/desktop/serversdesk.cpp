// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/serversdesk.h"

#include "pairing/identitystore.h"

#include <QLocale>
#include <QPointer>

namespace myna::desktop {

using viewmodels::ServersViewModel;

ServersDesk::ServersDesk(ConnectDesk& connectDesk, viewmodels::TalkViewModel& talk, QObject* parent)
    : QObject(parent)
    , m_connect(connectDesk)
    , m_viewModel(connectDesk.profiles(),
          [&connectDesk](const QString& id) {
              const auto device = connectDesk.pairing().identities().known(id);
              return device ? device->deviceId : QString();
          })
    , m_probe(QLocale::system().bcp47Name())
{
    m_viewModel.setChosen(m_connect.chosen());
    joinFacts(talk);
    joinWishes();
    joinProbe();
}

void ServersDesk::joinFacts(viewmodels::TalkViewModel& talk)
{
    connect(&m_connect, &ConnectDesk::chosenChanged, &m_viewModel, &ServersViewModel::setChosen);
    connect(&m_connect, &ConnectDesk::identityChanged, &m_viewModel, &ServersViewModel::changed);
    connect(&m_connect.pairing(), &pairing::Pairing::identityReady, &m_viewModel, &ServersViewModel::identityKnown);
    connect(&m_connect.pairing(), &pairing::Pairing::versionChecked, &m_viewModel, &ServersViewModel::versionChecked);
    connect(&m_connect.wizard(), &viewmodels::PairingViewModel::compareCertificateWanted, &m_viewModel, &ServersViewModel::compare);
    connect(&m_connect.pairing(), &pairing::Pairing::identityRestored, &talk, &viewmodels::TalkViewModel::notice);
    connect(&m_connect, &ConnectDesk::nameChanged, &talk, [this, &talk] { talk.setProfileName(m_connect.chosenName()); });
    const auto tell = [this, &talk] { m_viewModel.setLink(talk.tone(), talk.stateText()); };
    connect(&talk, &viewmodels::TalkViewModel::changed, &m_viewModel, tell);
    tell();
}

void ServersDesk::joinWishes()
{
    connect(&m_viewModel, &ServersViewModel::useWanted, this, [this](const QString& id) {
        if (id == m_connect.chosen())
            emit pairWanted(id);
        else
            m_connect.use(id);
    });
    connect(&m_viewModel, &ServersViewModel::pairWanted, this, &ServersDesk::pairWanted);
    connect(&m_viewModel, &ServersViewModel::newIdentityWanted, &m_connect, &ConnectDesk::renewIdentity);
    connect(&m_viewModel, &ServersViewModel::startServerWanted, &m_connect.server(), [this] { m_connect.server().start(); });
    connect(&m_viewModel, &ServersViewModel::profileChanged, this, &ServersDesk::reconnect);
    connect(&m_viewModel, &ServersViewModel::forgotten, &m_connect, &ConnectDesk::forget);
    connect(&m_viewModel, &ServersViewModel::tokenTyped, this,
        [this](const QString& id, const QString& token) { m_connect.pairing().identities().keepToken(id, token); });
    connect(&m_viewModel, &ServersViewModel::proxyPasswordTyped, this,
        [this](const QString& id, const QString& password) { m_connect.pairing().identities().keepProxyPassword(id, password); });
    connect(&m_viewModel, &ServersViewModel::identityAdopted, this, [this](const QString& id, const pairing::Identity& identity) {
        m_connect.pairing().identities().adopt(id, identity, [desk = QPointer(this)](const pairing::IdentityStore::Loaded& loaded) {
            if (desk && loaded.failure)
                emit desk->m_connect.failed(loaded.failure->error);
            if (desk)
                emit desk->m_viewModel.changed();
        });
    });
}

void ServersDesk::joinProbe()
{
    connect(&m_viewModel, &ServersViewModel::testWanted, this, &ServersDesk::test);
    connect(&m_viewModel, &ServersViewModel::testCancelled, this, [this] {
        ++m_test;
        m_probe.cancel();
    });
    connect(&m_probe, &servers::ConnectionProbe::changed, this, [this] { m_viewModel.probeChanged(m_probe.report()); });
    connect(&m_probe, &servers::ConnectionProbe::finished, &m_viewModel, &ServersViewModel::probeFinished);
}

void ServersDesk::test(const QString& id)
{
    m_probe.cancel();
    auto profile = m_connect.profiles().find(id);
    if (!profile)
        return;
    if (profile->kind == pairing::ServerKind::Local) {
        if (!m_connect.server().isRunning()) {
            m_viewModel.probeRefused(tr("The server inside Myna is off. Use it, and it starts."));
            return;
        }
        m_connect.server().lead(*profile);
    }
    m_connect.pairing().identities().load(
        id, [desk = QPointer(this), number = ++m_test, profile = *profile](const pairing::IdentityStore::Loaded& loaded) {
            if (!desk || number != desk->m_test)
                return;
            if (loaded.failure)
                desk->m_viewModel.probeRefused(loaded.failure->error.text);
            else
                desk->testAs(profile, loaded.identity.device);
        });
}

void ServersDesk::testAs(const pairing::ServerProfile& profile, const protocol::DeviceIdentity& device)
{
    protocol::DeviceIdentity shown = device;
    if (profile.activation == pairing::ActivationKind::CodeOnly)
        shown.serialNumber.clear();
    pairing::IdentityStore& identities = m_connect.pairing().identities();
    identities.readProxyPassword(
        profile.id, [desk = QPointer(this), number = m_test, profile, shown, &identities](const QString& password) {
            if (!desk || number != desk->m_test)
                return;
            pairing::ServerProfile complete = profile;
            complete.reach.proxy.password = password;
            identities.readToken(profile.id, [desk, number, complete, shown](const QString& token) {
                if (desk && number == desk->m_test)
                    desk->m_probe.start(complete, shown, token);
            });
        });
}

void ServersDesk::reconnect(const QString& id)
{
    if (id == m_connect.chosen())
        m_connect.connectToChosen();
}

}

#include "moc_serversdesk.cpp"
