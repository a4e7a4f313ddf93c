// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QMap>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace myna::viewmodels {
class ToolsViewModel;
}

namespace myna::ui {

class BusyDots;
class Card;
class PillLabel;
class ToolForm;

// The chosen tool: what it does, its arguments to fill in, what came of the last call, and the exchange as it went.
class ToolCard final : public QWidget
{
    Q_OBJECT

public:
    ToolCard(viewmodels::ToolsViewModel& model, const Theme& theme, QWidget* parent = nullptr);

    // Something about the tool that stands between its words and its arguments; the card takes it.
    void setExtra(QWidget* extra);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build(const Theme& theme);
    void buildAnswer(const Theme& theme);
    void showTool();
    void showAnswer();
    void call();
    void copy();
    void retranslate();

    viewmodels::ToolsViewModel& m_model;
    QVBoxLayout* m_column = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_words = nullptr;
    QLabel* m_never = nullptr;
    Card* m_input = nullptr;
    ToolForm* m_form = nullptr;
    QLabel* m_noFields = nullptr;
    QPushButton* m_call = nullptr;
    bool m_callHadFocus = false; // before it was disabled
    BusyDots* m_busy = nullptr;
    Card* m_answer = nullptr;
    PillLabel* m_outcome = nullptr;
    QLabel* m_took = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QToolButton* m_unfold = nullptr;
    QWidget* m_raw = nullptr;
    QLabel* m_sentTitle = nullptr;
    QPlainTextEdit* m_sent = nullptr;
    QLabel* m_receivedTitle = nullptr;
    QPlainTextEdit* m_received = nullptr;
    QPushButton* m_copy = nullptr;
};

}
