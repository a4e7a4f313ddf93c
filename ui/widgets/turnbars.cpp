// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/turnbars.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace myna::ui {

namespace {
constexpr int pitch = 20; // px from one bar to the next
constexpr int thickness = 8;
constexpr int wordsWidth = 66; // px for "1,240 ms"
constexpr int usual = 6; // bars
}

TurnBars::TurnBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TurnBars::setTurns(const QVector<viewmodels::TurnParts>& turns)
{
    m_turns = turns;
    update();
}

QSize TurnBars::sizeHint() const
{
    return { 240, usual * pitch };
}

QSize TurnBars::minimumSizeHint() const
{
    return { 160, 3 * pitch };
}

void TurnBars::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fontFor(TextKind::Small));
    const int shown = std::min(int(m_turns.size()), height() / pitch);
    int longest = 1;
    for (int i = 0; i < shown; ++i)
        longest = std::max(longest, m_turns[m_turns.size() - 1 - i].wholeMs());
    const double perMs = double(width() - wordsWidth) / longest;
    for (int i = 0; i < shown; ++i) {
        const viewmodels::TurnParts& turn = m_turns[m_turns.size() - 1 - i];
        const QRectF bar(0, i * pitch + (pitch - thickness) / 2.0, std::max(double(thickness), turn.wholeMs() * perMs), thickness);
        QPainterPath shape;
        shape.addRoundedRect(bar, thickness / 2.0, thickness / 2.0);
        painter.save();
        painter.setClipPath(shape);
        double x = 0;
        for (const auto& [ms, colour] : { std::pair(turn.heardMs, p.timelineHeard), std::pair(turn.thoughtMs, p.timelineThought),
                 std::pair(turn.voiceMs, p.timelineVoice) }) {
            painter.fillRect(QRectF(x, bar.top(), ms * perMs, thickness), colour);
            x += ms * perMs;
        }
        painter.restore();
        painter.setPen(i == 0 ? p.text : p.secondaryText);
        painter.drawText(QRectF(width() - wordsWidth, i * pitch, wordsWidth, pitch), Qt::AlignRight | Qt::AlignVCenter,
            tr("%1 ms").arg(QLocale().toString(turn.wholeMs())));
    }
}

}

#include "moc_turnbars.cpp"
