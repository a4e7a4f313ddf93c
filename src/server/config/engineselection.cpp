// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/engineselection.h"

#include "server/config/configkeys.h"
#include "server/config/masking.h"
#include "server/config/referenceengines.h"
#include "server/config/suggestion.h"
#include "server/engines/enginetypes.h"

#include <QCoreApplication>

#include <algorithm>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

class Chain
{
public:
    Chain(const ConfigValue& tree, EngineKind kind, ServerOptions& options, ConfigFindings& findings)
        : m_kind(kind)
        , m_options(options)
        , m_section(tree.find(kindName(kind)))
        , m_selected(tree.at(u"selected_module."_s + kindName(kind)))
        , m_findings(findings)
        , m_reading(u"selected_module."_s + kindName(kind), findings)
    {
    }

    void resolve()
    {
        const QStringList names = m_options.config.selection.value(m_kind);
        QStringList left;
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (stays(names[i], placeOf(i)) && !left.contains(names[i]))
                left.append(names[i]);
        }
        if (left.isEmpty())
            m_options.config.selection.remove(m_kind);
        else
            m_options.config.selection.insert(m_kind, left);
        for (const EngineSpec& spec : std::as_const(m_options.config.engines)) {
            if (spec.kind == m_kind && left.contains(spec.name))
                warnOfSettings(spec);
        }
    }

private:
    [[nodiscard]] ConfigValue placeOf(qsizetype index) const
    {
        if (!m_selected)
            return {};
        return size_t(index) < m_selected->items.size() ? m_selected->items[size_t(index)] : *m_selected;
    }

    bool stays(const QString& name, const ConfigValue& place)
    {
        for (const EngineSpec& spec : std::as_const(m_options.config.engines)) {
            if (spec.kind == m_kind && spec.name == name)
                return true;
        }
        if (m_section && m_section->find(name))
            return isMissing(name, place); // its entry was read and left out
        if (builtInEngines(m_kind).contains(name) || builtinEngine(m_kind, name))
            return true;
        if (const EnginePreset* const preset = findEnginePreset(m_kind, name))
            return takePreset(*preset, place);
        if (isReferenceEngineType(m_kind, name))
            return isMissing(name, place);
        nobodyKnows(name, place);
        return false;
    }

    // What the engine itself says about its settings.
    void warnOfSettings(const EngineSpec& spec)
    {
        const EngineType* const type = findEngineType(m_kind, spec.type);
        const QString reason = type && type->wrong ? type->wrong(spec) : QString();
        const ConfigValue* const entry = m_section ? m_section->find(spec.name) : nullptr;
        const ConfigValue place = entry ? *entry : placeOf(0);
        if (reason.isEmpty()) {
            warnWithoutKey(spec, place);
            return;
        }
        m_findings.append(
            { ConfigFinding::Severity::Warning, place.file, place.line, QString(kindName(m_kind)) + u'.' + spec.name, reason });
    }

    bool isMissing(const QString& name, const ConfigValue& place)
    {
        const QString builtIn = builtInEngines(m_kind).value(0);
        m_reading.warn(place,
            builtIn.isEmpty()
                ? QCoreApplication::translate("myna", "names %1, which this server does not have; it is left out").arg(name)
                : QCoreApplication::translate("myna", "names %1, which this server does not have; when nothing else is named, %2 is asked")
                      .arg(name, builtIn));
        return false;
    }

    bool takePreset(const EnginePreset& preset, const ConfigValue& place)
    {
        if (!isEngineTypeHere(m_kind, preset.type))
            return isMissing(preset.name, place);
        m_options.config.engines.append({ m_kind, preset.name, preset.type, preset.settings });
        return true;
    }

    void warnWithoutKey(const EngineSpec& spec, const ConfigValue& place)
    {
        for (auto it = spec.settings.begin(); it != spec.settings.end(); ++it) {
            if (isSecretName(it.key()) && it.value().isString()
                && (it.value().toString().isEmpty() || isPlaceholder(it.value().toString()))) {
                m_reading.warn(place, QCoreApplication::translate("myna", "names %1, whose %2 is not filled in").arg(spec.name, it.key()));
                return;
            }
        }
    }

    void nobodyKnows(const QString& name, const ConfigValue& place)
    {
        QStringList known = builtInEngines(m_kind);
        for (const EngineSpec& spec : std::as_const(m_options.config.engines)) {
            if (spec.kind == m_kind)
                known.append(spec.name);
        }
        QString meant = nearest(name, known);
        m_reading.wrong(place,
            meant.isEmpty() ? QCoreApplication::translate("myna", "names %1, but the section %2 has no such entry; there are %3")
                                  .arg(name, QString(kindName(m_kind)), known.join(u", "_s))
                            : QCoreApplication::translate("myna", "names %1, but the section %2 has no such entry; did you mean %3?")
                                  .arg(name, QString(kindName(m_kind)), meant));
    }

    EngineKind m_kind;
    ServerOptions& m_options;
    const ConfigValue* m_section;
    const ConfigValue* m_selected;
    ConfigFindings& m_findings;
    KeyReading m_reading;
};

}

void resolveSelection(const ConfigValue& tree, ServerOptions& options, ConfigFindings& findings)
{
    for (EngineKind kind : everyEngineKind())
        Chain(tree, kind, options, findings).resolve();
}

}
