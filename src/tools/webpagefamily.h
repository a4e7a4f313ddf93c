// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"

#include <QUrl>

#include <functional>

namespace myna::tools {

// The address that may be shown in the user's browser. Errors: Invalid (no address, another scheme than http and https, a name or password
// in it, too long).
Result<QUrl> webAddress(const QString& text);

// Opens web pages in the user's browser.
class WebPageFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    using Opener = std::function<bool(const QUrl&)>; // false: there is no browser

    explicit WebPageFamily(Opener open, QObject* parent = nullptr);

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    Opener m_open;
};

// The desktop's way to open an address; empty where there is none, as without a screen.
WebPageFamily::Opener desktopOpener();

}
