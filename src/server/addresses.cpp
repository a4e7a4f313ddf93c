// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/addresses.h"

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

bool listensEverywhere(const QHostAddress& bind)
{
    return bind == QHostAddress(QHostAddress::Any) || bind == QHostAddress(QHostAddress::AnyIPv4)
        || bind == QHostAddress(QHostAddress::AnyIPv6);
}

}

QString webScheme(Wire wire)
{
    return wire == Wire::Tls ? u"https"_s : u"http"_s;
}

QString socketScheme(Wire wire)
{
    return wire == Wire::Tls ? u"wss"_s : u"ws"_s;
}

QUrl webAddress(const QString& scheme, const QString& host, quint16 port, const QString& path)
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(host);
    url.setPort(port);
    url.setPath(path);
    return url;
}

ServerAddresses addressesOf(const QHostAddress& bind, quint16 port, quint16 httpPort, const QList<QHostAddress>& local, Wire wire)
{
    const QString loopback = u"127.0.0.1"_s;
    const bool everywhere = listensEverywhere(bind);
    QStringList hosts;
    for (const QHostAddress& address : local) {
        const bool usable = address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() && !address.isLinkLocal();
        if (everywhere && usable)
            hosts.append(address.toString());
    }
    if (!everywhere)
        hosts = { bind.toString() };
    const QString host = hosts.value(0, loopback);

    ServerAddresses addresses;
    addresses.websocket = webAddress(socketScheme(wire), host, port, websocketPath);
    addresses.ota = webAddress(webScheme(wire), host, httpPort, otaPath);
    addresses.vision = webAddress(webScheme(wire), host, httpPort, visionPath);
    addresses.admin = webAddress(webScheme(wire), everywhere ? loopback : bind.toString(), httpPort, u"/admin/"_s);
    for (const QString& each : hosts.isEmpty() ? QStringList { loopback } : hosts)
        addresses.otaOnEveryNetwork.append(webAddress(webScheme(wire), each, httpPort, otaPath));
    return addresses;
}

}
