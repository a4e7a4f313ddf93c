// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/peergate.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QHostAddress plain(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return QHostAddress(v4);
    QHostAddress unscoped = address;
    unscoped.setScopeId({});
    return unscoped;
}

}

Result<NetworkRules> NetworkRules::parse(const QStringList& networks)
{
    NetworkRules rules;
    for (const QString& entry : networks) {
        const auto network = QHostAddress::parseSubnet(entry.trimmed());
        if (network.second < 0) {
            return Error { Error::Code::Invalid,
                QCoreApplication::translate("myna", "\"%1\" is not a network. Write it like 192.168.1.0/24.").arg(entry.left(60)) };
        }
        rules.m_networks.append(network);
    }
    return rules;
}

NetworkRules NetworkRules::standard()
{
    static const NetworkRules rules = parse({ u"127.0.0.0/8"_s, u"10.0.0.0/8"_s, u"172.16.0.0/12"_s, u"192.168.0.0/16"_s,
                                                u"169.254.0.0/16"_s, u"100.64.0.0/10"_s, u"::1/128"_s, u"fc00::/7"_s, u"fe80::/10"_s })
                                          .value_or(NetworkRules());
    return rules;
}

bool NetworkRules::contains(const QHostAddress& address) const
{
    const QHostAddress wanted = plain(address);
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const auto& network) { return wanted.isInSubnet(network); });
}

bool NetworkRules::isWithin(const NetworkRules& others) const
{
    return std::all_of(m_networks.begin(), m_networks.end(), [&](const auto& network) {
        return std::any_of(others.m_networks.begin(), others.m_networks.end(),
            [&](const auto& other) { return network.second >= other.second && network.first.isInSubnet(other); });
    });
}

bool reachesBeyondHome(const QHostAddress& bind, const QStringList& allowed)
{
    const auto rules = NetworkRules::parse(allowed);
    return !bind.isLoopback() && !allowed.isEmpty() && rules && !rules->isWithin(NetworkRules::standard());
}

void PeerGate::setNetworks(const NetworkRules& networks)
{
    const std::unique_lock lock(m_mutex);
    m_networks = networks;
}

void PeerGate::shutOut(const QHostAddress& address, const QDateTime& until)
{
    const std::unique_lock lock(m_mutex);
    if (m_shutOut.size() >= maxShutOut) {
        const auto soonest = std::min_element(m_shutOut.begin(), m_shutOut.end());
        m_shutOut.erase(soonest);
    }
    m_shutOut.insert(plain(address), until);
}

void PeerGate::readmit(const QHostAddress& address)
{
    const std::unique_lock lock(m_mutex);
    m_shutOut.remove(plain(address));
}

bool PeerGate::allows(const QHostAddress& peer, const QHostAddress& local, const QDateTime& now) const
{
    const QHostAddress address = plain(peer);
    if (address.isLoopback() || address == plain(local))
        return true;
    const std::shared_lock lock(m_mutex);
    const auto shut = m_shutOut.constFind(address);
    return m_networks.contains(address) && (shut == m_shutOut.constEnd() || *shut <= now);
}

}
