// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/keywalk.h"

#include "server/config/configkeys.h"
#include "server/config/referencekeys.h"
#include "server/config/suggestion.h"

#include <QCoreApplication>

#include <algorithm>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxFindings = 500; // of keys nobody knows: more help nobody

QStringList knownNames()
{
    QStringList names = referenceKeyNames();
    for (const ConfigKey& key : configKeys())
        names.append(key.name);
    return names;
}

class Walk
{
public:
    Walk(ServerOptions& options, ConfigFindings& findings)
        : m_options(options)
        , m_findings(findings)
    {
    }

    void walk(const ConfigValue& map, const QString& prefix)
    {
        for (const ConfigEntry& entry : map.entries)
            visit(entry, prefix + entry.key, prefix);
    }

private:
    using Severity = ConfigFinding::Severity;

    void visit(const ConfigEntry& entry, const QString& name, const QString& prefix)
    {
        const auto key = std::find_if(configKeys().begin(), configKeys().end(), [&](const ConfigKey& each) { return each.name == name; });
        if (key != configKeys().end())
            read(*key, entry);
        else if (const ReferenceKey* const other = findReferenceKey(name))
            add(other->warns ? Severity::Warning : Severity::Info, entry, name,
                name + u' ' + QCoreApplication::translate("myna", other->text));
        else if (!isSection(name))
            unknown(entry, name, prefix);
        else if (entry.value.isMap() || entry.value.kind == ConfigValue::Kind::Null)
            walk(entry.value, name + u'.');
        else
            add(Severity::Error, entry, name, QCoreApplication::translate("myna", "%1 must be a section with keys of its own.").arg(name));
    }

    void read(const ConfigKey& key, const ConfigEntry& entry)
    {
        KeyReading reading(key.name, m_findings);
        ServerOptions unused = m_options;
        const bool fixed = m_options.fixedKeys.contains(key.name);
        ConfigValue value = entry.value;
        if (value.kind == ConfigValue::Kind::Null) {
            value.line = entry.line;
            value.file = entry.file;
        }
        key.read(value, fixed ? unused : m_options, reading);
    }

    [[nodiscard]] bool isSection(const QString& name) const
    {
        return std::any_of(m_known.begin(), m_known.end(), [&](const QString& known) { return known.startsWith(name + u'.'); });
    }

    void unknown(const ConfigEntry& entry, const QString& name, const QString& prefix)
    {
        const QString meant = meantBy(entry.key, prefix);
        add(Severity::Warning, entry, name,
            meant.isEmpty() ? QCoreApplication::translate("myna", "%1 is a key this version does not know; it is ignored.").arg(name)
                            : QCoreApplication::translate("myna", "%1 is a key this version does not know; it is ignored. Did you mean %2?")
                                  .arg(name, meant));
    }

    // A neighbour of nearly the same name, or a key of that name in another section.
    [[nodiscard]] QString meantBy(const QString& word, const QString& prefix) const
    {
        QStringList neighbours;
        for (const QString& known : m_known) {
            if (known.startsWith(prefix))
                neighbours.append(known.mid(prefix.size()).section(u'.', 0, 0));
        }
        if (const QString near = nearest(word, neighbours); !near.isEmpty())
            return prefix + near;
        const auto elsewhere
            = std::find_if(m_known.begin(), m_known.end(), [&](const QString& known) { return known.section(u'.', -1) == word; });
        return elsewhere == m_known.end() ? QString() : *elsewhere;
    }

    void add(Severity severity, const ConfigEntry& entry, const QString& name, const QString& text)
    {
        if (severity == Severity::Error || m_findings.size() < maxFindings)
            m_findings.append({ severity, entry.file, entry.line, name, text });
    }

    ServerOptions& m_options;
    ConfigFindings& m_findings;
    const QStringList m_known = knownNames();
};

}

void walkKeys(const ConfigValue& tree, ServerOptions& options, ConfigFindings& findings)
{
    Walk(options, findings).walk(tree, {});
}

}
