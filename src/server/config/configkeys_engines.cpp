// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configreaders.h"
#include "server/config/masking.h"
#include "server/config/referenceengines.h"
#include "server/config/suggestion.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t maxEntries = 200; // of one kind

void warnOfSecrets(const ConfigValue& value, const QString& key, KeyReading& reading, const QString& below)
{
    for (const ConfigEntry& entry : value.entries)
        warnOfSecrets(entry.value, entry.key, reading, below + u'.' + entry.key);
    for (const ConfigValue& item : value.items)
        warnOfSecrets(item, key, reading, below);
    if (isSecretName(key))
        warnOfPlainSecret(value, reading, below);
}

// The type of one entry: what it says, or what the entry of that name is elsewhere. Empty: there is none.
QString typeOf(EngineKind kind, const ConfigEntry& entry)
{
    const ConfigValue* const written = entry.value.find(u"type"_s);
    if (written && written->isText() && !written->text.isEmpty())
        return written->text;
    if (const EnginePreset* const preset = findEnginePreset(kind, entry.key))
        return preset->type;
    return builtInEngines(kind).contains(entry.key) ? entry.key : QString();
}

std::optional<EngineSpec> readEntry(EngineKind kind, const ConfigEntry& entry, KeyReading& reading)
{
    const QString below = u'.' + entry.key;
    if (!entry.value.isMap() && entry.value.kind != ConfigValue::Kind::Null) {
        reading.wrong(entry.value, QCoreApplication::translate("myna", "must be a section with type and settings"), below);
        return std::nullopt;
    }
    EngineSpec spec { kind, entry.key, typeOf(kind, entry), {} };
    const bool isHere = isEngineTypeHere(kind, spec.type);
    if (!isHere && !isReferenceEngineType(kind, spec.type)) {
        const QString meant = nearest(spec.type, engineTypesHere(kind));
        const QString known = engineTypesHere(kind).join(u", "_s);
        reading.wrong(entry.value,
            spec.type.isEmpty() ? QCoreApplication::translate("myna", "needs a type, one of %1").arg(known)
                : meant.isEmpty()
                ? QCoreApplication::translate("myna", "has a type nobody knows, \"%1\"; there are %2").arg(spec.type, known)
                : QCoreApplication::translate("myna", "has a type nobody knows, \"%1\"; did you mean %2?").arg(spec.type, meant),
            below);
        return std::nullopt;
    }
    if (!isHere) {
        reading.note(entry.value,
            QCoreApplication::translate("myna", "has the type %1, which this server does not have; it has %2")
                .arg(spec.type, engineTypesHere(kind).join(u", "_s)),
            below);
        return std::nullopt;
    }
    if (const EnginePreset* const preset = findEnginePreset(kind, entry.key); preset && preset->type == spec.type)
        spec.settings = preset->settings;
    const QJsonObject written = toJson(entry.value).toObject();
    for (auto it = written.begin(); it != written.end(); ++it) {
        // What the owner calls `url` replaces the preset's `base_url`.
        if (it.key() == u"url"_s)
            spec.settings.remove(u"base_url"_s);
        if (it.key() != u"type"_s)
            spec.settings.insert(it.key(), it.value());
    }
    warnOfSecrets(entry.value, {}, reading, below);
    return spec;
}

void readEngines(EngineKind kind, const ConfigValue& value, ServerOptions& options, KeyReading& reading)
{
    if (value.isText() || value.kind == ConfigValue::Kind::List || value.entries.size() > maxEntries) {
        reading.wrong(value, QCoreApplication::translate("myna", "must be a section of engines, each with a name of your choice"));
        return;
    }
    QVector<EngineSpec> specs;
    for (const ConfigEntry& entry : value.entries) {
        if (const auto spec = readEntry(kind, entry, reading))
            specs.append(*spec);
    }
    options.config.engines.removeIf([kind](const EngineSpec& spec) { return spec.kind == kind; });
    options.config.engines += specs;
}

QJsonObject tellEngines(EngineKind kind, const ServerOptions& options)
{
    QJsonObject told;
    for (const EngineSpec& spec : options.config.engines) {
        if (spec.kind != kind)
            continue;
        QJsonObject entry = spec.settings;
        entry.insert(u"type"_s, spec.type);
        told.insert(spec.name, entry);
    }
    return told;
}

