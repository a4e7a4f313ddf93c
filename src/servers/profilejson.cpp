// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/profilejson.h"

#include "base/enumtable.h"
#include "net/certificatepin.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::servers {

namespace {

using pairing::ActivationKind;
using pairing::KeyForm;
using pairing::ServerKind;
using pairing::ServerProfile;
using protocol::ActivationShape;
using protocol::ProxyKind;
using protocol::TransportChoice;

constexpr auto format = "myna-profiles"_L1;
constexpr int version = 1;
constexpr qsizetype maxText = 512; // of an address or a name inside

constexpr auto kinds = std::to_array<Word<ServerKind>>({
    { ServerKind::Own, QLatin1String("own") },
    { ServerKind::Official, QLatin1String("official") },
    { ServerKind::Local, QLatin1String("local") },
});
constexpr auto activations = std::to_array<Word<ActivationKind>>({
    { ActivationKind::Auto, QLatin1String("auto") },
    { ActivationKind::CodeOnly, QLatin1String("code-only") },
});
constexpr auto keyForms = std::to_array<Word<KeyForm>>({
    { KeyForm::Digits, QLatin1String("digits") },
    { KeyForm::Bytes, QLatin1String("bytes") },
});
constexpr auto shapes = std::to_array<Word<ActivationShape>>({
    { ActivationShape::Flat, QLatin1String("flat") },
    { ActivationShape::Payload, QLatin1String("payload") },
});
constexpr auto proxyKinds = std::to_array<Word<ProxyKind>>({
    { ProxyKind::System, QLatin1String("system") },
    { ProxyKind::None, QLatin1String("none") },
    { ProxyKind::Http, QLatin1String("http") },
    { ProxyKind::Socks5, QLatin1String("socks5") },
});

QString textOf(const QJsonObject& json, QLatin1String key)
{
    return json.value(key).toString().left(maxText).trimmed();
}

template<typename Table, typename Value>
Value wordIn(const QJsonObject& json, QLatin1String key, const Table& table, Value fallback)
{
    return valueOf<Value>(table, textOf(json, key)).value_or(fallback);
}

QUrl addressOf(const QJsonObject& json, QLatin1String key, const QStringList& schemes)
{
    const QUrl url(textOf(json, key), QUrl::StrictMode);
    const bool usable = url.isValid() && schemes.contains(url.scheme()) && !url.host().isEmpty() && url.userInfo().isEmpty();
    return usable ? url : QUrl();
}

bool isId(const QString& text)
{
    static const QRegularExpression id(u"^[a-z0-9][a-z0-9-]{0,39}$"_s);
    return id.match(text).hasMatch();
}

QJsonObject toJson(const protocol::ProxyChoice& proxy)
{
    QJsonObject json { { u"kind"_s, wordOf(proxyKinds, proxy.kind) } };
    if (proxy.kind == ProxyKind::Http || proxy.kind == ProxyKind::Socks5) {
        json.insert(u"host"_s, proxy.host);
        json.insert(u"port"_s, proxy.port);
        if (!proxy.user.isEmpty())
            json.insert(u"user"_s, proxy.user);
    }
    return json;
}

// A proxy that cannot be used is none of ours to guess: the system's is the default.
protocol::ProxyChoice proxyFrom(const QJsonObject& json)
{
    protocol::ProxyChoice proxy;
    proxy.kind = wordIn(json, "kind"_L1, proxyKinds, ProxyKind::System);
    if (proxy.kind == ProxyKind::System || proxy.kind == ProxyKind::None)
        return proxy;
    proxy.host = textOf(json, "host"_L1);
    proxy.user = textOf(json, "user"_L1);
    const int port = json.value("port"_L1).toInt();
    if (proxy.host.isEmpty() || port < 1 || port > 65535)
        return {};
    proxy.port = quint16(port);
    return proxy;
}

QJsonObject toJson(const ServerProfile& profile)
{
    QJsonObject json { { u"id"_s, profile.id }, { u"kind"_s, wordOf(kinds, profile.kind) }, { u"name"_s, profile.name },
        { u"transport"_s, protocol::transportChoiceName(profile.transport) }, { u"activation"_s, wordOf(activations, profile.activation) },
        { u"key_form"_s, wordOf(keyForms, profile.keyForm) }, { u"body"_s, wordOf(shapes, profile.shape) },
        { u"proxy"_s, toJson(profile.reach.proxy) } };
    if (profile.pushedBinding)
        json.insert(u"pushed_binding"_s, true);
    if (!profile.otaUrl.isEmpty())
        json.insert(u"ota_url"_s, profile.otaUrl.toString());
    if (!profile.websocketUrl.isEmpty())
        json.insert(u"websocket_url"_s, profile.websocketUrl.toString());
    if (!profile.reach.pinnedCertificate.isEmpty())
        json.insert(u"certificate"_s, QString::fromLatin1(profile.reach.pinnedCertificate.toBase64()));
    return json;
}

std::optional<ServerProfile> profileFrom(const QJsonObject& json)
{
    ServerProfile profile;
    profile.id = textOf(json, "id"_L1);
    profile.kind = wordIn(json, "kind"_L1, kinds, ServerKind::Own);
    profile.name = tidyName(textOf(json, "name"_L1));
    profile.otaUrl = addressOf(json, "ota_url"_L1, { u"http"_s, u"https"_s });
    profile.websocketUrl = addressOf(json, "websocket_url"_L1, { u"ws"_s, u"wss"_s });
    profile.transport = protocol::transportChoiceFromName(textOf(json, "transport"_L1)).value_or(TransportChoice::Auto);
    profile.activation = wordIn(json, "activation"_L1, activations, ActivationKind::Auto);
    profile.keyForm = wordIn(json, "key_form"_L1, keyForms, KeyForm::Digits);
    profile.shape = wordIn(json, "body"_L1, shapes, ActivationShape::Flat);
    profile.pushedBinding = json.value("pushed_binding"_L1).toBool();
    profile.reach.proxy = proxyFrom(json.value("proxy"_L1).toObject());
    const QByteArray certificate = QByteArray::fromBase64(json.value("certificate"_L1).toString().toLatin1());
    if (!net::fingerprintOf(certificate).isEmpty())
        profile.reach.pinnedCertificate = certificate;
    const bool reachable = profile.kind == ServerKind::Local || !profile.otaUrl.isEmpty() || !profile.websocketUrl.isEmpty();
    return isId(profile.id) && reachable ? std::optional(profile) : std::nullopt;
}

}

