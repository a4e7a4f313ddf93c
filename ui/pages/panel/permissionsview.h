// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/toolpermissions.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QVBoxLayout;

namespace myna::ui {

class Card;
class EmptyState;
class ToolDecisionRow;

// Every tool with what it does and whether it may be used: always, after a question, never; for all servers or for one.
class PermissionsView final : public QWidget
{
    Q_OBJECT

public:
    PermissionsView(const Theme& theme, viewmodels::ToolPermissions& model, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Line
    {
        viewmodels::ToolPermissions::Row row;
        Card* card = nullptr;
        QLabel* title = nullptr;
        QLabel* name = nullptr; // on the wire
        QLabel* words = nullptr;
        QLabel* exceptions = nullptr;
        ToolDecisionRow* decision = nullptr;
    };
    void build();
    void refresh();
    void fillScopes();
    [[nodiscard]] Line makeLine();
    void fillLine(Line& line, const viewmodels::ToolPermissions::Row& row);
    void retranslate();

    const Theme& m_theme;
    viewmodels::ToolPermissions& m_model;
    QLabel* m_about = nullptr;
    QComboBox* m_scope = nullptr;
    QLineEdit* m_search = nullptr;
    QStackedWidget* m_scenes = nullptr;
    QVBoxLayout* m_rows = nullptr;
    EmptyState* m_nothing = nullptr;
    std::vector<Line> m_lines;
};

}
