// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peers/peer.h"

namespace myna::test {

// What PocketSpeak's notes say of a service: binding is pushed over the WebSocket, and the answer to /activate names where to connect.
class PocketSpeakService final : public Peer
{
public:
    PocketSpeakService();

    int pendingTries = 0;

protected:
    OtaStub::Answer onVersionCheck(const OtaStub::Request& request) override;
    OtaStub::Answer onActivate(const OtaStub::Request& request) override;
    void onHello(PeerTalk& talk) override;

private:
    bool m_bound = false;
};

}
