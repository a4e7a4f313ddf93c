// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peers/peer.h"

namespace myna::test {

// xiaozhi-esp32-server by itself: no console, so nobody is ever asked for a code.
class PythonServer : public Peer
{
public:
    PythonServer();

    void requireToken(const QByteArray& token) { m_token = token; } // §11.1: `server.auth.enabled`

protected:
    OtaStub::Answer onVersionCheck(const OtaStub::Request& request) override;
    QByteArray objection(const WsStub& door) override;
    void onConnected(PeerTalk& talk) override;
    void onNotJson(PeerTalk& talk, const QString& text) override;
    [[nodiscard]] QByteArray token() const { return m_token; }

private:
    QByteArray m_token;
};

}
