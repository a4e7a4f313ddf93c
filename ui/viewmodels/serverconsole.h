// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/activationlistmodel.h"
#include "viewmodels/connecteddevices.h"
#include "viewmodels/serverconfigviewmodel.h"
#include "viewmodels/serverdevicesviewmodel.h"
#include "viewmodels/serverenginesviewmodel.h"
#include "viewmodels/serverlogsviewmodel.h"
#include "viewmodels/servermetricsviewmodel.h"
#include "viewmodels/serverturnsviewmodel.h"

namespace myna::viewmodels {

// The server that is being managed: the one of this computer while it runs, or one elsewhere that somebody attached to; and the view models
// of everything there is to see of it. Both are reached the same way.
class ServerConsole final : public QObject
{
    Q_OBJECT

public:
    explicit ServerConsole(admin::LinkTiming timing = {}, QObject* parent = nullptr);

    [[nodiscard]] admin::AdminLink::State state() const { return m_link.state(); }
    [[nodiscard]] bool isConnected() const { return state() == admin::AdminLink::State::Connected; }
    [[nodiscard]] bool isRemote() const { return m_remote.has_value(); }
    [[nodiscard]] QString placeName() const; // "desk.local:8003" of the remote one
    [[nodiscard]] QString stateText() const; // for the pill
    [[nodiscard]] Tone stateTone() const;
    [[nodiscard]] QString trouble() const; // why it is not connected; empty: it is, or nothing is wrong
    [[nodiscard]] QString offeredFingerprint() const; // of a certificate that may be believed after comparing; empty: none
    [[nodiscard]] const QString& attachError() const { return m_attachError; } // what is wrong with what was typed

    [[nodiscard]] ServerDevicesViewModel& devices() { return m_devices; }
    [[nodiscard]] ConnectedDevices& connectedDevices() { return m_connected; }
    [[nodiscard]] ServerTurnsViewModel& turns() { return m_turns; }
    [[nodiscard]] ServerEnginesViewModel& engines() { return m_engines; }
    [[nodiscard]] ServerConfigViewModel& config() { return m_config; }
    [[nodiscard]] ServerLogsViewModel& logs() { return m_logs; }
    [[nodiscard]] ServerMetricsViewModel& metrics() { return m_metrics; }
    [[nodiscard]] ActivationListModel* activations() { return &m_activations; } // of the remote one

public slots:
    // Facts of this computer's server.
    void localStarted(const QString& folder); // where its admin.json is
    void localStopped();
    // Wishes.
    void attach(const QString& address, const QString& token);
    void attachTo(const myna::admin::AdminPlace& place); // one that is remembered
    void believeCertificate(); // somebody compared the fingerprint
    void detach();
    void tryAgain();
    void approve(const QString& code);
    void refuse(const QString& code);
    void retranslate();

signals:
    void changed();
    void attached(const myna::admin::AdminPlace& place); // it works: worth remembering
    void detached();
    void said(const myna::viewmodels::ServerSaid& said);

private:
    void onState();
    void onHappened(const QString& event, const QJsonValue& data);
    void followLocal();
    void decide(const QString& code, const QString& verb);

    admin::AdminLink m_link;
    std::optional<admin::AdminPlace> m_remote;
    bool m_remembered = false;
    QString m_folder; // of the local server; empty: it does not run
    QString m_attachError;
    ActivationListModel m_activations;
    ServerDevicesViewModel m_devices;
    ConnectedDevices m_connected;
    ServerTurnsViewModel m_turns;
    ServerEnginesViewModel m_engines;
    ServerConfigViewModel m_config;
    ServerLogsViewModel m_logs;
    ServerMetricsViewModel m_metrics;
};

}
