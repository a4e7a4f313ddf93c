// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/toolpermissions.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

class SegmentedControl;

// Whether one tool may be used: allow, ask, never, and the way back to how it is without a decision. What asks by itself is not allowed
// without a plain warning.
class ToolDecisionRow final : public QWidget
{
    Q_OBJECT

public:
    explicit ToolDecisionRow(viewmodels::ToolPermissions& model, QWidget* parent = nullptr);

    void setWords(const QString& words); // before the choice; without them it stands at the right
    void setTool(const QString& tool); // an unknown one hides the row; follows the model by itself
    void fill(const viewmodels::ToolPermissions::Row& row);

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose(mcp::Decision decision);
    void askBefore();
    void retranslate();

    viewmodels::ToolPermissions& m_model;
    viewmodels::ToolPermissions::Row m_row;
    QLabel* m_words;
    QPushButton* m_reset;
    SegmentedControl* m_choice;
};

}
