// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "viewmodels/statisticsviewmodel.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::desktop {

// Has sound, link and process measured while somebody talks or looks, and owns the view model that shows it. Main thread.
class FiguresDesk final : public QObject
{
    Q_OBJECT

public:
    // `every`: how often link and process are looked at.
    explicit FiguresDesk(std::chrono::milliseconds every = std::chrono::seconds(1), QObject* parent = nullptr);

    [[nodiscard]] viewmodels::StatisticsViewModel& statistics() { return m_statistics; }
    void join(client::ClientCore& core); // once, when the line is ready; it outlives this object's signals

private:
    void followInterest();
    void measure();
    void measureProcess();

    viewmodels::StatisticsViewModel m_statistics;
    client::ClientCore* m_core = nullptr;
    QTimer m_timer;
    QElapsedTimer m_sinceMeasured; // invalid: there is nothing to compare with
    double m_cpuSeconds = 0;
    bool m_conversing = false;
    bool m_measuring = false;
};

}
