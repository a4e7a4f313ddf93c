// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QScrollArea;
class QStackedWidget;

namespace myna::viewmodels {
class ToolPermissions;
class ToolsViewModel;
}

namespace myna::ui {

class EmptyState;
class ToolCard;
class ToolDecisionRow;

// Every tool the assistant can call, to be called by hand: the list at the left, the chosen one at the right.
class ToolsView final : public QWidget
{
    Q_OBJECT

public:
    ToolsView(viewmodels::ToolsViewModel& model, const Theme& theme, QWidget* parent = nullptr);

    // From now on what may be used of this computer is decided beside the tool, too.
    void setPermissions(viewmodels::ToolPermissions& permissions);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void listPlaces();
    void showList();
    void showChosen();
    void showDecision();
    void retranslate();

    viewmodels::ToolsViewModel& m_model;
    QComboBox* m_place;
    QLineEdit* m_words;
    QListView* m_list;
    QWidget* m_left;
    QStackedWidget* m_lists; // the list, or why it is empty
    EmptyState* m_nothing;
    QStackedWidget* m_right; // nothing chosen, or the chosen one
    EmptyState* m_unchosen;
    QScrollArea* m_scroll;
    ToolCard* m_card;
    ToolDecisionRow* m_decision = nullptr;
};

}
