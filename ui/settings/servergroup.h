// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/settingsviewmodel.h"

class QComboBox;
class QSpinBox;

namespace myna::ui {

class ToggleSwitch;

// How the server on this computer starts, where it listens and whom it lets in.
class ServerGroup final : public QWidget
{
    Q_OBJECT

public:
    ServerGroup(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showChoices();
    void savePorts();

    viewmodels::SettingsViewModel& m_model;
    SettingGroup* m_group;
    ToggleSwitch* m_autostart;
    QComboBox* m_activation;
    ToggleSwitch* m_loopback;
    QSpinBox* m_port;
    QSpinBox* m_httpPort;
    SettingRow* m_autostartRow;
    SettingRow* m_activationRow;
    SettingRow* m_loopbackRow;
    SettingRow* m_portRow;
    SettingRow* m_httpPortRow;
};

}
