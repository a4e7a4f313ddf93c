// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/turnstages.h"

#include <QVector>
#include <QWidget>

namespace myna::ui {

// The moments of a turn with their times: side by side on a line where there is room, below each other where there is not.
class StageGrid final : public QWidget
{
    Q_OBJECT

public:
    explicit StageGrid(const Theme& theme, QWidget* parent = nullptr);

    void setStages(const QVector<viewmodels::TurnStage>& stages);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int cellWidth(const viewmodels::TurnStage& stage) const;
    [[nodiscard]] int wholeWidth() const; // side by side
    void paintWide(QPainter& painter) const;
    void paintNarrow(QPainter& painter) const;

    const Theme& m_theme;
    QVector<viewmodels::TurnStage> m_stages;
};

}
