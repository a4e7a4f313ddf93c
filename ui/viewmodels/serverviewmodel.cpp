// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverviewmodel.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

bool isLoopback(const QUrl& url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

}

ServerViewModel::ServerViewModel(QObject* parent)
    : QObject(parent)
{
}

bool ServerViewModel::wantedOn() const
{
    return m_state == ServerState::Starting || m_state == ServerState::Running;
}

bool ServerViewModel::canSwitch() const
{
    return m_state != ServerState::Starting && m_state != ServerState::Stopping;
}

QString ServerViewModel::stateText() const
{
    switch (m_state) {
    case ServerState::Stopped:
        return tr("off");
    case ServerState::Starting:
        return tr("starting");
    case ServerState::Running: {
        const int count = m_devices.connectedCount();
        return count == 0 ? tr("running · no device yet") : tr("running · %n device(s)", nullptr, count);
    }
    case ServerState::Stopping:
        return tr("stopping");
    case ServerState::Failed:
        return tr("could not start");
    }
    return {};
}

QString ServerViewModel::otaAddress() const
{
    return m_state == ServerState::Running ? m_addresses.ota.toString() : QString();
}

QStringList ServerViewModel::networkAddresses() const
{
    QStringList addresses;
    for (const QUrl& url : m_addresses.otaOnEveryNetwork)
        addresses.append(url.toString());
    return addresses;
}

QString ServerViewModel::websocketAddress() const
{
    return m_addresses.websocket.toString();
}

bool ServerViewModel::onlyThisComputer() const
{
    const auto& all = m_addresses.otaOnEveryNetwork;
    return isLoopback(m_addresses.ota) && std::ranges::all_of(all, isLoopback);
}

QString ServerViewModel::reachText() const
{
    if (m_state != ServerState::Running)
        return {};
    if (onlyThisComputer())
        return tr("Only this computer can reach it.");
    const int networks = int(std::ranges::count_if(m_addresses.otaOnEveryNetwork, [](const QUrl& url) { return !isLoopback(url); }));
    return networks < 2 ? tr("Devices on the same network can reach it.") : tr("Reachable on %n network(s).", nullptr, networks);
}

bool ServerViewModel::portTaken() const
{
    return m_state == ServerState::Failed && m_error.code == Error::Code::Unavailable;
}

void ServerViewModel::start()
{
    if (wantedOn() || !canSwitch())
        return;
    m_error = {};
    setState(ServerState::Starting);
    emit startWanted();
}

void ServerViewModel::startOnFreePorts()
{
    if (wantedOn() || !canSwitch())
        return;
    m_error = {};
    setState(ServerState::Starting);
    emit startOnFreePortsWanted();
}

void ServerViewModel::stop()
{
    if (m_state != ServerState::Running)
        return;
    setState(ServerState::Stopping);
    emit stopWanted();
}

void ServerViewModel::approve(const QString& code)
{
    dismissNotice();
    emit approveWanted(code);
}

void ServerViewModel::refuse(const QString& code)
{
    dismissNotice();
    emit refuseWanted(code);
}

void ServerViewModel::dismissNotice()
{
    if (m_notice.isEmpty())
        return;
    m_notice.clear();
    emit changed();
}

void ServerViewModel::onStarting()
{
    m_error = {};
    if (m_state != ServerState::Starting)
        setState(ServerState::Starting);
}

void ServerViewModel::onStarted(const server::ServerAddresses& addresses)
{
    m_addresses = addresses;
    m_error = {};
    setState(ServerState::Running);
}

void ServerViewModel::onFailed(const Error& error)
{
    m_error = error;
    m_addresses = {};
    m_activations.clear();
    m_devices.goOffline();
    setState(ServerState::Failed);
}

void ServerViewModel::onStopped()
{
    m_activations.clear();
    m_devices.goOffline();
    if (m_state == ServerState::Failed) // what went wrong is more than that it stopped
        return;
    m_addresses = {};
    setState(ServerState::Stopped);
}

void ServerViewModel::onActivationChanged(const server::ActivationRequest& request)
{
    m_activations.apply(request);
}

void ServerViewModel::onDevicesChanged(const QVector<server::DeviceRow>& devices)
{
    m_devices.setDevices(devices);
    emit changed();
}

void ServerViewModel::onDeviceRefused(const QString& deviceId, const QString& reason)
{
    m_notice = tr("%1 was turned away: %2").arg(deviceId, reason);
    emit changed();
}

void ServerViewModel::onWishFailed(const Error& error)
{
    m_notice = error.text;
    emit changed();
}

void ServerViewModel::onWarned(const QString& text)
{
    m_notice = text;
    emit changed();
}

void ServerViewModel::setState(ServerState state)
{
    m_state = state;
    emit changed();
}

}

#include "moc_serverviewmodel.cpp"
