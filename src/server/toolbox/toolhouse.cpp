// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolhouse.h"

#include "server/toolbox/farewelltools.h"
#include "server/toolbox/musictools.h"
#include "server/toolbox/newstools.h"
#include "server/toolbox/providerspecs.h"
#include "server/toolbox/roletools.h"
#include "server/toolbox/searchtools.h"
#include "server/toolbox/servertools.h"
#include "server/toolbox/weathertools.h"

#include <QDir>

namespace myna::server {

namespace {

QStringList ownNames()
{
    QStringList names { QStringLiteral("end_conversation"), QStringLiteral("get_weather"), QStringLiteral("get_news"),
        QStringLiteral("web_search"), QStringLiteral("play_music"), QStringLiteral("change_role") };
    const auto tools = ServerTools().tools();
    for (const mcp::ToolSpec& tool : tools)
        names.append(tool.name);
    return names;
}

}

ToolHouse::ToolHouse(const ServerConfig& config, const ProviderTiming& timing, QObject* parent)
    : QObject(parent)
    , m_workers(1)
    , m_providers(providersOf(config), ownNames(), timing)
{
    connect(&m_providers, &ToolProviders::failed, this, &ToolHouse::warned);
}

ToolHouse::~ToolHouse() = default;

void ToolHouse::start()
{
    m_providers.start();
}

std::vector<std::unique_ptr<ToolSource>> ToolHouse::sources(const ToolSituation& situation)
{
    const OwnTools& own = situation.own;
    std::vector<std::unique_ptr<ToolSource>> all;
    all.push_back(std::make_unique<ServerTools>());
    all.push_back(std::make_unique<WeatherTools>(m_web, own.weather, situation.language));
    all.push_back(std::make_unique<NewsTools>(m_web, own.feeds, situation.language));
    all.push_back(std::make_unique<SearchTools>(m_web, own.searchUrl, situation.language));
    const QString music = own.musicFolder.isEmpty() ? QString() : QDir(m_folder).filePath(own.musicFolder);
    all.push_back(std::make_unique<MusicTools>(m_workers, music, situation));
    all.push_back(std::make_unique<RoleTools>(situation));
    all.push_back(std::make_unique<FarewellTools>(situation.hands));
    all.push_back(std::make_unique<ProviderTools>(m_providers));
    return all;
}

}

#include "moc_toolhouse.cpp"
