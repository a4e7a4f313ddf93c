// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

#include <vector>

class QAbstractItemModel;
class QVBoxLayout;

namespace myna::ui {

class ActivationCard;

// A card for each device that asks to join; gone while nobody does.
class AskingCards final : public QWidget
{
    Q_OBJECT

public:
    explicit AskingCards(const Theme& theme, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* list); // an ActivationListModel that outlives this

signals:
    void approveWanted(const QString& code);
    void refuseWanted(const QString& code);

private:
    void refresh();

    const Theme& m_theme;
    QAbstractItemModel* m_list = nullptr;
    QVBoxLayout* m_column;
    std::vector<ActivationCard*> m_cards;
};

}
