// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpconnection.h"
#include "protocol/framing.h"
#include "protocol/message.h"
#include "server/dialogue/devicesession.h"
#include "server/dialogue/memoryfolds.h"
#include "server/handshakes.h"

#include <map>

namespace myna::server {

class EnginePool;

inline constexpr quint16 tooManyConnectionsCode = 1013; // WebSocket close code: try again later

// What became a session, and under which number it is known everywhere; later ones are larger.
struct Admitted
{
    quint64 number = 0;
    DeviceFacts facts;
    protocol::Framing framing = protocol::Framing::V1;
    bool tooMany = false; // greeted only to be closed with 1013
};

// What a session does now, for those on other threads.
struct SessionRow
{
    DeviceState state = DeviceState::Idle;
    QString lastWords;
    QString hears;
    protocol::Timeline lastTurn;
    QString address;
    QDateTime since;
    bool operator==(const SessionRow&) const = default;
};

// The live sessions of one network thread: turns an admitted upgrade into a DeviceSession, and knows what each is doing.
class SessionHost final : public QObject
{
    Q_OBJECT

public:
    // `engines` and `encoders` outlive it.
    SessionHost(EngineRegistry& engines, EnginePool& encoders, QObject* parent = nullptr);
    ~SessionHost() override;

    void setTiming(const DialogueTiming& timing); // for sessions that begin from now on
    void setLimits(const Limits& limits); // as well
    // As well: what conversations share, and where memories are kept (null: nowhere). All outlive it.
    void setServices(const DialogueServices& services, MemoryKeeper* memories);
    void setStopped(bool on); // the emergency stop, for all
    void say(quint64 number, const QString& text);
    void ask(quint64 number, const QString& text);
    // As of DeviceSession; `done` is not called when it goes meanwhile.
    [[nodiscard]] QJsonObject things(quint64 number) const; // empty: it is gone
    void callTool(quint64 number, const QString& tool, const QJsonObject& arguments, const ToolResult& done);
    void adopt(http::Upgrade upgrade, const Admitted& admitted);

    void leave(int code, const QString& reason); // everybody; emptied() follows
    void closeDevice(const QString& deviceId, int code, const QString& reason);
    void closeClient(const QString& deviceId, const QString& clientId, int code, const QString& reason); // of this device, this one only
    // The device is bound now, by this client: its other sessions end, so that it comes back as what it is. Those that were sent their code
    // are sent `token`.
    void deviceBound(const QString& deviceId, const QString& clientId, const QString& token);
    // This code binds nobody any more: sessions that were sent it are told and end.
    void codeEnded(const QString& code, const protocol::BindStatus& status);

    [[nodiscard]] int count() const { return int(m_live.size()); }
    [[nodiscard]] bool isEmpty() const { return m_live.empty() && m_handshakes.count() == 0; }

signals:
    void connected(const QString& deviceId);
    void closed(const QString& deviceId, const QString& reason);
    void refused(const QString& deviceId, const QString& reason);
    void offended(const myna::server::DeviceFacts& facts, const QString& address, const QString& what, int weight); // 1 may be an accident
    void told(quint64 number, const myna::server::SessionRow& row); // whenever something of it changes
    void turnFinished(const myna::server::TurnReport& report);
    void stateTold(const QString& deviceId, const QString& thing, const QJsonObject& state, const QString& when);
    void toolsChanged(const QString& deviceId);
    void gone(quint64 number); // once for each that was adopted, whatever became of it
    void emptied();

private:
    struct Live
    {
        std::unique_ptr<DeviceSession> session;
        http::Budget::Place place;
        quint64 number = 0;
        SessionRow row;
    };

    void begin(std::unique_ptr<QWebSocket> socket, http::Budget::Place place, const Admitted& admitted, const QString& address);
    void turnAway(QWebSocket* socket, const Admitted& admitted);
    void connectSession(DeviceSession* session);
    void tell(DeviceSession* session);
    void end(DeviceSession* session, const QString& reason);
    [[nodiscard]] DeviceSession* find(quint64 number) const; // null: it is gone
    template<typename Condition>
    void closeIf(Condition condition, int code, const QString& reason);

    EngineRegistry& m_engines;
    EnginePool& m_encoders;
    DialogueTiming m_timing;
    Limits m_limits;
    DialogueServices m_services;
    std::unique_ptr<MemoryFolds> m_memories;
    bool m_stopped = false;
    Handshakes m_handshakes;
    std::map<DeviceSession*, Live> m_live;
    bool m_leaving = false;
};

}
