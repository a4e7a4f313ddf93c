// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/turnparts.h"

#include <QVector>
#include <QWidget>

namespace myna::ui {

// One bar for each turn, newest on top, as long as its first sound took, in the colours of the time line.
class TurnBars final : public QWidget
{
    Q_OBJECT

public:
    explicit TurnBars(const Theme& theme, QWidget* parent = nullptr);

    void setTurns(const QVector<viewmodels::TurnParts>& turns); // oldest first; as many are shown as there is room for
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QVector<viewmodels::TurnParts> m_turns;
};

}
