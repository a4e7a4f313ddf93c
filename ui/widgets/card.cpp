// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include <QPainter>
#include <QVBoxLayout>

namespace myna::ui {

Card::Card(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(18, space::l, 18, space::l);
    m_body->setSpacing(space::s);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::setLook(Look look)
{
    if (look == m_look)
        return;
    m_look = look;
    update();
}

void Card::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -1.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.shadow);
    painter.drawRoundedRect(box.translated(0, 1), radius::card, radius::card);
    switch (m_look) {
    case Look::Plain:
        painter.setPen(p.line);
        painter.setBrush(p.surface);
        break;
    case Look::Sunken:
        painter.setPen(p.line);
        painter.setBrush(p.background);
        break;
    case Look::Attention:
        painter.setPen(p.focus);
        painter.setBrush(p.accentSoft);
        break;
    case Look::Chosen:
        painter.setPen(QPen(p.accent, 2));
        painter.setBrush(p.surface);
        break;
    case Look::Focused:
        painter.setPen(QPen(p.focus, 2));
        painter.setBrush(p.surface);
        break;
    }
    painter.drawRoundedRect(box, radius::card, radius::card);
}

}

#include "moc_card.cpp"
