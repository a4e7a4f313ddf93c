// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/deviceprofile.h"

#include "server/turnreportjson.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxPromptCharacters = 8000;
constexpr qsizetype maxNameCharacters = 200;
constexpr qsizetype maxNames = 32;

std::optional<EngineKind> kindNamed(const QString& name)
{
    for (const EngineKind kind : { EngineKind::Detector, EngineKind::Recogniser, EngineKind::Chat, EngineKind::Synthesiser,
             EngineKind::Vision, EngineKind::Memory, EngineKind::Intent }) {
        if (name == nameOf(kind))
            return kind;
    }
    return std::nullopt;
}

Error wrong(const QString& key, const QString& wanted)
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", "The field %1 takes %2.").arg(key, wanted) };
}

// Names, or one name for a list of one.
std::optional<QStringList> namesOf(const QJsonValue& value)
{
    const QJsonArray array = value.isString() ? QJsonArray { value } : value.toArray();
    if ((!value.isString() && !value.isArray()) || array.size() > maxNames)
        return std::nullopt;
    QStringList names;
    for (const auto& entry : array) {
        const QString name = entry.toString().trimmed();
        if (name.isEmpty() || name.size() > maxNameCharacters)
            return std::nullopt;
        names.append(name);
    }
    return names;
}

Result<QJsonValue> textOf(const QString& key, const QJsonValue& value, qsizetype longest)
{
    if (!value.isString() || value.toString().size() > longest)
        return wrong(key, QCoreApplication::translate("myna", "a text of at most %1 characters").arg(longest));
    return value;
}

Result<QJsonValue> enginesOf(const QJsonValue& value)
{
    QJsonObject engines;
    const QJsonObject wanted = value.toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const auto names = namesOf(it.value());
        if (!kindNamed(it.key()) || !names)
            return wrong(u"engines."_s + it.key().left(40), QCoreApplication::translate("myna", "a list of names of engines"));
        engines.insert(it.key(), QJsonArray::fromStringList(*names));
    }
    if (!value.isObject())
        return wrong(u"engines"_s, QCoreApplication::translate("myna", "a list of names for each kind of engine"));
    return QJsonValue(engines);
}

std::optional<ToolDecisions> decisionsOf(const QJsonValue& value)
{
    static const QHash<QString, ToolDecision> known { { u"allow"_s, ToolDecision::Allow }, { u"ask"_s, ToolDecision::Ask },
        { u"deny"_s, ToolDecision::Deny } };
    ToolDecisions decisions;
    const QJsonObject wanted = value.toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QString decision = it.value().toString();
        if (it.key().trimmed().isEmpty() || it.key().size() > maxNameCharacters || !known.contains(decision))
            return std::nullopt;
        decisions.insert(it.key().trimmed(), known.value(decision));
    }
    return value.isObject() && decisions.size() <= maxNames ? std::optional(decisions) : std::nullopt;
}

Result<QJsonValue> checked(const QString& key, const QJsonValue& value)
{
    if (key == u"language") {
        if (value.toString() != u"en" && value.toString() != u"zh")
            return wrong(key, u"\"en\", \"zh\""_s);
        return value;
    }
    if (key == u"prompt")
        return textOf(key, value, maxPromptCharacters);
    if (key == u"voice")
        return textOf(key, value, maxNameCharacters);
    if (key == u"engines")
        return enginesOf(value);
    if (key == u"blocked_tools") {
        const auto names = namesOf(value);
        if (!names)
            return wrong(key, QCoreApplication::translate("myna", "a list of names of tools"));
        return QJsonValue(QJsonArray::fromStringList(*names));
    }
    if (key == u"tools") {
        if (!decisionsOf(value))
            return wrong(
                key, QCoreApplication::translate("myna", "\"allow\" or \"deny\" for each tool, or for a family with * at its end"));
        return value;
    }
    if (key == u"remembers") {
        if (!value.isBool())
            return wrong(key, u"true, false"_s);
        return value;
    }
    return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "A profile has no field %1.").arg(key.left(40)) };
}

}

Persona standardPersona(const ServerOptions& options)
{
    Persona persona;
    persona.language = options.language;
    persona.prompt = options.config.prompt;
    persona.voice = options.config.voice;
    persona.engines = options.config.selection;
    return persona;
}

Persona personaOf(const QJsonObject& profile, Persona standard)
{
    Persona persona = std::move(standard);
    for (auto it = profile.begin(); it != profile.end(); ++it) {
        const auto value = checked(it.key(), it.value());
        if (!value)
            continue;
        if (it.key() == u"language")
            persona.language = value->toString();
        else if (it.key() == u"prompt")
            persona.prompt = value->toString();
        else if (it.key() == u"voice")
            persona.voice = value->toString();
        else if (it.key() == u"blocked_tools")
            persona.blockedTools = namesOf(value.value()).value_or(QStringList());
        else if (it.key() == u"tools")
            persona.toolDecisions = decisionsOf(value.value()).value_or(ToolDecisions());
        else if (it.key() == u"remembers")
            persona.remembers = value->toBool();
        else if (it.key() == u"engines") {
            const QJsonObject engines = value->toObject();
            for (auto engine = engines.begin(); engine != engines.end(); ++engine)
                persona.engines.insert(*kindNamed(engine.key()), namesOf(engine.value()).value_or(QStringList()));
        }
    }
    return persona;
}

Result<QJsonObject> changedProfile(const QJsonObject& profile, const QJsonObject& wishes)
{
    QJsonObject changed = profile;
    for (auto it = wishes.begin(); it != wishes.end(); ++it) {
        if (it.value().isNull()) {
            changed.remove(it.key());
            continue;
        }
        const auto value = checked(it.key(), it.value());
        if (!value)
            return value.error();
        changed.insert(it.key(), value.value());
    }
    return changed;
}

}
