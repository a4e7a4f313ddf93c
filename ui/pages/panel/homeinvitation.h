// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

// Says below the cards of this computer that those of a home could be here, and leads there.
class HomeInvitation final : public QWidget
{
    Q_OBJECT

public:
    explicit HomeInvitation(const Theme& theme, QWidget* parent = nullptr);

signals:
    void accepted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_button;
};

}
