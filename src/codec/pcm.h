// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

#include <cstdint>
#include <vector>

namespace myna::codec {

// A run of mono signed 16-bit samples, full scale ±32768.
struct PcmFrame
{
    std::vector<int16_t> samples;
    int rateHz = 16000;

    [[nodiscard]] double durationMs() const { return rateHz > 0 ? 1000.0 * double(samples.size()) / rateHz : 0; }
    bool operator==(const PcmFrame&) const = default;
};

}

Q_DECLARE_METATYPE(myna::codec::PcmFrame)
