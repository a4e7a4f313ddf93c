// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QStringView>

#include <optional>

namespace myna {

// One row of an enum-to-text table that is read in both directions.
template<typename E>
struct Word
{
    E value;
    QLatin1String text;
};

template<typename E, typename Table>
constexpr QLatin1String wordOf(const Table& table, E value)
{
    for (const Word<E>& row : table) {
        if (row.value == value)
            return row.text;
    }
    return {};
}

template<typename E, typename Table>
std::optional<E> valueOf(const Table& table, QStringView text)
{
    for (const Word<E>& row : table) {
        if (text == row.text)
            return row.value;
    }
    return std::nullopt;
}

}
