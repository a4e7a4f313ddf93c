// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

class IconLabel;

// What will be here, and one button to get there (hidden while its text is empty).
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const Theme& theme, const QString& iconName, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& text, const QString& buttonText = {});
    [[nodiscard]] QPushButton* button() const { return m_button; }

signals:
    void actionWanted();

private:
    IconLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_button;
};

}
