// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/connectdesk.h"
#include "servers/connectionprobe.h"
#include "viewmodels/serversviewmodel.h"
#include "viewmodels/talkviewmodel.h"

#include <QObject>

namespace myna::desktop {

// The list of servers: what its page wishes becomes a switch, a test, a new identity or a secret. Main thread.
class ServersDesk final : public QObject
{
    Q_OBJECT

public:
    // Both outlive this.
    ServersDesk(ConnectDesk& connect, viewmodels::TalkViewModel& talk, QObject* parent = nullptr);

    [[nodiscard]] viewmodels::ServersViewModel& viewModel() { return m_viewModel; }

signals:
    void pairWanted(const QString& id); // with the wizard in front

private:
    void joinFacts(viewmodels::TalkViewModel& talk);
    void joinWishes();
    void joinProbe();
    void test(const QString& id);
    void testAs(const pairing::ServerProfile& profile, const protocol::DeviceIdentity& device);
    void reconnect(const QString& id);

    ConnectDesk& m_connect;
    viewmodels::ServersViewModel m_viewModel;
    servers::ConnectionProbe m_probe;
    quint64 m_test = 0; // the number of the newest; a late answer of the secret store is dropped
};

}
