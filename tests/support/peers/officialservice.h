// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peers/peer.h"

namespace myna::test {

// The public service: version check, activation with a challenge, an MQTT and a WebSocket section.
class OfficialService final : public Peer
{
public:
    OfficialService();

    int pendingTries = 1; // how often /activate says "not yet"

protected:
    OtaStub::Answer onVersionCheck(const OtaStub::Request& request) override;
    OtaStub::Answer onActivate(const OtaStub::Request& request) override;

private:
    bool m_bound = false;
    QByteArray m_proof;
};

}
