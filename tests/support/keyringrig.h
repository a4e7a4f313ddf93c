// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace myna::test {

// A session bus of its own and, when wanted, a real gnome-keyring on it, below a home folder of its own. Programs that shall see it
// are started with environment(); this process never talks to that bus, since a process keeps the bus it used first.
class KeyringRig
{
public:
    KeyringRig();
    ~KeyringRig();
    KeyringRig(const KeyringRig&) = delete;
    KeyringRig& operator=(const KeyringRig&) = delete;

    // What must be installed and is not; empty when the rig can run.
    [[nodiscard]] static QString missing();

    // Starts a bus without any service.
    bool startBus();
    // Starts the keyring on the bus, opened with this password. The first password makes the keyring; another one leaves it locked.
    bool startKeyring(const QByteArray& password);
    // Ends both, as a log-out does. What the keyring keeps stays in the home folder.
    void stop();

    [[nodiscard]] QProcessEnvironment environment() const { return m_environment; }

private:
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
    QProcess m_bus;
    QProcess m_keyring;
};

}
