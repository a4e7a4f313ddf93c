// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/failure.h"
#include "pairing/identity.h"
#include "pairing/pairingmachine.h"
#include "pairing/secretstore.h"
#include "pairing/serverprofile.h"
#include "protocol/message.h"

#include <QObject>

#include <chrono>
#include <memory>

class QNetworkAccessManager;

namespace myna::pairing {

// The rhythm of a run; tests pass small ones.
struct Timing
{
    std::chrono::milliseconds poll { 5000 }; // py-xiaozhi's rhythm
    int attempts = 60; // about five minutes, then the user asks for a new code
    std::chrono::milliseconds request { 10000 }; // one question to the server, redirects included
    // A session refused so soon after a version check that was fine: asking again would go round in circles.
    std::chrono::milliseconds refusedAgain { 60000 };
    std::chrono::milliseconds auth { 10000 }; // for the server's word after `auth` on its WebSocket
};

class IdentityStore;

// Gets an identity accepted by a server: identity → version check → code → waiting → confirmed. Lives on the main thread; never blocks.
// One run at a time: a new begin() or cancel() makes late answers of the old one meaningless.
class Pairing final : public QObject
{
    Q_OBJECT

public:
    // `dataDir` holds identities.json (public parts); secrets go to `secrets`. `language` such as "en-US".
    Pairing(const QString& dataDir, std::unique_ptr<SecretStore> secrets, const QString& language, Timing timing = {},
        QObject* parent = nullptr);
    ~Pairing() override;

    [[nodiscard]] State state() const;
    [[nodiscard]] ServerChoice server() const;
    [[nodiscard]] IdentityStore& identities(); // another one after useSecretStore()

    void begin(const ServerChoice& server);
    void cancel();
    void requestNewCode();
    void onApprovedHere(const QString& code); // by the user, in this program: no need to wait for the next try
    void renewIdentity(); // a fresh one for this server, then begins again
    void useSecretStore(std::unique_ptr<SecretStore> secrets); // the user agreed to another place; begins again if a server was chosen
    void markRevoked(); // the server refused a session: check again, or explain when that was done just now
    // What the server said unasked on a session: that it wants a code entered, and how that ended.
    void onCodePushed(const myna::protocol::Verify& verify);
    void onBindingPushed(const myna::protocol::BindStatus& status);

signals:
    void stateChanged(myna::pairing::State state);
    void identityReady(const myna::protocol::DeviceIdentity& identity, const QString& place);
    void versionChecked(const myna::protocol::OtaReply& reply, qint64 elapsedMs);
    void codeOffered(const myna::protocol::ActivationOffer& offer, const QUrl& console); // console may be empty
    // The file of identities was damaged and mended from its copy; `explanation` is a sentence for the user.
    void identityRestored(const QString& explanation);
    // The server will be asked for the `attempt`th time of `limit`, `nextIn` from now.
    void waiting(int attempt, int limit, std::chrono::milliseconds nextIn);
    void paired(const myna::protocol::ConnectionProfile& profile);
    void failed(const myna::pairing::Failure& failure);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
