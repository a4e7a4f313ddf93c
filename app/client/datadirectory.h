// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/secretstore.h"
#include "settings/settingsstore.h"

#include <memory>

namespace myna::client {

// Where everything is kept: `option` (--data), else MYNA_DATA_DIR, else the platform's folder for application data.
QString dataDirectory(const QString& option);

// Makes the folder when it is not there, readable by its owner alone: conversations and devices are nobody else's business. The rights of a
// folder that was there already are its owner's choice.
void makeDataDirectory(const QString& dataDir);

// The keychain, or the 0600 file once the user agreed to it. Two folders on one computer never share keychain entries.
std::unique_ptr<pairing::SecretStore> secretStoreFor(const QString& dataDir, const settings::SettingsStore& settings);

}
