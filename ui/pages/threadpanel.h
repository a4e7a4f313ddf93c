// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/historyviewmodel.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace myna::ui {

class EmptyState;
class TurnCard;

// The conversation that is open: its name and star, and its turns.
class ThreadPanel final : public QWidget
{
    Q_OBJECT

public:
    ThreadPanel(const Theme& theme, viewmodels::HistoryViewModel& model, QWidget* parent = nullptr);

    void setBackShown(bool shown); // the list is behind it
    void focusName();

signals:
    void backWanted();
    void exportWanted();
    void copied();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildTurns();
    void showConversation();
    void showTurns();
    void scrollToMark();
    void dress();
    void retranslate();

    const Theme& m_theme;
    viewmodels::HistoryViewModel& m_model;
    QStackedLayout* m_stack;
    EmptyState* m_none;
    QWidget* m_whole;
    QToolButton* m_back = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_detail = nullptr;
    QToolButton* m_star = nullptr;
    QToolButton* m_export = nullptr;
    QToolButton* m_delete = nullptr;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_column = nullptr;
    QPushButton* m_more = nullptr;
    std::vector<TurnCard*> m_cards;
};

}
