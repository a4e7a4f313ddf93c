// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "desktop/digitspeaker.h"
#include "desktop/serverhost.h"
#include "pairing/pairing.h"
#include "settings/settingsstore.h"
#include "viewmodels/pairingviewmodel.h"

#include <QObject>

#include <functional>

namespace myna::desktop {

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
    [[nodiscard]] QString chosen() const; // official|own|local, empty: nothing yet
    [[nodiscard]] QString chosenName() const; // for people
    [[nodiscard]] bool hasFailed() const { return m_pairing.state() == pairing::State::Failed; }

    void begin(); // with what was chosen, or only the server when it starts by itself
    void choose(const pairing::ServerChoice& choice); // remembers it
    void connectToChosen();

signals:
    void nameChanged();
    void wizardWanted(); // there is a code to enter
    void left(); // the user left the wizard
    void settled(); // paired, and said so
    void addressWanted(const QString& present); // another address has to be typed
    void failed(const myna::Error& error);

private:
    void joinWizard();
    void joinServer();
    void connectTo(const QString& profile);
    void beginPairing(const pairing::ServerChoice& choice);
    void giveUpRenewal(const Error& reason);
    void usePairing(const protocol::ConnectionProfile& profile);

    settings::SettingsStore& m_settings;
    QString m_dataDir;
    client::ClientCore& m_core;
    std::function<QString()> m_language;
    pairing::Pairing m_pairing;
    ServerHost m_server;
    DigitSpeaker m_digits;
    viewmodels::PairingViewModel m_wizard;
    bool m_localWanted = false; // this computer's server is being started to pair with it
};

}
