// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/dangerwords.h"
#include "server/config/serverconfig.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace myna::server {

enum class ToolDenial {
    None, // it may be called
    Blocked, // for this device
    Decided, // by the owner, for all or for this device
    Unusual, // nobody decided, and it is not what such a thing usually does
    Dangerous, // words in its arguments
};

// Whether a tool may be called, and with what. In this order: the device's blocked tools, the device's own decisions, the decisions for
// all (a whole name before a family, a longer family before a shorter one), household things by their usual actions, the standard.
// Dangerous words are refused whatever was decided. Names are compared without case. A tool that got another name here is judged by the
// name its maker gave it, too (`makersName`, empty: the same), and the stricter decision counts.
class ToolPolicy
{
public:
    ToolPolicy(ToolConfig config, const Persona& persona);

    [[nodiscard]] ToolDenial judge(const QString& tool, const QJsonObject& arguments, const QString& makersName = {}) const;
    [[nodiscard]] bool wantsConsent(const QString& tool, const QString& makersName = {}) const; // of the person, each time
    [[nodiscard]] bool mayOffer(
        const QString& tool, const QString& makersName = {}) const; // there are arguments with which it may be called

private:
    [[nodiscard]] std::optional<ToolDecision> decision(const QString& tool) const; // the owner's; nothing: nobody decided
    [[nodiscard]] std::optional<ToolDenial> decided(const QString& tool) const; // as well
    [[nodiscard]] std::optional<ToolDenial> decided(const QString& tool, const QString& makersName) const;

    ToolConfig m_config;
    ToolDecisions m_own;
    QStringList m_blocked;
    mcp::DangerWords m_danger;
};

// What is written about `tool` there.
std::optional<ToolDecision> decisionFor(const ToolDecisions& decisions, const QString& tool);
QString denialText(ToolDenial denial, const QString& tool); // a sentence an assistant can say

}
