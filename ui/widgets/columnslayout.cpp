// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columnslayout.h"

#include <QWidget>

#include <algorithm>

namespace myna::ui {

ColumnsLayout::ColumnsLayout(int leastWidth, int mostColumns, int gap, QWidget* parent)
    : QLayout(parent)
    , m_leastWidth(leastWidth)
    , m_mostColumns(mostColumns)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

ColumnsLayout::~ColumnsLayout() = default;

int ColumnsLayout::columnsFor(int width) const
{
    return std::clamp((width + m_gap) / (m_leastWidth + m_gap), 1, m_mostColumns);
}

void ColumnsLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

QLayoutItem* ColumnsLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem* ColumnsLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    const auto item = m_items.begin() + index;
    QLayoutItem* taken = item->release();
    m_items.erase(item);
    return taken;
}

int ColumnsLayout::heightForWidth(int width) const
{
    return place(QRect(0, 0, width, 0), false);
}

QSize ColumnsLayout::sizeHint() const
{
    return minimumSize();
}

QSize ColumnsLayout::minimumSize() const
{
    int height = 0;
    for (const auto& item : m_items)
        height = std::max(height, item->minimumSize().height());
    return { m_leastWidth, height };
}

void ColumnsLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    static_cast<void>(place(rect, true));
}

int ColumnsLayout::place(const QRect& rect, bool apply) const
{
    const int columns = columnsFor(rect.width());
    const bool fromRight = parentWidget() && parentWidget()->layoutDirection() == Qt::RightToLeft;
    const auto edge = [&](int column) { return column * (rect.width() + m_gap) / columns; };
    int y = 0;
    for (int first = 0; first < count(); first += columns) {
        const int end = std::min(first + columns, count());
        int line = 0;
        for (int i = first; i < end; ++i) {
            const QLayoutItem& item = *m_items[size_t(i)];
            const int width = edge(i - first + 1) - edge(i - first) - m_gap;
            line = std::max(line, item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().height());
        }
        for (int i = first; i < end && apply; ++i) {
            const int left = edge(i - first);
            const int width = edge(i - first + 1) - left - m_gap;
            const int x = fromRight ? rect.right() + 1 - left - width : rect.left() + left;
            m_items[size_t(i)]->setGeometry(QRect(x, rect.top() + y, width, line));
        }
        y += line + (end < count() ? m_gap : 0);
    }
    return y;
}

}

#include "moc_columnslayout.cpp"
