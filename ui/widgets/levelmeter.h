// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

namespace myna::ui {

// How loud it is, as a bar; 60 dB wide.
class LevelMeter final : public QWidget
{
    Q_OBJECT

public:
    explicit LevelMeter(const Theme& theme, QWidget* parent = nullptr);

    void setLevel(float rms); // 0–1 of full scale
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    float m_share = 0;
};

// Share of a 60 dB scale for a level of 0–1 of full scale.
float shareOfScale(float rms);

}
