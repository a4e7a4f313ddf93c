// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/metricsview.h"

#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/historyplot.h"

#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerMetricsViewModel;
using Curve = ServerMetricsViewModel::Curve;

namespace {

constexpr int leastPlotWidth = 280; // px
constexpr int rowHeight = 28; // px
constexpr double gapSeconds = 6; // it is told every second, by a network
constexpr int plotHeight = 116; // px

// The scale always shows at least from 0 to this.
double highOf(Curve curve)
{
    switch (curve) {
    case Curve::Sessions:
    case Curve::TurnsPerMinute:
    case Curve::Queue:
        return 4;
    case Curve::FirstSound:
        return 1;
    case Curve::Overhead:
        return 20;
    case Curve::Memory:
        return 50;
    }
    return 1;
}

HistoryPlot::Colour colourOf(Curve curve)
{
    switch (curve) {
    case Curve::Sessions:
    case Curve::Memory:
        return &Palette::curveBlue;
    case Curve::TurnsPerMinute:
        return &Palette::curveGreen;
    case Curve::FirstSound:
    case Curve::Overhead:
        return &Palette::curveAmber;
    case Curve::Queue:
        return &Palette::curveViolet;
    }
    return &Palette::curveBlue;
}

}

MetricsView::MetricsView(ServerMetricsViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_nothing(new EmptyState(theme, u"statistics"_s, this))
    , m_whole(new QWidget(this))
    , m_grid(new QGridLayout)
    , m_tableTitle(new QLabel(m_whole))
    , m_tableCard(new Card(theme, m_whole))
    , m_table(new QTableWidget(0, 2, m_tableCard))
{
    m_grid->setSpacing(space::l);
    for (int i = 0; i < ServerMetricsViewModel::curveCount; ++i)
        m_plots.at(size_t(i)) = makePlot(Curve(i));
    styleText(m_tableTitle, TextKind::SectionTitle);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->horizontalHeader()->hide();
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setFont(fontFor(TextKind::Secondary));
    m_table->setProperty("look", u"plain"_s);
    m_tableCard->body()->addWidget(m_table);
    auto* column = new QVBoxLayout(m_whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addLayout(m_grid);
    column->addWidget(m_tableTitle);
    column->addWidget(m_tableCard);
    column->addStretch();
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_whole);
    whole->addWidget(m_nothing);
    connect(&model, &ServerMetricsViewModel::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(m_nothing, &EmptyState::actionWanted, &model, &ServerMetricsViewModel::reload);
    arrange();
    retranslate();
}

MetricsView::Plot MetricsView::makePlot(Curve curve)
{
    Plot plot;
    plot.card = new Card(m_theme, m_whole);
    plot.title = new QLabel(plot.card);
    plot.value = new QLabel(plot.card);
    plot.plot = new HistoryPlot(m_theme, 0, highOf(curve), plot.card);
    styleText(plot.title, TextKind::Secondary);
    styleText(plot.value, TextKind::BigTitle);
    plot.plot->setMinimumHeight(plotHeight);
    plot.plot->setGap(gapSeconds);
    plot.plot->setLongest(ServerMetricsViewModel::keptSeconds);
    plot.plot->setCurves({ colourOf(curve) });
    plot.card->body()->setSpacing(space::xs);
    plot.card->body()->addWidget(plot.title);
    plot.card->body()->addWidget(plot.value);
    plot.card->body()->addWidget(plot.plot, 1);
    return plot;
}

void MetricsView::arrange()
{
    const int columns = std::clamp(width() / leastPlotWidth, 1, 3);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < int(m_plots.size()); ++i) {
        m_grid->removeWidget(m_plots.at(size_t(i)).card);
        m_grid->addWidget(m_plots.at(size_t(i)).card, i / columns, i % columns);
    }
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void MetricsView::refresh()
{
    const bool any = m_model.hasAny();
    m_whole->setVisible(any);
    m_nothing->setVisible(!any);
    if (m_model.trouble().isEmpty())
        m_nothing->setTexts(tr("Asking how the server does"), tr("Curves of the last ten minutes appear here."));
    else
        m_nothing->setTexts(tr("No figures"), m_model.trouble(), tr("Try again"));
    double oldest = m_model.now();
    for (int i = 0; i < int(m_plots.size()); ++i) {
        if (const auto& points = m_model.points(Curve(i)); !points.isEmpty())
            oldest = std::min(oldest, points.first().x());
    }
    for (int i = 0; i < int(m_plots.size()); ++i) {
        const Plot& plot = m_plots.at(size_t(i));
        plot.value->setText(m_model.valueText(Curve(i)));
        plot.plot->setOldest(oldest);
        plot.plot->setPoints({ m_model.points(Curve(i)) }, m_model.now());
        plot.card->setAccessibleName(plot.title->text());
        plot.card->setAccessibleDescription(plot.value->text());
    }
    refreshTable();
}

void MetricsView::refreshTable()
{
    const auto rows = m_model.table();
    const auto put = [this](int row, int column, const QString& text) {
        QTableWidgetItem* item = m_table->item(row, column);
        if (!item) {
            item = new QTableWidgetItem;
            item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
        if (item->text() != text)
            item->setText(text);
    };
    if (m_table->rowCount() != rows.size()) {
        m_table->setRowCount(int(rows.size()));
        m_table->setFixedHeight(int(rows.size()) * rowHeight + 2);
    }
    for (int row = 0; row < rows.size(); ++row) {
        put(row, 0, rows.at(row).name);
        put(row, 1, rows.at(row).value);
    }
}

void MetricsView::retranslate()
{
    for (int i = 0; i < int(m_plots.size()); ++i)
        m_plots.at(size_t(i)).title->setText(ServerMetricsViewModel::title(Curve(i)));
    m_tableTitle->setText(tr("Everything it counts"));
    m_table->setAccessibleName(m_tableTitle->text());
    refresh();
}

void MetricsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_model.hasAny())
        m_model.reload();
    refresh();
}

void MetricsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void MetricsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_metricsview.cpp"
