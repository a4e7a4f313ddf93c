// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace myna::fuzz {

// A broken promise is a crash, which is what libFuzzer looks for.
inline void require(bool promise)
{
    if (!promise)
        std::abort();
}

inline QByteArray bytes(const uint8_t* data, size_t size)
{
    return { reinterpret_cast<const char*>(data), qsizetype(size) };
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
