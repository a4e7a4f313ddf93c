// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QAbstractButton>

class QLabel;

namespace myna::ui {

// One of a few ways, with a sentence about it; the chosen one is filled and ticked. Put them into an exclusive QButtonGroup.
class ModeOption final : public QAbstractButton
{
    Q_OBJECT

public:
    ModeOption(const Theme& theme, const QString& iconName, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& text);
    void setBadge(const QString& badge); // empty: none
    [[nodiscard]] QString badge() const;

    [[nodiscard]] QSize sizeHint() const override { return QWidget::sizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return QWidget::minimumSizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_badge;
};

}
