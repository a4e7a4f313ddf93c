// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/provisioning.h"

#include "base/enumtable.h"
#include "protocol/jsonfields.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

constexpr auto choices = std::to_array<Word<TransportChoice>>({
    { TransportChoice::Auto, "auto"_L1 },
    { TransportChoice::WebSocket, "websocket"_L1 },
    { TransportChoice::Mqtt, "mqtt"_L1 },
});

constexpr auto algorithm = "hmac-sha256"_L1;
constexpr qsizetype hmacDigits = 64;
constexpr int bodyVersion = 2; // of the request, as the firmware counts it
// Far above what a device needs, far below what fills a database.
constexpr qsizetype maxProofText = 512;

bool isHex(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.toLower().unicode();
        return (u >= u'0' && u <= u'9') || (u >= u'a' && u <= u'f');
    });
}

QByteArray compact(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

// Writes only what is known; a member that is there already stays when there is nothing to say.
Result<QJsonObject> bodyObject(const QByteArray& body)
{
    if (body.size() <= maxProvisioningBytes && body.trimmed().isEmpty())
        return QJsonObject();
    return parseObject(body, maxProvisioningBytes);
}

QByteArray judgedHmac(JsonFields& fields)
{
    const QString text = fields.text("hmac"_L1).toLower();
    // Chips without a hardware HMAC unit send an empty one.
    if (!text.isEmpty() && (text.size() != hmacDigits || !isHex(text)))
        fields.rejectValue("hmac"_L1);
    return text.toLatin1();
}

QString judgedText(JsonFields& fields, QLatin1String key)
{
    QString text = fields.looseText(key);
    if (text.size() > maxProofText)
        fields.rejectValue(key);
    return text;
}

}

QLatin1String transportChoiceName(TransportChoice choice)
{
    return wordOf(choices, choice);
}

std::optional<TransportChoice> transportChoiceFromName(QStringView name)
{
    return valueOf<TransportChoice>(choices, name);
}

QDebug operator<<(QDebug debug, const ConnectionProfile& profile)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "ConnectionProfile(" << profile.url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery) << ", token "
                              << (profile.token.isEmpty() ? "none" : "hidden") << ", device " << profile.identity.deviceId << ", "
                              << transportChoiceName(profile.transport);
    if (profile.mqtt)
        debug << ", " << *profile.mqtt;
    debug << ")";
    return debug;
}

QString normalisedDeviceId(QStringView text)
{
    constexpr int pairs = 6;
    if (text.size() != pairs * 3 - 1)
        return {};
    QString id;
    for (int pair = 0; pair < pairs; ++pair) {
        const QStringView digits = text.mid(pair * 3, 2);
        const bool last = pair == pairs - 1;
        if (!isHex(digits) || (!last && text.at(pair * 3 + 2) != u':' && text.at(pair * 3 + 2) != u'-'))
            return {};
        id += digits.toString().toLower();
        if (!last)
            id += u':';
    }
    return id;
}

bool isUuid(QStringView text)
{
    if (text.size() != 36)
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text.at(i) != u'-' : !isHex(text.mid(i, 1)))
            return false;
    }
    return true;
}

bool isActivationCode(QStringView text)
{
    return text.size() == 6 && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

QByteArray encodeOtaRequest(const OtaRequest& request)
{
    QJsonObject application = request.raw.value("application"_L1).toObject();
    putText(application, "version"_L1, request.version);
    putText(application, "elf_sha256"_L1, request.elfSha256);

    QJsonObject board = request.raw.value("board"_L1).toObject();
    putText(board, "type"_L1, request.boardType);
    putText(board, "name"_L1, request.boardName);
    putText(board, "ip"_L1, request.ip);
    putText(board, "mac"_L1, request.identity.deviceId);

    QJsonObject json = request.raw;
    json.insert("version"_L1, bodyVersion);
    putText(json, "language"_L1, request.language);
    putText(json, "mac_address"_L1, request.identity.deviceId);
    putText(json, "uuid"_L1, request.identity.clientId);
    // Always there: the Java console fails on an unknown device that sends no `application`.
    json.insert("application"_L1, application);
    json.insert("board"_L1, board);
    return compact(json);
}

Result<OtaRequest> decodeOtaRequest(const QByteArray& body)
{
    const Result<QJsonObject> json = bodyObject(body);
    if (!json)
        return json.error();

    std::optional<Error> problem;
    JsonFields fields(*json, QString(), problem);
    JsonFields application = fields.inside("application"_L1);
    JsonFields board = fields.inside("board"_L1);
    OtaRequest request;
    request.raw = *json;
    request.identity.deviceId = normalisedDeviceId(fields.looseText("mac_address"_L1));
    if (request.identity.deviceId.isEmpty())
        request.identity.deviceId = normalisedDeviceId(board.looseText("mac"_L1));
    request.identity.clientId = fields.looseText("uuid"_L1);
    request.boardType = board.looseText("type"_L1);
    request.boardName = board.looseText("name"_L1);
    request.ip = board.looseText("ip"_L1);
    request.version = application.looseText("version"_L1);
    request.elfSha256 = application.looseText("elf_sha256"_L1);
    request.language = fields.looseText("language"_L1);
    if (problem)
        return *problem;
    return request;
}

QByteArray encodeActivation(const ActivationProof& proof, ActivationShape shape)
{
    if (proof == ActivationProof {})
        return "{}"_ba;
    const QJsonObject flat { { u"algorithm"_s, algorithm }, { u"serial_number"_s, proof.serialNumber }, { u"challenge"_s, proof.challenge },
        { u"hmac"_s, QString::fromLatin1(proof.hmacHex) } };
    switch (shape) {
    case ActivationShape::Flat:
        return compact(flat);
    case ActivationShape::Payload:
        return compact({ { u"Payload"_s, flat } });
    }
    return compact(flat);
}

Result<ActivationProof> decodeActivation(const QByteArray& body)
{
    const Result<QJsonObject> json = bodyObject(body);
    if (!json)
        return json.error();

    std::optional<Error> problem;
    JsonFields outer(*json, QString(), problem);
    JsonFields fields = outer.has("Payload"_L1) ? outer.inside("Payload"_L1) : outer;
    ActivationProof proof;
    proof.serialNumber = judgedText(fields, "serial_number"_L1);
    proof.challenge = judgedText(fields, "challenge"_L1);
    proof.hmacHex = judgedHmac(fields);
    if (fields.has("algorithm"_L1) && fields.text("algorithm"_L1).compare(algorithm, Qt::CaseInsensitive) != 0)
        fields.rejectValue("algorithm"_L1);
    if (problem)
        return *problem;
    return proof;
}

QByteArray signChallenge(const QByteArray& key, const QString& challenge)
{
    return QMessageAuthenticationCode::hash(challenge.toUtf8(), key, QCryptographicHash::Sha256).toHex();
}

QUrl activationUrl(const QUrl& otaUrl)
{
    QString path = otaUrl.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    QUrl url = otaUrl;
    url.setPath(path + "/activate"_L1);
    return url;
}

}
