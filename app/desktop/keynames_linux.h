// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <cstdint>
#include <optional>

namespace myna::desktop {

// A key in the words of X11 and XKB: the number of its symbol and its name.
struct KeyName
{
    uint32_t symbol = 0;
    QString name;
    bool operator==(const KeyName&) const = default;
};

// Letters, digits, punctuation of Latin 1, function keys and those with a name; nothing for the rest.
[[nodiscard]] std::optional<KeyName> keyNameOf(Qt::Key key);

}
