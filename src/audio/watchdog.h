// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

class QThread;

namespace myna::audio {

// Sits on the watched thread and says what it was asked; signals make it safe for either side to go first.
class SignOfLife final : public QObject
{
    Q_OBJECT

signals:
    void given(quint64 question);
};

// Notices when another thread stops answering. Asks for a sign of life every `interval`; the answer must come within `limit`.
// Lives on the asking thread.
class Watchdog final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        // Twice a second costs nothing; two seconds are longer than any device of a healthy system takes to open (Bluetooth included), and
        // about what a person waits before wondering.
        std::chrono::milliseconds interval { 500 };
        std::chrono::milliseconds limit { 2000 };
    };

    explicit Watchdog(Timing timing, QObject* parent = nullptr);
    ~Watchdog() override;

    // `thread` runs an event loop. Watching anew forgets what was before.
    void watch(QThread* thread);
    void stop();
    [[nodiscard]] bool isHung() const { return m_hung; }

signals:
    void hung();
    void recovered();

private:
    void ask();
    void answered(quint64 question);
    void expired();

    SignOfLife* m_sign = nullptr; // belongs to the watched thread, which deletes it when asked to and when it can
    quint64 m_question = 0;
    bool m_hung = false;
    QTimer m_interval;
    QTimer m_limit;
};

}
