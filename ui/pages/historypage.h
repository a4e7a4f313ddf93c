// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/historyviewmodel.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QStackedLayout;

namespace myna::ui {

class ConversationList;
class EmptyState;
class SegmentedControl;
class ThreadPanel;
class Toast;
class TroubleBar;

// The kept conversations: search and list at the left, the open one at the right. On narrow windows one takes the place of the other. Its
// content is made when it is shown for the first time.
class HistoryPage final : public QWidget
{
    Q_OBJECT

public:
    HistoryPage(const Theme& theme, viewmodels::HistoryViewModel& model, QWidget* parent = nullptr);

    // For the title bar; the window takes it.
    [[nodiscard]] QWidget* titleExtra() const { return m_titleExtra; }
    [[nodiscard]] bool isFolded() const { return m_folded; }

signals:
    void talkWanted();
    void settingsWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Ctrl+F, F2, Ctrl+Z

private:
    void build();
    void buildTitleExtra();
    [[nodiscard]] QWidget* buildLeft();
    void connectModel();
    void showContent();
    void showEmptiness();
    void showSaid();
    void fold();
    void choose(qint64 id);
    void askForFile(bool onlyChosen);
    void askToDeleteAll();
    void retranslate();

    const Theme& m_theme;
    viewmodels::HistoryViewModel& m_model;
    QWidget* m_titleExtra;
    QPushButton* m_export = nullptr;
    QPushButton* m_deleteAll = nullptr;
    TroubleBar* m_trouble = nullptr;
    EmptyState* m_nothing = nullptr; // instead of everything
    QWidget* m_both = nullptr;
    QWidget* m_left = nullptr;
    QLineEdit* m_search = nullptr;
    SegmentedControl* m_filter = nullptr;
    QStackedLayout* m_results = nullptr;
    ConversationList* m_list = nullptr;
    EmptyState* m_noneFound = nullptr;
    ThreadPanel* m_thread = nullptr;
    Toast* m_toast = nullptr;
    bool m_folded = false;
};

}
