// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/checkup.h"
#include "server/localserver.h"
#include "server/toolbox/plugins.h"

#include <QObject>

namespace myna::daemon {

// Starts the configured plugins once, as the server would, to hear whether they answer and what they offer. Ended with the object.
class PluginLook final : public QObject
{
    Q_OBJECT

public:
    explicit PluginLook(const QVector<server::PluginSpec>& plugins, QObject* parent = nullptr);

    void start();

signals:
    void finished(const QVector<myna::server::PluginRow>& rows); // once: each is ready, or has said why not

private:
    void look();

    server::Plugins m_plugins;
    bool m_told = false;
};

// Whether each plugin is the program it was, and answers.
void lookAtPlugins(const server::ServerOptions& options, QObject* context, const Check::Answer& answer);

}
