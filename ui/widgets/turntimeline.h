// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/turnparts.h"
#include "viewmodels/turnstages.h"

#include <QWidget>

namespace myna::ui {

class StageGrid;
class TimelineBar;

// The times of one turn: a bar of what the wait for the first sound was spent on, and every moment with its time.
class TurnTimeline final : public QWidget
{
    Q_OBJECT

public:
    explicit TurnTimeline(const Theme& theme, QWidget* parent = nullptr);

    void setTurn(const viewmodels::TurnParts& parts, const QVector<viewmodels::TurnStage>& stages);
    void setStagesShown(bool shown);
    [[nodiscard]] bool areStagesShown() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    TimelineBar* m_bar;
    StageGrid* m_grid;
    viewmodels::TurnParts m_parts;
    QVector<viewmodels::TurnStage> m_stages;
};

}
