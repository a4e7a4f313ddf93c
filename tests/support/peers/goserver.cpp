// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/goserver.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

// §4.4: three packets at once · §5.4: sentence_end, text and index · §7.1: tools/list follows at once · §5.4: thinking first.
GoServer::GoServer()
    : Peer({ .namesSessionInTools = true,
        .listsToolsAfterMs = 0,
        .packetsAtOnce = 3,
        .tailMs = 120,
        .endsSentences = true,
        .firstEmotion = u"thinking"_s,
        .firstEmoji = u"🤔"_s })
{
}

// §2.1: another path.
QUrl GoServer::otaUrl() const
{
    return Peer::otaUrl().resolved(QUrl(u"/api/ota/"_s));
}

OtaStub::Answer GoServer::onVersionCheck(const OtaStub::Request& request)
{
    // §2.2
    if (request.headers.value("device-id").isEmpty())
        return { .status = 400 };
    if (has(Fault::RefusesWith200))
        return json({ { u"success"_s, false }, { u"message"_s, u"缺少 device-id"_s } });
    // §2.4: an address without a token · §12 no. 17, 18: an address of firmware that leads nowhere, for every device.
    return versionAnswer({ { u"websocket"_s, QJsonObject { { u"url"_s, webSocketUrl().toString() } } },
        { u"firmware"_s, QJsonObject { { u"version"_s, u"0.0.9"_s }, { u"url"_s, u"/ota_bin/0.0.9.bin"_s } } } });
}

// §4.2: `initialize` goes out right after the upgrade, before the device has said a word. The session has its name already.
void GoServer::onConnected(PeerTalk& talk)
{
    talk.sessionId = sessionIdFor(talk);
    startTools(talk);
}

// §5.1: echoed as well.
void GoServer::onNotJson(PeerTalk& talk, const QString& text)
{
    talk.write(text);
}

// §4.2: the same for every connection of a device.
QString GoServer::sessionIdFor(const PeerTalk&) const
{
    return u"device-"_s + QString::fromLatin1(door().header("Device-Id")).replace(u':', u'_');
}

}
