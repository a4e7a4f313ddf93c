// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configreaders.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList pluginKeys { u"name"_s, u"program"_s, u"arguments"_s, u"sha256"_s, u"time_limit_ms"_s, u"memory_mb"_s };

// empty, or one of these schemes
struct Address
{
    QStringList schemes;

    void read(const ConfigValue& value, QString& target, KeyReading& reading) const
    {
        const auto text = readText(value, 1000, reading);
        if (!text)
            return;
        const QUrl url(*text, QUrl::StrictMode);
        if (!text->isEmpty() && (!url.isValid() || url.host().isEmpty() || !schemes.contains(url.scheme()))) {
            reading.wrong(value,
                QCoreApplication::translate("myna", "must be an address that begins with %1").arg(schemes.join(u":// | "_s) + u"://"_s));
            return;
        }
        if (!url.password().isEmpty())
            warnOfPlainSecret(value, reading);
        target = *text;
    }
    [[nodiscard]] QJsonValue tell(const QString& url) const { return url; }
    [[nodiscard]] QString form() const { return u"address"_s; }
};

struct Level
{
    void read(const ConfigValue& value, QString& target, KeyReading& reading) const
    {
        const QString level = value.text.toLower() == u"warn" ? u"warning"_s : value.text.toLower();
        if (QStringList { u"debug"_s, u"info"_s, u"warning"_s, u"error"_s }.contains(level))
            target = level;
        else
            reading.wrong(value, QCoreApplication::translate("myna", "must be debug, info, warning or error"));
    }
    [[nodiscard]] QJsonValue tell(const QString& level) const { return level; }
    [[nodiscard]] QString form() const { return u"debug, info, warning or error"_s; }
};

std::optional<ToolDecision> decisionOf(const ConfigValue& value, KeyReading& reading, const QString& below = {})
{
    if (value.text == u"allow")
        return ToolDecision::Allow;
    if (value.text == u"ask")
        return ToolDecision::Ask;
    if (value.text == u"deny")
        return ToolDecision::Deny;
    reading.wrong(value, QCoreApplication::translate("myna", "must be allow, ask or deny"), below);
    return std::nullopt;
}

QString decisionName(ToolDecision decision)
{
    switch (decision) {
    case ToolDecision::Allow:
        return u"allow"_s;
    case ToolDecision::Ask:
        return u"ask"_s;
    case ToolDecision::Deny:
        return u"deny"_s;
    }
    return {};
}

struct Decision
{
    void read(const ConfigValue& value, ToolDecision& target, KeyReading& reading) const
    {
        if (const auto decision = decisionOf(value, reading))
            target = *decision;
    }
    [[nodiscard]] QJsonValue tell(ToolDecision decision) const { return decisionName(decision); }
    [[nodiscard]] QString form() const { return u"allow, ask or deny"_s; }
};

struct Decisions
{
    void read(const ConfigValue& value, QHash<QString, ToolDecision>& target, KeyReading& reading) const
    {
        if (value.isText() || value.kind == ConfigValue::Kind::List) {
            reading.wrong(value, QCoreApplication::translate("myna", "must be a section of tool names with allow, ask or deny"));
            return;
        }
        QHash<QString, ToolDecision> decisions;
        for (const ConfigEntry& entry : value.entries) {
            if (const auto decision = decisionOf(entry.value, reading, u'.' + entry.key))
                decisions.insert(entry.key, *decision);
        }
        target = decisions;
    }
    [[nodiscard]] QJsonValue tell(const QHash<QString, ToolDecision>& decisions) const
    {
        QJsonObject object;
        for (auto it = decisions.cbegin(); it != decisions.cend(); ++it)
            object.insert(it.key(), decisionName(it.value()));
        return object;
    }
    [[nodiscard]] QString form() const { return u"section: tool name → allow, ask or deny"_s; }
};

