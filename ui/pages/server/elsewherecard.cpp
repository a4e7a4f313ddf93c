// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/elsewherecard.h"

#include "viewmodels/serverconsole.h"
#include "widgets/buttons.h"
#include "widgets/card.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::ServerConsole;

ElsewhereCard::ElsewhereCard(ServerConsole& console, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_console(console)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_back(new QPushButton(this))
{
    styleText(m_title, TextKind::Heading);
    styleText(m_text, TextKind::Secondary);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    styleButton(m_back, ButtonKind::Secondary);
    auto* card = new Card(theme, this);
    card->body()->addWidget(m_title);
    card->body()->addWidget(m_text);
    card->body()->addWidget(m_back, 0, Qt::AlignLeft);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(card);
    connect(m_back, &QPushButton::clicked, &console, &ServerConsole::detach);
    connect(&console, &ServerConsole::changed, this, &ElsewhereCard::retranslate);
    retranslate();
}

void ElsewhereCard::retranslate()
{
    m_title->setText(tr("You look after %1").arg(m_console.placeName()));
    m_text->setText(tr("It runs on another computer. What you change here is changed there; its devices are pointed at that computer's own "
                       "address."));
    m_back->setText(tr("Back to this computer"));
}

void ElsewhereCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_elsewherecard.cpp"
