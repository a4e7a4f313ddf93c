// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/choicecard.h"

#include "widgets/icon.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace myna::ui {

namespace {

constexpr int pad = 20; // px
constexpr int discSide = 48; // px, behind the drawing
constexpr int iconSide = 24; // px

}

ChoiceCard::ChoiceCard(const Theme& theme, const QString& iconName, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_needs(new QLabel(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    auto* icon = new IconLabel(theme, iconName, iconSide, &Palette::accentText, this);
    styleText(m_title, TextKind::PageTitle);
    styleText(m_text, TextKind::Body);
    styleText(m_needs, TextKind::Secondary);
    auto* head = new QHBoxLayout;
    head->setContentsMargins((discSide - iconSide) / 2, (discSide - iconSide) / 2, 0, (discSide - iconSide) / 2);
    head->addWidget(icon);
    head->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(pad, pad, pad, pad);
    column->setSpacing(space::s);
    column->addLayout(head);
    column->addSpacing(space::xs);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addStretch(1);
    column->addWidget(m_needs);
    for (QLabel* label : { m_title, m_text, m_needs }) {
        label->setWordWrap(true);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void ChoiceCard::setTexts(const QString& title, const QString& text, const QString& needs)
{
    m_title->setText(title);
    m_text->setText(text);
    m_needs->setText(needs);
    setAccessibleName(title);
    setAccessibleDescription(text + QLatin1Char(' ') + needs);
}

void ChoiceCard::setBadge(const QString& badge)
{
    m_badge = badge;
    update();
}

QSize ChoiceCard::sizeHint() const
{
    return QWidget::sizeHint();
}

QSize ChoiceCard::minimumSizeHint() const
{
    return QWidget::minimumSizeHint();
}

void ChoiceCard::paintEvent(QPaintEvent*)
{
    const Palette& colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal edge = hasFocus() ? 2 : 1;
    const QRectF area = QRectF(rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2);
    painter.setPen(QPen(hasFocus() || isChecked() ? colours.focus : underMouse() ? colours.controlLine : colours.line, edge));
    painter.setBrush(isChecked() || isDown() ? colours.accentSoft : colours.surface);
    painter.drawRoundedRect(area, radius::card, radius::card);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() || isDown() ? colours.surface : colours.accentSoft);
    painter.drawRoundedRect(QRectF(pad, pad, discSide, discSide), 14, 14);
    if (m_badge.isEmpty())
        return;
    QFont font = fontFor(TextKind::Small);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QSizeF size(metrics.horizontalAdvance(m_badge) + 20, metrics.height() + 8);
    const QRectF badge(QPointF(width() - pad - size.width(), pad + (discSide - size.height()) / 2), size);
    painter.setBrush(colours.accent);
    painter.drawRoundedRect(badge, size.height() / 2, size.height() / 2);
    painter.setPen(colours.accentInk);
    painter.drawText(badge, Qt::AlignCenter, m_badge);
}

void ChoiceCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void ChoiceCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ChoiceCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

}

#include "moc_choicecard.cpp"
