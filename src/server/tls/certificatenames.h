// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QStringList>

namespace myna::server {

// Under which names and addresses this computer is reached: its own name, the one it has in a home network (.local), its lasting addresses
// and `further` ones. The name comes first. Errors: Invalid, naming an entry of `further` that is neither a name nor an address.
Result<QStringList> certificateNames(const QString& hostName, const QList<QHostAddress>& addresses, const QStringList& further);

// The names a certificate is for that are not wildcards, and its addresses.
QStringList namesOf(const QSslCertificate& certificate);

}
