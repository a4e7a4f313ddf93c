// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace myna::viewmodels {
class ServerConsole;
}

namespace myna::ui {

// Address and token of a server on another computer. Closes itself when it is connected.
class AttachDialog final : public QDialog
{
    Q_OBJECT

public:
    AttachDialog(viewmodels::ServerConsole& console, const Theme& theme, QWidget* parent = nullptr);

private:
    void refresh();
    void attach();

    viewmodels::ServerConsole& m_console;
    QLineEdit* m_address;
    QLineEdit* m_token;
    QLabel* m_problem;
    QPushButton* m_compare;
    QPushButton* m_attach;
    bool m_tried = false;
};

}
