// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"
#include "viewmodels/activationlistmodel.h"
#include "viewmodels/devicelistmodel.h"

#include <QObject>

namespace myna::viewmodels {

enum class ServerState { Stopped, Starting, Running, Stopping, Failed };

// Whether this computer's server runs, where, and who asks to join: facts of server::LocalServer come in, wishes go out. What happens on it
// is told by ServerConsole, as for any server.
class ServerViewModel final : public QObject
{
    Q_OBJECT

public:
    explicit ServerViewModel(QObject* parent = nullptr);

    [[nodiscard]] ServerState state() const { return m_state; }
    [[nodiscard]] bool wantedOn() const; // where the switch stands
    [[nodiscard]] bool canSwitch() const; // not while it is on its way
    [[nodiscard]] QString stateText() const; // for the pill: "running · 4 devices"
    [[nodiscard]] QString otaAddress() const; // empty while it does not run
    [[nodiscard]] QStringList networkAddresses() const; // the OTA address on every network
    [[nodiscard]] QString websocketAddress() const;
    [[nodiscard]] bool onlyThisComputer() const; // reached from nowhere else
    [[nodiscard]] QString reachText() const;
    [[nodiscard]] QString errorText() const { return m_error.text; }
    [[nodiscard]] bool portTaken() const; // another port would help
    [[nodiscard]] QString notice() const { return m_notice; } // the last wish that did not work
    [[nodiscard]] DeviceListModel* devices() { return &m_devices; }
    [[nodiscard]] ActivationListModel* activations() { return &m_activations; }

public slots:
    // The page's wishes.
    void start();
    void startOnFreePorts();
    void stop();
    void approve(const QString& code);
    void refuse(const QString& code);
    void dismissNotice();
    // Facts of server::LocalServer.
    void onStarting(); // by somebody else than the page
    void onStarted(const myna::server::ServerAddresses& addresses);
    void onFailed(const myna::Error& error);
    void onStopped();
    void onActivationChanged(const myna::server::ActivationRequest& request);
    void onDevicesChanged(const QVector<myna::server::DeviceRow>& devices);
    void onDeviceRefused(const QString& deviceId, const QString& reason);
    void onWishFailed(const myna::Error& error);
    void onWarned(const QString& text);

signals:
    void changed();

    void startWanted();
    void startOnFreePortsWanted(); // the usual ones are taken
    void stopWanted();
    void approveWanted(const QString& code);
    void refuseWanted(const QString& code);

private:
    void setState(ServerState state);

    ServerState m_state = ServerState::Stopped;
    server::ServerAddresses m_addresses;
    Error m_error;
    QString m_notice;
    DeviceListModel m_devices;
    ActivationListModel m_activations;
};

}
