// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/failure.h"
#include "pairing/identity.h"
#include "pairing/identityfile.h"
#include "pairing/secretstore.h"

#include <QObject>
#include <QUrl>

#include <functional>

namespace myna::pairing {

// Finds or makes the identity for a server: the public part in a file, the key and the token in the secret store as
// `identity/<server>/hmac` and `identity/<server>/token`. The public part is written first and never given up, so a keyring
// that fails now, or is locked later, cannot change who this device is.
class IdentityStore final : public QObject
{
    Q_OBJECT

public:
    struct Loaded
    {
        Identity identity;
        QString notice; // what had to be mended on the way, for the user; else empty
        std::optional<Failure> failure; // set when there is no usable identity
    };
    using Answer = std::function<void(const Loaded&)>;

    // `secrets` must outlive this object.
    IdentityStore(const QString& dataDir, SecretStore& secrets);

    void load(const QString& serverId, const Answer& answer);
    // A new identity in place of the old one; the old one stays when the secret store does not work.
    void renew(const QString& serverId, Answer answer);
    // Best effort: the token of the next version check replaces it anyway. An empty one removes what is stored.
    void keepToken(const QString& serverId, const QString& token);
    // Empty when there is none, or the secret store does not work.
    void readToken(const QString& serverId, std::function<void(const QString&)> answer);

    // Where the server itself wants to be talked to, when it pushed that with the token; as with the token, an empty one removes it.
    void keepAddress(const QString& serverId, const QUrl& address);
    void readAddress(const QString& serverId, std::function<void(const QUrl&)> answer);

    // The password of the proxy towards this server; as with the token, an empty one removes it.
    void keepProxyPassword(const QString& serverId, const QString& password);
    void readProxyPassword(const QString& serverId, std::function<void(const QString&)> answer);

    // An identity that another program made, in place of the one there; errors as with renew().
    void adopt(const QString& serverId, const Identity& identity, Answer answer);
    // The public part only, without touching the secret store; empty when there is none yet.
    [[nodiscard]] std::optional<protocol::DeviceIdentity> known(const QString& serverId) const;
    // Everything about this server, because it was removed. Best effort.
    void forget(const QString& serverId);

private:
    void keepSecret(const QString& key, const QString& secret);
    void readSecret(const QString& key, std::function<void(const QString&)> answer);
    void readKey(const QString& serverId, const Loaded& loaded, const Answer& answer);
    void giveNewKey(const QString& serverId, const Loaded& loaded, const Answer& answer);

    IdentityFile m_file;
    SecretStore& m_secrets;
};

}
