// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/toolsdesk.h"

#include "pages/panel/panelpage.h"
#include "pages/panel/toolsview.h"

#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

using viewmodels::ConnectedDevice;
using viewmodels::ConnectedDevices;

namespace {

QString sourceOf(const ConnectedDevice& device)
{
    return u"device:"_s + device.id();
}

}

ToolsDesk::ToolsDesk(client::DeviceDesk& desk, ConnectedDevices& devices, things::ThingSources& sources, QObject* parent)
    : QObject(parent)
    , m_devices(devices)
    , m_sources(sources)
    , m_own(desk.server())
    , m_permissions(desk.server(), {})
{
    m_model.addPlace(m_own);
    connect(&devices, &ConnectedDevices::added, this, &ToolsDesk::add);
    connect(&devices, &ConnectedDevices::leaving, this, &ToolsDesk::remove);
}

void ToolsDesk::addTab(ui::PanelPage& page, const ui::Theme& theme)
{
    auto* view = new ui::ToolsView(m_model, theme, &page);
    view->setPermissions(m_permissions);
    page.addTab([] { return ToolsDesk::tr("Tools"); }, view);
}

void ToolsDesk::add(ConnectedDevice* device)
{
    m_model.addPlace(*device);
    // A device has one id among all: it cannot be refused.
    [[maybe_unused]] const auto added = m_sources.add({ .id = sourceOf(*device),
        .registry = &device->things(),
        .title = [device = QPointer(device)] { return device ? device->name() : QString(); },
        .relation = [] { return ToolsDesk::tr("connected to the server"); },
        .sorted = true });
}

void ToolsDesk::remove(ConnectedDevice* device)
{
    m_model.removePlace(*device);
    m_sources.remove(sourceOf(*device));
}

}

#include "moc_toolsdesk.cpp"
