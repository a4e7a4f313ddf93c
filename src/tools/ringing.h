// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/reminders.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

namespace myna::tools {

struct Ring
{
    Reminder reminder;
    std::chrono::seconds late { 0 };
    bool over = false; // nobody stopped it in time; it stays to be seen
    bool operator==(const Ring&) const = default;
};

// What rings now: a sound again and again until somebody stops it or a minute has passed, and what is to be said of it. Lives on the main
// thread.
class Ringing final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds every { 2500 }; // from sound to sound
        std::chrono::milliseconds longest { 60000 };
    };
    static constexpr std::chrono::minutes usualSnooze { 5 };
    static constexpr qsizetype mostShown = 20; // the oldest that are over go

    explicit Ringing(Reminders& reminders, QObject* parent = nullptr)
        : Ringing(reminders, Timing {}, parent)
    {
    }
    Ringing(Reminders& reminders, Timing timing, QObject* parent = nullptr);

    [[nodiscard]] const QVector<Ring>& rings() const { return m_rings; } // oldest first
    [[nodiscard]] bool isRinging() const;
    void stop(qint64 id);
    void stopAll();
    void snooze(qint64 id, std::chrono::minutes length = usualSnooze);
    void setHushed(bool hushed) { m_hushed = hushed; } // somebody speaks: no sound meanwhile

signals:
    void began(const myna::tools::Ring& ring); // show it, say it
    void soundWanted(); // once
    void changed();

private:
    void begin(const Reminder& reminder, std::chrono::seconds late);
    void beat();
    void sound();
    void drop(qint64 id);
    void dropRemoved();

    Reminders& m_reminders;
    Timing m_timing;
    QVector<Ring> m_rings;
    QHash<qint64, QElapsedTimer> m_since; // of those that are not over
    QTimer m_beat;
    QElapsedTimer m_sounded; // invalid: never
    bool m_hushed = false;
};

}
