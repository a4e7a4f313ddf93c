// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/levelmeter.h"

#include <QPainter>

#include <cmath>

namespace myna::ui {

namespace {
constexpr float floorDb = -60;
}

float shareOfScale(float rms)
{
    if (!(rms > 0.0F))
        return 0;
    return qBound(0.0F, (20.0F * std::log10(qMin(rms, 1.0F)) - floorDb) / -floorDb, 1.0F);
}

LevelMeter::LevelMeter(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LevelMeter::setLevel(float rms)
{
    const float share = shareOfScale(rms);
    if (share == m_share)
        return;
    m_share = share;
    update();
}

QSize LevelMeter::sizeHint() const
{
    return { 160, 8 };
}

void LevelMeter::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF bar(0, (height() - 6) / 2.0, width(), 6);
    painter.setBrush(p.line);
    painter.drawRoundedRect(bar, 3, 3);
    if (m_share <= 0)
        return;
    painter.setBrush(m_share > 0.95F ? p.bad : p.good);
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), qMax(6.0, bar.width() * double(m_share)), 6), 3, 3);
}

}

#include "moc_levelmeter.cpp"
