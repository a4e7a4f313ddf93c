// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/cardwalk.h"

#include <cstdlib>

namespace myna::ui {

namespace {

constexpr int aside = 4; // px: less is no way in that direction

int ahead(QPoint way, Qt::Key arrow)
{
    if (arrow == Qt::Key_Left || arrow == Qt::Key_Right)
        return arrow == Qt::Key_Left ? -way.x() : way.x();
    return arrow == Qt::Key_Up ? -way.y() : way.y();
}

}

QWidget* cardBeside(const QWidget& page, const QVector<QWidget*>& cards, QWidget* from, Qt::Key arrow)
{
    const auto centre = [&page](const QWidget* card) { return card->mapTo(&page, card->rect().center()); };
    const QPoint start = centre(from);
    const bool sideways = arrow == Qt::Key_Left || arrow == Qt::Key_Right;
    QWidget* best = nullptr;
    int bestDistance = 0;
    for (QWidget* card : cards) {
        const QPoint way = centre(card) - start;
        const bool isInLine = !sideways || std::abs(way.y()) < from->height() / 2;
        if (card == from || ahead(way, arrow) <= aside || !isInLine)
            continue;
        const int distance = ahead(way, arrow) + (sideways ? 0 : std::abs(way.x()) * 3 / 4);
        if (!best || distance < bestDistance) {
            best = card;
            bestDistance = distance;
        }
    }
    if (!best && sideways)
        best = cards.value(cards.indexOf(from) + (arrow == Qt::Key_Right ? 1 : -1));
    return best;
}

}
