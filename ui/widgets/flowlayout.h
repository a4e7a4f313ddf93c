// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/itemslayout.h"

namespace myna::ui {

// Things side by side that go on in the next line where there is no room: buttons keep their words whole in every language.
class FlowLayout final : public ItemsLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(int gap, QWidget* parent = nullptr);

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;

private:
    [[nodiscard]] int place(const QRect& rect, bool apply) const override;
};

}
