// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolbox.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace myna::server {

void Toolbox::add(ToolSource& source)
{
    m_sources.push_back(&source);
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
            all += tool;
        }
    }
    return all;
}

void Toolbox::call(const QString& name, const QJsonObject& arguments, const ToolResult& done)
{
    for (ToolSource* source : m_sources) {
        const QVector<mcp::ToolSpec> tools = source->tools();
        if (std::any_of(tools.cbegin(), tools.cend(), [&](const mcp::ToolSpec& tool) { return tool.name == name; })) {
            source->call(name, arguments, done);
            return;
        }
    }
    done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "There is no tool named %1.").arg(name) });
}

}
