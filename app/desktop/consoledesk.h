// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/serverhost.h"
#include "pairing/secretstore.h"
#include "settings/settingsstore.h"
#include "viewmodels/serverconsole.h"

#include <QObject>

#include <memory>

namespace myna::desktop {

// Which server is looked after: this computer's while it runs, or another one that is remembered with its address in the settings and its
// token where the secrets are.
class ConsoleDesk final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    ConsoleDesk(settings::SettingsStore& settings, const QString& dataDir, ServerHost& host, QObject* parent = nullptr);

    [[nodiscard]] viewmodels::ServerConsole& console() { return m_console; }

private:
    void attachToRemembered();
    void remember(const admin::AdminPlace& place);
    void forget();

    settings::SettingsStore& m_settings;
    std::unique_ptr<pairing::SecretStore> m_secrets;
    viewmodels::ServerConsole m_console;
};

}
