// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QVector>
#include <QWidget>

namespace myna::ui {

// A recording as bars, one for each level; what has been played already is amber.
class VoiceBars final : public QWidget
{
    Q_OBJECT

public:
    explicit VoiceBars(const Theme& theme, QWidget* parent = nullptr);

    void setLevels(const QVector<float>& levels); // RMS 0–1, oldest first
    void setPlayed(double share); // 0–1
    [[nodiscard]] QSize sizeHint() const override { return { 420, 64 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 160, 48 }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QVector<float> m_levels;
    double m_played = 0;
};

}
