// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peers/peer.h"

namespace myna::test {

// The Java server: one process answers the version check and names the process to talk with; who asks too often is turned away.
class JavaServer final : public Peer
{
public:
    JavaServer();

    int tooOften = 0; // so many version checks are turned away

protected:
    OtaStub::Answer onVersionCheck(const OtaStub::Request& request) override;
};

}
