// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::viewmodels {

// Waits for something that may never come: how far along it is, and that it took too long.
class LimitedWait final : public QObject
{
    Q_OBJECT

public:
    explicit LimitedWait(std::chrono::milliseconds tick, QObject* parent = nullptr);

    // `usual` is what the progress takes for the whole.
    void start(std::chrono::milliseconds limit, std::chrono::milliseconds usual);
    void stop(); // it came, or is not wanted any more
    [[nodiscard]] bool isRunning() const { return m_limit.isActive(); }
    [[nodiscard]] double progress() const; // 0–1; 0 while nothing is waited for

signals:
    void ticked(); // look at the progress again
    void expired();

private:
    QTimer m_limit;
    QTimer m_tick;
    QElapsedTimer m_since;
    std::chrono::milliseconds m_usual { 0 };
};

}
