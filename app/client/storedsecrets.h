// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/secretsource.h"

#include <QObject>

#include <memory>

namespace myna::client {

// Secrets of the server's configuration where the client's are: the keychain, or the 0600 file of this folder. A secret that is not in the
// keychain is looked for in the file, too: a computer without a desktop has no keychain.
// Made on the main thread, which must run its event loop.
std::shared_ptr<server::SecretSource> storedSecrets(const QString& dataDir);

// Keeps one; `inFile`: the owner agreed to the file. `done` is called once, later, on the thread of `context`.
void storeSecret(const QString& dataDir, bool inFile, const QString& name, const QByteArray& secret, QObject* context,
    std::function<void(Result<QString> place)> done);

}
