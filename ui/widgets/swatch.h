// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

namespace myna::ui {

// A dash in the colour of a curve or a part, beside its name.
class Swatch final : public QWidget
{
    Q_OBJECT

public:
    using Colour = QColor Palette::*;

    Swatch(const Theme& theme, Colour colour, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Colour m_colour;
};

}
