// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/codetiles.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace myna::ui {

namespace {

// As drawn at full size; a narrow page shrinks them together.
constexpr qreal tileWidth = 62;
constexpr qreal tileHeight = 78;
constexpr qreal tileGap = 10;
constexpr qreal groupGap = 30;
constexpr qreal leastScale = 0.55;
constexpr qreal digitShare = 0.52; // of the tile's height

bool hasGroups(const QString& code)
{
    return code.size() >= 4 && code.size() % 2 == 0;
}

qreal wholeWidth(const QString& code)
{
    const auto count = qreal(std::max<qsizetype>(1, code.size()));
    return count * tileWidth + (count - 1) * tileGap + (hasGroups(code) ? groupGap - tileGap : 0);
}

}

CodeTiles::CodeTiles(const Theme& theme, QWidget* parent)
    : QLabel(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    retranslate();
}

void CodeTiles::setCode(const QString& code, const QString& spelled)
{
    if (code == m_code && spelled == m_spelled)
        return;
    m_code = code;
    m_spelled = spelled;
    setText(spelled); // what assistive technology reads; the painting below replaces it for the eye
    retranslate();
    updateGeometry();
    update();
}

QSize CodeTiles::sizeHint() const
{
    return QSizeF(wholeWidth(m_code), tileHeight).toSize();
}

QSize CodeTiles::minimumSizeHint() const
{
    return QSizeF(wholeWidth(m_code) * leastScale, tileHeight).toSize();
}

CodeTiles::Measure CodeTiles::measure(int width) const
{
    const qreal scale = std::clamp(width / wholeWidth(m_code), leastScale, 1.0);
    return { tileWidth * scale, tileGap * scale, groupGap * scale };
}

void CodeTiles::paintEvent(QPaintEvent*)
{
    const Palette& colours = m_theme.palette();
    const Measure size = measure(width());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = fontFor(TextKind::Mono);
    font.setPixelSize(int(std::min(tileHeight * digitShare, size.tile * 0.72)));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    qreal x = 0;
    const qreal edge = hasFocus() ? 2 : 1;
    for (qsizetype i = 0; i < m_code.size(); ++i) {
        const QRectF tile = QRectF(x, 0, size.tile, tileHeight).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2);
        painter.setPen(QPen(hasFocus() ? colours.focus : colours.line, edge));
        painter.setBrush(colours.background);
        painter.drawRoundedRect(tile, 12, 12);
        painter.setPen(colours.text);
        painter.drawText(tile, Qt::AlignCenter, m_code.at(i));
        x += size.tile + (hasGroups(m_code) && i + 1 == m_code.size() / 2 ? size.middle : size.gap);
    }
}

void CodeTiles::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        emit copyWanted();
        return;
    }
    QLabel::keyPressEvent(event);
}

void CodeTiles::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QLabel::changeEvent(event);
}

void CodeTiles::retranslate()
{
    setAccessibleName(m_spelled);
    setAccessibleDescription(tr("Activation code. Press Ctrl+C to copy it."));
}

}

#include "moc_codetiles.cpp"
