// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/swatch.h"

#include <QPainter>

namespace myna::ui {

Swatch::Swatch(const Theme& theme, Colour colour, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_colour(colour)
{
    setFixedSize(12, 12);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Swatch::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.palette().*m_colour);
    painter.drawRoundedRect(QRectF(0, 4.5, 10, 3), 1.5, 1.5);
}

}

#include "moc_swatch.cpp"
