// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/captionlabel.h"

#include <QResizeEvent>

namespace myna::ui {

namespace {
constexpr int step = 12; // px; finer would not be seen
}

CaptionLabel::CaptionLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
}

void CaptionLabel::setWords(const QString& words)
{
    setText(words);
    balance();
}

void CaptionLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        balance();
}

// Narrows the text as long as it needs no further line.
void CaptionLabel::balance()
{
    const auto heightAt = [this](int width) {
        return fontMetrics().boundingRect(0, 0, width, 100000, Qt::AlignCenter | Qt::TextWordWrap, text()).height();
    };
    const int whole = width();
    const int height = heightAt(whole);
    int narrow = whole;
    if (height > fontMetrics().height() * 3 / 2) {
        while (narrow - step > whole / 3 && heightAt(narrow - step) == height)
            narrow -= step;
    }
    const int side = (whole - narrow) / 2;
    if (contentsMargins().left() != side)
        setContentsMargins(side, 0, side, 0);
}

}

#include "moc_captionlabel.cpp"
