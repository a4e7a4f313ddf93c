// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/devicedesk.h"
#include "things/thingsources.h"
#include "viewmodels/connecteddevices.h"
#include "viewmodels/owntools.h"
#include "viewmodels/toolpermissions.h"
#include "viewmodels/toolsviewmodel.h"

#include <QObject>

#include <functional>

namespace myna::ui {
class PanelPage;
class Theme;
}

namespace myna::desktop {

// What else can be called by hand and seen on the panel: this computer's tools, and the devices of the server that is looked after. Main
// thread.
class ToolsDesk final : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    ToolsDesk(client::DeviceDesk& desk, viewmodels::ConnectedDevices& devices, things::ThingSources& sources, QObject* parent = nullptr);

    void setOwnDevice(const QString& deviceId) { m_devices.setOwn(deviceId); } // this program itself, as the server knows it
    void addTab(ui::PanelPage& page, const ui::Theme& theme);

private:
    void add(viewmodels::ConnectedDevice* device);
    void remove(viewmodels::ConnectedDevice* device);

    viewmodels::ConnectedDevices& m_devices;
    things::ThingSources& m_sources;
    viewmodels::OwnTools m_own;
    viewmodels::ToolPermissions m_permissions; // for all servers
    viewmodels::ToolsViewModel m_model;
};

}
