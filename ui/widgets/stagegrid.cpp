// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stagegrid.h"

#include <QPainter>

#include <numeric>

namespace myna::ui {

using viewmodels::TurnStage;

namespace {

constexpr double dot = 8;
constexpr int lineGap = 6; // between the line with its dots and the words
constexpr int rowGap = 5;
constexpr int cellGap = 16;

QColor colourOf(TurnStage::Kind kind, const Palette& p)
{
    switch (kind) {
    case TurnStage::Kind::Asked:
        return p.timelinePause;
    case TurnStage::Kind::Recognised:
        return p.timelineHeard;
    case TurnStage::Kind::FirstWord:
        return p.timelineThought;
    case TurnStage::Kind::FirstSound:
        return p.timelineVoice;
    case TurnStage::Kind::End:
        return p.secondary;
    }
    return {};
}

QString timeOf(const TurnStage& stage)
{
    return stage.kind == TurnStage::Kind::Asked ? QStringLiteral("0") : viewmodels::durationText(stage.ms);
}

}

StageGrid::StageGrid(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(fontFor(TextKind::Small));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StageGrid::setStages(const QVector<TurnStage>& stages)
{
    m_stages = stages;
    QStringList words;
    for (const TurnStage& stage : stages)
        words << tr("%1: %2", "moment of a turn, its time").arg(viewmodels::stageName(stage.kind), timeOf(stage));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int StageGrid::cellWidth(const TurnStage& stage) const
{
    return fontMetrics().horizontalAdvance(viewmodels::stageName(stage.kind)) + cellGap;
}

int StageGrid::wholeWidth() const
{
    return std::accumulate(m_stages.begin(), m_stages.end(), 0, [this](int sum, const TurnStage& stage) { return sum + cellWidth(stage); });
}

QSize StageGrid::sizeHint() const
{
    return { 210, heightForWidth(210) };
}

QSize StageGrid::minimumSizeHint() const
{
    return { 120, heightForWidth(qMax(120, width())) };
}

int StageGrid::heightForWidth(int width) const
{
    const int line = fontMetrics().height();
    if (m_stages.isEmpty())
        return 0;
    return wholeWidth() <= width ? int(dot) + lineGap + 2 * line + 2 : int(m_stages.size()) * (line + rowGap) - rowGap;
}

void StageGrid::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (wholeWidth() <= width())
        paintWide(painter);
    else
        paintNarrow(painter);
}

void StageGrid::paintWide(QPainter& painter) const
{
    const Palette& p = m_theme.palette();
    const double spare = double(width() - wholeWidth()) / double(m_stages.size());
    const int line = fontMetrics().height();
    painter.setPen(QPen(p.line, 2));
    painter.drawLine(QPointF(dot / 2, dot / 2), QPointF(width() - cellWidth(m_stages.last()) - spare, dot / 2));
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    double x = 0;
    for (const TurnStage& stage : m_stages) {
        const double cell = cellWidth(stage) + spare;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(stage.kind, p));
        painter.drawEllipse(QRectF(x, 0, dot, dot));
        painter.setFont(strong);
        painter.setPen(p.text);
        painter.drawText(QRectF(x, dot + lineGap, cell, line), Qt::AlignLeft | Qt::AlignVCenter, timeOf(stage));
        painter.setFont(font());
        painter.setPen(p.secondaryText);
        painter.drawText(QRectF(x, dot + lineGap + line, cell, line), Qt::AlignLeft | Qt::AlignVCenter, viewmodels::stageName(stage.kind));
        x += cell;
    }
}

void StageGrid::paintNarrow(QPainter& painter) const
{
    const Palette& p = m_theme.palette();
    const int line = fontMetrics().height();
    const auto rowTop = [line](int row) { return row * (line + rowGap); };
    const double centre = line / 2.0;
    painter.setPen(QPen(p.line, 2));
    painter.drawLine(QPointF(dot / 2, centre), QPointF(dot / 2, rowTop(int(m_stages.size()) - 1) + centre));
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    for (int i = 0; i < m_stages.size(); ++i) {
        const QRectF row(dot + 8, rowTop(i), width() - dot - 8, line);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(m_stages[i].kind, p));
        painter.drawEllipse(QRectF(0, row.center().y() - dot / 2, dot, dot));
        painter.setFont(font());
        painter.setPen(p.secondaryText);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, viewmodels::stageName(m_stages[i].kind));
        painter.setFont(strong);
        painter.setPen(p.text);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, timeOf(m_stages[i]));
    }
}

}

#include "moc_stagegrid.cpp"
