// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/askingcards.h"

#include "pages/activationcard.h"

#include <QAbstractItemModel>
#include <QVBoxLayout>

namespace myna::ui {

AskingCards::AskingCards(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::m);
    hide();
}

void AskingCards::setModel(QAbstractItemModel* list)
{
    if (list == m_list)
        return;
    if (m_list)
        m_list->disconnect(this);
    m_list = list;
    connect(list, &QAbstractItemModel::rowsInserted, this, &AskingCards::refresh);
    connect(list, &QAbstractItemModel::rowsRemoved, this, &AskingCards::refresh);
    connect(list, &QAbstractItemModel::dataChanged, this, &AskingCards::refresh);
    connect(list, &QAbstractItemModel::modelReset, this, &AskingCards::refresh);
    refresh();
}

void AskingCards::refresh()
{
    const auto count = size_t(m_list->rowCount());
    while (m_cards.size() > count) {
        m_cards.back()->deleteLater(); // it may be the one whose button is just being pressed
        m_cards.back()->hide();
        m_cards.pop_back();
    }
    while (m_cards.size() < count) {
        auto* card = new ActivationCard(m_theme, this);
        connect(card, &ActivationCard::approveWanted, this, &AskingCards::approveWanted);
        connect(card, &ActivationCard::refuseWanted, this, &AskingCards::refuseWanted);
        m_column->addWidget(card);
        card->show();
        m_cards.push_back(card);
    }
    for (size_t row = 0; row < count; ++row)
        m_cards[row]->setRequest(m_list->index(int(row), 0));
    setVisible(count > 0);
}

}

#include "moc_askingcards.cpp"
