// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/log.h"

#include <QObject>

#include <functional>

namespace myna::desktop {

// Lines of the log, from whichever thread writes them to the main thread.
class LogRelay final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // For LogSettings; must not be called any more when this object goes.
    [[nodiscard]] std::function<void(const LogEntry&)> tap();

signals:
    void written(const myna::LogEntry& entry);
};

}
