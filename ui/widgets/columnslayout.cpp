// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columnslayout.h"

#include <algorithm>

namespace myna::ui {

ColumnsLayout::ColumnsLayout(int leastWidth, int mostColumns, int gap, QWidget* parent)
    : ItemsLayout(gap, parent)
    , m_leastWidth(leastWidth)
    , m_mostColumns(mostColumns)
{
}

int ColumnsLayout::columnsFor(int width) const
{
    return std::clamp((width + gap()) / (m_leastWidth + gap()), 1, m_mostColumns);
}

QSize ColumnsLayout::sizeHint() const
{
    return minimumSize();
}

QSize ColumnsLayout::minimumSize() const
{
    int height = 0;
    for (const auto& item : items())
        height = std::max(height, item->minimumSize().height());
    return { m_leastWidth, height };
}

int ColumnsLayout::place(const QRect& rect, bool apply) const
{
    const int columns = columnsFor(rect.width());
    const bool fromRight = isFromRight();
    const auto edge = [&](int column) { return column * (rect.width() + gap()) / columns; };
    int y = 0;
    for (int first = 0; first < count(); first += columns) {
        const int end = std::min(first + columns, count());
        int line = 0;
        for (int i = first; i < end; ++i) {
            const QLayoutItem& item = *items()[size_t(i)];
            const int width = edge(i - first + 1) - edge(i - first) - gap();
            line = std::max(line, item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().height());
        }
        for (int i = first; i < end && apply; ++i) {
            const int left = edge(i - first);
            const int width = edge(i - first + 1) - left - gap();
            const int x = fromRight ? rect.right() + 1 - left - width : rect.left() + left;
            items()[size_t(i)]->setGeometry(QRect(x, rect.top() + y, width, line));
        }
        y += line + (end < count() ? gap() : 0);
    }
    return y;
}

}

#include "moc_columnslayout.cpp"
