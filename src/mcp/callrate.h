// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMutex>
#include <QString>
#include <QVector>

#include <chrono>

namespace myna::mcp {

// How often each caller (a device, an asker) called a tool within the last minute, over all its sessions. Any thread.
class CallRate
{
public:
    static constexpr std::chrono::milliseconds window { 60000 };

    // Counts the call when it is within the limit; `now` is any clock that only goes forward. `perMinute` 0: always.
    [[nodiscard]] bool admit(const QString& caller, int perMinute, std::chrono::milliseconds now);

private:
    QMutex m_mutex;
    QHash<QString, QVector<std::chrono::milliseconds>> m_calls; // oldest first
    std::chrono::milliseconds m_swept { 0 };
};

}
