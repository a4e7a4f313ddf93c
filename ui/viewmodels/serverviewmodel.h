// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"
#include "viewmodels/activationlistmodel.h"
#include "viewmodels/devicelistmodel.h"

#include <QObject>

namespace myna::viewmodels {

enum class ServerState { Stopped, Starting, Running, Stopping, Failed };

// What the server page shows: facts of server::LocalServer come in, the owner's wishes go out.
class ServerViewModel final : public QObject
{
    Q_OBJECT

public:
    // Since the server was started; times are from the end of speech to the first sound.
    struct Turns
    {
        int count = 0;
        std::optional<qint64> typicalMs; // median
        std::optional<qint64> slowestMs;
        bool operator==(const Turns&) const = default;
    };

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
    [[nodiscard]] Turns turns() const;
    [[nodiscard]] DeviceListModel* devices() { return &m_devices; }
    [[nodiscard]] ActivationListModel* activations() { return &m_activations; }

public slots:
    // The page's wishes.
    void start();
    void startOnFreePorts();
    void stop();
    void approve(const QString& code);
    void refuse(const QString& code);
    void revoke(const QString& deviceId);
    void disconnectDevice(const QString& deviceId);
    void dismissNotice();
    // Facts of server::LocalServer.
    void onStarting(); // by somebody else than the page
    void onStarted(const myna::server::ServerAddresses& addresses);
    void onFailed(const myna::Error& error);
    void onStopped();
    void onActivationChanged(const myna::server::ActivationRequest& request);
    void onDevicesChanged(const QVector<myna::server::DeviceRow>& devices);
    void onTurnFinished(const myna::server::TurnReport& report);
    void onDeviceRefused(const QString& deviceId, const QString& reason);
    void onWishFailed(const myna::Error& error);
    void onWarned(const QString& text);

signals:
    void changed();
    void turnsChanged();

    void startWanted();
    void startOnFreePortsWanted(); // the usual ones are taken
    void stopWanted();
    void approveWanted(const QString& code);
    void refuseWanted(const QString& code);
    void revokeWanted(const QString& deviceId);
    void disconnectWanted(const QString& deviceId);

private:
    void setState(ServerState state);

    ServerState m_state = ServerState::Stopped;
    server::ServerAddresses m_addresses;
    Error m_error;
    QString m_notice;
    DeviceListModel m_devices;
    ActivationListModel m_activations;
    int m_turnCount = 0;
    QVector<qint64> m_firstSoundsMs; // the latest ones, see the .cpp for how many
};

}
