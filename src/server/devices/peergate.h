// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QHash>
#include <QHostAddress>
#include <QPair>
#include <QStringList>
#include <QVector>

#include <shared_mutex>

namespace myna::server {

// Networks in CIDR notation.
class NetworkRules
{
public:
    // Errors: Invalid, naming the entry. An address without a length is one computer.
    static Result<NetworkRules> parse(const QStringList& networks);
    static NetworkRules standard(); // loopback, link-local, private and carrier-shared ranges: what no stranger's packet comes from

    [[nodiscard]] bool contains(const QHostAddress& address) const; // IPv4 mapped into IPv6 is IPv4

    [[nodiscard]] bool isWithin(const NetworkRules& others) const; // every network of it is part of one of those

private:
    QVector<QPair<QHostAddress, int>> m_networks;
};

// Whether a server that listens so lets in more than loopback, link-local and private networks. `allowed`: as AccessConfig.
bool reachesBeyondHome(const QHostAddress& bind, const QStringList& allowed);

// Who may come to the ports at all: the networks the owner allows, this computer always, and nobody who is shut out for a while.
// Any thread.
class PeerGate
{
public:
    void setNetworks(const NetworkRules& networks);
    // Refused until then; this computer cannot be shut out. At most maxShutOut at once, the soonest free making place.
    void shutOut(const QHostAddress& address, const QDateTime& until);
    void readmit(const QHostAddress& address);
    [[nodiscard]] bool allows(const QHostAddress& peer, const QHostAddress& local, const QDateTime& now) const;

    static constexpr qsizetype maxShutOut = 1024;

private:
    mutable std::shared_mutex m_mutex;
    NetworkRules m_networks = NetworkRules::standard();
    QHash<QHostAddress, QDateTime> m_shutOut;
};

}
