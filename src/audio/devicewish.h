// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devicepair.h"

namespace myna::audio {

// One direction as the engine sees it: what is wanted, what was asked of the audio thread, how it went. Pure; the engine acts on it.
class DeviceWish
{
public:
    enum class Step { Closed, Opening, Open, Failed };

    explicit DeviceWish(bool isInput)
        : m_isInput(isInput)
    {
    }

    void want(bool wanted) { m_wanted = wanted; }
    void choose(const QString& id) { m_chosen = id; }
    // Which device it should be: the chosen one, else the default, else the first; nothing when there is none.
    [[nodiscard]] std::optional<SoundDevice> target(const SoundSystem& system) const;

    struct Order
    {
        enum class Act { Nothing, Open, Close };
        Act act = Act::Nothing;
        QString id;
        quint64 attempt = 0;
    };
    // What has to be done now; the wish counts as asked from here on. `usable` false: devices must not be touched.
    Order reconcile(const SoundSystem& system, bool usable);
    // News from the audio thread. False: they are about an older attempt.
    bool opened(quint64 attempt);
    bool failed(quint64 attempt, const Error& problem);
    // The device is gone without the audio thread being asked (it closed by itself, or was left behind).
    void forget();
    void retry(); // a failed wish may be tried again
    // Its thread was left behind. A device that was being opened then, twice in a row, is left alone until it was unplugged: each thread is
    // lost for good.
    void abandon();
    void setDead(bool dead) { m_dead = dead; }

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] int failures() const { return m_failures; }
    // How it is doing; nothing while that is about to show.
    [[nodiscard]] std::optional<SoundStatus> status(const SoundSystem& system, bool answers) const;

private:
    bool m_isInput;
    bool m_wanted = false;
    QString m_chosen;
    Step m_step = Step::Closed;
    QString m_asked;
    quint64 m_attempt = 0;
    int m_failures = 0; // in a row
    Error m_problem;
    QString m_hungId; // the device that last hung while it was opened
    int m_hangs = 0; // in a row
    bool m_dead = false;
};

}
