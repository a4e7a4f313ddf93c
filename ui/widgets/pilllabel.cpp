// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pilllabel.h"

#include <QAccessible>
#include <QPainter>
#include <QPainterPath>

namespace myna::ui {

namespace {

constexpr int pillHeight = 30;
constexpr int markSpace = 28; // px from the left edge to the text
constexpr int endSpace = 14;

struct ToneColours
{
    QColor fill;
    QColor mark;
    QColor text;
};

ToneColours coloursOf(Tone tone, const Palette& p)
{
    switch (tone) {
    case Tone::Neutral:
        return { p.dark ? p.raised : p.line, p.secondary, p.text };
    case Tone::Good:
        return { p.goodSoft, p.good, p.goodText };
    case Tone::Busy:
        return { p.accentSoft, p.accent, p.accentText };
    case Tone::Warning:
        return { p.warningSoft, p.warning, p.warningText };
    case Tone::Bad:
        return { p.badSoft, p.bad, p.badText };
    }
    return {};
}

// Neutral: ring. Good: dot. Busy: three quarters of a ring. Warning: triangle. Bad: cross. So the state shows without colour.
void paintMark(QPainter& painter, QPointF centre, Tone tone, const QColor& colour)
{
    const QRectF box(centre.x() - 4, centre.y() - 4, 8, 8);
    QPen pen(colour, 2, Qt::SolidLine, Qt::RoundCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    switch (tone) {
    case Tone::Neutral:
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case Tone::Good:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(box);
        break;
    case Tone::Busy:
        painter.drawArc(box.adjusted(0.5, 0.5, -0.5, -0.5), 90 * 16, -270 * 16);
        break;
    case Tone::Warning: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        QPainterPath path(box.center() + QPointF(0, -5));
        path.lineTo(box.center() + QPointF(5, 4));
        path.lineTo(box.center() + QPointF(-5, 4));
        path.closeSubpath();
        painter.drawPath(path);
        break;
    }
    case Tone::Bad:
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.topRight(), box.bottomLeft());
        break;
    }
}

}

PillLabel::PillLabel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QFont font = fontFor(TextKind::Secondary);
    font.setWeight(QFont::DemiBold);
    setFont(font);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PillLabel::setState(Tone tone, const QString& text)
{
    if (tone == m_tone && text == m_text)
        return;
    m_tone = tone;
    m_text = text;
    setToolTip(text);
    setAccessibleName(text);
    updateGeometry();
    update();
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

QSize PillLabel::sizeHint() const
{
    return { fontMetrics().horizontalAdvance(m_text) + markSpace + endSpace + 1, qMax(pillHeight, fontMetrics().height() + 10) };
}

QSize PillLabel::minimumSizeHint() const
{
    return { qMin(sizeHint().width(), 96), sizeHint().height() };
}

void PillLabel::paintEvent(QPaintEvent* /*event*/)
{
    if (m_text.isEmpty())
        return;
    const ToneColours colours = coloursOf(m_tone, m_theme.palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    const QRectF pill(0, 0, qMin(width(), sizeHint().width()), height());
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    paintMark(painter, { 16, pill.height() / 2 }, m_tone, colours.mark);
    painter.setPen(colours.text);
    const QRectF place = pill.adjusted(markSpace, 0, -endSpace, 0);
    painter.drawText(
        place.adjusted(0, 0, 1, 0), Qt::AlignVCenter, fontMetrics().elidedText(m_text, Qt::ElideRight, int(place.width()) + 1));
}

}

#include "moc_pilllabel.cpp"
