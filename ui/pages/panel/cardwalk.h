// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

namespace myna::ui {

// The card that an arrow key leads to from `from`, by what is seen on `page`: at the end of a line the next one begins. Null: there is
// none.
[[nodiscard]] QWidget* cardBeside(const QWidget& page, const QVector<QWidget*>& cards, QWidget* from, Qt::Key arrow);

}
