// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/itemslayout.h"

namespace myna::ui {

// Cards side by side, as many in a line as have room and all equally wide; those of a line are equally high.
class ColumnsLayout final : public ItemsLayout
{
    Q_OBJECT

public:
    ColumnsLayout(int leastWidth, int mostColumns, int gap, QWidget* parent = nullptr);

    [[nodiscard]] int columnsFor(int width) const;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;

private:
    [[nodiscard]] int place(const QRect& rect, bool apply) const override;

    int m_leastWidth;
    int m_mostColumns;
};

}
