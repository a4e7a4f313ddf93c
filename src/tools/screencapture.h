// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QImage>
#include <QObject>

#include <functional>
#include <memory>

namespace myna::tools {

// What is on the screen now, as a picture. Lives on the main thread.
class ScreenCapture : public QObject
{
    Q_OBJECT

public:
    using Taken = std::function<void(const Result<QImage>&)>;

    [[nodiscard]] virtual int screens() const = 0; // that can be told apart; at least 1
    // Of screen `number` from 1, or with 0 of the one the pointer is on. Answers once, later, unless `context` goes first. Errors: NotFound
    // (no such screen), Unavailable, Cancelled (the user said no to the desktop).
    virtual void take(int number, QObject* context, const Taken& taken) = 0;
};

// The window system's own way; null without one that shows anything.
std::unique_ptr<ScreenCapture> makeScreenCapture();
// The way where programs do not see each other's windows: the desktop is asked. Null where there is no such desktop.
std::unique_ptr<ScreenCapture> makePortalCapture();

}
