// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolpermissions.h"

#include "viewmodels/toolwords.h"

#include <QCollator>

#include <algorithm>

namespace myna::viewmodels {

using mcp::Decision;

namespace {

QString firstSentence(const QString& text)
{
    const QString words = text.simplified();
    const qsizetype stop = words.indexOf(QLatin1String(". "));
    return stop > 0 ? words.left(stop + 1) : words;
}

QString exceptionText(Decision decision, const QString& server)
{
    switch (decision) {
    case Decision::Allow:
        return ToolPermissions::tr("“%1” uses it without asking.").arg(server);
    case Decision::Ask:
        return ToolPermissions::tr("“%1” asks every time.").arg(server);
    case Decision::Deny:
        return ToolPermissions::tr("“%1” never uses it.").arg(server);
    }
    return {};
}

}

ToolPermissions::ToolPermissions(mcp::McpServer& desk, std::function<Scopes()> servers, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_servers(std::move(servers))
{
    connect(&desk, &mcp::McpServer::toolsChanged, this, &ToolPermissions::changed);
}

ToolPermissions::Scopes ToolPermissions::scopes() const
{
    Scopes all { { QString(), tr("All servers") } };
    if (m_servers)
        all += m_servers();
    return all;
}

bool ToolPermissions::isEmpty() const
{
    return m_desk.shelf().empty();
}

ToolPermissions::Row ToolPermissions::rowOf(const mcp::Tool& tool) const
{
    const mcp::ToolDecisions& decisions = m_desk.gate().decisions();
    Row row { .tool = tool.spec.name,
        .title = titleOfTool(tool.spec),
        .description = firstSentence(wordsOfTool(tool.spec)),
        .standard = tool.standard,
        .decision = decisions.judge(tool.spec.name, tool.standard, m_scope),
        .written = decisions.written(tool.spec.name, m_scope).has_value(),
        .risky = tool.standard != Decision::Allow };
    row.exceptions = exceptionsOf(row);
    return row;
}

QStringList ToolPermissions::exceptionsOf(const Row& row) const
{
    QStringList found;
    if (!m_scope.isEmpty() || !m_servers)
        return found;
    for (const auto& [profile, name] : m_servers()) {
        const auto decision = m_desk.gate().decisions().written(row.tool, profile);
        if (decision && *decision != row.decision)
            found << exceptionText(*decision, name);
    }
    return found;
}

std::optional<ToolPermissions::Row> ToolPermissions::row(const QString& tool) const
{
    for (const mcp::Tool& known : m_desk.shelf()) {
        if (known.spec.name == tool)
            return rowOf(known);
    }
    return std::nullopt;
}

QVector<ToolPermissions::Row> ToolPermissions::rows() const
{
    QVector<Row> rows;
    for (const mcp::Tool& tool : m_desk.shelf()) {
        const Row row = rowOf(tool);
        const QString all = row.tool + QLatin1Char(' ') + row.title + QLatin1Char(' ') + row.description;
        if (std::ranges::all_of(m_words, [&all](const QString& word) { return all.contains(word, Qt::CaseInsensitive); }))
            rows.append(row);
    }
    const QCollator order;
    std::ranges::sort(rows, [&order](const Row& a, const Row& b) { return order.compare(a.title, b.title) < 0; });
    return rows;
}

QString ToolPermissions::warning(const Row& row) const
{
    return tr(
        "“%1” can show, change or send away what is yours. If you allow it, the assistant uses it whenever it thinks it should, without "
        "asking you. What it does stands in the list of calls.")
        .arg(row.title);
}

void ToolPermissions::setScope(const QString& profile)
{
    if (std::exchange(m_scope, profile) != profile)
        emit changed();
}

void ToolPermissions::search(const QString& words)
{
    m_words = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    emit changed();
}

void ToolPermissions::decide(const QString& tool, Decision decision)
{
    m_desk.gate().decide(tool, m_scope, decision);
}

void ToolPermissions::reset(const QString& tool)
{
    m_desk.gate().decide(tool, m_scope, std::nullopt);
}

}

#include "moc_toolpermissions.cpp"
