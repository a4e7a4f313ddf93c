// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::viewmodels {

// Whether the microphone is muted, and the cue for somebody who talks all the same. Never kept: Myna starts unmuted. Main thread.
class Mute final : public QObject
{
    Q_OBJECT

public:
    // Long enough to read one line and reach the button beside it.
    static constexpr std::chrono::milliseconds cueTime { 6000 };

    explicit Mute(std::chrono::milliseconds cue = cueTime, QObject* parent = nullptr);

    [[nodiscard]] bool isMuted() const { return m_muted; }
    [[nodiscard]] bool isCueShown() const { return m_cue.isActive(); }

public slots:
    void set(bool muted);
    void toggle() { set(!m_muted); }
    void remind(); // somebody talks: show the cue for a while; nothing while not muted

signals:
    void changed(bool muted);
    void cueChanged();

private:
    QTimer m_cue;
    bool m_muted = false;
};

}
