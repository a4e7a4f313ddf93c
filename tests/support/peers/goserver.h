// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peers/peer.h"

namespace myna::test {

// The Go server: tools before hello, sentences that end, no close frame, no token.
class GoServer final : public Peer
{
public:
    GoServer();
    [[nodiscard]] QUrl otaUrl() const override;

protected:
    OtaStub::Answer onVersionCheck(const OtaStub::Request& request) override;
    void onConnected(PeerTalk& talk) override;
    void onNotJson(PeerTalk& talk, const QString& text) override;
    [[nodiscard]] QString sessionIdFor(const PeerTalk& talk) const override;
};

}
