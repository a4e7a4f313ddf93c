// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "protocol/framing.h"
#include "protocol/mqttsection.h"
#include "protocol/reach.h"

#include <QHash>
#include <QJsonObject>
#include <QUrl>

#include <chrono>
#include <optional>

// The version check ("OTA") and activation bodies, both directions. Source: firmware ota.cc, py-xiaozhi activation/, manager-api
// OTAController.
namespace myna::protocol {

// Largest HTTP body of this family that is looked at, in bytes (the firmware's request is about 4 kB).
inline constexpr qsizetype maxProvisioningBytes = 64 * 1024;

// Who asks. deviceId is a lower-case MAC with colons; clientId a UUIDv4 in lower case; serial may be empty (activation v1).
struct DeviceIdentity
{
    QString deviceId;
    QString clientId;
    QString serialNumber;
    bool operator==(const DeviceIdentity&) const = default;
};

// Lower-case MAC with colons from `AA-BB-…` or `aa:bb:…`; empty when it is not one.
QString normalisedDeviceId(QStringView text);
bool isUuid(QStringView text);
bool isActivationCode(QStringView text); // six digits

// What a device says of itself in the OTA request; every field is optional on the wire.
struct OtaRequest
{
    DeviceIdentity identity;
    QString boardType;
    QString boardName;
    QString version; // of the application
    QString elfSha256; // 64 hex digits
    QString ip;
    QString language; // for example en-US
    QJsonObject raw; // everything received, for later use
    bool operator==(const OtaRequest&) const = default;
};

QByteArray encodeOtaRequest(const OtaRequest& request);
// Errors: Invalid. Accepts numbers as strings and strings as numbers; an empty body is a request with nothing said.
Result<OtaRequest> decodeOtaRequest(const QByteArray& body);

// The code a person types, and what the device must sign.
struct ActivationOffer
{
    QString code; // six digits; may be empty
    QString message;
    QString challenge; // may be empty: then there is nothing to post, only to ask again
    std::chrono::milliseconds timeout { 0 }; // 0: not said
    bool operator==(const ActivationOffer&) const = default;
};

// "auto", "websocket", "mqtt": as in settings and on command lines.
QLatin1String transportChoiceName(TransportChoice choice);
std::optional<TransportChoice> transportChoiceFromName(QStringView name);

// Where to connect and with what token: what pairing produces and a transport consumes.
struct ConnectionProfile
{
    QUrl url; // ws or wss; empty: no WebSocket there
    QString token; // may be empty: then no Authorization header. Never logged.
    Framing framing = Framing::V1;
    DeviceIdentity identity;
    Reach reach;
    std::optional<MqttSection> mqtt; // nothing: no MQTT there
    TransportChoice transport = TransportChoice::Auto;
    bool saysAuth = false; // `auth` goes before `hello`, for servers that bind over the WebSocket
    bool operator==(const ConnectionProfile&) const = default;
};

QDebug operator<<(QDebug debug, const ConnectionProfile& profile); // without its secrets

struct FirmwareOffer
{
    QString version;
    QString url;
    bool force = false;
    bool operator==(const FirmwareOffer&) const = default;
};

struct ServerTime
{
    qint64 timestampMs = 0; // Unix time
    int offsetMinutes = 0;
    bool operator==(const ServerTime&) const = default;
};

struct WebSocketSection
{
    QUrl url;
    QString token;
    int version = 1;
    bool operator==(const WebSocketSection&) const = default;
};

struct OtaReply
{
    std::optional<ServerTime> serverTime;
    std::optional<FirmwareOffer> firmware;
    std::optional<ActivationOffer> activation;
    std::optional<WebSocketSection> websocket;
    std::optional<MqttSection> mqtt; // nothing also when it cannot be used and there is another way
    QStringList sections; // names present in the answer
    bool operator==(const OtaReply&) const = default;
};

QByteArray encodeOtaReply(const OtaReply& reply);
// Errors: Invalid (not JSON, wrong shapes) · Refused (an `error` or `success:false` that came with HTTP 200; text is the server's)
// · Protocol (well-formed, but none of websocket, mqtt, activation).
Result<OtaReply> decodeOtaReply(const QByteArray& body);

// The proof in an activation v2 request.
struct ActivationProof
{
    QString serialNumber;
    QString challenge;
    QByteArray hmacHex; // lower case, 64 digits; empty when the device cannot sign
    bool operator==(const ActivationProof&) const = default;
};

enum class ActivationShape { Flat, Payload };
QByteArray encodeActivation(const ActivationProof& proof, ActivationShape shape);
// Accepts the flat body, the one wrapped in `Payload`, and `{}` (an empty proof). Errors: Invalid.
Result<ActivationProof> decodeActivation(const QByteArray& body);

// HMAC-SHA256 of the challenge's UTF-8 bytes, as 64 lower-case hex digits. The key is used as the bytes given:
// py-xiaozhi signs with the 64 ASCII hex characters of its key, the firmware with 32 raw bytes.
QByteArray signChallenge(const QByteArray& key, const QString& challenge);

// `https://x/ota/` and `https://x/ota` both become `https://x/ota/activate`.
QUrl activationUrl(const QUrl& otaUrl);

}

Q_DECLARE_METATYPE(myna::protocol::ConnectionProfile)
Q_DECLARE_METATYPE(myna::protocol::ActivationOffer)
Q_DECLARE_METATYPE(myna::protocol::OtaReply)
