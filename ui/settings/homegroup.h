// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/homeviewmodel.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace myna::ui {

// Where the things of the home come from, and how the connection to them is.
class HomeGroup final : public QWidget
{
    Q_OBJECT

public:
    HomeGroup(const Theme& theme, viewmodels::HomeViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showPlace(); // what is remembered, into the fields
    void showKind();
    void showState();
    void connectNow();
    [[nodiscard]] home::HomeKind kind() const;

    viewmodels::HomeViewModel& m_model;
    SettingGroup* m_group;
    QComboBox* m_source;
    QLineEdit* m_broker;
    QSpinBox* m_port;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QLineEdit* m_address;
    QLineEdit* m_token;
    QPushButton* m_connect;
    QComboBox* m_lamp;
    SettingRow* m_sourceRow;
    SettingRow* m_brokerRow;
    SettingRow* m_portRow;
    SettingRow* m_userRow;
    SettingRow* m_passwordRow;
    SettingRow* m_addressRow;
    SettingRow* m_tokenRow;
    SettingRow* m_stateRow;
    SettingRow* m_lampRow;
};

}
