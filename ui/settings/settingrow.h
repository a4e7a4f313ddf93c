// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace myna::ui {

class Card;
class IconLabel;

inline constexpr int controlWidth = 300; // px, of the wide controls at the right of a row

// One choice: what it is and what it means at the left, its control at the right; a problem in red below.
class SettingRow final : public QWidget
{
    Q_OBJECT

public:
    SettingRow(QWidget* control, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& detail);
    void setProblem(const QString& text); // empty hides it

private:
    QLabel* m_title;
    QLabel* m_detail;
    QLabel* m_problem;
    QWidget* m_control;
};

// A heading with an icon and a card with rows below it.
class SettingGroup final : public QWidget
{
    Q_OBJECT

public:
    SettingGroup(const Theme& theme, const QString& iconName, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void addRow(QWidget* row); // with a hairline to the one above
    void setFolded(QWidget* row, bool folded); // hides the row and its hairline

private:
    const Theme& m_theme;
    QLabel* m_title;
    Card* m_card;
    bool m_first = true;
};

}
