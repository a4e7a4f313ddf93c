// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolbox.h"

#include "server/toolbox/gate.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace myna::server {

void Toolbox::add(ToolSource& source)
{
    m_sources.push_back(&source);
}

void Toolbox::setGate(Gate& gate)
{
    m_gate = &gate;
}

QVector<mcp::ToolSpec> Toolbox::tools() const
{
    QVector<mcp::ToolSpec> all;
    QSet<QString> names;
    for (const ToolSource* source : m_sources) {
        for (const mcp::ToolSpec& tool : source->tools()) {
            if (names.contains(tool.name))
                continue;
            names.insert(tool.name);
            if (!m_gate || m_gate->offers(tool.name))
                all += tool;
        }
    }
    return all;
}

ToolSource* Toolbox::sourceOf(const QString& name) const
{
    for (ToolSource* source : m_sources) {
        const QVector<mcp::ToolSpec> tools = source->tools();
        if (std::any_of(tools.cbegin(), tools.cend(), [&](const mcp::ToolSpec& tool) { return tool.name == name; }))
            return source;
    }
    return nullptr;
}

void Toolbox::call(const QString& name, const QJsonObject& arguments, const ToolResult& done)
{
    ToolSource* const source = sourceOf(name);
    if (source && m_gate)
        m_gate->pass(
            name, arguments, [&](ToolResult result) { source->call(name, arguments, std::move(result)); }, done);
    else if (source)
        source->call(name, arguments, done);
    else if (m_gate)
        m_gate->miss(name, arguments, done);
    else
        done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "Tool %1 not found.").arg(name) });
}

}
