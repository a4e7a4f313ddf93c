// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/qrview.h"

#include <QPainter>
#include <qrencode.h>

#include <cmath>
#include <memory>

namespace myna::ui {

namespace {

constexpr int quietZone = 3; // modules; the card around it gives the rest
constexpr int leastModulePx = 3; // smaller ones are hard to read for phones

struct FreeCode
{
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}

QrView::QrView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_dark.clear();
    m_modules = 0;
    const QByteArray bytes = text.toUtf8();
    if (!bytes.isEmpty()) {
        const std::unique_ptr<QRcode, FreeCode> code(
            QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.constData()), 0, QR_ECLEVEL_M));
        if (code) {
            m_modules = code->width;
            m_dark.resize(size_t(m_modules) * size_t(m_modules));
            for (size_t i = 0; i < m_dark.size(); ++i)
                m_dark[i] = code->data[i] & 1U;
        }
    }
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

QSize QrView::sizeHint() const
{
    return minimumSizeHint().expandedTo({ 112, 112 });
}

QSize QrView::minimumSizeHint() const
{
    const int side = (m_modules + 2 * quietZone) * leastModulePx;
    return { side, side };
}

void QrView::paintEvent(QPaintEvent* /*event*/)
{
    if (m_modules == 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.palette().line);
    painter.setBrush(m_theme.palette().qrLight);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::control, radius::control);
    painter.setRenderHint(QPainter::Antialiasing, false);
    // Whole device pixels for a module, or the edges blur.
    const qreal ratio = devicePixelRatioF();
    const qreal module = std::floor(qMin(width(), height()) * ratio / (m_modules + 2 * quietZone)) / ratio;
    const QPointF origin((width() - module * m_modules) / 2, (height() - module * m_modules) / 2);
    const QPointF snapped(std::round(origin.x() * ratio) / ratio, std::round(origin.y() * ratio) / ratio);
    for (int y = 0; y < m_modules; ++y) {
        for (int x = 0; x < m_modules; ++x) {
            if (m_dark[size_t(y) * size_t(m_modules) + size_t(x)])
                painter.fillRect(QRectF(snapped.x() + x * module, snapped.y() + y * module, module, module), m_theme.palette().qrDark);
        }
    }
}

}

#include "moc_qrview.cpp"
