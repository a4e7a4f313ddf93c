// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/plugincheck.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using State = server::Plugin::State;

server::PluginTiming once()
{
    server::PluginTiming timing;
    timing.restarts = 0;
    timing.rest = std::chrono::hours(1);
    return timing;
}

bool isSettled(const server::PluginRow& row)
{
    return row.state == State::Ready || row.state == State::Resting || row.state == State::Refused;
}

}

PluginLook::PluginLook(const QVector<server::PluginSpec>& plugins, QObject* parent)
    : QObject(parent)
    , m_plugins(plugins, {}, once())
{
    connect(&m_plugins, &server::Plugins::changed, this, &PluginLook::look);
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
    if (options.config.plugins.isEmpty()) {
        answer({ { name, Finding::Level::Ok, u"No plugins are set up."_s, {} } });
        return;
    }
    auto* const look = new PluginLook(options.config.plugins, context);
    QObject::connect(look, &PluginLook::finished, context, [name, answer](const QVector<server::PluginRow>& rows) {
        QVector<Finding> findings;
        for (const server::PluginRow& row : rows) {
            if (row.state == State::Ready)
                findings.append({ name, Finding::Level::Ok, u"%1 answers and offers: %2."_s.arg(row.name, row.tools.join(u", "_s)), {} });
            else
                findings.append({ name, Finding::Level::Error, row.trouble,
                    row.state == State::Refused
                        ? u"Mend its entry under tools.plugins; mynad plugins hash FILE writes the line with the SHA-256."_s
                        : u"Try the program by hand: it has to answer MCP on its standard input and output."_s });
        }
        answer(findings);
    });
    look->start();
}

}

#include "moc_plugincheck.cpp"
