// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/levelscale.h"

#include "widgets/levelmeter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace myna::ui {

namespace {

constexpr int barHeight = 28;
constexpr int bracketGap = 6;
constexpr double peakFall = 0.012; // of the scale for each level

double shareOfDbfs(double dbfs)
{
    return double(shareOfScale(float(std::pow(10, dbfs / 20))));
}

}

LevelScale::LevelScale(const Theme& theme, double fromDbfs, double toDbfs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_from(shareOfDbfs(fromDbfs))
    , m_to(shareOfDbfs(toDbfs))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LevelScale::setLevel(float rms)
{
    m_share = double(shareOfScale(rms));
    m_peak = std::max(m_share, m_peak - peakFall);
    update();
}

void LevelScale::reset()
{
    m_share = 0;
    m_peak = 0;
    update();
}

QSize LevelScale::sizeHint() const
{
    return { 420, barHeight + bracketGap + 4 + QFontMetrics(fontFor(TextKind::Small)).height() };
}

void LevelScale::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0.5, 0.5, width() - 1, barHeight - 1);
    const auto at = [&](double share) { return bar.left() + share * bar.width(); };
    QPainterPath shape;
    shape.addRoundedRect(bar, 8, 8);
    painter.fillPath(shape, p.background);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRectF(QPointF(at(m_from), bar.top()), QPointF(at(m_to), bar.bottom())), p.goodSoft);
    const bool inside = m_share >= m_from && m_share <= m_to;
    painter.fillRect(QRectF(bar.left(), bar.top(), m_share * bar.width(), bar.height()),
        m_share > m_to ? p.bad
            : inside   ? p.good
                       : p.warning);
    if (m_peak > 0.01)
        painter.fillRect(QRectF(at(m_peak) - 1.5, bar.top(), 3, bar.height()), p.text);
    painter.restore();
    painter.setPen(p.controlLine);
    painter.drawPath(shape);

    // The good part is marked by a bracket and a word too, not by its colour alone.
    const double y = bar.bottom() + bracketGap;
    painter.setPen(QPen(p.good, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(at(m_from) + 1, y), QPointF(at(m_to) - 1, y));
    painter.setFont(fontFor(TextKind::Small));
    const QRectF words(0, y + 3, width(), height() - y - 3);
    painter.setPen(p.goodText);
    painter.drawText(QRectF(at(m_from), words.top(), at(m_to) - at(m_from), words.height()), Qt::AlignHCenter | Qt::AlignTop, tr("good"));
    painter.setPen(p.secondaryText);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, tr("quiet"));
    painter.drawText(words, Qt::AlignRight | Qt::AlignTop, tr("too loud"));
}

}

#include "moc_levelscale.cpp"
