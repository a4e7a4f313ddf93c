// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/talkviewmodel.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QToolButton;

namespace myna::ui {

class Card;
class EmptyState;
class TranscriptView;
class TurnTimeline;

// What was said so far, and what the last answer, or the one that is chosen, spent its time on.
class ConversationPanel final : public QWidget
{
    Q_OBJECT

public:
    ConversationPanel(const Theme& theme, viewmodels::TalkViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
    void showEmptiness();
    void showTurn();
    void chooseRow(int row); // −1: the last turn again
    void setOpen(bool open);

    const Theme& m_theme;
    viewmodels::TalkViewModel& m_model;
    QLabel* m_title;
    QStackedLayout* m_stack;
    TranscriptView* m_list;
    EmptyState* m_empty;
    Card* m_turnCard;
    QLabel* m_turnTitle;
    QToolButton* m_unfold;
    TurnTimeline* m_timeline;
    int m_row = -1; // of the conversation, chosen to see its times
};

}
