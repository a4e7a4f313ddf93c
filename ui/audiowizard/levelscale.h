// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

namespace myna::ui {

// How loud it is now, with the part of the scale marked where a voice should be, and the loudest of the last moments.
class LevelScale final : public QWidget
{
    Q_OBJECT

public:
    // The good part, dBFS RMS.
    LevelScale(const Theme& theme, double fromDbfs, double toDbfs, QWidget* parent = nullptr);

    void setLevel(float rms); // 0–1, about twenty times a second
    void reset();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return { 160, sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    double m_from;
    double m_to;
    double m_share = 0;
    double m_peak = 0; // falls slowly
};

}
