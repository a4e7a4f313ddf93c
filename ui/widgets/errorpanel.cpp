// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/errorpanel.h"

#include "widgets/buttons.h"
#include "widgets/icon.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

ErrorPanel::ErrorPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(theme, QStringLiteral("warning"), 36, &Palette::bad, this))
    , m_what(new QLabel(this))
    , m_why(new QLabel(this))
    , m_repair(new QPushButton(this))
    , m_alternative(new QPushButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_icon);
    column->addSpacing(space::xs);
    column->addWidget(m_what);
    column->addWidget(m_why);
    column->addSpacing(space::s);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_repair);
    row->addWidget(m_alternative);
    row->addStretch();
    column->addLayout(row);
    styleText(m_what, TextKind::BigTitle);
    styleText(m_why, TextKind::Body);
    for (QLabel* label : { m_what, m_why }) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    styleButton(m_repair, ButtonKind::Primary);
    styleButton(m_alternative, ButtonKind::Secondary);
    m_alternative->hide();
    connect(m_repair, &QPushButton::clicked, this, &ErrorPanel::repairWanted);
    connect(m_alternative, &QPushButton::clicked, this, &ErrorPanel::alternativeWanted);
}

void ErrorPanel::setTexts(const QString& what, const QString& why, const QString& repair)
{
    m_what->setText(what);
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    m_repair->setText(repair);
    m_repair->setVisible(!repair.isEmpty());
    setAccessibleName(what);
    setAccessibleDescription(why);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ErrorPanel::setAlternative(const QString& text)
{
    m_alternative->setText(text);
    m_alternative->setVisible(!text.isEmpty());
}

QString ErrorPanel::what() const
{
    return m_what->text();
}

QString ErrorPanel::why() const
{
    return m_why->text();
}

}

#include "moc_errorpanel.cpp"
