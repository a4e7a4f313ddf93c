// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/devices/clock.h"
#include "server/localserver.h"

namespace myna::server {

struct EdgeParts;

// Everything of the server that lives on the network thread, put together: ports, routes, registry, sessions. Made anywhere, then moved to
// that thread; every function is called there. Between finished() and the thread's end nothing of it is left but the object.
class Edge final : public QObject
{
    Q_OBJECT

public:
    // `engines` outlives it.
    explicit Edge(EngineRegistry& engines, Clock clock = {});
    ~Edge() override;

    void start(const ServerOptions& options); // once: started(), or failed() and finished()
    void stop(); // closes every session with 1001; finished() within 3 s

    void approve(const QString& code);
    void refuse(const QString& code);
    void revoke(const QString& deviceId);
    void disconnectDevice(const QString& deviceId);
    void setEmergencyStop(bool on);
    void reloadConfiguration();
    void publishLog(const LogEntry& entry);

signals:
    void started(const myna::server::ServerAddresses& addresses);
    void failed(const myna::Error& error);
    void finished();
    void warned(const QString& text);
    void activationChanged(const myna::server::ActivationRequest& request);
    void devicesChanged(const QVector<myna::server::DeviceRow>& devices);
    void deviceConnected(const QString& deviceId);
    void deviceClosed(const QString& deviceId, const QString& reason);
    void deviceRefused(const QString& deviceId, const QString& reason);
    void turnFinished(const myna::server::TurnReport& report);
    void wishFailed(const myna::Error& error);
    void emergencyStopChanged(bool on);
    void configurationApplied(const QStringList& changedKeys);
    void configurationRejected(const myna::Error& error);

private:
    Result<> setUp();
    Result<> announce();
    void finish();

    EngineRegistry& m_engines;
    Clock m_clock;
    std::unique_ptr<EdgeParts> m_parts; // all that is there between start() and finished()
};

}
