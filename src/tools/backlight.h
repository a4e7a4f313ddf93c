// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace myna::tools {

// How bright the built-in screen is lit. Lives on the main thread.
class Backlight : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<>&)>;

    [[nodiscard]] virtual std::optional<int> percent() const = 0; // read anew; nothing: it cannot be read now
    virtual void setPercent(int percent, const Done& done) = 0; // once, unless this goes first
};

// Null on a computer without one, such as with a desktop's screens.
std::unique_ptr<Backlight> makeBacklight(const QString& systemRoot = QString());

}
