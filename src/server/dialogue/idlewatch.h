// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::server {

// Counts how long nobody spoke.
class IdleWatch final : public QObject
{
    Q_OBJECT

public:
    IdleWatch(std::chrono::milliseconds farewellAfter, std::chrono::milliseconds closeAfter, QObject* parent = nullptr);

    void start();
    void note(); // somebody spoke: both counts begin again
    void stop();

signals:
    void farewellDue();
    void closeDue();

private:
    QTimer m_farewell;
    QTimer m_close;
};

}
