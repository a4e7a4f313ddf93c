// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/officialservice.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

constexpr auto challenge = "c0ffee-42"_L1;
constexpr auto token = "official-token"_L1;

}

// It announces what it sends, and `tts` stop follows the sound closely.
OfficialService::OfficialService()
    : Peer({ .listsToolsAfterMs = 0, .firstEmotion = u"neutral"_s, .firstEmoji = u"😶"_s })
{
}

OtaStub::Answer OfficialService::onVersionCheck(const OtaStub::Request& request)
{
    // §2.2: what a board sends.
    for (const char* name : { "device-id", "client-id", "activation-version", "user-agent", "accept-language" }) {
        if (request.headers.value(name).isEmpty())
            complain(u"no header "_s + QString::fromLatin1(name));
    }
    if (has(Fault::RefusesWith200))
        return json({ { u"error"_s, u"This board is not supported"_s } });
    // §2.4: both ways to talk; a board prefers MQTT, whose recipe is in §6.1. Unless a test has a broker, nobody listens there.
    const QJsonObject nowhere { { u"endpoint"_s, u"127.0.0.1:9"_s }, { u"client_id"_s, u"GID_default@@@02_00_00_00_00_01@@@x"_s },
        { u"username"_s, u"eyJpcCI6ICJ1bmtub3duIn0="_s }, { u"password"_s, u"4UKdNKpOWjo3YWB0Qv5W5oSzYpojx7MAVzeSJ7qF3hg="_s },
        { u"publish_topic"_s, u"device-server"_s }, { u"subscribe_topic"_s, u"null"_s } };
    QJsonObject sections { { u"mqtt"_s, mqtt().isEmpty() ? nowhere : mqtt() }, { u"websocket"_s, webSocketSection(token) } };
    if (!m_bound) {
        // §3.1: a serial number makes it v2, which has a challenge; without one there is only the code.
        QJsonObject activation { { u"code"_s, u"024680"_s }, { u"message"_s, u"xiaozhi.me\n024680"_s }, { u"timeout_ms"_s, 30000 } };
        if (request.headers.value("activation-version").startsWith('2') && !request.headers.value("serial-number").isEmpty())
            activation.insert(u"challenge"_s, challenge);
        sections.insert(u"activation"_s, activation);
    }
    return versionAnswer(sections);
}

OtaStub::Answer OfficialService::onActivate(const OtaStub::Request& request)
{
    // §3.2: flat, or wrapped in `Payload`.
    QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (body.contains("Payload"_L1))
        body = body["Payload"_L1].toObject();
    static const QRegularExpression digest(u"^[0-9a-f]{64}$"_s);
    const QString proof = body["hmac"_L1].toString();
    if (body["algorithm"_L1] != u"hmac-sha256"_s || body["challenge"_L1] != challenge || !digest.match(proof).hasMatch()
        || body["serial_number"_L1].toString().toLatin1() != request.headers.value("serial-number"))
        return { .status = 400 };
    // The key is the device's and does not change from one try to the next.
    if (!m_proof.isEmpty() && m_proof != proof.toLatin1())
        complain(u"two proofs of one challenge"_s);
    m_proof = proof.toLatin1();
    m_bound = pendingTries-- <= 0;
    return { .status = m_bound ? 200 : 202 }; // §3.3
}

}
