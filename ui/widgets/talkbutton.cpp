// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/talkbutton.h"

#include "widgets/icon.h"
#include "widgets/levelmeter.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace myna::ui {

namespace {
constexpr qreal ringWidth = 6;
constexpr qreal ringGap = 8; // between ring and disc
}

TalkButton::TalkButton(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::pressed, this, &TalkButton::heldDown);
    connect(this, &QAbstractButton::released, this, &TalkButton::letGo);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TalkButton::setLevel(float level)
{
    const float share = shareOfScale(level);
    // Below one step of the ring nothing would look different.
    if (std::abs(share - m_level) < 0.005F)
        return;
    m_level = share;
    update();
}

void TalkButton::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (!active)
        m_level = 0;
    update();
}

void TalkButton::setMuted(bool muted)
{
    if (muted == m_muted)
        return;
    m_muted = muted;
    update();
}

void TalkButton::setDiameter(int px)
{
    if (px == m_diameter)
        return;
    m_diameter = px;
    updateGeometry();
    update();
}

QSize TalkButton::sizeHint() const
{
    return { m_diameter + 6, m_diameter + 6 };
}

bool TalkButton::hitButton(const QPoint& position) const
{
    const QPointF away = QPointF(position) - QRectF(rect()).center();
    return std::hypot(away.x(), away.y()) <= m_diameter / 2.0;
}

void TalkButton::mouseMoveEvent(QMouseEvent* event)
{
    if (!isDown())
        QAbstractButton::mouseMoveEvent(event);
}

void TalkButton::focusInEvent(QFocusEvent* event)
{
    m_showFocus = event->reason() != Qt::MouseFocusReason;
    QAbstractButton::focusInEvent(event);
}

// Space and Return are the page's: one path for the keyboard, whichever control has the focus.
void TalkButton::keyPressEvent(QKeyEvent* event)
{
    event->ignore();
}

void TalkButton::keyReleaseEvent(QKeyEvent* event)
{
    event->ignore();
}

void TalkButton::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(isEnabled() ? 1.0 : 0.45);
    const qreal outer = m_diameter - ringWidth;
    const QRectF ring((width() - outer) / 2, (height() - outer) / 2, outer, outer);
    painter.setPen(QPen(p.dark ? p.line : p.line.darker(103), ringWidth));
    painter.drawEllipse(ring);
    if (m_level > 0 && !m_muted) {
        painter.setPen(QPen(p.accent, ringWidth, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(ring, 90 * 16, int(-m_level * 360 * 16));
    }
    qreal inset = ringWidth / 2 + ringGap;
    if (isDown())
        inset += 2;
    const QRectF disc = ring.adjusted(inset, inset, -inset, -inset);
    painter.setPen(Qt::NoPen);
    const QColor fill = m_muted ? p.line : p.accent;
    const QColor ink = m_muted ? p.text : p.accentInk;
    painter.setBrush(underMouse() && !isDown() && isEnabled() ? fill.lighter(106) : fill);
    painter.drawEllipse(disc);
    if (m_active && !m_muted) {
        painter.setPen(QPen(ink, 2.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(disc.adjusted(4, 4, -4, -4));
    }
    if (hasFocus() && m_showFocus) {
        painter.setPen(QPen(p.focus, 2));
        painter.setBrush(Qt::NoBrush);
        const qreal half = m_diameter / 2.0 + 2;
        painter.drawEllipse(QRectF(rect()).center(), half, half);
    }
    const int side = int(disc.width() * 0.40);
    const QRectF place(disc.center().x() - side / 2.0, disc.center().y() - side / 2.0, side, side);
    myna::ui::icon(m_muted ? QStringLiteral("mic-off") : QStringLiteral("mic"), ink).paint(&painter, place.toRect());
}

}

#include "moc_talkbutton.cpp"
