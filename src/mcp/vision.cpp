// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/vision.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

bool sameOrigin(const QUrl& one, const QUrl& other)
{
    return one.scheme() == other.scheme() && one.host() == other.host() && one.port() == other.port();
}

}

std::optional<Vision> visionIn(const QJsonObject& params, const Vision& before)
{
    const QJsonObject words = params["capabilities"_L1]["vision"_L1].toObject();
    constexpr qsizetype longest = 2048;
    const QString address = words["url"_L1].toString();
    const QUrl url(address, QUrl::StrictMode);
    if (address.isEmpty() || address.size() > longest || !url.isValid() || url.host().isEmpty()
        || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        return std::nullopt;
    Vision vision { url, words["token"_L1].toString().left(longest) };
    // It becomes a line of a request's head: what would end the line is no token.
    if (!std::ranges::all_of(vision.token, [](QChar sign) { return sign > u' ' && sign < QChar(0x7f); }))
        vision.token.clear();
    // A new address without a token keeps the old one, but no other host gets to see it.
    if (vision.token.isEmpty() && sameOrigin(vision.url, before.url))
        vision.token = before.token;
    return vision;
}

}
