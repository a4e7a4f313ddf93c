// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include "widgets/buttons.h"
#include "widgets/icon.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

EmptyState::EmptyState(const Theme& theme, const QString& iconName, QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(theme, iconName, 32, &Palette::secondary, this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(space::s);
    column->addStretch();
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(space::xs);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(space::xs);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch();
    styleText(m_title, TextKind::Heading);
    styleText(m_text, TextKind::Secondary);
    for (QLabel* label : { m_title, m_text }) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
    }
    styleButton(m_button, ButtonKind::Secondary);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionWanted);
}

void EmptyState::setTexts(const QString& title, const QString& text, const QString& buttonText)
{
    m_title->setText(title);
    m_text->setText(text);
    m_button->setText(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
}

}

#include "moc_emptystate.cpp"
