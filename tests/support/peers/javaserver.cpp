// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/javaserver.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

// It keeps to what the boards' firmware asks of a server (servers' notes §1.12): hello tells the truth, `tts` stop comes when all is out.
JavaServer::JavaServer()
    : Peer({ .listsToolsAfterMs = 200, .tailMs = 120 })
{
}

OtaStub::Answer JavaServer::onVersionCheck(const OtaStub::Request&)
{
    if (tooOften-- > 0) // servers' notes §2.5: a rate limit with status 429
        return json({ { u"code"_s, 429 }, { u"message"_s, u"请求过于频繁"_s } }, 429);
    if (has(Fault::RefusesWith200))
        return json({ { u"code"_s, 500 }, { u"msg"_s, u"设备不存在"_s } });
    return versionAnswer({ { u"websocket"_s, webSocketSection(u"java-token"_s) } });
}

}
