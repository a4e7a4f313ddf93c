// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/progressring.h"

#include <QPainter>

#include <cmath>

namespace myna::ui {

ProgressRing::ProgressRing(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QFont font = fontFor(TextKind::Mono);
    font.setWeight(QFont::DemiBold);
    setFont(font);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProgressRing::setProgress(double share)
{
    const double bounded = std::isfinite(share) ? qBound(0.0, share, 1.0) : 0.0;
    if (bounded == m_share)
        return;
    m_share = bounded;
    update();
}

void ProgressRing::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ProgressRing::sizeHint() const
{
    const int side = qMax(64, fontMetrics().horizontalAdvance(m_text) + 28);
    return { side, side };
}

void ProgressRing::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal side = qMin(width(), height()) - 5;
    const QRectF ring((width() - side) / 2, (height() - side) / 2, side, side);
    painter.setPen(QPen(p.line, 5));
    painter.drawEllipse(ring);
    if (m_share > 0) {
        painter.setPen(QPen(p.accent, 5, Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(ring, 90 * 16, int(-m_share * 360 * 16));
    }
    painter.setPen(p.text);
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

}

#include "moc_progressring.cpp"
