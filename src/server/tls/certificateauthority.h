// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

namespace myna::server {

struct CertifiedKey
{
    QByteArray certificate; // DER
    QByteArray key; // DER, a secret
};

// An authority of our own, for ten years. It vouches for servers with addresses, with the names given and with names that exist in home
// networks only (.local, .lan, .home.arpa, .internal), and for nobody else: whoever steals its key cannot pose as a bank.
Result<CertifiedKey> makeAuthority(const QString& commonName, const QStringList& names, const QDateTime& now);

// A server's certificate for 395 days. `names`: host names and addresses, as certificateNames() gives them; the first is its subject.
// Errors: Invalid, also when the authority may not vouch for one of the names.
Result<CertifiedKey> certify(const CertifiedKey& authority, const QStringList& names, const QDateTime& now);

bool belongTogether(const QByteArray& certificate, const QByteArray& key);
// True when whoever believes in `authority` believes `certificate` at that time.
bool vouchesFor(const QByteArray& authority, const QByteArray& certificate, const QDateTime& at);

}
