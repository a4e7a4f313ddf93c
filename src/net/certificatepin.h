// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QSslError>
#include <QString>

// What it means to believe exactly one certificate. The pinned one is made the only authority there is, so every other certificate,
// even one that a public authority signed, fails in the handshake: before anything of ours is sent.
namespace myna::net {

// Largest certificate that is kept, in bytes of DER. Usual ones have one or two thousand.
inline constexpr qsizetype maxCertificateBytes = 8 * 1024;

// SHA-256 as people compare it: "3F:A2:…", 32 pairs; empty when `der` is no certificate.
QString fingerprintOf(const QByteArray& der);

// A configuration that believes only the pinned certificate; `base` unchanged when nothing, or no certificate, is pinned.
QSslConfiguration configurationFor(const QByteArray& pinned, const QSslConfiguration& base = QSslConfiguration::defaultConfiguration());

// What OpenSSL finds wrong with a certificate that is its own authority or bears another name, and only of this one. Expired is not among
// it: that has to be mended on the server.
QList<QSslError> forgivenErrors(const QByteArray& pinned);

// True when comparing the fingerprint would help: nothing is wrong but who vouches for it and which name it bears.
bool canBePinned(const QList<QSslError>& errors);

// Why it is not believed, as one sentence without the server's name; `pinned`: another one had been accepted before.
QString whyUntrusted(const QList<QSslError>& errors, bool pinned);

}
