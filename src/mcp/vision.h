// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace myna::mcp {

// Who explains pictures, as the server said in its `initialize`.
struct Vision
{
    QUrl url; // http or https; empty: nobody does
    QString token; // a secret
    [[nodiscard]] bool isThere() const { return !url.isEmpty(); }
    bool operator==(const Vision&) const = default;
};

}
