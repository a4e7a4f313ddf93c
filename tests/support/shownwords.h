// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include <algorithm>

namespace myna::test {

// Whether a label that can be seen inside `view` holds these words.
inline bool shows(const QWidget& view, const QString& words)
{
    const auto labels = view.findChildren<QLabel*>();
    return std::any_of(
        labels.begin(), labels.end(), [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}

}
