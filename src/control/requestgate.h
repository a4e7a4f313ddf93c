// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/ratelimit.h"
#include "http/request.h"

#include <QElapsedTimer>

#include <optional>

namespace myna::control {

// Who may ask: programs of this computer that have read the token, at a bearable rate, and never a web page. Strangers and the programs
// with the token are counted apart, so that nobody without it can use up what they may do.
class RequestGate
{
public:
    RequestGate(quint16 port, const QByteArray& token, http::Rate rate = {});

    // The refusal (401, 403, 429), or nothing.
    [[nodiscard]] std::optional<http::Response> judge(const http::Request& head);

private:
    [[nodiscard]] std::optional<http::Response> stranger(const http::Request& head) const;

    QByteArray m_host;
    QByteArray m_localHost;
    QByteArray m_expected;
    QElapsedTimer m_clock;
    http::RateLimit m_known;
    http::RateLimit m_strangers;
};

}
