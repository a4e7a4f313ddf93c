// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/serverprofile.h"
#include "server/localserver.h"
#include "settings/settingsstore.h"
#include "viewmodels/serverviewmodel.h"

#include <QObject>

namespace myna::desktop {

// The embedded server of this program, started with what the settings say and shown by the server page's view model.
class ServerHost final : public QObject
{
    Q_OBJECT

public:
    ServerHost(settings::SettingsStore& settings, QString dataDir, QObject* parent = nullptr);

    [[nodiscard]] viewmodels::ServerViewModel& viewModel() { return m_viewModel; }
    [[nodiscard]] bool isRunning() const { return m_server.isRunning(); }
    // How this computer itself reaches it, and whose certificate is believed then; no address while it does not run.
    void lead(pairing::ServerProfile& profile) const;

    void start();
    void startOnFreePorts();
    void stop();
    void approve(const QString& code);
    void publishLog(const LogEntry& entry) { m_server.publishLog(entry); }

signals:
    void started();
    void failed(const myna::Error& error);
    void stopped();
    void wishFailed(const myna::Error& error);
    void bound(const QString& code);

private:
    void start(quint16 port, quint16 httpPort);

    settings::SettingsStore& m_settings;
    QString m_dataDir;
    server::LocalServer m_server;
    viewmodels::ServerViewModel m_viewModel;
    QUrl m_localOta;
    QByteArray m_certificate;
};

}
