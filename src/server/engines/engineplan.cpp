// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/engineplan.h"

#include "server/turnreportjson.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

QString typesOf(EngineKind kind)
{
    QStringList names;
    for (const EngineType& type : engineTypes()) {
        if (type.kind == kind)
            names << type.type;
    }
    return names.join(u", "_s);
}

}

EnginePlan::EnginePlan(const ServerConfig& config, const EnginePlan* before)
    : m_limits(config.engineLimits)
    , m_toolRounds(config.dialogue.toolRounds)
    , m_exitWords(config.dialogue.exitCommands)
    , m_selection(config.selection)
{
    for (const EngineSpec& spec : config.engines)
        add(spec, before);
    for (const EngineType& type : engineTypes()) { // what comes with the program can always be selected
        if (!type.builtin.isEmpty() && !find(type.kind, type.builtin))
            add({ type.kind, type.builtin, type.type, {} }, before);
        if (!type.builtin.isEmpty() && m_selection.value(type.kind).isEmpty())
            m_selection.insert(type.kind, { type.builtin });
    }
}

void EnginePlan::add(const EngineSpec& spec, const EnginePlan* before)
{
    const EngineType* const type = findEngineType(spec.kind, spec.type);
    const PlannedEngine* const old = before ? before->find(spec.kind, spec.name) : nullptr;
    if (old && old->spec == spec && before->m_limits == m_limits) {
        old->health->forgiveRefusal();
        m_engines.push_back(*old);
        return;
    }
    const BreakerRules rules { m_limits.breakerFailures, m_limits.breakerRest, !type || !type->isHere };
    m_engines.push_back({ spec, type, std::make_shared<EngineHealth>(rules) });
}

QStringList EnginePlan::selected(EngineKind kind, const EngineSelection& wish) const
{
    const QStringList wished = wish.value(kind);
    return wished.isEmpty() ? m_selection.value(kind) : wished;
}

QString EnginePlan::intentType(const EngineSelection& wish) const
{
    const PlannedEngine* const intent = find(EngineKind::Intent, selected(EngineKind::Intent, wish).value(0));
    return intent && intent->type ? QString(intent->type->type) : QString();
}

QStringList EnginePlan::models(QStringList names) const
{
    names.removeIf([this](const QString& name) {
        const PlannedEngine* const engine = find(EngineKind::Chat, name);
        return !engine || !engine->type || engine->type->isHere;
    });
    return names;
}

const PlannedEngine* EnginePlan::find(EngineKind kind, const QString& name) const
{
    const auto named = [&](const QString& wanted) {
        return std::find_if(m_engines.begin(), m_engines.end(), [&](const PlannedEngine& engine) {
            return engine.spec.kind == kind && engine.spec.name.compare(wanted, Qt::CaseInsensitive) == 0;
        });
    };
    auto found = named(name);
    if (found == m_engines.end()) {
        if (const EngineType* type = builtinEngine(kind, name)) // by its type: "espeak"
            found = named(type->builtin);
    }
    return found == m_engines.end() ? nullptr : &*found;
}

QVector<EngineFinding> wrongEngines(const ServerConfig& config)
{
    QVector<EngineFinding> wrong;
    for (const EngineSpec& spec : config.engines) {
        const QString key = QString(nameOf(spec.kind)) + u'.' + spec.name;
        const EngineType* const type = findEngineType(spec.kind, spec.type);
        if (!type) {
            wrong.append({ key + u".type"_s,
                QCoreApplication::translate("myna", "There is no engine of type “%1” here. Known types: %2.")
                    .arg(spec.type, typesOf(spec.kind)) });
        } else if (const QString reason = type->wrong ? type->wrong(spec) : QString(); !reason.isEmpty()) {
            wrong.append({ key, reason });
        }
    }
    const EnginePlan plan(config, nullptr);
    for (const EngineKind kind : engineKinds) {
        for (const QString& name : config.selection.value(kind)) {
            if (!plan.find(kind, name)) {
                wrong.append({ u"selected_module."_s + nameOf(kind),
                    QCoreApplication::translate("myna", "“%1” is selected, but there is no engine of that name below %2.")
                        .arg(name, nameOf(kind)) });
            }
        }
    }
    return wrong;
}

}
