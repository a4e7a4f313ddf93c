// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/scorebar.h"

#include <QPainter>

namespace myna::ui {

namespace {
constexpr int barHeight = 8;
constexpr int markHeight = 18;
}

ScoreBar::ScoreBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ScoreBar::setScore(int score, int needed)
{
    if (score == m_score && needed == m_needed)
        return;
    m_score = qBound(0, score, 100);
    m_needed = qBound(0, needed, 100);
    update();
}

QSize ScoreBar::sizeHint() const
{
    return { 160, markHeight + 4 };
}

void ScoreBar::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF bar(1, (height() - barHeight) / 2.0, width() - 2, barHeight);
    painter.setBrush(p.line);
    painter.drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    if (m_score > 0) {
        painter.setBrush(m_score >= m_needed ? p.good : p.accent);
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), qMax<double>(barHeight, bar.width() * m_score / 100), barHeight),
            barHeight / 2.0, barHeight / 2.0);
    }
    const double x = bar.left() + (bar.width() - 3) * m_needed / 100;
    painter.setBrush(p.text);
    painter.drawRoundedRect(QRectF(x, (height() - markHeight) / 2.0, 3, markHeight), 1.5, 1.5);
}

}

#include "moc_scorebar.cpp"
