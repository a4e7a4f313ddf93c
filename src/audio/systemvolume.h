// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace myna::audio {

struct OutputLevel
{
    int percent = 0; // 0–100; louder than 100, as some desktops allow, counts as 100
    bool muted = false;
    bool operator==(const OutputLevel&) const = default;
};

// How loud the computer's default output is, for every program. Never blocks; lives on the thread it was made on.
class SystemVolume : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<>&)>;

    virtual void start() = 0;
    // Called once, later, unless this goes first. Errors: Unavailable (no output, or the sound server went), Timeout.
    virtual void setPercent(int percent, const Done& done) = 0;
    virtual void setMuted(bool muted, const Done& done) = 0;
    [[nodiscard]] std::optional<OutputLevel> level() const { return m_level; } // nothing: there is no output now

signals:
    void levelChanged(); // whoever changed it

protected:
    void report(const std::optional<OutputLevel>& level);

private:
    std::optional<OutputLevel> m_level;
};

std::unique_ptr<SystemVolume> makeSystemVolume(); // null where this is not known

}
