// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/homeinvitation.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/icon.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

HomeInvitation::HomeInvitation(const Theme& theme, QWidget* parent)
    : QWidget(parent)
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(theme, this);
    card->setLook(Card::Look::Sunken);
    whole->addWidget(card);
    m_title = new QLabel(card);
    m_text = new QLabel(card);
    m_button = new QPushButton(card);
    styleText(m_title, TextKind::Heading);
    styleText(m_text, TextKind::Secondary);
    m_text->setWordWrap(true);
    styleButton(m_button, ButtonKind::Secondary);
    auto* words = new QVBoxLayout;
    words->setSpacing(space::xs);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::l);
    row->addWidget(new IconLabel(theme, QStringLiteral("lamp"), 28, &Palette::secondary, card));
    row->addLayout(words, 1);
    row->addWidget(m_button);
    card->body()->addLayout(row);
    connect(m_button, &QPushButton::clicked, this, &HomeInvitation::accepted);
    retranslate();
}

void HomeInvitation::retranslate()
{
    m_title->setText(tr("Your home belongs here too"));
    m_text->setText(tr("Lamps, blinds and sensors from Home Assistant or an MQTT broker get cards like these."));
    m_button->setText(tr("Connect your home"));
}

void HomeInvitation::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_homeinvitation.cpp"
