// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/statisticsviewmodel.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace myna::ui {

class Card;
class HistoryPlot;
class IconLabel;

// One group of figures and their plot. A figure that is drawn has the colour of its curve beside its name, so the figures are the legend.
class StatisticsCard final : public QWidget
{
    Q_OBJECT

public:
    StatisticsCard(const Theme& theme, viewmodels::StatisticsViewModel& model, viewmodels::FigureGroup group, QWidget* parent = nullptr);

    void refresh();

private:
    struct Line
    {
        QLabel* name = nullptr;
        QLabel* value = nullptr;
        IconLabel* mark = nullptr; // something is worth a look
    };

    void build(const QVector<viewmodels::Figure>& figures);
    void refreshPlot();

    const Theme& m_theme;
    viewmodels::StatisticsViewModel& m_model;
    viewmodels::FigureGroup m_group;
    Card* m_card;
    QLabel* m_title;
    QLabel* m_unit;
    HistoryPlot* m_plot;
    QGridLayout* m_grid;
    QVector<Line> m_lines;
    QVector<viewmodels::Series> m_curves;
    std::optional<double> m_plotted; // when the plot was drawn last, s
};

}
