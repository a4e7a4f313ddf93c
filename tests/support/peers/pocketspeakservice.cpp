// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/pocketspeakservice.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

PocketSpeakService::PocketSpeakService()
    : Peer({ .listsToolsAfterMs = 100 })
{
}

OtaStub::Answer PocketSpeakService::onVersionCheck(const OtaStub::Request&)
{
    if (has(Fault::RefusesWith200))
        return json({ { u"success"_s, false }, { u"message"_s, u"device unknown"_s } });
    QJsonObject sections { { u"websocket"_s, webSocketSection(u"Bearer pocket-token"_s) } };
    if (!m_bound) {
        sections.insert(u"activation"_s,
            QJsonObject { { u"code"_s, 987654 }, { u"message"_s, u"Please enter the code"_s }, { u"challenge"_s, u"pocket-challenge"_s } });
    }
    return versionAnswer(sections);
}

// §12 no. 31: keys no other server sends.
OtaStub::Answer PocketSpeakService::onActivate(const OtaStub::Request&)
{
    m_bound = pendingTries-- <= 0;
    if (!m_bound)
        return json({ { u"status"_s, u"pending"_s } }, 202);
    return json(
        { { u"status"_s, u"success"_s }, { u"websocket_url"_s, webSocketUrl().toString() }, { u"access_token"_s, u"pocket-token"_s } });
}

// §3.7: a code and the news of the binding come as messages, and an answer to an `auth` nobody sent.
void PocketSpeakService::onHello(PeerTalk& talk)
{
    talk.say({ { u"type"_s, u"auth_response"_s }, { u"success"_s, true }, { u"message"_s, u"ok"_s } });
    talk.say({ { u"type"_s, u"verify"_s }, { u"code"_s, u"987654"_s } });
    talk.say({ { u"type"_s, u"bind-status"_s }, { u"state"_s, u"success"_s }, { u"url"_s, webSocketUrl().toString() },
        { u"token"_s, u"pocket-token"_s } });
    Peer::onHello(talk);
}

}
