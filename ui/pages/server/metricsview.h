// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/servermetricsviewmodel.h"

#include <QWidget>

#include <array>

class QGridLayout;
class QLabel;
class QTableWidget;

namespace myna::ui {

class Card;
class EmptyState;
class HistoryPlot;

// The last ten minutes of the server as curves, and everything it counts as a table.
class MetricsView final : public QWidget
{
    Q_OBJECT

public:
    MetricsView(viewmodels::ServerMetricsViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Plot
    {
        Card* card = nullptr;
        QLabel* title = nullptr;
        QLabel* value = nullptr;
        HistoryPlot* plot = nullptr;
    };
    [[nodiscard]] Plot makePlot(viewmodels::ServerMetricsViewModel::Curve curve);
    void arrange();
    void refresh();
    void refreshTable();
    void retranslate();

    viewmodels::ServerMetricsViewModel& m_model;
    const Theme& m_theme;
    EmptyState* m_nothing;
    QWidget* m_whole;
    QGridLayout* m_grid;
    std::array<Plot, viewmodels::ServerMetricsViewModel::curveCount> m_plots {};
    QLabel* m_tableTitle;
    Card* m_tableCard;
    QTableWidget* m_table;
    int m_columns = 0;
};

}
