// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/auditviewmodel.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;
class QListView;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace myna::ui {

class Card;
class EmptyState;
class SegmentedControl;
class Toast;
class TroubleBar;

// The calls of tools: filters, search and list, the chosen one below with everything there is to say of it.
class CallsView final : public QWidget
{
    Q_OBJECT

public:
    CallsView(const Theme& theme, viewmodels::AuditViewModel& model, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildActions();
    void showContent();
    void showChosen();
    void giveRoom();
    void askForFile();
    void askToDeleteAll();
    void retranslate();

    const Theme& m_theme;
    viewmodels::AuditViewModel& m_model;
    QWidget* m_actions;
    QPushButton* m_export = nullptr;
    QPushButton* m_deleteAll = nullptr;
    TroubleBar* m_trouble = nullptr;
    SegmentedControl* m_filter = nullptr;
    QLineEdit* m_search = nullptr;
    QStackedWidget* m_results = nullptr;
    QListView* m_list = nullptr;
    EmptyState* m_nothing = nullptr;
    QScrollArea* m_detailArea = nullptr; // shows a part of it where there is no room
    Card* m_detail = nullptr;
    QGridLayout* m_facts = nullptr;
    Toast* m_toast = nullptr;
};

}
