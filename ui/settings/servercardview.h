// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serversviewmodel.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace myna::ui {

class Card;
class ElidedLabel;
class FlowLayout;
class IconLabel;
class PillLabel;

// One server of the list: who it is, how it stands, what its test found, and what can be done with it.
class ServerCardView final : public QWidget
{
    Q_OBJECT

public:
    explicit ServerCardView(const Theme& theme, QWidget* parent = nullptr);

    void show(const viewmodels::ServerCard& card);
    [[nodiscard]] const viewmodels::ServerCard& card() const { return m_shown; }
    void retranslate();

signals:
    void useWanted();
    void testWanted();
    void cancelWanted();
    void repairWanted();
    void editWanted();
    void duplicateWanted();
    void newIdentityWanted();
    void forgetPinWanted();
    void removeWanted();

private:
    void build();
    void showTest();
    void showActions();

    const Theme& m_theme;
    Card* m_card;
    IconLabel* m_icon;
    QLabel* m_name;
    ElidedLabel* m_address;
    PillLabel* m_state;
    QLabel* m_identity;
    QLabel* m_notice;
    QWidget* m_chips;
    FlowLayout* m_chipFlow;
    QVector<PillLabel*> m_chip;
    QWidget* m_outcome;
    QLabel* m_verdict;
    QPushButton* m_repair;
    QLabel* m_remarks;
    QPushButton* m_use;
    QPushButton* m_test;
    QToolButton* m_more;
    QMenu* m_menu;
    QAction* m_edit;
    QAction* m_duplicate;
    QAction* m_newIdentity;
    QAction* m_forgetPin;
    QAction* m_remove;
    viewmodels::ServerCard m_shown;
};

}
