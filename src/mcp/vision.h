// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <optional>

namespace myna::mcp {

// Who explains pictures, as the server said in its `initialize`.
struct Vision
{
    QUrl url; // http or https; empty: nobody does
    QString token; // a secret
    [[nodiscard]] bool isThere() const { return !url.isEmpty(); }
    bool operator==(const Vision&) const = default;
};

// What the parameters of an `initialize` say of it; nothing when they say nothing. A token is kept for the host that it was given for.
[[nodiscard]] std::optional<Vision> visionIn(const QJsonObject& params, const Vision& before);

}
