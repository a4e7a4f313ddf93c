// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/serverhost.h"

#include "client/storedsecrets.h"
#include "server/config/configloader.h"
#include "settings/options.h"

#include <QDir>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

server::ActivationPolicy policyFrom(const QString& name)
{
    if (name == u"open"_s)
        return server::ActivationPolicy::Open;
    if (name == u"code"_s)
        return server::ActivationPolicy::Code;
    return server::ActivationPolicy::Approve;
}

}

ServerHost::ServerHost(settings::SettingsStore& settings, QString dataDir, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_dataDir(std::move(dataDir))
{
    using server::LocalServer;
    using viewmodels::ServerViewModel;
    connect(&m_server, &LocalServer::started, &m_viewModel, &ServerViewModel::onStarted);
    connect(&m_server, &LocalServer::failed, &m_viewModel, &ServerViewModel::onFailed);
    connect(&m_server, &LocalServer::stopped, &m_viewModel, &ServerViewModel::onStopped);
    connect(&m_server, &LocalServer::activationChanged, &m_viewModel, &ServerViewModel::onActivationChanged);
    connect(&m_server, &LocalServer::devicesChanged, &m_viewModel, &ServerViewModel::onDevicesChanged);
    connect(&m_server, &LocalServer::deviceRefused, &m_viewModel, &ServerViewModel::onDeviceRefused);
    connect(&m_server, &LocalServer::wishFailed, &m_viewModel, &ServerViewModel::onWishFailed);
    connect(&m_server, &LocalServer::warned, &m_viewModel, &ServerViewModel::onWarned);

    connect(&m_viewModel, &ServerViewModel::startWanted, this, qOverload<>(&ServerHost::start));
    connect(&m_viewModel, &ServerViewModel::startOnFreePortsWanted, this, &ServerHost::startOnFreePorts);
    connect(&m_viewModel, &ServerViewModel::stopWanted, &m_server, &LocalServer::stop);
    connect(&m_viewModel, &ServerViewModel::approveWanted, &m_server, &LocalServer::approve);
    connect(&m_viewModel, &ServerViewModel::refuseWanted, &m_server, &LocalServer::refuse);

    connect(&m_server, &LocalServer::started, this, [this](const server::ServerAddresses& addresses) {
        m_localOta = addresses.ota;
        m_localOta.setHost(u"127.0.0.1"_s);
        m_certificate = addresses.certificate;
        emit started();
    });
    connect(&m_server, &LocalServer::activationChanged, this, [this](const server::ActivationRequest& request) {
        if (request.state == server::ActivationRequest::State::Bound)
            emit bound(request.code);
    });
    connect(&m_server, &LocalServer::stopped, this, [this] {
        m_localOta.clear();
        emit stopped();
    });
    connect(&m_server, &LocalServer::failed, this, &ServerHost::failed);
    connect(&m_server, &LocalServer::wishFailed, this, &ServerHost::wishFailed);
}

void ServerHost::start()
{
    start(quint16(m_settings.get(settings::serverPort)), quint16(m_settings.get(settings::serverHttpPort)));
}

void ServerHost::startOnFreePorts()
{
    start(0, 0);
}

void ServerHost::start(quint16 port, quint16 httpPort)
{
    server::ServerOptions options;
    options.dataDir = QDir(m_dataDir).filePath(u"server"_s);
    options.port = port;
    options.httpPort = httpPort;
    options.bind
        = m_settings.get(settings::serverLoopbackOnly) ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(QHostAddress::AnyIPv4);
    options.activation = policyFrom(m_settings.get(settings::serverActivation));
    const QString chosen = m_settings.get(settings::language);
    const QString language = chosen.isEmpty() ? QLocale::system().name() : chosen;
    options.language = language.startsWith(u"zh"_s) ? u"zh"_s : u"en"_s;
    if (!m_server.isRunning())
        m_viewModel.onStarting();
    if (port == 0) // whatever the file says, it is in use
        options.fixedKeys = QStringList { u"server.port"_s, u"server.http_port"_s };
    options.secrets = client::storedSecrets(options.dataDir);
    server::loadConfig(options, this, [this](const Result<server::LoadedConfig>& loaded) {
        if (loaded) {
            for (const QString& warning : loaded->warnings)
                m_viewModel.onWarned(warning);
            m_server.start(loaded->options);
            return;
        }
        m_viewModel.onFailed(loaded.error());
        emit failed(loaded.error());
    });
}

void ServerHost::lead(pairing::ServerProfile& profile) const
{
    profile.otaUrl = m_localOta;
    profile.reach.pinnedCertificate = m_certificate;
}

void ServerHost::stop()
{
    m_server.stop();
}

void ServerHost::approve(const QString& code)
{
    m_server.approve(code);
}

}

#include "moc_serverhost.cpp"
