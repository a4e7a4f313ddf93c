// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolpolicy.h"

#include "server/toolbox/toolgroups.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace myna::server {

namespace {

// How much of the name the pattern says; nothing: it is about other names.
std::optional<qsizetype> match(const QString& pattern, const QString& tool)
{
    const QString wanted = pattern.trimmed();
    if (wanted.endsWith(u'*')) {
        const QStringView family = QStringView(wanted).chopped(1);
        return tool.startsWith(family, Qt::CaseInsensitive) ? std::optional(family.size()) : std::nullopt;
    }
    return wanted.compare(tool, Qt::CaseInsensitive) == 0 ? std::optional(tool.size() + 1) : std::nullopt;
}

}

std::optional<ToolDecision> decisionFor(const ToolDecisions& decisions, const QString& tool)
{
    std::optional<ToolDecision> decision;
    qsizetype best = -1;
    for (auto it = decisions.cbegin(); it != decisions.cend(); ++it) {
        const auto length = match(it.key(), tool);
        // Two ways of writing the same name: the careful one counts.
        if (length && (*length > best || (*length == best && it.value() > *decision))) {
            best = *length;
            decision = it.value();
        }
    }
    return decision;
}

ToolPolicy::ToolPolicy(ToolConfig config, const Persona& persona)
    : m_config(std::move(config))
    , m_own(persona.toolDecisions)
    , m_blocked(persona.blockedTools)
    , m_danger(m_config.dangerousPatterns)
{
}

std::optional<ToolDecision> ToolPolicy::decision(const QString& tool) const
{
    if (const auto own = decisionFor(m_own, tool))
        return own;
    if (const auto shared = decisionFor(m_config.decisions, tool))
        return shared;
    return m_config.standard == ToolDecision::Allow ? std::nullopt : std::optional(m_config.standard);
}

std::optional<ToolDenial> ToolPolicy::decided(const QString& tool) const
{
    if (std::any_of(m_blocked.cbegin(), m_blocked.cend(), [&](const QString& name) { return match(name, tool).has_value(); }))
        return ToolDenial::Blocked;
    const auto owners = decision(tool);
    if (!owners)
        return std::nullopt;
    return *owners == ToolDecision::Deny ? ToolDenial::Decided : ToolDenial::None;
}

std::optional<ToolDenial> ToolPolicy::decided(const QString& tool, const QString& makersName) const
{
    const auto denial = decided(tool);
    if (makersName.isEmpty() || makersName == tool || (denial && *denial != ToolDenial::None))
        return denial;
    const auto makers = decided(makersName);
    return makers ? makers : denial;
}

bool ToolPolicy::wantsConsent(const QString& tool, const QString& makersName) const
{
    return decision(tool) == ToolDecision::Ask || (!makersName.isEmpty() && decision(makersName) == ToolDecision::Ask);
}

ToolDenial ToolPolicy::judge(const QString& tool, const QJsonObject& arguments, const QString& makersName) const
{
    const auto denial = decided(tool, makersName);
    if (denial && *denial != ToolDenial::None)
        return *denial;
    if (!denial && groupVerdict(tool, arguments) == GroupVerdict::Unusual)
        return ToolDenial::Unusual;
    return m_danger.find(arguments) ? ToolDenial::Dangerous : ToolDenial::None;
}

bool ToolPolicy::mayOffer(const QString& tool, const QString& makersName) const
{
    return decided(tool, makersName).value_or(groupVerdict(tool) == GroupVerdict::Unusual ? ToolDenial::Unusual : ToolDenial::None)
        == ToolDenial::None;
}

QString denialText(ToolDenial denial, const QString& tool)
{
    switch (denial) {
    case ToolDenial::None:
        return {};
    case ToolDenial::Blocked:
        return QCoreApplication::translate("myna", "This device may not use the tool %1. The owner of the server can change that.")
            .arg(tool);
    case ToolDenial::Decided:
        return QCoreApplication::translate("myna", "The owner of the server does not allow the tool %1.").arg(tool);
    case ToolDenial::Unusual:
        return QCoreApplication::translate(
            "myna", "The tool %1 is more than such a thing usually does, so it is not used until the owner of the server allows it.")
            .arg(tool);
    case ToolDenial::Dangerous:
        return QCoreApplication::translate(
            "myna", "The tool %1 was not used: there are words in its arguments that the server does not pass on.")
            .arg(tool);
    }
    return {};
}

}
