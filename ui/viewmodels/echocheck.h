// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/echotest.h"
#include "viewmodels/limitedwait.h"

#include <optional>

namespace myna::viewmodels {

// Runs the echo test, one at a time, for so long and no longer; what it found is kept until it is forgotten.
class EchoCheck final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds limit;
        std::chrono::milliseconds usual; // for the progress that is shown
        std::chrono::milliseconds tick; // of that progress
    };

    explicit EchoCheck(Timing timing, QObject* parent = nullptr);

    [[nodiscard]] bool isRunning() const { return m_wait.isRunning(); }
    [[nodiscard]] bool hasFailed() const { return m_failed; } // it did not come to an end
    [[nodiscard]] const std::optional<audio::EchoTestResult>& result() const { return m_result; }
    [[nodiscard]] double progress() const { return m_wait.progress(); }

    void start();
    void cancel();
    void forget(); // what was found
    void finished(const audio::EchoTestResult& result);

signals:
    void changed();
    void ticked();
    void wanted();
    void cancelled();

private:
    const Timing m_timing;
    LimitedWait m_wait;
    std::optional<audio::EchoTestResult> m_result;
    bool m_failed = false;
};

}
