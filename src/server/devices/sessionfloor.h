// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/frontdoor.h"
#include "server/devices/sessionhost.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace myna::server {

class LoadGauge;

// What one network thread has of the session port: a door for those who come, a host for those who stay, and a look at how late it is.
// Made anywhere, then moved to its thread; every function is called there.
class SessionFloor final : public QObject
{
    Q_OBJECT

public:
    struct Surroundings // all outlive it
    {
        EngineRegistry& engines;
        EnginePool& encoders;
        http::Budget& budget;
        const http::Router& router;
        LoadGauge& load;
    };
    SessionFloor(const Surroundings& surroundings, int number, http::UpgradeJudge judge);
    ~SessionFloor() override;

    void open();
    void adopt(qintptr descriptor);
    void take(const http::UpgradeDesk& desk, const Admitted& admitted);
    void shut(); // nobody comes any more
    void close(); // at once, whoever is left
    [[nodiscard]] http::FrontDoor* door() { return m_door.get(); } // between open() and shut()
    [[nodiscard]] SessionHost* host() { return m_host.get(); } // between open() and close()

signals:
    void opened();
    void answered(const myna::http::Answered& answered);
    void turnedAway();
    void peerRefused();

private:
    void lookAtTheClock();

    Surroundings m_surroundings;
    int m_number;
    http::UpgradeJudge m_judge;
    std::unique_ptr<http::FrontDoor> m_door;
    std::unique_ptr<SessionHost> m_host;
    std::unique_ptr<QTimer> m_tick;
    QElapsedTimer m_sinceTick;
};

}
