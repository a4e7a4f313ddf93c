// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tls/certificatenames.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSsl>
#include <QUrl>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// As it is written into a certificate; empty: it is neither a name nor an address.
QString written(const QString& typed)
{
    const QHostAddress address(typed.trimmed());
    if (!address.isNull() && address.scopeId().isEmpty())
        return address.toString();
    static const QRegularExpression name(
        u"^(?=.{1,253}$)(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$"_s);
    const bool wildcard = typed.startsWith(u"*."_s);
    const QString plain = wildcard ? typed.mid(2) : typed;
    const QString ace = (wildcard ? u"*."_s : QString()) + QString::fromLatin1(QUrl::toAce(plain.trimmed())).toLower();
    return name.match(ace).hasMatch() ? ace : QString();
}

// Addresses of IPv6 that change every few days are left out; those of home networks stay.
bool isLasting(const QHostAddress& address)
{
    if (address.isLoopback() || address.isLinkLocal() || address.isMulticast())
        return false;
    return address.protocol() == QAbstractSocket::IPv4Protocol || address.isUniqueLocalUnicast();
}

}

Result<QStringList> certificateNames(const QString& hostName, const QList<QHostAddress>& addresses, const QStringList& further)
{
    QStringList names;
    const auto add = [&names](const QString& name) {
        if (!name.isEmpty() && !names.contains(name))
            names.append(name);
    };
    if (const QString host = written(hostName); QHostAddress(host).isNull()) {
        add(host);
        if (!host.isEmpty() && host != u"localhost"_s && !host.endsWith(u".local"_s))
            add(written(host.section(u'.', 0, 0) + u".local"_s));
    }
    add(u"localhost"_s);
    for (const QString& typed : further) {
        const QString name = written(typed);
        if (name.isEmpty())
            return Error { Error::Code::Invalid,
                QCoreApplication::translate("myna", "“%1” in server.tls.names is neither a name nor an address.").arg(typed.left(80)) };
        add(name);
    }
    QStringList lasting { u"127.0.0.1"_s, u"::1"_s };
    for (const QHostAddress& address : addresses) {
        if (isLasting(address))
            lasting.append(written(address.toString()));
    }
    lasting.sort();
    for (const QString& address : std::as_const(lasting))
        add(address);
    return names;
}

QStringList namesOf(const QSslCertificate& certificate)
{
    QStringList names;
    const auto entries = certificate.subjectAlternativeNames();
    for (const QString& name : entries.values(QSsl::DnsEntry)) {
        if (!name.startsWith(u'*'))
            names.append(name.toLower());
    }
    for (const QString& address : entries.values(QSsl::IpAddressEntry))
        names.append(QHostAddress(address).toString());
    return names;
}

}
