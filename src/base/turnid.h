// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QMetaType>

#include <compare>

namespace myna {

// The number of one question and its answer. Whatever arrives with an older number is dropped where it arrives,
// which is how an interrupted turn can never be heard.
struct TurnId
{
    quint64 number = 0;

    auto operator<=>(const TurnId&) const = default;
    [[nodiscard]] TurnId next() const { return { number + 1 }; }
};

inline QDebug operator<<(QDebug debug, TurnId id)
{
    return debug << "Turn" << id.number;
}

}

Q_DECLARE_METATYPE(myna::TurnId)
