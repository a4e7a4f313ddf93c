// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolhouse.h"

#include "server/toolbox/servertools.h"

namespace myna::server {

namespace {

QStringList ownNames()
{
    QStringList names { QStringLiteral("end_conversation") };
    const auto tools = ServerTools().tools();
    for (const mcp::ToolSpec& tool : tools)
        names.append(tool.name);
    return names;
}

}

ToolHouse::ToolHouse(const QVector<PluginSpec>& plugins, const PluginTiming& timing, QObject* parent)
    : QObject(parent)
    , m_plugins(plugins, ownNames(), timing)
{
    connect(&m_plugins, &Plugins::failed, this, &ToolHouse::warned);
}

ToolHouse::~ToolHouse() = default;

void ToolHouse::start()
{
    m_plugins.start();
}

std::vector<std::unique_ptr<ToolSource>> ToolHouse::sources()
{
    std::vector<std::unique_ptr<ToolSource>> all;
    all.push_back(std::make_unique<ServerTools>());
    all.push_back(std::make_unique<PluginTools>(m_plugins));
    return all;
}

}

#include "moc_toolhouse.cpp"