struct Plugins
{
    void read(const ConfigValue& value, QVector<PluginSpec>& target, KeyReading& reading) const
    {
        if (value.isText() || value.isMap()) {
            reading.wrong(value, QCoreApplication::translate("myna", "must be a list of entries with name, program and sha256"));
            return;
        }
        QVector<PluginSpec> plugins;
        for (const ConfigValue& item : value.items) {
            const QString below = u"[%1]"_s.arg(plugins.size() + 1);
            warnOfOthers(item, pluginKeys, reading, below);
            plugins.append(readOne(item, reading, below));
        }
        target = plugins;
    }
    [[nodiscard]] QJsonValue tell(const QVector<PluginSpec>& plugins) const
    {
        QJsonArray array;
        for (const PluginSpec& plugin : plugins) {
            array.append(QJsonObject { { u"name"_s, plugin.name }, { u"program"_s, plugin.program },
                { u"arguments"_s, QJsonArray::fromStringList(plugin.arguments) }, { u"sha256"_s, plugin.sha256 },
                { u"time_limit_ms"_s, qint64(plugin.timeLimit.count()) }, { u"memory_mb"_s, plugin.memoryMegabytes } });
        }
        return array;
    }
    [[nodiscard]] QString form() const { return u"list of name, program, arguments, sha256, time_limit_ms, memory_mb"_s; }

private:
    static PluginSpec readOne(const ConfigValue& item, KeyReading& reading, const QString& below)
    {
        static const QRegularExpression digest(u"^[0-9a-f]{64}$"_s);
        static const QRegularExpression absolute(u"^(/|[A-Za-z]:[/\\\\])"_s);
        const auto part = [&item](const QString& key) {
            const ConfigValue* const found = item.find(key);
            return found ? *found : ConfigValue {};
        };
        PluginSpec plugin;
        plugin.name = part(u"name"_s).text;
        plugin.program = part(u"program"_s).text;
        plugin.sha256 = part(u"sha256"_s).text.toLower();
        if (plugin.name.isEmpty())
            reading.wrong(item, QCoreApplication::translate("myna", "needs a name"), below);
        if (!absolute.match(plugin.program).hasMatch())
            reading.wrong(item, QCoreApplication::translate("myna", "needs a program with its whole path"), below + u".program"_s);
        if (!digest.match(plugin.sha256).hasMatch())
            reading.wrong(item, QCoreApplication::translate("myna", "needs the SHA-256 of the program in 64 hexadecimal digits"),
                below + u".sha256"_s);
        if (const auto arguments = readTexts(part(u"arguments"_s), reading, below + u".arguments"_s))
            plugin.arguments = *arguments;
        if (item.find(u"time_limit_ms"_s))
            plugin.timeLimit = std::chrono::milliseconds(
                readWhole(part(u"time_limit_ms"_s), 100, 60000, reading, below + u".time_limit_ms"_s).value_or(0));
        if (item.find(u"memory_mb"_s))
            plugin.memoryMegabytes = int(readWhole(part(u"memory_mb"_s), 1, 4096, reading, below + u".memory_mb"_s).value_or(0));
        return plugin;
    }
};

}

std::vector<ConfigKey> operationKeys()
{
    using enum KeyClass;
    return {
        configKey(
            u"tools.default"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.standard; }, Decision {},
            u"tools nothing else is said about; ask: the person is asked aloud"_s),
        configKey(
            u"tools.policy"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.decisions; }, Decisions {},
            u"single tools, or families with * at the end"_s),
        configKey(
            u"tools.dangerous_patterns"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.dangerousPatterns; }, WordList {},
            u"arguments with one of these in them are refused"_s),
        configKey(
            u"tools.calls_per_minute"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.callsPerMinute; },
            WholeNumber { 0, 10000 }, u"of one device; 0: as many as it likes"_s),
        configKey(
            u"tools.plugins"_s, Restart, [](auto& o) -> auto& { return o.config.plugins; }, Plugins {},
            u"programs that offer tools, one process each"_s),
        configKey(
            u"database.url"_s, Restart, [](auto& o) -> auto& { return o.config.store.url; }, Address { { u"postgresql"_s, u"postgres"_s } },
            u"empty: SQLite in the data folder"_s),
        configKey(
            u"database.password"_s, Restart, [](auto& o) -> auto& { return o.config.store.password; }, Secret {},
            u"of the database's user"_s),
        configKey(
            u"database.keep_turns_days"_s, Live, [](auto& o) -> auto& { return o.config.store.keepTurnsDays; }, WholeNumber { 0, 36500 },
            u"0: no turn is kept"_s),
        configKey(
            u"database.keep_audit_days"_s, Live, [](auto& o) -> auto& { return o.config.store.keepAuditDays; }, WholeNumber { 1, 36500 },
            u"who did what"_s),
        configKey(
            u"log.log_level"_s, Live, [](auto& o) -> auto& { return o.config.log.level; }, Level {}, u"how much is written"_s),
        configKey(
            u"log.log_dir"_s, Restart, [](auto& o) -> auto& { return o.config.log.folder; }, Words {}, u"empty: logs in the data folder"_s),
        configKey(
            u"log.max_megabytes"_s, Restart, [](auto& o) -> auto& { return o.config.log.maxMegabytes; }, WholeNumber { 1, 1024 },
            u"of one file, before the next begins"_s),
        configKey(
            u"log.keep_days"_s, Restart, [](auto& o) -> auto& { return o.config.log.keepDays; }, WholeNumber { 1, 3650 },
            u"before old files are removed"_s),
        configKey(
            u"notify.webhook"_s, Live, [](auto& o) -> auto& { return o.config.notify.webhook; }, Address { { u"https"_s, u"http"_s } },
            u"told of quarantines, emergency stops and suspicious addresses"_s),
    };
}

}
