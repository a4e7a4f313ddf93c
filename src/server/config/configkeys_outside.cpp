// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configreaders.h"
#include "server/config/masking.h"
#include "server/config/outsideserver.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUuid>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t maxServers = 50;
constexpr qsizetype longestAddress = 10000; // characters

// Tells whether two secrets are the same in this process, and nothing else about them.
QString sealed(const QString& secret)
{
    static const QByteArray salt = QUuid::createUuid().toRfc4122();
    if (secret.isEmpty())
        return {};
    const QByteArray digest = QCryptographicHash::hash(salt + secret.toUtf8(), QCryptographicHash::Sha256);
    return u"**** ("_s + QString::fromLatin1(digest.toHex().left(6)) + u')';
}

QString transportName(McpTransport transport)
{
    switch (transport) {
    case McpTransport::Stdio:
        return u"stdio"_s;
    case McpTransport::Any:
        return {};
    case McpTransport::Streamable:
        return u"streamable-http"_s;
    case McpTransport::Sse:
        return u"sse"_s;
    case McpTransport::Endpoint:
        return u"endpoint"_s;
    }
    return {};
}

struct OutsideServers
{
    void read(const ConfigValue& value, QVector<McpServerSpec>& target, KeyReading& reading) const
    {
        if (!value.isMap() && value.kind != ConfigValue::Kind::Null) {
            reading.wrong(value, QCoreApplication::translate("myna", "must be a section: name → command or url"));
            return;
        }
        QVector<McpServerSpec> servers;
        for (const ConfigEntry& entry : value.entries) {
            if (servers.size() >= qsizetype(maxServers)) {
                reading.wrong(value, QCoreApplication::translate("myna", "has more than %1 entries").arg(maxServers));
                return;
            }
            if (const auto server = readOutsideServer(entry, reading))
                servers.append(*server);
        }
        target = servers;
    }

    // Whatever may hold a secret is sealed: names of environment variables and headers do not tell which of them do.
    [[nodiscard]] QJsonValue tell(const QVector<McpServerSpec>& servers) const
    {
        QJsonObject all;
        for (const McpServerSpec& server : servers) {
            QJsonObject one { { u"timeout"_s, qint64(server.timeLimit.count() / 1000) }, { u"enabled"_s, server.enabled } };
            if (server.url.isEmpty()) {
                one.insert(u"command"_s, server.program);
                one.insert(u"args"_s, toldWords(server.arguments));
                one.insert(u"env"_s, toldPairs(server.environment));
                one.insert(u"cwd"_s, server.folder);
            } else {
                one.insert(u"url"_s, toldUrl(server.url));
                one.insert(u"transport"_s, transportName(server.transport));
                one.insert(u"headers"_s, toldPairs(server.headers));
            }
            all.insert(server.name, one);
        }
        return all;
    }
    [[nodiscard]] QString form() const { return u"section: name → command, args, env or url, transport, headers"_s; }

private:
    static QString toldUrl(const QUrl& url)
    {
        const QString shown = url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
        const QString hidden = url.query() + url.userInfo();
        return hidden.isEmpty() ? shown : shown + u' ' + sealed(hidden);
    }
    static QJsonObject toldPairs(const QVector<std::pair<QString, QString>>& pairs)
    {
        QJsonObject told;
        for (const auto& [name, value] : pairs)
            told.insert(name, sealed(value));
        return told;
    }
    static QJsonArray toldWords(const QStringList& words)
    {
        static const QRegularExpression secret(u"(token|key|secret|passw|auth|bearer)"_s, QRegularExpression::CaseInsensitiveOption);
        QJsonArray told;
        bool next = false; // the word after --token is one
        for (const QString& word : words) {
            const bool names = secret.match(word).hasMatch();
            told.append(next || (names && word.contains(u'=')) ? sealed(word) : word);
            next = names && word.startsWith(u'-') && !word.contains(u'=');
        }
        return told;
    }
};

struct Endpoint
{
    void read(const ConfigValue& value, QString& target, KeyReading& reading) const
    {
        const auto text = readText(value, longestAddress, reading);
        if (!text)
            return;
        if (text->isEmpty() || *text == u"null" || isPlaceholder(*text)) {
            target.clear();
            return;
        }
        const QUrl url(*text, QUrl::StrictMode);
        const bool isSocket = url.scheme() == u"ws" || url.scheme() == u"wss";
        if (!url.isValid() || url.host().isEmpty() || !isSocket || !(url.path().contains(u"/mcp/") || url.path().contains(u"/call/"))) {
            reading.wrong(value,
                QCoreApplication::translate("myna", "must be the address of an MCP endpoint, like %1")
                    .arg(u"ws://HOST:8004/mcp_endpoint/mcp/?token=…"_s));
            return;
        }
        warnOfPlainSecret(value, reading);
        target = *text;
    }
    [[nodiscard]] QJsonValue tell(const QString& url) const { return url; } // masked by its name
    [[nodiscard]] QString form() const { return u"secret address"_s; }
};

}

std::vector<ConfigKey> outsideKeys()
{
    using enum KeyClass;
    return {
        configKey(
            u"mcpServers"_s, Restart, [](auto& o) -> auto& { return o.config.mcpServers; }, OutsideServers {},
            u"tools of others: MCP servers, programs or services"_s),
        configKey(
            u"mcp_endpoint"_s, Restart, [](auto& o) -> auto& { return o.config.mcpEndpoint; }, Endpoint {},
            u"a WebSocket where programs with tools come to"_s),
    };
}

}
