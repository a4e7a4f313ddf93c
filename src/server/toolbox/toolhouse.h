// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/callrate.h"
#include "server/config/serverconfig.h"
#include "server/engines/enginepool.h"
#include "server/store/store.h"
#include "server/toolbox/conversationhands.h"
#include "server/toolbox/toolproviders.h"
#include "server/toolbox/webfetch.h"

#include <memory>
#include <vector>

namespace myna::server {

// What all conversations together have of tools: the plugins and tool servers, how often each device calls, and where it is recorded. Made
// and destroyed on the edge's thread, after and before the conversations.
class ToolHouse final : public QObject
{
    Q_OBJECT

public:
    explicit ToolHouse(const ServerConfig& config, const ProviderTiming& timing = {}, QObject* parent = nullptr);
    ~ToolHouse() override;

    void start(); // the providers
    [[nodiscard]] ToolProviders& providers() { return m_providers; }
    // From any thread:
    [[nodiscard]] mcp::CallRate& rate() { return m_rate; }
    void note(const AuditRecord& record) { emit noted(record); }
    // Of one conversation, for its thread, before the device's own.
    [[nodiscard]] std::vector<std::unique_ptr<ToolSource>> sources(const ToolSituation& situation = {});
    void setFolder(const QString& folder) { m_folder = folder; } // what paths of the configuration are relative to; before the first

signals:
    void noted(const myna::server::AuditRecord& record); // on the thread of the conversation; its time is not set
    void warned(const QString& text); // for the owner

private:
    mcp::CallRate m_rate;
    WebFetch m_web;
    EnginePool m_workers; // for what reads files
    QString m_folder;
    ToolProviders m_providers;
};

}
