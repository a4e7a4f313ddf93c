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

    int connections = 0; // accepted so far
    qint64 bytesToClient = 0; // handed over so far
    int longestWaitMs = 0; // of a piece, so far
    int lateMs = 0; // of that: more than was wanted, because the machine was busy

private:
    class Lane;
    struct Pair;

    void accept();

    QUrl m_target;
    QTcpServer m_acceptor;
    LinkFaults m_toServer;
    LinkFaults m_toClient;
    bool m_silent = false;
    QRandomGenerator m_random { 20 };
    std::vector<std::unique_ptr<Pair>> m_pairs;
};

}
