// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "desktop/digitspeaker.h"
#include "desktop/serverhost.h"
#include "pairing/pairing.h"
#include "servers/profilestore.h"
#include "settings/settingsstore.h"
#include "viewmodels/pairingviewmodel.h"

#include <QObject>

#include <functional>

namespace myna::desktop {

// The id of the server that somebody named on the command line. Errors: NotFound, with the names there are.
Result<QString> profileNamed(const QString& dataDir, const QString& name);

// From the chosen server to a session: starts this computer's server when that is the choice, has the device paired, and hands the profile
// to the line. Owns the wizard's view model. Main thread.
class ConnectDesk final : public QObject
{
    Q_OBJECT

public:
    // Settings and line outlive this; `language` is that of the program, for the spoken digits.
    ConnectDesk(settings::SettingsStore& settings, const QString& dataDir, client::ClientCore& core, std::function<QString()> language,
        QObject* parent = nullptr);

    [[nodiscard]] viewmodels::PairingViewModel& wizard() { return m_wizard; }
    [[nodiscard]] pairing::Pairing& pairing() { return m_pairing; }
    [[nodiscard]] ServerHost& server() { return m_server; }
    [[nodiscard]] servers::ProfileStore& profiles() { return m_profiles; }
    [[nodiscard]] QString chosen() const; // id of a profile, empty: nothing yet
    [[nodiscard]] QString chosenName() const; // for people
    [[nodiscard]] bool hasFailed() const { return m_pairing.state() == pairing::State::Failed; }

    // Once, when the line is ready: with what was chosen, or only the server when it starts by itself.
    void begin();
    void choose(const pairing::ServerChoice& choice); // remembers it
    void connectToChosen();
    void use(const QString& id); // from now on, and at once: the present session ends
    void renewIdentity(const QString& id); // of any server
    void forget(const QString& id); // it was removed from the list

signals:
    void chosenChanged(const QString& id);
    void identityChanged(); // of a server that is not in use
    void nameChanged();
    void wizardWanted(); // there is a code to enter
    void left(); // the user left the wizard
    void settled(); // paired, and said so
    void profileUsed(const myna::protocol::ConnectionProfile& profile); // of the server that is talked to
    void addressWanted(const QString& present); // another address has to be typed
    void failed(const myna::Error& error);

private:
    void joinWizard();
    void joinServer();
    void joinSession();
    void connectTo(const QString& id);
    [[nodiscard]] QString keptIdOf(const pairing::ServerProfile& choice);
    void hangUp();
    void beginPairing(const pairing::ServerChoice& choice);
    void giveUpRenewal(const Error& reason);
    void usePairing(const protocol::ConnectionProfile& profile);

    settings::SettingsStore& m_settings;
    QString m_dataDir;
    client::ClientCore& m_core;
    std::function<QString()> m_language;
    servers::ProfileStore m_profiles;
    pairing::Pairing m_pairing;
    ServerHost m_server;
    DigitSpeaker m_digits;
    viewmodels::PairingViewModel m_wizard;
    QString m_readdressed; // whose address is being typed anew
    bool m_localWanted = false; // this computer's server is being started to pair with it
};

}
