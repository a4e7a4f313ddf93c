// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serverturnsviewmodel.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace myna::ui {

class Card;
class TimelineBar;

// Everything known of one turn: the words, each stage with its time, who did it, which tools were used, and what went wrong.
class TurnDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit TurnDetail(const Theme& theme, QWidget* parent = nullptr);

    void setTurn(const admin::Turn& turn, const QString& device, const QString& time);

private:
    void addRow(const QString& name, const QString& value, const char* role = nullptr);
    void addHeading(const QString& text);
    void clear();

    Card* m_card;
    QLabel* m_who;
    QLabel* m_heard;
    QLabel* m_said;
    QLabel* m_failure;
    TimelineBar* m_bar;
    QGridLayout* m_rows;
};

}
