// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/simulateddevice.h"

#include <QJsonObject>
#include <QUrl>

#include <vector>

namespace myna::daemon {

struct CrowdPlan
{
    QUrl websocket;
    int devices = 100;
    int talking = 0;
    std::chrono::seconds idle { 0 }; // between everybody's arrival and the first question
    std::chrono::seconds talk { 20 };
    int connectsPerSecond = 160; // a house coming back after a power cut
    TalkHabits habits;
};

// Many simulated devices on one thread: they arrive, are silent, talk, and are counted. Made anywhere, then moved to its thread.
class DeviceCrowd final : public QObject
{
    Q_OBJECT

public:
    explicit DeviceCrowd(CrowdPlan plan);
    ~DeviceCrowd() override;

    void start();

signals:
    void arrived(const QJsonObject& figures); // everybody is connected or refused
    void talking(); // everybody who talks has begun
    void finished(const QJsonObject& figures);

private:
    void tick();
    void noteSettled();
    void beginTalking();
    void finish();
    [[nodiscard]] QJsonObject summary();

    CrowdPlan m_plan;
    std::vector<std::unique_ptr<SimulatedDevice>> m_devices;
    QTimer m_frames;
    size_t m_opened = 0;
    size_t m_settled = 0;
    double m_dialDebt = 0; // devices that should have dialled by now
    QElapsedTimer m_sinceStart;
    qint64 m_arrivedMs = 0;
};

}
