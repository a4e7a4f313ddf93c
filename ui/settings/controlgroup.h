// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/controlviewmodel.h"

#include <QTimer>

class QPushButton;

namespace myna::ui {

class ToggleSwitch;

// Whether other programs may control this one, where they reach it, and the token they need.
class ControlGroup final : public QWidget
{
    Q_OBJECT

public:
    ControlGroup(const Theme& theme, viewmodels::ControlViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showChoice();
    void copyToken();

    viewmodels::ControlViewModel& m_model;
    SettingGroup* m_group;
    ToggleSwitch* m_on;
    QPushButton* m_copy;
    SettingRow* m_onRow;
    SettingRow* m_addressRow;
    QTimer m_copied; // while it says so
};

}
