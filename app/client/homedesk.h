// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/devicedesk.h"
#include "home/homelink.h"
#include "pairing/secretstore.h"
#include "settings/settingsstore.h"

#include <QObject>
#include <QPointer>
#include <QVector>

#include <memory>

namespace myna::client {

// The user's home: remembers where it is, with the password where secrets are, and gives its things to the desk. Main thread.
class HomeDesk final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it, as does the desk.
    HomeDesk(settings::SettingsStore& settings, const QString& dataDir, DeviceDesk& desk, QObject* parent = nullptr);
    ~HomeDesk() override;

    void begin(); // connects to the remembered home
    [[nodiscard]] home::HomeLink& link() { return m_link; }
    [[nodiscard]] home::HomePlace place() const; // as remembered, without its secret
    [[nodiscard]] QString lamp() const; // as remembered

    // Remembers and connects. Without `newSecret` the kept one counts.
    void use(const home::HomePlace& place, bool newSecret);
    // Which thing "the lamp" is: empty the likely one, "-" the one on the screen.
    void chooseLamp(const QString& thing);

signals:
    void secretNotKept(const myna::Error& error); // used now, and typed again next time

private:
    void connectTo(home::HomePlace place);
    void remember(const home::HomePlace& place);
    void findLamp();
    [[nodiscard]] QVector<mcp::Deed> deedsOfLamp(const QString& tool) const;

    settings::SettingsStore& m_settings;
    std::unique_ptr<pairing::SecretStore> m_secrets;
    DeviceDesk& m_desk;
    home::HomeLink m_link;
    QPointer<things::Thing> m_light; // what the lamp is
    quint64 m_tries = 0; // an answer about a former place's secret is dropped
};

}
