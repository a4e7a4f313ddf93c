// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/talkviewmodel.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace myna::ui {

class Card;
class EmptyState;
class TimelineBar;
class TranscriptView;

// What was said so far and how long the last answer took.
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
    void showLastTurn();

    const Theme& m_theme;
    viewmodels::TalkViewModel& m_model;
    QLabel* m_title;
    QStackedLayout* m_stack;
    TranscriptView* m_list;
    EmptyState* m_empty;
    Card* m_turnCard;
    QLabel* m_turnTitle;
    TimelineBar* m_timeline;
};

}
