// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpconnection.h"
#include "protocol/framing.h"
#include "protocol/message.h"
#include "server/devices/admission.h"
#include "server/dialogue/devicesession.h"

#include <QWebSocketServer>

#include <map>

namespace myna::server {

// The live sessions of one network thread: turns an admitted upgrade into a DeviceSession, and knows what each is doing.
class SessionHost final : public QObject
{
    Q_OBJECT

public:
    // `engines` and `admission` outlive it.
    SessionHost(EngineRegistry& engines, Admission& admission, QObject* parent = nullptr);
    ~SessionHost() override;

    void setTiming(const DialogueTiming& timing); // for sessions that begin from now on
    void setLimits(const Limits& limits); // as well
    void setStopped(bool on); // the emergency stop, for all
    void say(const QString& deviceId, const QString& text); // in its newest session
    void ask(const QString& deviceId, const QString& text);
    void adopt(http::Upgrade upgrade, const DeviceFacts& facts, protocol::Framing framing);

    void closeAll(int code, const QString& reason);
    void closeDevice(const QString& deviceId, int code, const QString& reason);
    void closeClient(const QString& deviceId, const QString& clientId, int code, const QString& reason); // of this device, this one only
    // The device is bound now, by this client: its other sessions end, so that it comes back as what it is. Those that were sent their code
    // are sent `token`.
    void deviceBound(const QString& deviceId, const QString& clientId, const QString& token);
    // This code binds nobody any more: sessions that were sent it are told and end.
    void codeEnded(const QString& code, const protocol::BindStatus& status);

    [[nodiscard]] int count() const { return int(m_live.size()); }
    [[nodiscard]] bool isEmpty() const { return m_live.empty() && m_waiting.empty(); }

    // What a bound device does now, into its row.
    void describe(DeviceRow& row) const;

signals:
    void connected(const QString& deviceId);
    void closed(const QString& deviceId, const QString& reason);
    void refused(const QString& deviceId, const QString& reason);
    void offended(const myna::server::DeviceFacts& facts, const QString& address, const QString& what, int weight); // 1 may be an accident
    void rowsChanged();
    void turnFinished(const myna::server::TurnReport& report);
    void emptied();

private:
    // Admitted, its WebSocket handshake not answered yet.
    struct Waiting
    {
        DeviceFacts facts;
        protocol::Framing framing;
        http::Budget::Place place;
        QString address;
    };
    struct Live
    {
        std::unique_ptr<DeviceSession> session;
        http::Budget::Place place;
        QString key; // for admission
        quint64 number = 0; // later ones are larger
        QString lastWords;
        protocol::Timeline lastTurn;
        QString address;
        QDateTime since;
    };

    void takeConnections();
    void begin(std::unique_ptr<QWebSocket> socket, Waiting waiting);
    void end(DeviceSession* session, const QString& reason);
    [[nodiscard]] DeviceSession* newestOf(const QString& deviceId) const; // null: none
    template<typename Condition>
    void closeIf(Condition condition, int code, const QString& reason);

    EngineRegistry& m_engines;
    Admission& m_admission;
    DialogueTiming m_timing;
    Limits m_limits;
    bool m_stopped = false;
    QWebSocketServer m_handshakes; // never listens
    std::map<QString, Waiting> m_waiting; // by peer address and port
    std::map<DeviceSession*, Live> m_live;
    quint64 m_numbers = 0;
};

}
