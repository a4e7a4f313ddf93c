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
class ToolsViewModel;
}

namespace myna::ui {

class EmptyState;
class ToolCard;

// Every tool the assistant can call, to be called by hand: the list at the left, the chosen one at the right.
class ToolsView final : public QWidget
{
    Q_OBJECT

public:
    ToolsView(viewmodels::ToolsViewModel& model, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] ToolCard* card() const { return m_card; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void listPlaces();
    void showList();
    void showChosen();
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
};

}
