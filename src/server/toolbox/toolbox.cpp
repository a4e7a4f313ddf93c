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
    for (auto source = m_sources.cbegin(); source != m_sources.cend(); ++source) {
        for (const mcp::ToolSpec& tool : (*source)->tools()) {
            const auto standsForIt = [&tool](const ToolSource* earlier) { return earlier->standsFor(tool.name); };
            if (names.contains(tool.name) || std::any_of(m_sources.cbegin(), source, standsForIt))
                continue;
            names.insert(tool.name);
            if (!m_gate || m_gate->offers(tool.name, (*source)->makersName(tool.name)))
                all += tool;
        }
    }
    return all;
}

// A tool of that very name comes before one that is also called so.
Toolbox::Place Toolbox::placeOf(const QString& called) const
{
    const auto offers = [](const ToolSource* source, const QString& name) {
        const QVector<mcp::ToolSpec> tools = source->tools();
        return std::any_of(tools.cbegin(), tools.cend(), [&](const mcp::ToolSpec& tool) { return tool.name == name; });
    };
    for (ToolSource* source : m_sources) {
        if (offers(source, called))
            return { source, called };
    }
    for (ToolSource* source : m_sources) {
        if (const QString name = source->ownName(called); name != called && offers(source, name))
            return { source, name };
    }
    return {};
}

void Toolbox::call(const QString& name, const QJsonObject& arguments, const ToolResult& done, const QString& actor)
{
    const Place place = placeOf(name);
    if (place.source && m_gate)
        m_gate->pass(
            place.name, arguments, [&](ToolResult result) { place.source->call(place.name, arguments, std::move(result)); }, done, actor,
            place.source->makersName(place.name));
    else if (place.source)
        place.source->call(place.name, arguments, done);
    else if (m_gate)
        m_gate->miss(name, arguments, done, actor);
    else
        done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "Tool %1 not found.").arg(name.left(80)) });
}

}
