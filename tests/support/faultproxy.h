// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QUrl>

#include <memory>
#include <vector>

namespace myna::test {

// What a network does to one direction of a TCP connection. Order is kept and nothing is lost: to whoever reads, loss is delay.
struct LinkFaults
{
    int delayMs = 0;
    int jitterMs = 0; // up to so much more, drawn anew for each piece
    int burstMs = 0; // the network wakes at odd moments, up to so far apart, and hands over all it has
    int stallEveryMs = 0; // 0: never
    int stallMs = 0; // so long nothing passes, at the end of each period
    int lossPercent = 0; // of pieces: each is sent again after 200 to 400 ms, and all behind it wait
};

// Sits between a client and a server on loopback and is a bad network. Event driven: needs the event loop of its thread.
class FaultProxy final : public QObject
{
    Q_OBJECT

public:
    // `target`: where the server listens; url() is the same address by way of the proxy.
    explicit FaultProxy(const QUrl& target, QObject* parent = nullptr);
    ~FaultProxy() override;

    [[nodiscard]] QUrl url() const;
    void setToServer(const LinkFaults& faults) { m_toServer = faults; } // from the next piece on
    void setToClient(const LinkFaults& faults) { m_toClient = faults; }
    void cut(); // every connection ends with a reset, both ways
    void fallSilent(); // half-open: what is sent goes nowhere, and nobody is told
    void resetNext(int connections) { m_resets = connections; } // as soon as they say something
    void swallowNext(int connections) { m_swallows = connections; } // a black hole: taken, and never answered
    void dripNext(int connections) { m_drips = connections; } // slow loris: the answer comes byte by byte, 1 s apart
    // WebSocket frames that the next connection's client reads before all that the server says.
    void sayFirst(const QByteArray& frames) { m_saysFirst = frames; }

    int connections = 0; // accepted so far
    qint64 bytesToClient = 0; // handed over so far
    int longestWaitMs = 0; // of a piece, so far
    int lateMs = 0; // of that: more than was wanted, because the machine was busy

private:
    class Lane;
    struct Pair;

    void accept();
    void connectPair(Pair& pair);

    QUrl m_target;
    QTcpServer m_acceptor;
    LinkFaults m_toServer;
    LinkFaults m_toClient;
    bool m_silent = false;
    int m_resets = 0;
    int m_swallows = 0;
    int m_drips = 0;
    QByteArray m_saysFirst;
    QRandomGenerator m_random { 20 };
    std::vector<std::unique_ptr<Pair>> m_pairs;
};

}
