// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/transport.h"

#include <QAbstractSocket>
#include <QUrl>

#include <chrono>

// What QWebSocket's codes and texts mean, as closings with a sentence for people.
namespace myna::transport {

// The handshake failed. `detail` is the socket's error text: the only place where QWebSocket tells the HTTP status.
// Codes: Refused (401, 403), NotFound (404, no such path), Unavailable (5xx, 429), Invalid (TLS), Protocol (no WebSocket there), Network.
Closing handshakeFailure(const QUrl& url, QAbstractSocket::SocketError error, const QString& detail);
Closing handshakeTimeout(const QUrl& url, std::chrono::milliseconds limit);
Closing untrustedCertificate(const QUrl& url, const QString& reason);

// A close frame ended it: sent by the peer, or by Qt itself for a frame it would not read.
Closing closedByFrame(int code, const QString& reason);
// The connection went away without a close frame.
Closing lostConnection(const QString& detail);

}
