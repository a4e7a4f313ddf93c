// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peers/pythonserver.h"

namespace myna::test {

// xiaozhi-esp32-server with its console (manager-api): a device is bound to an account before it is spoken with.
class ConsoleServer final : public PythonServer
{
public:
    ConsoleServer();

    void setBound(bool bound) { m_bound = bound; }
    int pendingTries = 1; // then somebody types the code at the console

protected:
    OtaStub::Answer onVersionCheck(const OtaStub::Request& request) override;
    OtaStub::Answer onActivate(const OtaStub::Request& request) override;
    void onHello(PeerTalk& talk) override;
    void onMessage(PeerTalk& talk, const QJsonObject& message) override;

private:
    bool m_bound = false;
};

}
