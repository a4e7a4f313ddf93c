// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/gatedesk.h"

#include "pages/panel/callsview.h"
#include "pages/panel/panelpage.h"
#include "pages/panel/permissionsview.h"
#include "servers/profilestore.h"
#include "settings/options.h"
#include "viewmodels/handreport.h"

#include <utility>

namespace myna::desktop {

GateDesk::GateDesk(
    client::DeviceDesk& desk, settings::SettingsStore& settings, servers::ProfileStore& profiles, const QString& folder, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_settings(settings)
    , m_profiles(profiles)
    , m_log(folder)
    , m_audit(m_log)
    , m_permissions(desk.server(), [this] { return servers(); })
    , m_stop(desk.gate())
{
    forgetRemoved();
    connect(&profiles, &servers::ProfileStore::changed, this, &GateDesk::forgetRemoved);
    mcp::Gate& gate = desk.gate();
    const mcp::ToolDecisions kept = mcp::ToolDecisions::fromJson(settings.get(settings::toolDecisions));
    mcp::ToolDecisions decisions = kept;
    decisions.keepOnly(m_known); // a server may have been removed while nobody looked
    if (decisions != kept)
        settings.set(settings::toolDecisions, decisions.toJson());
    gate.setDecisions(decisions);
    // What somebody stopped in an emergency is not let loose by a restart.
    if (settings.get(settings::toolsStopped))
        gate.stop();
    connect(
        &gate, &mcp::Gate::decisionsChanged, this, [this] { m_settings.set(settings::toolDecisions, m_desk.gate().decisions().toJson()); });
    connect(&gate, &mcp::Gate::stoppedChanged, this, [this](bool stopped) { m_settings.set(settings::toolsStopped, stopped); });
    connect(&desk, &client::DeviceDesk::called, &m_log, &mcp::AuditLog::note);
    connect(&m_log, &mcp::AuditLog::stopped, this, &GateDesk::stopped);
}

void GateDesk::makeWindow(const ui::Theme& theme)
{
    m_question = std::make_unique<viewmodels::ToolQuestion>(m_desk.gate().questions());
    m_window = std::make_unique<ui::AskWindow>(theme, *m_question);
}

void GateDesk::addTabs(ui::PanelPage& page, const ui::Theme& theme)
{
    page.addTab([] { return GateDesk::tr("Permissions"); }, new ui::PermissionsView(theme, m_permissions, &page));
    auto* calls = new ui::CallsView(theme, m_audit, &page);
    page.addTab([] { return GateDesk::tr("Audit"); }, calls);
}

viewmodels::ToolPermissions::Scopes GateDesk::servers() const
{
    viewmodels::ToolPermissions::Scopes scopes;
    for (const pairing::ServerProfile& profile : m_profiles.profiles())
        scopes.append({ profile.id, servers::displayName(profile) });
    return scopes;
}

// Another server may get the name of one that was removed, but not what that one was allowed.
void GateDesk::forgetRemoved()
{
    QStringList known;
    for (const pairing::ServerProfile& profile : m_profiles.profiles())
        known.append(profile.id);
    mcp::ToolDecisions decisions = m_desk.gate().decisions();
    for (const QString& id : std::exchange(m_known, known)) {
        if (!known.contains(id))
            decisions.forget(id);
    }
    m_desk.gate().setDecisions(decisions);
}

// What is under way was begun, and whoever looks for it later finds it.
void GateDesk::stop()
{
    m_desk.gate().cancelAll(viewmodels::closedBefore());
    m_log.stop();
}

}

#include "moc_gatedesk.cpp"
