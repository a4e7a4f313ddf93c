// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QPointF>
#include <QVector>
#include <QWidget>

#include <optional>

class QCustomPlot;
class QLabel;

namespace myna::ui {

// Values over time, newest at the right; breaks where nothing was measured. It shows the last minute, or up to five once there are so many.
// All the code that knows QCustomPlot.
class HistoryPlot final : public QWidget
{
    Q_OBJECT

public:
    using Colour = QColor Palette::*;

    // The scale always shows at least `low` to `high`.
    HistoryPlot(const Theme& theme, double low, double high, QWidget* parent = nullptr);

    void setLongest(double seconds) { m_longest = seconds; } // 300 unless told
    void setGap(double seconds) { m_gap = seconds; } // without a value for so long the line breaks
    void setOldest(double seconds) { m_oldest = seconds; } // of plots beside it, so that all show the same time
    void setBare(); // the line alone, over all its time: for a card that says the rest
    void setCurves(const QVector<Colour>& colours);
    // One list for each curve, x in seconds, rising; `now` is the right edge.
    void setPoints(const QVector<QVector<QPointF>>& curves, double now);
    [[nodiscard]] double shownSeconds() const { return m_span; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void dress();
    void showSpan();

    const Theme& m_theme;
    double m_low;
    double m_high;
    double m_span = 60;
    double m_longest = 300;
    double m_gap = 2.5;
    std::optional<double> m_oldest;
    bool m_bare = false;
    QVector<Colour> m_colours;
    QCustomPlot* m_plot;
    QLabel* m_past;
    QLabel* m_now;
};

}