QByteArray encodeProfiles(const QVector<ServerProfile>& profiles)
{
    QJsonArray entries;
    for (const ServerProfile& profile : profiles)
        entries.append(toJson(profile));
    return QJsonDocument(QJsonObject { { u"format"_s, format }, { u"version"_s, version }, { u"profiles"_s, entries } }).toJson();
}

Result<QVector<ServerProfile>> decodeProfiles(const QByteArray& content)
{
    const auto refuse = [](const QString& text) { return Error { Error::Code::Invalid, text }; };
    const QJsonObject json = QJsonDocument::fromJson(content).object();
    if (json.value("format"_L1).toString() != format || !json.value("profiles"_L1).isArray())
        return refuse(QCoreApplication::translate("myna", "This is not a list of servers that Myna wrote."));
    if (json.value("version"_L1).toInt() > version)
        return refuse(QCoreApplication::translate("myna", "This list of servers is from a newer Myna. Update Myna here first."));
    const QJsonArray entries = json.value("profiles"_L1).toArray();
    if (entries.size() > maxProfiles) {
        return refuse(QCoreApplication::translate("myna", "This list has more servers than the %1 that can be kept.")
                          .arg(QString::number(maxProfiles)));
    }
    QVector<ServerProfile> profiles;
    for (const auto& entry : entries) {
        if (const std::optional<ServerProfile> profile = profileFrom(entry.toObject()))
            profiles.append(*profile);
    }
    return profiles;
}

QString tidyName(const QString& typed)
{
    QString name = typed.simplified();
    name.removeIf([](QChar c) { return !c.isPrint(); });
    return name.left(maxNameLength).trimmed();
}

}
