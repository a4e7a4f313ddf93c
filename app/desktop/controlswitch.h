// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/controlhost.h"
#include "desktop/connectdesk.h"
#include "settings/settingsstore.h"
#include "viewmodels/controlviewmodel.h"
#include "viewmodels/talkviewmodel.h"

namespace myna::desktop {

// Local control of the desktop program: there while the user lets other programs control it. Main thread.
class ControlSwitch final : public QObject
{
    Q_OBJECT

public:
    // All of them outlive it.
    ControlSwitch(settings::SettingsStore& settings, const QString& dataDir, client::ClientCore& core, ConnectDesk& connect,
        viewmodels::TalkViewModel& talk, QObject* parent = nullptr);

    [[nodiscard]] viewmodels::ControlViewModel& viewModel() { return m_viewModel; }
    void join(); // once, when the line is ready; then the switch takes effect
    void close();

private:
    control::ControlledClient controlled(ConnectDesk& connect, viewmodels::TalkViewModel& talk);
    void apply();

    viewmodels::ControlViewModel m_viewModel;
    client::ControlHost m_host;
};

}
