// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configloader.h"
#include "server/config/configreaders.h"
#include "server/config/masking.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestToken = 1000;

struct Address
{
    void read(const ConfigValue& value, QHostAddress& target, KeyReading& reading) const
    {
        const QHostAddress address(value.text);
        if (address.isNull())
            reading.wrong(value, QCoreApplication::translate("myna", "must be an IP address of this computer, or 0.0.0.0 for all of them"));
        else
            target = address;
    }
    [[nodiscard]] QJsonValue tell(const QHostAddress& address) const { return address.toString(); }
    [[nodiscard]] QString form() const { return u"IP address"_s; }
};

struct Policy
{
    void read(const ConfigValue& value, ActivationPolicy& target, KeyReading& reading) const
    {
        const auto policy = policyFromName(value.text);
        if (!policy)
            reading.wrong(value, QCoreApplication::translate("myna", "must be open, approve or code"));
        else
            target = *policy;
    }
    [[nodiscard]] QJsonValue tell(ActivationPolicy policy) const { return QString(policyName(policy)); }
    [[nodiscard]] QString form() const { return u"open, approve or code"_s; }
};

struct NamedTokens
{
    void read(const ConfigValue& value, QVector<NamedToken>& target, KeyReading& reading) const
    {
        QVector<NamedToken> tokens;
        if (value.isText() || value.isMap()) {
            reading.wrong(value, QCoreApplication::translate("myna", "must be a list of entries with name and token"));
            return;
        }
        for (const ConfigValue& item : value.items) {
            const QString below = u"[%1]"_s.arg(tokens.size() + 1);
            const ConfigValue* const token = item.find(u"token"_s);
            const ConfigValue* const name = item.find(u"name"_s);
            if (!token || !token->isText() || token->text.isEmpty() || token->text.size() > longestToken) {
                reading.wrong(item, QCoreApplication::translate("myna", "needs a token"), below);
                return;
            }
            warnOfOthers(item, { u"name"_s, u"token"_s }, reading, below);
            if (isPlaceholder(token->text)) {
                reading.warn(
                    *token, QCoreApplication::translate("myna", "still is the example everybody knows; it is not accepted"), below);
                continue;
            }
            warnOfPlainSecret(*token, reading, below + u".token"_s);
            tokens.append({ name ? name->text : QString(), token->text });
        }
        target = tokens;
    }
    [[nodiscard]] QJsonValue tell(const QVector<NamedToken>& tokens) const
    {
        QJsonArray array;
        for (const NamedToken& token : tokens)
            array.append(QJsonObject { { u"name"_s, token.name }, { u"token"_s, token.token } });
        return array;
    }
    [[nodiscard]] QString form() const { return u"list of name and token"_s; }
};

// Networks as address/bits.
struct Networks
{
    void read(const ConfigValue& value, QStringList& target, KeyReading& reading) const
    {
        const auto texts = readTexts(value, reading);
        if (!texts)
            return;
        for (const QString& text : *texts) {
            const auto subnet = QHostAddress::parseSubnet(text);
            if (subnet.second < 0) {
                reading.wrong(
                    value, QCoreApplication::translate("myna", "must hold networks such as 192.168.0.0/16, not \"%1\"").arg(text));
                return;
            }
        }
        target = *texts;
    }
    [[nodiscard]] QJsonValue tell(const QStringList& networks) const { return QJsonArray::fromStringList(networks); }
    [[nodiscard]] QString form() const { return u"list of networks"_s; }
};

// Whoever has it may do everything here, so it must not be guessed.
struct LongSecret : Secret
{
    static constexpr qsizetype shortest = 16;

    void read(const ConfigValue& value, QString& target, KeyReading& reading) const
    {
        if (value.isText() && !value.text.isEmpty() && value.text.size() < shortest)
            reading.wrong(value, QCoreApplication::translate("myna", "must have at least %1 characters").arg(shortest));
        else
            Secret::read(value, target, reading);
    }
};

constexpr qint64 manyBytes = qint64(1024) * 1024 * 1024;

std::vector<ConfigKey> limitKeys()
{
    using enum KeyClass;
    return {
        configKey(
            u"server.limits.enabled"_s, Live, [](auto& o) -> auto& { return o.config.access.limitsRate; }, Flag {},
            u"whether connects of one address and turns of one device are limited"_s),
        configKey(
            u"server.limits.connections"_s, Live, [](auto& o) -> auto& { return o.config.limits.connections; }, WholeNumber { 1, 100000 },
            u"devices connected at once"_s),
        configKey(
            u"server.limits.connections_per_device"_s, Live, [](auto& o) -> auto& { return o.config.limits.connectionsPerDevice; },
            WholeNumber { 1, 100 }, u"connections of one device at once"_s),
        configKey(
            u"server.limits.connects_per_minute"_s, Live, [](auto& o) -> auto& { return o.config.limits.connectsPerMinute; },
            WholeNumber { 1, 100000 }, u"connects of one address within a minute before it counts as suspicious"_s),
        configKey(
            u"server.limits.audio_buffer_bytes"_s, NextSession, [](auto& o) -> auto& { return o.config.limits.audioBufferBytes; },
            WholeNumber { 65536, manyBytes }, u"sound of one conversation that may wait"_s),
        configKey(
            u"server.limits.frame_bytes"_s, NextSession, [](auto& o) -> auto& { return o.config.limits.frameBytes; },
            WholeNumber { 256, 65536 }, u"one packet of sound"_s),
        configKey(
            u"server.limits.text_bytes"_s, NextSession, [](auto& o) -> auto& { return o.config.limits.textBytes; },
            WholeNumber { 1024, 1024 * 1024 }, u"one text message"_s),
        configKey(
            u"server.limits.quarantine_after"_s, Live, [](auto& o) -> auto& { return o.config.limits.quarantineAfter; },
            WholeNumber { 0, 100000 }, u"offences of one device within a minute before it is set apart; 0: never"_s),
        configKey(
            u"server.limits.memory_megabytes"_s, Live, [](auto& o) -> auto& { return o.config.limits.memoryMegabytes; },
            WholeNumber { 0, 1024 * 1024 },
            u"memory of the whole program above which new questions hear that the server is busy; 0: no limit"_s),
        configKey(
            u"server.limits.busy_turns_per_thread"_s, Live, [](auto& o) -> auto& { return o.config.limits.busyTurnsPerThread; },
            WholeNumber { 0, 1000 },
            u"turns at once for each engine worker before new ones hear that the server is busy; 0: chosen by the program"_s),
    };
}

