// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/statisticscard.h"

#include "widgets/card.h"
#include "widgets/historyplot.h"
#include "widgets/icon.h"
#include "widgets/swatch.h"
#include "widgets/textrole.h"

#include <QGridLayout>
#include <QLabel>

#include <array>

namespace myna::ui {

using viewmodels::Figure;
using viewmodels::FigureGroup;
using viewmodels::Tone;

namespace {

using Colour = HistoryPlot::Colour;
constexpr std::array<Colour, 4> curveColours { &Palette::curveAmber, &Palette::curveBlue, &Palette::curveGreen, &Palette::curveViolet };

// Figures follow four times a second; drawing a curve anew costs more than that is worth.
constexpr double plotSeconds = 1;

struct Scale
{
    double low;
    double high;
};

// What is shown even when everything is quiet.
Scale scaleOf(FigureGroup group)
{
    switch (group) {
    case FigureGroup::Levels:
        return { -80, 0 };
    case FigureGroup::Echo:
        return { 0, 40 };
    case FigureGroup::Jitter:
        return { 0, 100 };
    case FigureGroup::Network:
        return { 0, 40 };
    case FigureGroup::Program:
        return { 0, 20 };
    }
    return { 0, 1 };
}

QString role(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
    case Tone::Busy:
        return QStringLiteral("text");
    case Tone::Good:
        return QStringLiteral("good");
    case Tone::Warning:
        return QStringLiteral("warning");
    case Tone::Bad:
        return QStringLiteral("bad");
    }
    return {};
}

}

StatisticsCard::StatisticsCard(const Theme& theme, viewmodels::StatisticsViewModel& model, FigureGroup group, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_group(group)
    , m_card(new Card(theme, this))
    , m_title(new QLabel(m_card))
    , m_unit(new QLabel(m_card))
    , m_plot(new HistoryPlot(theme, scaleOf(group).low, scaleOf(group).high, m_card))
    , m_grid(new QGridLayout)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_card);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_unit, 0, Qt::AlignBottom);
    styleText(m_title, TextKind::Heading);
    styleText(m_unit, TextKind::Small);
    m_card->body()->setContentsMargins(18, 14, 18, 14);
    m_card->body()->setSpacing(6);
    m_card->body()->addLayout(head);
    m_card->body()->addWidget(m_plot, 1);
    m_card->body()->addLayout(m_grid);
    m_grid->setHorizontalSpacing(space::s);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(1, 1);
    build(model.figures(group));
    refresh();
}

void StatisticsCard::build(const QVector<Figure>& figures)
{
    QVector<Colour> colours;
    for (const Figure& figure : figures) {
        const int row = int(m_lines.size());
        const Line line { new QLabel(m_card), new QLabel(m_card),
            new IconLabel(m_theme, QStringLiteral("warning"), 14, &Palette::warning, m_card) };
        if (figure.curve) {
            const Colour colour = curveColours[size_t(colours.size()) % curveColours.size()];
            colours << colour;
            m_curves << *figure.curve;
            m_grid->addWidget(new Swatch(m_theme, colour, m_card), row, 0);
        }
        m_grid->addWidget(line.name, row, 1);
        m_grid->addWidget(line.mark, row, 2);
        m_grid->addWidget(line.value, row, 3);
        styleText(line.name, TextKind::Secondary);
        styleText(line.value, TextKind::Secondary);
        QFont strong = line.value->font();
        strong.setWeight(QFont::DemiBold);
        line.value->setFont(strong);
        setTextRole(line.value, QStringLiteral("text"));
        line.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        line.mark->hide();
        m_lines << line;
    }
    m_plot->setCurves(colours);
    m_grid->setColumnMinimumWidth(0, 12);
}

void StatisticsCard::refresh()
{
    m_title->setText(viewmodels::groupTitle(m_group));
    m_unit->setText(viewmodels::plotUnit(m_group));
    const QVector<Figure> figures = m_model.figures(m_group);
    QStringList spoken;
    for (qsizetype i = 0; i < std::min(figures.size(), m_lines.size()); ++i) {
        const Figure& figure = figures[i];
        const Line& line = m_lines[i];
        const bool alarming = figure.tone == Tone::Warning || figure.tone == Tone::Bad;
        line.value->setText(figure.value);
        setTextRole(line.value, role(figure.tone));
        line.mark->setVisible(alarming);
        if (line.name->text() != figure.name) { // at first, and in another language
            line.name->setText(figure.name);
            for (QWidget* widget : { static_cast<QWidget*>(line.name), static_cast<QWidget*>(line.value) })
                widget->setToolTip(figure.meaning);
            line.value->setAccessibleName(figure.name);
            line.value->setAccessibleDescription(figure.meaning);
        }
        spoken << figure.name + QStringLiteral(": ") + figure.value;
    }
    m_card->setAccessibleName(m_title->text());
    m_card->setAccessibleDescription(spoken.join(QLatin1Char('\n')));
    m_plot->setAccessibleName(m_title->text());
    refreshPlot();
}

void StatisticsCard::refreshPlot()
{
    const double now = m_model.nowSeconds();
    if (m_plotted && now - *m_plotted < plotSeconds)
        return;
    m_plotted = now;
    QVector<QVector<QPointF>> points;
    for (const viewmodels::Series series : m_curves)
        points << m_model.history().points(series);
    m_plot->setPoints(points, now);
}

}

#include "moc_statisticscard.cpp"
