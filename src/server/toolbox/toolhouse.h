// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/callrate.h"
#include "server/store/store.h"
#include "server/toolbox/plugins.h"

#include <memory>
#include <vector>

namespace myna::server {

// What all conversations together have of tools: the plugins, how often each device calls, and where it is recorded. Made and destroyed on
// the edge's thread, after and before the conversations.
class ToolHouse final : public QObject
{
    Q_OBJECT

public:
    explicit ToolHouse(const QVector<PluginSpec>& plugins, const PluginTiming& timing = {}, QObject* parent = nullptr);
    ~ToolHouse() override;

    void start(); // the plugins
    [[nodiscard]] Plugins& plugins() { return m_plugins; }
    // From any thread:
    [[nodiscard]] mcp::CallRate& rate() { return m_rate; }
    void note(const AuditRecord& record) { emit noted(record); }
    [[nodiscard]] std::vector<std::unique_ptr<ToolSource>> sources(); // of one conversation, for its thread, before the device's own

signals:
    void noted(const myna::server::AuditRecord& record); // on the thread of the conversation; its time is not set
    void warned(const QString& text); // for the owner

private:
    mcp::CallRate m_rate;
    Plugins m_plugins;
};

}
