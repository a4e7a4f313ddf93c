// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/itemslayout.h"

#include <QWidget>

namespace myna::ui {

ItemsLayout::ItemsLayout(int gap, QWidget* parent)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

ItemsLayout::~ItemsLayout() = default;

void ItemsLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

QLayoutItem* ItemsLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem* ItemsLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    const auto item = m_items.begin() + index;
    QLayoutItem* taken = item->release();
    m_items.erase(item);
    return taken;
}

int ItemsLayout::heightForWidth(int width) const
{
    return place(QRect(0, 0, width, 0), false);
}

void ItemsLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    static_cast<void>(place(rect, true));
}

bool ItemsLayout::isFromRight() const
{
    return parentWidget() && parentWidget()->layoutDirection() == Qt::RightToLeft;
}

}

#include "moc_itemslayout.cpp"
