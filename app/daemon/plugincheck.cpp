// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/plugincheck.h"

#include "server/toolbox/providerspecs.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using State = server::ToolProvider::State;

server::ProviderTiming once()
{
    server::ProviderTiming timing;
    timing.restarts = 1; // a server that speaks the former way is asked that way then
    timing.rest = std::chrono::hours(1);
    return timing;
}

bool isSettled(const server::ProviderRow& row)
{
    return row.state == State::Ready || row.state == State::Resting || row.state == State::Refused;
}

QString remedyFor(const server::ProviderRow& row)
{
    switch (row.kind) {
    case server::ProviderKind::Plugin:
        return row.state == State::Refused
            ? u"Mend its entry under tools.plugins; mynad plugins hash FILE writes the line with the SHA-256."_s
            : u"Try the program by hand: it has to answer MCP on its standard input and output."_s;
    case server::ProviderKind::Program:
        return u"Try its command by hand: it has to answer MCP on its standard input and output. What it says on its standard error is in the log."_s;
    case server::ProviderKind::Service:
        return u"Look at its url and headers under mcpServers, and whether the service runs."_s;
    case server::ProviderKind::Endpoint:
        return u"Look at mcp_endpoint, and whether a program with tools is connected to it."_s;
    }
    return {};
}

}

PluginLook::PluginLook(const server::ServerConfig& config, QObject* parent)
    : QObject(parent)
    , m_plugins(server::providersOf(config), {}, once())
{
    connect(&m_plugins, &server::ToolProviders::changed, this, &PluginLook::look);
}

void PluginLook::start()
{
    m_plugins.start();
    QMetaObject::invokeMethod(this, &PluginLook::look, Qt::QueuedConnection); // there may be none
}

void PluginLook::look()
{
    const auto rows = m_plugins.rows();
    if (m_told || !std::all_of(rows.cbegin(), rows.cend(), isSettled))
        return;
    m_told = true;
    emit finished(rows);
}

void lookAtPlugins(const server::ServerOptions& options, QObject* context, const Check::Answer& answer)
{
    const QString name = u"plugins"_s;
    if (server::providersOf(options.config).isEmpty()) {
        answer({ { name, Finding::Level::Ok, u"No plugins are set up."_s, {} } });
        return;
    }
    auto* const look = new PluginLook(options.config, context);
    QObject::connect(look, &PluginLook::finished, context, [name, answer](const QVector<server::ProviderRow>& rows) {
        QVector<Finding> findings;
        for (const server::ProviderRow& row : rows) {
            if (row.state == State::Ready)
                findings.append({ name, Finding::Level::Ok, u"%1 answers and offers: %2."_s.arg(row.name, row.tools.join(u", "_s)), {} });
            else
                findings.append({ name, Finding::Level::Error, row.trouble, remedyFor(row) });
        }
        answer(findings);
    });
    look->start();
}

}

#include "moc_plugincheck.cpp"
