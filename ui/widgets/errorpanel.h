// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

class IconLabel;

// Replaces the big thing of a page: what happened, why, and one repair button. Announced to screen readers when it changes.
class ErrorPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ErrorPanel(const Theme& theme, QWidget* parent = nullptr);

    void setTexts(const QString& what, const QString& why, const QString& repair);
    // A second, quieter way out ("Change address"); empty hides it.
    void setAlternative(const QString& text);
    [[nodiscard]] QString what() const;
    [[nodiscard]] QString why() const;
    [[nodiscard]] QPushButton* repairButton() const { return m_repair; }
    [[nodiscard]] QPushButton* alternativeButton() const { return m_alternative; }

signals:
    void repairWanted();
    void alternativeWanted();

private:
    IconLabel* m_icon;
    QLabel* m_what;
    QLabel* m_why;
    QPushButton* m_repair;
    QPushButton* m_alternative;
};

}
