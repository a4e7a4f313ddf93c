// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/historytexts.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace myna::ui {

class SpeechBubble;
class TurnTimeline;

// One turn of a kept conversation: what was asked, what was answered, what was done, and on a click what its time was spent on.
class TurnCard final : public QWidget
{
    Q_OBJECT

public:
    TurnCard(const Theme& theme, QWidget* parent = nullptr);

    void setTurn(const history::Turn& turn, const QStringList& marks);
    [[nodiscard]] const history::Turn& turn() const { return m_turn; }
    [[nodiscard]] bool isMarked() const { return m_marked; } // one of the searched words is in it
    void setTimesShown(bool shown);
    [[nodiscard]] bool areTimesShown() const;

signals:
    void deletionWanted(qint64 turn);
    void copied();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override; // beside the bubbles: shows the times

private:
    [[nodiscard]] QWidget* buildFoot();
    void showTools();
    void copy();
    void fit();
    void dress();
    void retranslate();

    const Theme& m_theme;
    history::Turn m_turn;
    QStringList m_marks;
    bool m_marked = false;
    SpeechBubble* m_question;
    SpeechBubble* m_answer;
    QWidget* m_tools;
    QVBoxLayout* m_toolLines;
    QPushButton* m_detail;
    QToolButton* m_copy;
    QToolButton* m_delete;
    QWidget* m_timesBox;
    TurnTimeline* m_times;
    QLabel* m_noTimes;
};

}
