// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace myna {

// The percentile by nearest rank: the smallest value that `share` (0–1) of them do not exceed, so always one that was measured. Reorders
// the values, of which there is at least one.
template<typename Values>
auto nearestRank(Values& values, double share)
{
    const auto size = std::ptrdiff_t(values.size());
    const auto rank = std::clamp<std::ptrdiff_t>(std::ptrdiff_t(std::ceil(share * double(size))), 1, size);
    const auto at = values.begin() + (rank - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}
