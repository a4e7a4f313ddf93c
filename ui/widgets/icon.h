// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QIcon>
#include <QWidget>

namespace myna::ui {

// A drawing of ours from :/icons/NAME.svg in one colour, sharp at every scale. Names: see resources/icons.
QIcon icon(const QString& name, const QColor& colour);
// The same with another colour when checked (toggles, the rail).
QIcon icon(const QString& name, const QColor& colour, const QColor& checked);

// An icon that stands for itself and follows the theme.
class IconLabel final : public QWidget
{
    Q_OBJECT

public:
    using Colour = QColor Palette::*;

    IconLabel(const Theme& theme, const QString& name, int sidePx = 20, Colour colour = &Palette::secondary, QWidget* parent = nullptr);

    void setIcon(const QString& name, Colour colour);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_name;
    int m_side;
    Colour m_colour;
};

}
