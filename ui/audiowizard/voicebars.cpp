// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/voicebars.h"

#include "widgets/levelmeter.h"

#include <QPainter>

#include <algorithm>

namespace myna::ui {

namespace {
constexpr int pitch = 6; // px from one bar to the next
constexpr double thickness = 3;
constexpr double quietShare = 0.25; // of the 60 dB scale: words stand out from the pauses
constexpr double loudShare = 0.85;
}

VoiceBars::VoiceBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void VoiceBars::setLevels(const QVector<float>& levels)
{
    m_levels = levels;
    update();
}

void VoiceBars::setPlayed(double share)
{
    m_played = share;
    update();
}

void VoiceBars::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const int room = width() / pitch;
    const double middle = height() / 2.0;
    for (int i = 0; i < room; ++i) {
        const bool recorded = i < m_levels.size();
        const double share = recorded ? double(shareOfScale(m_levels[i])) : 0;
        const double tall = std::clamp((share - quietShare) / (loudShare - quietShare) * height(), thickness, double(height()));
        const bool played = recorded && m_played > 0 && i < m_played * double(m_levels.size());
        painter.setBrush(played ? p.accent : recorded ? p.controlLine : p.line);
        painter.drawRoundedRect(QRectF(i * pitch, middle - tall / 2, thickness, tall), thickness / 2, thickness / 2);
    }
}

}

#include "moc_voicebars.cpp"
