// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/checkup.h"
#include "server/localserver.h"
#include "server/toolbox/toolproviders.h"

#include <QObject>

namespace myna::daemon {

// Begins the configured plugins and tool servers once, as the server would, to hear whether they answer and what they offer. Ended with the
// object.
class PluginLook final : public QObject
{
    Q_OBJECT

public:
    explicit PluginLook(const server::ServerConfig& config, QObject* parent = nullptr);

    void start();

signals:
    void finished(const QVector<myna::server::ProviderRow>& rows); // once: each is ready, or has said why not

private:
    void look();

    server::ToolProviders m_plugins;
    bool m_told = false;
};

// Whether each plugin is the program it was and answers, and each tool server can be reached.
void lookAtPlugins(const server::ServerOptions& options, QObject* context, const Check::Answer& answer);

}
