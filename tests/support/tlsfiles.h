// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>

namespace myna::test {

// A server's side of TLS from tests/data/tls: "selfsigned" (localhost and 127.0.0.1), "another" (the same names, another key), "expired",
// "wronghost" (of another name). All of them are their own authority.
QSslConfiguration tlsOf(const char* name);
// What a client has pinned then, as DER.
QByteArray certificateOf(const char* name);

}
