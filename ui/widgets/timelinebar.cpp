// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timelinebar.h"

#include <QPainter>
#include <QPainterPath>

#include <numeric>

namespace myna::ui {

namespace {

constexpr int barHeight = 10;
constexpr int leastPartPx = 4; // so that a short stage can be seen at all
constexpr int gap = 2;

QColor colourOf(TimelinePart::Kind kind, const Palette& p)
{
    switch (kind) {
    case TimelinePart::Kind::Pause:
        return p.timelinePause;
    case TimelinePart::Kind::Heard:
        return p.timelineHeard;
    case TimelinePart::Kind::Thought:
        return p.timelineThought;
    case TimelinePart::Kind::Voice:
        return p.timelineVoice;
    }
    return {};
}

// Where the words stand: in a row, wrapped when there is no room.
QVector<QRect> labelPlaces(const QVector<TimelinePart>& parts, const QFontMetrics& metrics, int width)
{
    QVector<QRect> places;
    int x = 0;
    int y = 0;
    for (const TimelinePart& part : parts) {
        const int needed = part.label.isEmpty() ? 0 : metrics.horizontalAdvance(part.label) + 12;
        if (x > 0 && x + needed > width) {
            x = 0;
            y += metrics.height() + 2;
        }
        places << QRect(x, y, needed, metrics.height());
        x += needed + (needed > 0 ? 8 : 0);
    }
    return places;
}

}

TimelineBar::TimelineBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(fontFor(TextKind::Small));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TimelineBar::setParts(const QVector<TimelinePart>& parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    QStringList words;
    for (const TimelinePart& part : parts)
        words << part.label;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize TimelineBar::sizeHint() const
{
    return { 210, heightForWidth(210) };
}

QSize TimelineBar::minimumSizeHint() const
{
    return { 80, heightForWidth(qMax(80, width())) };
}

int TimelineBar::heightForWidth(int width) const
{
    const QVector<QRect> places = labelPlaces(m_parts, fontMetrics(), width);
    const bool words = std::any_of(m_parts.begin(), m_parts.end(), [](const TimelinePart& part) { return !part.label.isEmpty(); });
    return words ? barHeight + 6 + places.last().bottom() + 1 : barHeight;
}

void TimelineBar::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(0, 0, width(), barHeight), barHeight / 2.0, barHeight / 2.0);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(QRectF(0, 0, width(), barHeight), p.line);
    const int total
        = std::accumulate(m_parts.begin(), m_parts.end(), 0, [](int sum, const TimelinePart& part) { return sum + qMax(0, part.ms); });
    const double room = width() - double(m_parts.size()) * (leastPartPx + gap) + gap;
    double x = 0;
    for (const TimelinePart& part : m_parts) {
        const double share = total > 0 ? double(qMax(0, part.ms)) / total : 0;
        const double length = leastPartPx + share * room;
        painter.fillRect(QRectF(x, 0, length, barHeight), colourOf(part.kind, p));
        x += length + gap;
    }
    painter.restore();
    const QVector<QRect> places = labelPlaces(m_parts, fontMetrics(), width());
    for (int i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].label.isEmpty())
            continue;
        const QRect place = places[i].translated(0, barHeight + 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(m_parts[i].kind, p));
        painter.drawEllipse(QRectF(place.left(), place.center().y() - 3, 7, 7));
        painter.setPen(p.secondaryText);
        painter.drawText(place.adjusted(11, 0, 2, 0), Qt::AlignVCenter, m_parts[i].label);
    }
}

}

#include "moc_timelinebar.cpp"
