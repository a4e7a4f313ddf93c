// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::viewmodels {
class ServerConsole;
}

namespace myna::ui {

// Says that the server looked after is another computer's, and leads back.
class ElsewhereCard final : public QWidget
{
    Q_OBJECT

public:
    ElsewhereCard(viewmodels::ServerConsole& console, const Theme& theme, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    viewmodels::ServerConsole& m_console;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_back;
};

}
