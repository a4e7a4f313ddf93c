// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/providerspecs.h"

#include "server/engines/net/enginenetwork.h"
#include "server/toolbox/endpointline.h"
#include "server/toolbox/httpline.h"
#include "server/toolbox/pluginsandbox.h"
#include "server/toolbox/programline.h"
#include "server/toolbox/sseline.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int outsideCalls = 8; // at once
constexpr int outsideLate = 3; // calls without an answer in a row
constexpr qsizetype outsideLine = qsizetype(8) * 1024 * 1024; // bytes: a picture fits
constexpr qint64 outsideAnswer = qint64(16) * 1024 * 1024;
constexpr std::chrono::milliseconds farewell { 1000 };

// What programs need to find themselves and their files; whatever else this server's environment holds is none of their business.
constexpr auto inherited = std::to_array<QLatin1String>({
    QLatin1String("PATH"),
    QLatin1String("HOME"),
    QLatin1String("USER"),
    QLatin1String("LOGNAME"),
    QLatin1String("SHELL"),
    QLatin1String("LANG"),
    QLatin1String("LC_ALL"),
    QLatin1String("TZ"),
    QLatin1String("TMPDIR"),
    QLatin1String("XDG_CACHE_HOME"),
    QLatin1String("XDG_CONFIG_HOME"),
    QLatin1String("XDG_DATA_HOME"),
    QLatin1String("XDG_RUNTIME_DIR"),
    QLatin1String("APPDATA"),
    QLatin1String("LOCALAPPDATA"),
    QLatin1String("USERPROFILE"),
    QLatin1String("SYSTEMROOT"),
    QLatin1String("TEMP"),
    QLatin1String("PATHEXT"),
});

Result<> prepareProgram(const McpServerSpec& server, QProcess& process)
{
    const QString program = QDir::isAbsolutePath(server.program) ? server.program : QStandardPaths::findExecutable(server.program);
    if (program.isEmpty())
        return Error { Error::Code::NotFound,
            QCoreApplication::translate(
                "myna", "The tool server %1 cannot be started: there is no program %2 here. Install it, or write its whole path.")
                .arg(server.name, server.program) };
    const QProcessEnvironment ours = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment environment;
    for (const QLatin1String name : inherited) {
        if (ours.contains(name))
            environment.insert(name, ours.value(name));
    }
    for (const auto& [name, value] : server.environment)
        environment.insert(name, value);
    process.setProgram(program);
    process.setArguments(server.arguments);
    process.setProcessEnvironment(environment);
    if (!server.folder.isEmpty())
        process.setWorkingDirectory(server.folder);
    leadGroup(process);
    return {};
}

ProgramStart programStart(const McpServerSpec& server)
{
    ProgramStart start;
    start.label = u"The tool server %1"_s.arg(server.name);
    start.prepare = [server](QProcess& process) { return prepareProgram(server, process); };
    start.kill = [](QProcess& process) { endGroup(process); };
    start.maxLine = outsideLine;
    start.maxAnswer = outsideAnswer;
    start.farewell = farewell;
    return start;
}

HttpWay httpWay(const McpServerSpec& server)
{
    HttpWay way { server.url, {}, server.timeLimit };
    for (const auto& [name, value] : server.headers)
        way.headers.append({ name.toLatin1(), value.toUtf8() });
    return way;
}

std::function<std::unique_ptr<McpLine>()> serviceLine(const McpServerSpec& server, const std::shared_ptr<EngineNetwork>& network)
{
    const HttpWay way = httpWay(server);
    if (server.transport == McpTransport::Sse)
        return [way, network] { return std::make_unique<SseLine>(*network, way); };
    if (server.transport == McpTransport::Streamable)
        return [way, network] { return std::make_unique<HttpLine>(*network, way); };
    // Not said: the present way first; a server that does not know it is asked the former way at the next beginning, in turns.
    return [way, network, isOlder = std::make_shared<bool>(false)]() -> std::unique_ptr<McpLine> {
        if (std::exchange(*isOlder, false))
            return std::make_unique<SseLine>(*network, way);
        auto line = std::make_unique<HttpLine>(*network, way);
        QObject::connect(line.get(), &HttpLine::notSpoken, line.get(), [isOlder] { *isOlder = true; });
        return line;
    };
}

}

ProviderSpec pluginProvider(const PluginSpec& plugin)
{
    ProviderSpec spec { .name = plugin.name, .kind = ProviderKind::Plugin, .timeLimit = plugin.timeLimit };
    const auto folder = std::make_shared<QTemporaryDir>(QDir(QDir::tempPath()).filePath(u"myna-plugin-XXXXXX"_s));
    spec.line = [plugin, folder] {
        const auto walls = std::make_shared<std::shared_ptr<PluginSandbox>>();
        ProgramStart start;
        start.label = u"The plugin %1"_s.arg(plugin.name);
        start.prepare = [plugin, folder, walls](QProcess& process) -> Result<> {
            if (!folder->isValid())
                return Error { Error::Code::Unavailable, folder->errorString() };
            auto sandbox = makeSandbox(plugin, folder->path());
            if (!sandbox)
                return sandbox.error();
            *walls = *sandbox;
            (*walls)->prepare(process);
            return {};
        };
        start.kill = [walls](QProcess& process) {
            if (*walls)
                (*walls)->end(process);
        };
        return std::make_unique<ProgramLine>(start);
    };
    return spec;
}

ProviderSpec outsideProvider(const McpServerSpec& server, const std::shared_ptr<EngineNetwork>& network)
{
    ProviderSpec spec { .name = server.name, .timeLimit = server.timeLimit, .atOnce = outsideCalls, .lateCalls = outsideLate };
    switch (server.transport) {
    case McpTransport::Stdio:
        spec.kind = ProviderKind::Program;
        spec.line = [start = programStart(server)] { return std::make_unique<ProgramLine>(start); };
        break;
    case McpTransport::Any:
    case McpTransport::Streamable:
    case McpTransport::Sse:
        spec.kind = ProviderKind::Service;
        spec.line = serviceLine(server, network);
        break;
    case McpTransport::Endpoint:
        spec.kind = ProviderKind::Endpoint;
        spec.line = [url = server.url, network] { return std::make_unique<EndpointLine>(*network, url); };
        break;
    }
    return spec;
}

QVector<ProviderSpec> providersOf(const ServerConfig& config)
{
    QVector<ProviderSpec> specs;
    for (const PluginSpec& plugin : config.plugins)
        specs.append(pluginProvider(plugin));
    const auto network = std::make_shared<EngineNetwork>();
    for (const McpServerSpec& server : config.mcpServers) {
        if (server.enabled)
            specs.append(outsideProvider(server, network));
    }
    if (!config.mcpEndpoint.isEmpty())
        specs.append(outsideProvider(
            { .name = u"mcp_endpoint"_s, .transport = McpTransport::Endpoint, .url = callUrl(QUrl(config.mcpEndpoint)) }, network));
    return specs;
}

}
