// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/busydots.h"

#include <QPainter>
#include <QtMath>

namespace myna::ui {

namespace {

constexpr int dots = 3;
constexpr int diameter = 8; // px
constexpr int gap = 8; // px
constexpr int roundMs = 1200; // one breath

}

BusyDots::BusyDots(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setDuration(roundMs);
    m_motion.setLoopCount(-1);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this] { update(); });
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

QSize BusyDots::sizeHint() const
{
    return { dots * diameter + (dots - 1) * gap, diameter };
}

void BusyDots::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool moving = m_motion.state() == QAbstractAnimation::Running;
    for (int i = 0; i < dots; ++i) {
        const qreal phase = m_motion.currentValue().toReal() - 0.16 * i;
        painter.setOpacity(moving ? 0.35 + 0.65 * std::pow(std::max(0.0, std::sin(phase * 2 * M_PI)), 2) : 1 - 0.3 * i);
        painter.setBrush(m_theme.palette().accent);
        painter.drawEllipse(QRectF(i * (diameter + gap), (height() - diameter) / 2.0, diameter, diameter));
    }
}

void BusyDots::showEvent(QShowEvent*)
{
    if (!m_theme.reducedMotion())
        m_motion.start();
}

void BusyDots::hideEvent(QHideEvent*)
{
    m_motion.stop();
}

}

#include "moc_busydots.cpp"
