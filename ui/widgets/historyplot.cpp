// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/historyplot.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

// The library's header uses Qt's old loop, which is switched off here.
// NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration cannot stand in them
#define foreach(variable, list) for (variable : list)
#include <qcustomplot.h>
#undef foreach

namespace myna::ui {

namespace {

constexpr std::array<double, 4> spans { 60, 120, 300, 600 };
constexpr int scaleTicks = 3;
constexpr int scaleWidth = 34; // px of the figures at the left, the same in all plots
constexpr double lineWidth = 1.6;
constexpr int bareHeight = 44; // px

// A hole between two points becomes a point without a value, which breaks the line.
void fill(QCPGraph* graph, const QVector<QPointF>& points, double from, double gapSeconds)
{
    QVector<QCPGraphData> data;
    data.reserve(points.size());
    for (const QPointF& point : points) {
        if (!data.isEmpty() && point.x() - data.last().key > gapSeconds)
            data.append({ (point.x() + data.last().key) / 2, std::numeric_limits<double>::quiet_NaN() });
        if (point.x() >= from - gapSeconds)
            data.append({ point.x(), point.y() });
    }
    graph->data()->set(data, true);
}

// With a real minus sign.
class Ticker final : public QCPAxisTicker
{
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar /*format*/, int /*precision*/) override
    {
        QString label = locale.toString(tick, 'g', 4);
        if (label.startsWith(QLatin1Char('-')))
            label[0] = QChar(0x2212);
        return label;
    }
};

// Whole steps, so that the scale does not tremble with every value.
QCPRange roomy(double low, double high)
{
    const double step = std::pow(10, std::floor(std::log10(std::max(high - low, 1e-6)))) / 2;
    return { std::floor(low / step) * step, std::ceil(high / step) * step };
}

}

HistoryPlot::HistoryPlot(const Theme& theme, double low, double high, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_low(low)
    , m_high(high)
    , m_plot(new QCustomPlot(this))
    , m_past(new QLabel(this))
    , m_now(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_plot, 1);
    auto* ends = new QHBoxLayout;
    ends->setContentsMargins(scaleWidth, 0, 0, 0);
    ends->addWidget(m_past);
    ends->addStretch();
    ends->addWidget(m_now);
    column->addLayout(ends);
    styleText(m_past, TextKind::Small);
    styleText(m_now, TextKind::Small);
    // The page scrolls and explains; the plot only shows.
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMinimumSize(80, 36);
    m_plot->plotLayout()->setMargins({});
    QCPAxisRect* area = m_plot->axisRect();
    area->setMinimumMargins({});
    area->setAutoMargins(QCP::msNone);
    area->setMargins({ scaleWidth, 9, 2, 9 });
    for (QCPAxis* axis : { m_plot->xAxis, m_plot->yAxis }) {
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
    m_plot->xAxis->setTickLabels(false);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setTickLabelPadding(8);
    m_plot->yAxis->setTicker(QSharedPointer<Ticker>::create());
    m_plot->yAxis->ticker()->setTickCount(scaleTicks);
    m_plot->yAxis->setRange(roomy(low, high));
    m_plot->setNoAntialiasingOnDrag(false);
    connect(&theme, &Theme::changed, this, &HistoryPlot::dress);
    showSpan();
    dress();
}

void HistoryPlot::setBare()
{
    m_bare = true;
    m_past->hide();
    m_now->hide();
    m_plot->yAxis->setVisible(false);
    m_plot->xAxis->setVisible(false);
    m_plot->axisRect()->setMargins({ 2, 3, 2, 3 });
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateGeometry();
}

void HistoryPlot::setCurves(const QVector<Colour>& colours)
{
    m_colours = colours;
    m_plot->clearGraphs();
    for (qsizetype i = 0; i < colours.size(); ++i)
        m_plot->addGraph();
    dress();
}

void HistoryPlot::setPoints(const QVector<QVector<QPointF>>& curves, double now)
{
    double oldest = std::min(now, m_oldest.value_or(now));
    for (const QVector<QPointF>& points : curves)
        oldest = points.isEmpty() ? oldest : std::min(oldest, points.first().x());
    const auto fits = std::find_if(spans.begin(), spans.end(), [age = now - oldest](double span) { return age <= span; });
    const double span = m_bare ? std::clamp(now - oldest, spans.front(), std::max(m_longest, spans.front()))
                               : std::min(m_longest, fits == spans.end() ? spans.back() : *fits);
    if (span != m_span) {
        m_span = span;
        showSpan();
    }
    double low = m_bare ? std::numeric_limits<double>::max() : m_low;
    double high = m_bare ? std::numeric_limits<double>::lowest() : m_high;
    for (int i = 0; i < std::min(int(curves.size()), m_plot->graphCount()); ++i) {
        fill(m_plot->graph(i), curves[i], now - span, m_gap);
        for (const QPointF& point : curves[i]) {
            low = point.x() < now - span ? low : std::min(low, point.y());
            high = point.x() < now - span ? high : std::max(high, point.y());
        }
    }
    m_plot->xAxis->setRange(now - span, now);
    const double margin = std::max((high - low) * 0.15, 0.5); // of a bare line, so that a steady value stays calm
    m_plot->yAxis->setRange(m_bare ? QCPRange(low - margin, high + margin) : roomy(low, high));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::dress()
{
    const Palette& p = m_theme.palette();
    m_plot->setBackground(p.surface);
    m_plot->yAxis->setTickLabelFont(fontFor(TextKind::Small));
    m_plot->yAxis->setTickLabelColor(p.secondaryText);
    m_plot->yAxis->grid()->setPen(QPen(p.line, 1));
    m_plot->setLocale(locale());
    for (int i = 0; i < m_plot->graphCount(); ++i)
        m_plot->graph(i)->setPen(QPen(p.*m_colours[i], lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::showSpan()
{
    m_past->setText(tr("%1 min ago").arg(QLocale().toString(int(m_span / 60))));
    m_now->setText(tr("now"));
}

void HistoryPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        showSpan();
}

QSize HistoryPlot::sizeHint() const
{
    return { m_bare ? 120 : 260, m_bare ? bareHeight : 100 };
}

QSize HistoryPlot::minimumSizeHint() const
{
    return { m_bare ? 80 : 180, m_bare ? bareHeight : 84 };
}

}

#include "moc_historyplot.cpp"
