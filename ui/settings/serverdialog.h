// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serversviewmodel.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace myna::ui {

// Adds a server or changes one: name and address first, the rest folded away. Stays open until what was typed can be kept.
class ServerDialog final : public QDialog
{
    Q_OBJECT

public:
    ServerDialog(viewmodels::ServersViewModel& model, const viewmodels::ServerForm& form, QWidget* parent = nullptr);

private:
    void build();
    void fill();
    void save();
    void showFitting();
    [[nodiscard]] viewmodels::ServerForm typed() const;

    viewmodels::ServersViewModel& m_model;
    viewmodels::ServerForm m_form;
    QFormLayout* m_rows;
    QLineEdit* m_name;
    QLineEdit* m_address;
    QLabel* m_hint;
    QLineEdit* m_token;
    QPushButton* m_moreButton;
    QWidget* m_more;
    QFormLayout* m_moreRows;
    QComboBox* m_transport;
    QComboBox* m_proxy;
    QLineEdit* m_proxyAddress;
    QLineEdit* m_proxyUser;
    QLineEdit* m_proxyPassword;
    QCheckBox* m_codeOnly;
    QCheckBox* m_keyAsBytes;
    QCheckBox* m_payload;
    QCheckBox* m_pushedBinding;
    QLabel* m_problem;
};

}
