// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/railmark.h"

#include "widgets/facepose.h"

#include <QPainter>

namespace myna::ui {

namespace {
constexpr int markSide = 40;
}

RailPanel::RailPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedWidth(railWidth);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RailPanel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().rail);
    // The rail is dark in every theme, so the bird needs its rim there.
    Palette dark = m_theme.palette();
    dark.dark = true;
    paintMyna(painter, QRectF((width() - markSide) / 2.0, 8, markSide, markSide), poseOf(QStringLiteral("neutral")), dark);
}

Hairline::Hairline(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(1);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Hairline::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), m_theme.palette().line);
}

QIcon mynaIcon(const Palette& palette, const QColor& state)
{
    QIcon result;
    for (const int side : { 16, 22, 24, 32, 48, 64, 128, 256 }) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        Palette rimmed = palette;
        rimmed.dark = true; // panels of desktops are dark or light; a rim is right on both
        paintMyna(painter, QRectF(0, 0, side, side), poseOf(QStringLiteral("neutral")), rimmed);
        if (state.isValid()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(palette.rail, side / 16.0));
            painter.setBrush(state);
            const qreal dot = side * 0.38;
            painter.drawEllipse(QRectF(side - dot - 0.5, side - dot - 0.5, dot, dot));
        }
        painter.end();
        result.addPixmap(pixmap);
    }
    return result;
}

}

#include "moc_railmark.cpp"
