// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpconnection.h"
#include "http/porttls.h"

#include <QObject>

#include <vector>

namespace myna::http {

class TlsEntrance;

// The clients of one port on one thread: adopts accepted descriptors and owns the HTTP connections that come of them.
class FrontDoor final : public QObject
{
    Q_OBJECT

public:
    // `router` is complete and outlives the door.
    FrontDoor(const Router& router, Budget& budget, Limits limits = {}, QObject* parent = nullptr);
    ~FrontDoor() override;

    void setUpgradeHandler(
        UpgradeHandler handler); // one of these, before the first connection; without one an upgrade is an ordinary request
    // Who may come at all; nothing is read from the others, and nothing answered. Everybody, unless set.
    void setPeerGate(std::function<bool(const QHostAddress& peer, const QHostAddress& local)> gate);
    void setUpgradeJudge(UpgradeJudge judge);
    // Those who come speak TLS once `tls` shows something; it outlives the door. At most `maxHandshakes` are under way at once, of one
    // address a few: more push out the oldest.
    void setTls(const PortTls* tls);
    static constexpr size_t maxHandshakes = 512;
    static constexpr int maxHandshakesOfOne = 64;
    [[nodiscard]] size_t handshakes() const { return m_entrances.size(); }
    void adopt(qintptr descriptor);
    void close(); // aborts every connection that is still HTTP

signals:
    void answered(const myna::http::Answered& answered);
    void turnedAway(); // a connection beyond the budget
    void peerRefused(const QHostAddress& peer); // by the gate

private:
    void turnAway(std::unique_ptr<QTcpSocket> socket);
    void letIn(std::unique_ptr<QTcpSocket> socket, Budget::Place place);
    void shakeHands(std::unique_ptr<PortSocket> socket, Budget::Place place, const QSslConfiguration& tls);
    void makeRoomFor(const QHostAddress& peer);
    void forget(TlsEntrance* entrance);

    const Router& m_router;
    Budget& m_budget;
    Limits m_limits;
    UpgradeJudge m_upgradeJudge;
    std::function<bool(const QHostAddress&, const QHostAddress&)> m_peerGate;
    const PortTls* m_tls = nullptr;
    std::vector<TlsEntrance*> m_entrances; // the oldest first
    int m_leaving = 0; // turned away and reading the reason
};

}
