// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/tooldecisions.h"

#include "base/enumtable.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace myna::mcp {

namespace {

constexpr auto names = std::to_array<Word<Decision>>({
    { Decision::Allow, QLatin1String("allow") },
    { Decision::Ask, QLatin1String("ask") },
    { Decision::Deny, QLatin1String("deny") },
});

}

std::optional<Decision> ToolDecisions::written(const QString& tool, const QString& profile) const
{
    const auto tools = m_profiles.constFind(profile);
    if (tools == m_profiles.cend())
        return std::nullopt;
    const auto decision = tools->constFind(tool);
    return decision == tools->cend() ? std::nullopt : std::optional(*decision);
}

Decision ToolDecisions::judge(const QString& tool, Decision standard, const QString& profile) const
{
    auto decision = written(tool, profile);
    if (!decision)
        decision = written(tool, QString());
    return decision.value_or(standard);
}

void ToolDecisions::write(const QString& tool, const QString& profile, std::optional<Decision> decision)
{
    if (!decision) {
        if (const auto tools = m_profiles.find(profile); tools != m_profiles.end()) {
            tools->remove(tool);
            if (tools->isEmpty())
                m_profiles.erase(tools);
        }
        return;
    }
    if (!m_profiles.contains(profile) && m_profiles.size() >= mostProfiles)
        return;
    auto& tools = m_profiles[profile];
    if (tools.contains(tool) || tools.size() < mostTools)
        tools.insert(tool, *decision);
}

void ToolDecisions::forget(const QString& profile)
{
    m_profiles.remove(profile);
}

void ToolDecisions::keepOnly(const QStringList& profiles)
{
    m_profiles.removeIf([&profiles](const auto& entry) { return !entry.key().isEmpty() && !profiles.contains(entry.key()); });
}

QByteArray ToolDecisions::toJson() const
{
    QJsonObject all;
    for (auto profile = m_profiles.cbegin(); profile != m_profiles.cend(); ++profile) {
        QJsonObject tools;
        for (auto tool = profile->cbegin(); tool != profile->cend(); ++tool)
            tools.insert(tool.key(), QString(wordOf(names, tool.value())));
        all.insert(profile.key(), tools);
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

ToolDecisions ToolDecisions::fromJson(const QByteArray& text)
{
    ToolDecisions decisions;
    const QJsonObject all = QJsonDocument::fromJson(text).object();
    for (auto profile = all.begin(); profile != all.end(); ++profile) {
        const QJsonObject tools = profile.value().toObject();
        for (auto tool = tools.begin(); tool != tools.end(); ++tool) {
            if (const auto decision = valueOf<Decision>(names, tool.value().toString()))
                decisions.write(tool.key(), profile.key(), *decision);
        }
    }
    return decisions;
}

}
