// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "desktop/singleinstance.h"

#include <QDeadlineTimer>
#include <QJsonObject>
#include <QObject>

#include <chrono>

namespace myna::desktop {

// At the door: this process becomes the instance, or hands its wish to the one that runs. One that is just starting or leaving is waited
// for.
class InstanceGate final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds patience { 5000 }; // leaving takes up to 3.5 s
        std::chrono::milliseconds again { 100 }; // between two tries
    };

    InstanceGate(SingleInstance& instance, QString socket, QJsonObject wish, QObject* parent = nullptr);
    InstanceGate(SingleInstance& instance, QString socket, QJsonObject wish, Timing timing, QObject* parent = nullptr);

    void start(); // one of the signals follows, from the event loop

signals:
    void claimed();
    void handedOver();
    void failed(const myna::Error& error);

private:
    void tryNow();
    void onFailed(const Error& error);

    SingleInstance& m_instance;
    QString m_socket;
    QJsonObject m_wish;
    Timing m_timing;
    QDeadlineTimer m_deadline;
};

}
