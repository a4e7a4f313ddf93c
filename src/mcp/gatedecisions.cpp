// SPDX-License-Identifier: GPL-3.0-or-later
// What the user's decisions say about a call.
#include "mcp/gate.h"

#include <algorithm>

namespace myna::mcp {

std::optional<Decision> Gate::written(const QString& tool, const QString& profile) const
{
    const auto here = m_decisions.written(tool, profile);
    return here ? here : m_decisions.written(tool, QString());
}

QVector<Deed> Gate::deedsOf(const QString& tool, const QJsonObject& arguments, int depth) const
{
    QVector<Deed> all;
    for (const Deeds& deeds : m_deeds)
        all += deeds(tool, arguments);
    const qsizetype own = depth > 1 ? all.size() : 0;
    for (qsizetype i = 0; i < own; ++i)
        all += deedsOf(QString(all[i].tool), {}, depth - 1);
    return all;
}

// The strictest of what is decided of the call and of all that it does.
Decision Gate::judge(const Tool& tool, const QJsonObject& arguments, const QString& profile) const
{
    constexpr int deepest = 3; // a scene switches the lamp, which is a light at home
    const auto own = written(tool.spec.name, profile);
    Decision decision = own.value_or(tool.standard);
    const QVector<Deed> deeds = deedsOf(tool.spec.name, arguments, deepest);
    for (const Deed& deed : deeds) {
        const auto decided = written(deed.tool, profile);
        if (decided || !own)
            decision = std::max(decision, decided.value_or(deed.standard));
    }
    return decision;
}

bool Gate::offers(const Tool& tool, const QString& profile) const
{
    return m_decisions.judge(tool.spec.name, tool.standard, profile) != Decision::Deny;
}

void Gate::setDecisions(const ToolDecisions& decisions)
{
    if (decisions == m_decisions)
        return;
    m_decisions = decisions;
    emit decisionsChanged();
    decideAgain();
}

void Gate::decide(const QString& tool, const QString& profile, std::optional<Decision> decision)
{
    ToolDecisions decisions = m_decisions;
    decisions.write(tool, profile, decision);
    setDecisions(decisions);
}

}
