// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsonfields.h"
#include "protocol/provisioning.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

constexpr qsizetype maxTokenText = 4096; // it becomes one header line
constexpr qsizetype maxServerSentence = 300;
constexpr qint64 maxTimestampMs = 8'640'000'000'000'000; // 100 million days, the end of JavaScript's calendar
constexpr int maxOffsetMinutes = 24 * 60;
constexpr qint64 maxTimeoutMs = 24 * 3600 * 1000; // the longest life of a code on any known server
constexpr int codeDigits = 6;

// Words of a stranger, made fit for one line of a window.
QString oneLine(const QString& text)
{
    return text.simplified().left(maxServerSentence);
}

QJsonObject fieldsOf(const ActivationOffer& offer)
{
    QJsonObject json { { u"code"_s, offer.code }, { u"message"_s, offer.message } };
    if (!offer.challenge.isEmpty())
        json.insert("challenge"_L1, offer.challenge);
    if (offer.timeout.count() > 0)
        json.insert("timeout_ms"_L1, qint64(offer.timeout.count()));
    return json;
}

QJsonObject fieldsOf(const FirmwareOffer& offer)
{
    QJsonObject json { { u"version"_s, offer.version }, { u"url"_s, offer.url } };
    if (offer.force)
        json.insert("force"_L1, 1);
    return json;
}

QJsonObject fieldsOf(const WebSocketSection& section)
{
    QJsonObject json { { u"url"_s, section.url.toString(QUrl::FullyEncoded) }, { u"token"_s, section.token } };
    // Left out for 1: clients store whatever numbers they find here.
    if (section.version != 1)
        json.insert("version"_L1, section.version);
    return json;
}

std::optional<ServerTime> readTime(JsonFields& reply)
{
    if (!reply.has("server_time"_L1))
        return std::nullopt;
    JsonFields fields = reply.inside("server_time"_L1);
    return ServerTime { fields.looseNumber("timestamp"_L1, 0, 0, maxTimestampMs),
        int(fields.looseNumber("timezone_offset"_L1, 0, -maxOffsetMinutes, maxOffsetMinutes)) };
}

std::optional<FirmwareOffer> readFirmware(JsonFields& reply)
{
    if (!reply.has("firmware"_L1))
        return std::nullopt;
    JsonFields fields = reply.inside("firmware"_L1);
    return FirmwareOffer { fields.looseText("version"_L1), fields.looseText("url"_L1), fields.looseFlag("force"_L1) };
}

// An `activation` that says nothing at all asks for nothing.
std::optional<ActivationOffer> readActivation(JsonFields& reply)
{
    if (!reply.has("activation"_L1))
        return std::nullopt;
    JsonFields fields = reply.inside("activation"_L1);
    ActivationOffer offer;
    offer.code = fields.looseText("code"_L1);
    offer.message = fields.looseText("message"_L1);
    offer.challenge = fields.looseText("challenge"_L1);
    offer.timeout = std::chrono::milliseconds(fields.looseNumber("timeout_ms"_L1, 0, 0, maxTimeoutMs));
    // A code sent as a number has lost its leading zeros.
    if (fields.isNumber("code"_L1))
        offer.code = offer.code.rightJustified(codeDigits, u'0');
    if (offer.code.isEmpty() && offer.message.isEmpty() && offer.challenge.isEmpty())
        return std::nullopt;
    return offer;
}

// RFC 6455 knows no fragment in an address, and a password in one would end up in logs.
bool isWebSocketUrl(const QUrl& url)
{
    const bool scheme = url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1;
    return url.isValid() && scheme && !url.host().isEmpty() && !url.hasFragment();
}