std::vector<ConfigKey> accessKeys()
{
    using enum KeyClass;
    return {
        configKey(
            u"server.auth.enabled"_s, Live, [](auto& o) -> auto& { return o.config.access.alwaysAskToken; }, Flag {},
            u"every device needs a token, also on this computer and when joining is open"_s),
        configKey(
            u"server.auth.tokens"_s, Live, [](auto& o) -> auto& { return o.config.access.tokens; }, NamedTokens {},
            u"tokens that open the door besides those the server gives out"_s),
        configKey(
            u"server.auth.allowed_devices"_s, Live, [](auto& o) -> auto& { return o.config.access.allowedDevices; }, WordList {},
            u"addresses of devices that need no token; they can be forged"_s),
        configKey(
            u"server.auth.expire_seconds"_s, Live, [](auto& o) -> auto& { return o.config.access.tokenLife; },
            Seconds { 60, 3650LL * 86400 }, u"how long a token given to a device is good"_s),
        configKey(
            u"server.allowed_networks"_s, Live, [](auto& o) -> auto& { return o.config.access.allowedNetworks; }, Networks {},
            u"who may connect at all; empty: private networks and this computer"_s),
        configKey(
            u"server.pin_client"_s, Live, [](auto& o) -> auto& { return o.config.access.pinsClient; }, Flag {},
            u"a bound device keeps the client id it was bound with"_s),
        configKey(
            u"server.admin_token"_s, Live, [](auto& o) -> auto& { return o.config.access.adminToken; }, LongSecret {},
            u"who has it manages this server from another computer; empty: nobody does"_s),
    };
}

}

std::vector<ConfigKey> serverKeys()
{
    using enum KeyClass;
    std::vector<ConfigKey> keys {
        configKey(
            u"server.ip"_s, Restart, [](auto& o) -> auto& { return o.bind; }, Address {}, u"the address to listen on"_s),
        configKey(
            u"server.port"_s, Restart, [](auto& o) -> auto& { return o.port; }, WholeNumber { 0, 65535 },
            u"the WebSocket's port; 0 takes a free one"_s),
        configKey(
            u"server.http_port"_s, Restart, [](auto& o) -> auto& { return o.httpPort; }, WholeNumber { 0, 65535 },
            u"the port of version check, activation, vision and administration"_s),
        configKey(
            u"server.activation"_s, Live, [](auto& o) -> auto& { return o.activation; }, Policy {}, u"how devices join"_s),
        configKey(
            u"server.push_binding"_s, NextSession, [](auto& o) -> auto& { return o.pushBinding; }, Flag {},
            u"every unbound device is sent its code over the WebSocket"_s),
    };
    for (ConfigKey& key : accessKeys())
        keys.push_back(std::move(key));
    for (ConfigKey& key : limitKeys())
        keys.push_back(std::move(key));
    const auto add = [&keys](ConfigKey key) { keys.push_back(std::move(key)); };
    add(configKey(
        u"server.tls.enabled"_s, Restart, [](auto& o) -> auto& { return o.config.tls.enabled; }, Flag {}, u"both ports speak TLS"_s));
    add(configKey(
        u"server.tls.certificate"_s, Restart, [](auto& o) -> auto& { return o.config.tls.certificate; }, Words {},
        u"PEM file; empty: the server makes its own in the data folder"_s));
    add(configKey(
        u"server.tls.key"_s, Restart, [](auto& o) -> auto& { return o.config.tls.key; }, Words {}, u"PEM file of its key"_s));
    add(configKey(
        u"server.tls.names"_s, Restart, [](auto& o) -> auto& { return o.config.tls.names; }, WordList {},
        u"further names and addresses for the server's own certificate"_s));
    add(configKey(
        u"server.network_threads"_s, Restart, [](auto& o) -> auto& { return o.config.networkThreads; }, WholeNumber { 0, 64 },
        u"0: one for every two cores"_s));
    add(configKey(
        u"server.engine_threads"_s, Restart, [](auto& o) -> auto& { return o.config.engineThreads; }, WholeNumber { 0, 64 },
        u"0: one for each core"_s));
    return keys;
}

}
