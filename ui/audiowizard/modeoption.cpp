// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/modeoption.h"

#include "widgets/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>

namespace myna::ui {

namespace {
constexpr int markSide = 20;
}

ModeOption::ModeOption(const Theme& theme, const QString& iconName, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_badge(new QLabel(this))
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::m, space::l + markSide + space::m, space::m);
    row->setSpacing(space::m);
    row->addWidget(new IconLabel(theme, iconName, 22, &Palette::accentText, this), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(m_title);
    head->addWidget(m_badge);
    head->addStretch(1);
    words->addLayout(head);
    words->addWidget(m_text);
    row->addLayout(words, 1);
    styleText(m_title, TextKind::Heading);
    styleText(m_text, TextKind::Secondary);
    styleText(m_badge, TextKind::Small);
    m_badge->setProperty("textRole", QStringLiteral("accent"));
    m_text->setWordWrap(true);
    m_badge->hide();
    for (QWidget* child : findChildren<QWidget*>())
        child->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ModeOption::setTexts(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(m_badge->isHidden() ? text : m_badge->text() + QStringLiteral(". ") + text);
}

void ModeOption::setBadge(const QString& badge)
{
    m_badge->setText(badge);
    m_badge->setVisible(!badge.isEmpty());
}

QString ModeOption::badge() const
{
    return m_badge->text();
}

void ModeOption::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal edge = hasFocus() || isChecked() ? 2 : 1;
    const QRectF area = QRectF(rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2);
    painter.setPen(QPen(hasFocus() || isChecked() ? p.focus : underMouse() ? p.controlLine : p.line, edge));
    painter.setBrush(isChecked() ? p.accentSoft : p.raised);
    painter.drawRoundedRect(area, radius::control + 2, radius::control + 2);
    const QRectF mark(width() - space::l - markSide, (height() - markSide) / 2.0, markSide, markSide);
    painter.setPen(QPen(isChecked() ? p.accent : p.controlLine, 1.5));
    painter.setBrush(isChecked() ? QBrush(p.accent) : Qt::NoBrush);
    painter.drawEllipse(mark);
    if (!isChecked())
        return;
    QPainterPath tick;
    tick.moveTo(mark.left() + 5.5, mark.center().y() + 0.5);
    tick.lineTo(mark.left() + 8.8, mark.center().y() + 3.8);
    tick.lineTo(mark.left() + 14.5, mark.center().y() - 3.2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(p.accentInk, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(tick);
}

}

#include "moc_modeoption.cpp"