// A section without an address is as good as none.
std::optional<WebSocketSection> readWebSocket(JsonFields& reply)
{
    JsonFields fields = reply.inside("websocket"_L1);
    const QString address = fields.text("url"_L1).trimmed();
    if (address.isEmpty())
        return std::nullopt;
    WebSocketSection section;
    section.url = QUrl(address, QUrl::StrictMode);
    if (!section.url.userInfo().isEmpty())
        fields.rejectSecret("url"_L1);
    if (!isWebSocketUrl(section.url))
        fields.rejectValue("url"_L1);
    section.token = fields.looseText("token"_L1);
    // It becomes a header: a line break in it would write headers of the server's choice. The value stays out of the sentence.
    const bool printable
        = std::all_of(section.token.cbegin(), section.token.cend(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
    if (!printable || section.token.size() > maxTokenText)
        fields.rejectSecret("token"_L1);
    section.version = int(fields.looseNumber("version"_L1, 1, 1, 3));
    return section;
}

// Judged for itself: a half-made section beside a good WebSocket must not spoil the answer.
Result<std::optional<MqttSection>> readMqtt(const QJsonObject& json)
{
    std::optional<Error> problem;
    JsonFields reply(json, QString(), problem);
    JsonFields fields = reply.inside("mqtt"_L1);
    std::optional<MqttSection> section = readMqttSection(fields);
    if (problem)
        return *problem;
    return section;
}

// Servers say no with HTTP 200 in three ways: `error`, `success:false` with `message`, `code` with `msg`.
std::optional<Error> refusal(const QJsonObject& json)
{
    const QString error = json.value("error"_L1).toString();
    const bool denied = json.value("success"_L1) == QJsonValue(false);
    const bool failed = json.value("code"_L1).toInt() != 0 && json.value("msg"_L1).isString();
    if (error.isEmpty() && !denied && !failed)
        return std::nullopt;
    QString said = error;
    for (const QLatin1String key : { "message"_L1, "msg"_L1 }) {
        if (said.isEmpty())
            said = json.value(key).toString();
    }
    said = oneLine(said);
    if (said.isEmpty())
        said = QCoreApplication::translate(
            "myna", "The server refused this device without saying why. Check the server's address and its log.");
    return Error { Error::Code::Refused, said };
}

}

QByteArray encodeOtaReply(const OtaReply& reply)
{
    QJsonObject json;
    if (reply.serverTime) {
        json.insert("server_time"_L1,
            QJsonObject { { u"timestamp"_s, reply.serverTime->timestampMs }, { u"timezone_offset"_s, reply.serverTime->offsetMinutes } });
    }
    if (reply.firmware)
        json.insert("firmware"_L1, fieldsOf(*reply.firmware));
    if (reply.activation)
        json.insert("activation"_L1, fieldsOf(*reply.activation));
    if (reply.websocket)
        json.insert("websocket"_L1, fieldsOf(*reply.websocket));
    if (reply.mqtt)
        json.insert("mqtt"_L1, toJson(*reply.mqtt));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<OtaReply> decodeOtaReply(const QByteArray& body)
{
    const Result<QJsonObject> json = parseObject(body, maxProvisioningBytes);
    if (!json)
        return json.error();
    if (const std::optional<Error> said = refusal(*json))
        return *said;

    std::optional<Error> problem;
    JsonFields fields(*json, QString(), problem);
    OtaReply reply;
    reply.serverTime = readTime(fields);
    reply.firmware = readFirmware(fields);
    reply.activation = readActivation(fields);
    reply.websocket = readWebSocket(fields);
    if (problem)
        return *problem;
    if (auto mqtt = readMqtt(*json); mqtt)
        reply.mqtt = *std::move(mqtt);
    else if (!reply.websocket && !reply.activation)
        return mqtt.error();

    const auto note = [&reply](bool present, const QString& name) {
        if (present)
            reply.sections.append(name);
    };
    note(reply.serverTime.has_value(), u"server_time"_s);
    note(reply.firmware.has_value(), u"firmware"_s);
    note(reply.activation.has_value(), u"activation"_s);
    note(reply.websocket.has_value(), u"websocket"_s);
    note(reply.mqtt.has_value(), u"mqtt"_s);
    if (!reply.activation && !reply.websocket && !reply.mqtt) {
        return Error { Error::Code::Protocol,
            QCoreApplication::translate(
                "myna", "The server answered, but did not say where to connect. Check that its address is that of a XiaoZhi server.") };
    }
    return reply;
}

}