ConfigKey engineSection(EngineKind kind)
{
    ConfigKey key;
    key.name = kindName(kind);
    key.when = KeyClass::NextSession;
    key.form = u"section: name → type and settings"_s;
    key.meaning = u"engines by names of your choice"_s;
    key.read
        = [kind](const ConfigValue& value, ServerOptions& options, KeyReading& reading) { readEngines(kind, value, options, reading); };
    key.tell = [kind](const ServerOptions& options) { return tellEngines(kind, options); };
    key.copy = [kind](const ServerOptions& from, ServerOptions& to) {
        to.config.engines.removeIf([kind](const EngineSpec& spec) { return spec.kind == kind; });
        for (const EngineSpec& spec : from.config.engines) {
            if (spec.kind == kind)
                to.config.engines.append(spec);
        }
    };
    return key;
}

// Only the names are read here; whether they exist is judged when every section is known.
ConfigKey selection(EngineKind kind)
{
    ConfigKey key;
    key.name = u"selected_module."_s + kindName(kind);
    key.when = KeyClass::NextSession;
    key.form = u"name or list of names"_s;
    key.meaning = u"the first is asked first, the others when it fails; empty: what is built in"_s;
    key.read = [kind](const ConfigValue& value, ServerOptions& options, KeyReading& reading) {
        const auto names = readTexts(value, reading);
        if (!names)
            return;
        if (names->isEmpty())
            options.config.selection.remove(kind);
        else
            options.config.selection.insert(kind, *names);
    };
    key.tell = [kind](const ServerOptions& options) { return QJsonArray::fromStringList(options.config.selection.value(kind)); };
    key.copy = [kind](const ServerOptions& from, ServerOptions& to) {
        to.config.selection.remove(kind);
        if (from.config.selection.contains(kind))
            to.config.selection.insert(kind, from.config.selection.value(kind));
    };
    return key;
}

std::vector<ConfigKey> limitKeys()
{
    using enum KeyClass;
    return {
        configKey(
            u"tool_call_timeout"_s, NextSession, [](auto& o) -> auto& { return o.config.engineLimits.toolCall; }, Seconds { 1, 600 },
            u"how long a tool may take"_s),
        configKey(
            u"engine_limits.recogniser_tries"_s, NextSession, [](auto& o) -> auto& { return o.config.engineLimits.recogniserTries; },
            WholeNumber { 1, 10 }, u"before the next recogniser is asked"_s),
        configKey(
            u"engine_limits.recogniser_first_ms"_s, NextSession, [](auto& o) -> auto& { return o.config.engineLimits.recogniserFirst; },
            Milliseconds { 200, 120000 }, u"from the end of speech to what was understood"_s),
        configKey(
            u"engine_limits.chat_first_ms"_s, NextSession, [](auto& o) -> auto& { return o.config.engineLimits.chatFirst; },
            Milliseconds { 200, 300000 }, u"from the question to the first word"_s),
        configKey(
            u"engine_limits.voice_first_ms"_s, NextSession, [](auto& o) -> auto& { return o.config.engineLimits.voiceFirst; },
            Milliseconds { 200, 120000 }, u"from a sentence to its first sound"_s),
        configKey(
            u"engine_limits.breaker_failures"_s, NextSession, [](auto& o) -> auto& { return o.config.engineLimits.breakerFailures; },
            WholeNumber { 1, 100 }, u"in a row, after which an engine rests"_s),
        configKey(
            u"engine_limits.breaker_rest_ms"_s, NextSession, [](auto& o) -> auto& { return o.config.engineLimits.breakerRest; },
            Milliseconds { 1000, 3600000 }, u"how long it rests"_s),
    };
}

}

std::vector<ConfigKey> engineKeys()
{
    std::vector<ConfigKey> keys;
    for (EngineKind kind : everyEngineKind())
        keys.push_back(selection(kind));
    for (EngineKind kind : everyEngineKind())
        keys.push_back(engineSection(kind));
    for (ConfigKey& key : limitKeys())
        keys.push_back(std::move(key));
    return keys;
}

}
