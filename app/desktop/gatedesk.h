// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "askwindow.h"
#include "client/devicedesk.h"
#include "mcp/auditlog.h"
#include "servers/profilestore.h"
#include "settings/settingsstore.h"
#include "viewmodels/auditviewmodel.h"
#include "viewmodels/toolpermissions.h"
#include "viewmodels/toolquestion.h"
#include "viewmodels/toolstop.h"

#include <QObject>

namespace myna::ui {
class PanelPage;
}

namespace myna::desktop {

// The gate in front of the tools as the user meets it: the question window, what was decided and the emergency stop kept in the settings,
// the list of calls. Main thread.
class GateDesk final : public QObject
{
    Q_OBJECT

public:
    GateDesk(client::DeviceDesk& desk, settings::SettingsStore& settings, servers::ProfileStore& profiles, const QString& folder,
        QObject* parent = nullptr);

    void makeWindow(const ui::Theme& theme); // from now on questions are shown
    void addTabs(ui::PanelPage& page, const ui::Theme& theme);
    [[nodiscard]] viewmodels::ToolStop& toolStop() { return m_stop; }
    [[nodiscard]] viewmodels::ToolPermissions& permissions() { return m_permissions; }
    void note(const mcp::CallReport& report) { m_log.note(report); } // what did not pass the gate, and yet happened
    void stop(); // the last calls are written, then stopped()

signals:
    void stopped();

private:
    [[nodiscard]] viewmodels::ToolPermissions::Scopes servers() const;
    void forgetRemoved();

    client::DeviceDesk& m_desk;
    settings::SettingsStore& m_settings;
    servers::ProfileStore& m_profiles;
    QStringList m_known; // ids of the servers
    mcp::AuditLog m_log;
    viewmodels::AuditViewModel m_audit;
    viewmodels::ToolPermissions m_permissions;
    viewmodels::ToolStop m_stop;
    std::unique_ptr<viewmodels::ToolQuestion> m_question;
    std::unique_ptr<ui::AskWindow> m_window;
};

}
