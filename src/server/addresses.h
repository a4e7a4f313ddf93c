// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"

namespace myna::server {

inline const QString websocketPath = QStringLiteral("/xiaozhi/v1/");
inline const QString otaPath = QStringLiteral("/xiaozhi/ota/");
inline const QString firmwarePath = QStringLiteral("/xiaozhi/ota/download/");
inline const QString visionPath = QStringLiteral("/mcp/vision/explain");

// How both ports are spoken to.
enum class Wire { Plain, Tls };

QString webScheme(Wire wire); // http or https
QString socketScheme(Wire wire); // ws or wss

QUrl webAddress(const QString& scheme, const QString& host, quint16 port, const QString& path);

// Where a server that listens so can be reached. `local` are the addresses of this computer.
ServerAddresses addressesOf(
    const QHostAddress& bind, quint16 port, quint16 httpPort, const QList<QHostAddress>& local, Wire wire = Wire::Plain);

}
