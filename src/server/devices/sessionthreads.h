// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/devices/sessionfloor.h"
#include "server/engines/enginepool.h"
#include "server/loadgauge.h"
#include "server/networkthread.h"

#include <QHash>

#include <functional>
#include <memory>
#include <vector>

namespace myna::server {

// Whether a connection may become a session, and of whom.
struct SessionVerdict
{
    std::optional<DeviceFacts> facts;
    protocol::Framing framing = protocol::Framing::V1;
    http::Response refusal; // without facts
    bool tooMany = false; // it becomes one only to be closed with 1013
};

// The live sessions of all network threads, as the edge sees them: gives each connection to a thread, judges it here, and keeps what is
// known of each session, so that nobody has to ask another thread. Lives on the edge's thread; wishes reach the sessions a little later.
class SessionThreads final : public QObject
{
    Q_OBJECT

public:
    using Judge = std::function<SessionVerdict(const http::Request& head)>;

    // `engines`, `budget` and `router` outlive it. `threads`: 0 is one for every two cores.
    SessionThreads(EngineRegistry& engines, http::Budget& budget, const http::Router& router, int threads);
    ~SessionThreads() override; // ends the threads, and whoever is left

    void setJudge(Judge judge); // before the first connection
    void adopt(qintptr descriptor); // of the session port

    void setTiming(const DialogueTiming& timing); // for sessions that begin from now on
    void setLimits(const Limits& limits); // as well
    void setStopped(bool on); // the emergency stop, for all
    void say(const QString& deviceId, const QString& text); // in its newest session
    void ask(const QString& deviceId, const QString& text);
    // What the newest session of a device can do and knows, and one of its tools called by hand. `then` is called exactly once, on this
    // thread, unless this is destroyed first. Errors: Unavailable (it is not connected, or left), and those of the tool.
    void askThings(const QString& deviceId, const std::function<void(const Result<QJsonObject>&)>& then);
    void callTool(const QString& deviceId, const QString& tool, const QJsonObject& arguments, const ToolResult& then);
    void drain(int code, const QString& reason); // nobody comes any more, everybody leaves: emptied()
    void closeDevice(const QString& deviceId, int code, const QString& reason);
    void closeClient(const QString& deviceId, const QString& clientId, int code, const QString& reason); // of this device, this one only
    // As of SessionHost.
    void deviceBound(const QString& deviceId, const QString& clientId, const QString& token);
    void codeEnded(const QString& code, const protocol::BindStatus& status);
    // For what is not here: done to every host on its own thread.
    void onEvery(const std::function<void(SessionHost& host)>& wish);
    void onEveryDoor(const std::function<void(http::FrontDoor& door)>& wish); // the same for the doors

    [[nodiscard]] int threads() const { return int(m_floors.size()); }
    [[nodiscard]] int count() const { return m_begun; } // sessions now
    [[nodiscard]] QVector<int> countByThread() const;
    [[nodiscard]] const EnginePool& encoders() const { return m_encoders; }
    [[nodiscard]] EnginePool& encoders() { return m_encoders; }
    [[nodiscard]] const LoadGauge& load() const { return m_load; }
    [[nodiscard]] LoadGauge& load() { return m_load; }
    // What a bound device does now, into its row.
    void describe(DeviceRow& row) const;

signals:
    void connected(const QString& deviceId);
    void closed(const QString& deviceId, const QString& reason);
    void refused(const QString& deviceId, const QString& reason);
    void offended(const myna::server::DeviceFacts& facts, const QString& address, const QString& what, int weight); // 1 may be an accident
    void rowsChanged();
    void stateTold(const QString& deviceId, const QString& thing, const QJsonObject& state, const QString& when); // as of DeviceSession
    void toolsChanged(const QString& deviceId);
    void turnFinished(const myna::server::TurnReport& report);
    void left(const myna::server::DeviceFacts& facts); // once for every verdict with facts that was not `tooMany`
    void answered(const myna::http::Answered& answered); // plain HTTP on the session port
    void turnedAway();
    void peerRefused();
    void emptied(); // after drain()

private:
    struct Floor
    {
        std::unique_ptr<SessionFloor> floor;
        std::unique_ptr<NetworkThread> thread;
        bool empty = false; // after drain()
    };
    struct Entry
    {
        DeviceFacts facts;
        size_t floor = 0;
        bool tooMany = false;
        bool begun = false;
        SessionRow row;
    };
    void addFloor(const SessionFloor::Surroundings& surroundings, size_t index);
    void connectFloor(size_t index);
    void connectHost(size_t index, SessionHost* host);
    void decide(size_t index, const http::Request& head, const http::UpgradeDesk& desk);
    void note(quint64 number, const SessionRow& row);
    void forget(quint64 number);
    void noteEmpty(size_t index);
    [[nodiscard]] quint64 newestOf(const QString& deviceId) const; // 0: none

    EnginePool m_encoders;
    LoadGauge m_load;
    Judge m_judge;
    std::vector<Floor> m_floors;
    QHash<quint64, Entry> m_entries;
    QMultiHash<QString, quint64> m_byDevice;
    quint64 m_numbers = 0;
    size_t m_next = 0;
    int m_begun = 0;
    bool m_draining = false;
};

}
