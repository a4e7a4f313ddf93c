// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/elidedlabel.h"

#include <QPainter>

namespace myna::ui {

namespace {
constexpr int leastWidth = 40; // px
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setWords(const QString& text)
{
    const QString line = text.simplified();
    if (line == this->text())
        return;
    setText(line);
    setToolTip(line.toHtmlEscaped());
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { leastWidth, QLabel::minimumSizeHint().height() };
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect area = contentsRect();
    painter.drawText(area, int(alignment()), fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

}

#include "moc_elidedlabel.cpp"
