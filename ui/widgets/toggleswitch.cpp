// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toggleswitch.h"

#include <QPainter>

namespace myna::ui {

namespace {
constexpr QSizeF trackSize(48, 28);
}

ToggleSwitch::ToggleSwitch(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_slide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_slide, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_position = value.toReal();
        update();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ToggleSwitch::checkStateSet()
{
    moveKnob(isChecked());
}

void ToggleSwitch::moveKnob(bool on)
{
    const qreal target = on ? 1 : 0;
    m_slide.stop();
    if (m_theme.motion() == 0 || !isVisible()) {
        m_position = target;
        update();
        return;
    }
    m_slide.setDuration(m_theme.motion());
    m_slide.setStartValue(m_position);
    m_slide.setEndValue(target);
    m_slide.start();
}

QSize ToggleSwitch::sizeHint() const
{
    return { int(trackSize.width()) + 8, hitTarget };
}

void ToggleSwitch::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(isEnabled() ? 1.0 : 0.45);
    const QRectF track({ (width() - trackSize.width()) / 2, (height() - trackSize.height()) / 2 }, trackSize);
    if (hasFocus()) {
        painter.setPen(QPen(p.focus, 2));
        painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), 17, 17);
    }
    const QRectF inner = track.adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(QPen(isChecked() ? p.focus : p.controlLine, 1.5));
    painter.setBrush(isChecked() ? p.accent : p.surface);
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2);
    const qreal diameter = 20;
    const QRectF knob(track.left() + 4 + m_position * (track.width() - 8 - diameter), track.top() + 4, diameter, diameter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? p.qrLight : p.controlLine);
    painter.drawEllipse(knob);
    if (isChecked()) {
        // On is also said by a mark, not by colour alone.
        painter.setPen(QPen(p.accentInk, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF c = knob.center();
        painter.drawPolyline(QPolygonF({ c + QPointF(-4, 0.4), c + QPointF(-1.2, 3.2), c + QPointF(4, -3) }));
    }
}

}

#include "moc_toggleswitch.cpp"
