// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

// How a server is reached, as values: over which proxy, and whose certificate is believed. What is done with them is in net/.
namespace myna::protocol {

enum class ProxyKind { System, None, Http, Socks5 };

struct ProxyChoice
{
    ProxyKind kind = ProxyKind::System;
    QString host; // with Http and Socks5
    quint16 port = 0;
    QString user; // empty: the proxy asks for no name
    QString password; // only in memory: it comes from the secret store and never goes into a file or a log
    bool operator==(const ProxyChoice&) const = default;
};

struct Reach
{
    ProxyChoice proxy;
    QByteArray pinnedCertificate; // DER; the only one that is believed. Empty: those that this computer's authorities vouch for.
    bool operator==(const Reach&) const = default;
};

// Which of the offered connections is used. Auto: MQTT when the server offers it and no WebSocket, as its owner would want it.
enum class TransportChoice { Auto, WebSocket, Mqtt };

}
