// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

namespace myna::ui {

// How clearly something was heard, 0–100, with a mark at what is needed.
class ScoreBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreBar(const Theme& theme, QWidget* parent = nullptr);

    void setScore(int score, int needed);
    [[nodiscard]] int score() const { return m_score; }
    [[nodiscard]] int needed() const { return m_needed; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    int m_score = 0;
    int m_needed = 50;
};

}
