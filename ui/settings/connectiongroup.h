// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/settingsviewmodel.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace myna::ui {

// Which server answers, and who this computer is towards it.
class ConnectionGroup final : public QWidget
{
    Q_OBJECT

public:
    ConnectionGroup(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showFacts();
    void saveAddress();

    viewmodels::SettingsViewModel& m_model;
    SettingGroup* m_group;
    QComboBox* m_profile;
    QLineEdit* m_address;
    QPushButton* m_pair;
    QLabel* m_identity;
    SettingRow* m_profileRow;
    SettingRow* m_addressRow;
    SettingRow* m_pairRow;
    SettingRow* m_identityRow;
};

}
