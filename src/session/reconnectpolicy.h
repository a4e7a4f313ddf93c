// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace myna::session {

struct ReconnectLimits
{
    std::chrono::milliseconds first { 500 }; // the first try comes within a second
    std::chrono::milliseconds longest { 60000 };
    int attempts = 10;
    double jitter = 0.2; // up to this share is added, so that a house of devices does not return at once
    // So long the pairing may take to say whether there is another token; the server is then tried with what there is.
    std::chrono::milliseconds renewal { 20000 };
};

// When to try again: exponential with jitter; and what to do for a device that is refused. Pure: the caller passes a random number
// 0 ≤ r < 1.
class ReconnectPolicy
{
public:
    explicit ReconnectPolicy(ReconnectLimits limits = {});
    // The wait before the next try; nothing when all tries are used up.
    std::optional<std::chrono::milliseconds> next(double random);
    void reset(); // circumstances have changed: all tries are there again
    // A server that refuses us may only want another token. Whether that may be asked for: once, until beginAnew().
    bool renew();
    void beginAnew(); // a link has held, or somebody wishes for one: everything is there again
    [[nodiscard]] int attempt() const { return m_attempt; } // 1 for the first try
    [[nodiscard]] int limit() const { return m_limits.attempts; }

private:
    ReconnectLimits m_limits;
    int m_attempt = 0;
    bool m_renewed = false;
};

}
