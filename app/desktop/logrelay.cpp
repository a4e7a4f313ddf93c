// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/logrelay.h"

namespace myna::desktop {

std::function<void(const LogEntry&)> LogRelay::tap()
{
    return [this](const LogEntry& entry) {
        QMetaObject::invokeMethod(
            this, [this, entry] { emit written(entry); }, Qt::QueuedConnection);
    };
}

}

#include "moc_logrelay.cpp"
