// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizardframe.h"

#include "widgets/scrollpage.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace myna::ui {

namespace {

// The card as drawn; a smaller window takes the room from around it first.
constexpr int frameWidth = 860;
constexpr int frameHeight = 600;
constexpr int sideWidth = 262;
constexpr int narrowSideWidth = 208;
constexpr int narrowFrame = 780; // px of card width under which the side gives way

}

WizardFrame::WizardFrame(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_side(new QWidget(this))
    , m_sideColumn(new QVBoxLayout(m_side))
    , m_scroll(new QScrollArea(this))
{
    m_sideColumn->setContentsMargins(space::xl + 2, space::xl, space::l, space::l + space::xs);
    m_sideColumn->setSpacing(0);
    setMinimumSize(560, 400);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void WizardFrame::setContent(QWidget* content)
{
    setScrollPage(m_scroll, content);
}

void WizardFrame::setFooter(QWidget* footer)
{
    m_footer = footer;
    footer->setParent(this);
    arrange();
}

void WizardFrame::arrange()
{
    const int margin = width() < frameWidth + 2 * space::xl ? space::l : space::xl;
    const int w = std::min(frameWidth, width() - 2 * margin);
    const int h = std::min(frameHeight, height() - 2 * margin);
    m_frame = QRect((width() - w) / 2, (height() - h) / 2, w, h);
    const QRect frame = m_frame.toRect();
    const bool narrow = w < narrowFrame;
    const int side = narrow ? narrowSideWidth : sideWidth;
    const int pad = narrow ? space::xl : space::xxl + space::s;
    const int top = narrow ? space::xl : space::xxl;
    const int footer = m_footer ? m_footer->sizeHint().height() : 0;
    const int bottom = footer > 0 ? space::xl : top;
    m_side->setGeometry(frame.x(), frame.y(), side, h);
    const int left = frame.x() + side + pad;
    const int room = w - side - 2 * pad;
    m_scroll->setGeometry(left, frame.y() + top, room + space::s, h - top - bottom - footer - (footer > 0 ? space::m : 0));
    if (m_footer)
        m_footer->setGeometry(left, frame.y() + h - bottom - footer, room, footer);
}

void WizardFrame::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void WizardFrame::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colours.background);
    QPainterPath card;
    card.addRoundedRect(m_frame.adjusted(0.5, 0.5, -0.5, -0.5), radius::card, radius::card);
    painter.fillPath(card, colours.surface);
    const qreal edge = m_side->geometry().right() + 1;
    painter.save();
    painter.setClipRect(QRectF(m_frame.left(), m_frame.top(), edge - m_frame.left(), m_frame.height()));
    painter.fillPath(card, colours.background);
    painter.restore();
    painter.setPen(QPen(colours.line, 1));
    painter.drawLine(QPointF(edge + 0.5, m_frame.top() + 1), QPointF(edge + 0.5, m_frame.bottom() - 1));
    painter.drawPath(card);
}

}

#include "moc_wizardframe.cpp"
