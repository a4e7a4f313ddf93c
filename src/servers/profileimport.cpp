// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/profileimport.h"

#include "base/keptfile.h"
#include "servers/profilejson.h"
#include "servers/profilestore.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace myna::servers {

namespace {

using pairing::ServerKind;
using pairing::ServerProfile;

QUrl webAddress(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool usable = (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) && !url.host().isEmpty() && url.userInfo().isEmpty();
    return url.isValid() && usable ? url : QUrl();
}

QUrl socketAddress(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool usable = (url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1) && !url.host().isEmpty() && url.userInfo().isEmpty();
    return url.isValid() && usable ? url : QUrl();
}

// py-xiaozhi writes this word where no token was given; it is nobody's.
constexpr auto placeholderToken = "test-token"_L1;

std::optional<pairing::Identity> identityFrom(const QByteArray& efuse, const QString& clientId)
{
    const QJsonObject json = QJsonDocument::fromJson(efuse).object();
    static const QRegularExpression key(u"^[0-9a-f]{64}$"_s);
    pairing::Identity identity;
    identity.device.deviceId = protocol::normalisedDeviceId(json.value("mac_address"_L1).toString());
    identity.device.clientId = clientId.toLower();
    identity.device.serialNumber = json.value("serial_number"_L1).toString().left(64);
    const QString hmac = json.value("hmac_key"_L1).toString();
    if (identity.device.deviceId.isEmpty() || !protocol::isUuid(identity.device.clientId) || !key.match(hmac).hasMatch())
        return std::nullopt;
    identity.hmacKey = hmac.toLatin1();
    return identity;
}

// CONFIG: {"SYSTEM_OPTIONS": {"CLIENT_ID", "DEVICE_ID", "NETWORK": {"OTA_VERSION_URL", "WEBSOCKET_URL", "WEBSOCKET_ACCESS_TOKEN",
// "ACTIVATION_VERSION"}}}.
Result<Imported> fromPyXiaozhi(const QJsonObject& config, const QByteArray& efuse)
{
    const QJsonObject system = config.value("SYSTEM_OPTIONS"_L1).toObject();
    const QJsonObject network = system.value("NETWORK"_L1).toObject();
    ServerProfile profile;
    profile.otaUrl = webAddress(network.value("OTA_VERSION_URL"_L1).toString());
    profile.shape = protocol::ActivationShape::Payload; // as the server is used to from this identity
    if (profile.otaUrl.isEmpty())
        profile.websocketUrl = socketAddress(network.value("WEBSOCKET_URL"_L1).toString());
    if (profile.otaUrl.isEmpty() && profile.websocketUrl.isEmpty()) {
        return invalid(QCoreApplication::translate("myna", "This file of py-xiaozhi names no server that can be used."));
    }
    if (profile.otaUrl.host() == officialProfile().otaUrl.host())
        profile.kind = ServerKind::Official;
    if (network.value("ACTIVATION_VERSION"_L1).toString() == "v1"_L1)
        profile.activation = pairing::ActivationKind::CodeOnly;
    profile.name = QCoreApplication::translate("myna", "%1 (py-xiaozhi)", "name of an imported server").arg(displayName(profile));
    Imported imported;
    imported.profiles.append(profile);
    imported.identity = identityFrom(efuse, system.value("CLIENT_ID"_L1).toString());
    const QString token = network.value("WEBSOCKET_ACCESS_TOKEN"_L1).toString();
    if (token != placeholderToken && token.size() <= 4096)
        imported.token = token;
    return imported;
}

// "key: value  # remark" and `key: "value"`. Lists and blocks are of no interest here.
QString scalarOf(QString text)
{
    text = text.trimmed();
    if (text.size() >= 2 && (text.startsWith(u'"') || text.startsWith(u'\''))) {
        const qsizetype end = text.indexOf(text.at(0), 1);
        return end > 0 ? text.mid(1, end - 1) : QString();
    }
    const qsizetype remark = text.indexOf(QRegularExpression(u"(^|\\s)#"_s));
    return (remark < 0 ? text : text.left(remark)).trimmed();
}

// Scalars two levels deep, as "section/key". Enough for the addresses, and nothing in the file can surprise it.
QHash<QString, QString> scalarsOf(const QByteArray& yaml)
{
    static const QRegularExpression line(uR"(^(\s*)([A-Za-z_][\w-]*)\s*:(?:\s+(.*))?$)"_s);
    QHash<QString, QString> scalars;
    QString section;
    qsizetype inner = -1;
    const QStringList lines = QString::fromUtf8(yaml).split(u'\n');
    for (const QString& raw : lines) {
        QString text = raw;
        while (text.endsWith(u'\r') || text.endsWith(u' '))
            text.chop(1);
        const QRegularExpressionMatch match = line.match(text);
        if (!match.hasMatch())
            continue;
        const qsizetype indent = match.capturedLength(1);
        if (indent == 0) {
            section = match.captured(2);
            inner = -1;
            continue;
        }
        if (inner < 0)
            inner = indent;
        if (indent == inner)
            scalars.insert(section + u'/' + match.captured(2), scalarOf(match.captured(3)));
    }
    return scalars;
}

Result<Imported> fromServerYaml(const QByteArray& yaml)
{
    const QHash<QString, QString> scalars = scalarsOf(yaml);
    ServerProfile profile;
    // With the console, the console answers version checks; without it, the server does so itself.
    if (QUrl console = webAddress(scalars.value(u"manager-api/url"_s)); !console.isEmpty()) {
        QString path = console.path();
        while (path.endsWith(u'/'))
            path.chop(1);
        console.setPath(path + "/ota/"_L1);
        profile.otaUrl = console;
    } else if (const QUrl socket = socketAddress(scalars.value(u"server/websocket"_s)); !socket.isEmpty()) {
        const int port = scalars.value(u"server/http_port"_s, u"8003"_s).toInt();
        profile.otaUrl.setScheme(socket.scheme() == "wss"_L1 ? u"https"_s : u"http"_s);
        profile.otaUrl.setHost(socket.host());
        profile.otaUrl.setPort(port > 0 && port <= 65535 ? port : 8003);
        profile.otaUrl.setPath(u"/xiaozhi/ota/"_s);
    }
    if (!profile.otaUrl.isValid() || profile.otaUrl.host().isEmpty()) {
        return invalid(QCoreApplication::translate("myna",
            "This file names no address that other computers can reach. Look for “server: websocket” or “manager-api: url” in it."));
    }
    return Imported { { profile }, std::nullopt, {} };
}

}

Result<Imported> importServers(const QByteArray& content, const QByteArray& efuse)
{
    if (content.size() > maxKeptBytes)
        return invalid(QCoreApplication::translate("myna", "This file is too large to be a list of servers."));
    const QJsonDocument json = QJsonDocument::fromJson(content);
    if (json.isObject() && json.object().contains("SYSTEM_OPTIONS"_L1))
        return fromPyXiaozhi(json.object(), efuse);
    if (json.isObject()) {
        const Result<QVector<ServerProfile>> profiles = decodeProfiles(content);
        if (!profiles)
            return profiles.error();
        return Imported { *profiles, std::nullopt, {} };
    }
    if (content.contains("server:") || content.contains("manager-api:"))
        return fromServerYaml(content);
    return invalid(QCoreApplication::translate(
        "myna", "This file is neither a list of servers from Myna, nor py-xiaozhi's config.json, nor a server's .config.yaml."));
}

}
