// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <QVector>

#include <chrono>
#include <memory>
#include <vector>

namespace myna::tools {

// Ends some processes: first their windows are closed as by hand, then those that are left are told to end. Handles instead of numbers: a
// number may belong to another process by the time it is used.
class Closing final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds byWindow { 4000 };
        std::chrono::milliseconds bySignal { 4000 };
    };

    explicit Closing(Timing timing, QObject* parent = nullptr);
    ~Closing() override;

    // False when it is gone already. Whoever calls looks afterwards whether the number is still the process that was meant.
    bool add(qint64 process);
    void begin();

signals:
    void finished(bool allGone);

private:
    struct Handle;

    void signalRest();
    void check();

    Timing m_timing;
    QTimer m_timer;
    std::vector<std::unique_ptr<Handle>> m_open; // those still running
    bool m_signalled = false;
    bool m_begun = false;
};

// Asks every window of these processes to close, as its button does; how many there were. Only where programs may reach others' windows.
int closeWindowsOf(const QVector<qint64>& processes);

}
