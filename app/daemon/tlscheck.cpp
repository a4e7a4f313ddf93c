// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/tlscheck.h"

#include "server/devices/peergate.h"
#include "server/tls/certificatenames.h"
#include "server/tls/owncertificate.h"
#include "server/tls/tlsdesk.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using Level = Finding::Level;
const QString check = u"tls"_s;

Finding lookAtPlain(const server::ServerOptions& options)
{
    if (server::reachesBeyondHome(options.bind, options.config.access.allowedNetworks))
        return { check, Level::Warning, u"Computers beyond your own network may come, and nothing is encrypted."_s,
            u"Set server.tls.enabled to true, or take the public networks out of server.allowed_networks."_s };
    return { check, Level::Ok, u"TLS is off; only computers of your own network may come."_s, {} };
}

}

QVector<Finding> lookAtTls(const server::ServerOptions& options, const QDateTime& now)
{
    const server::TlsConfig& tls = options.config.tls;
    if (!tls.enabled)
        return { lookAtPlain(options) };
    const server::OwnCertificate own(options.dataDir);
    const bool isOwn = tls.certificate.isEmpty() && tls.key.isEmpty();
    if (isOwn && !QFileInfo::exists(own.certificateFile()))
        return { { check, Level::Ok, u"The server makes its certificate when it starts."_s, {} } };
    const auto names = server::tlsFileNames(tls, options.dataDir);
    const auto files = names ? server::readTlsFiles(names->first, names->second) : Result<server::TlsFiles>(names.error());
    if (!files)
        return { { check, Level::Error, files.error().text,
            isOwn ? u"mynad certificate makes it again."_s : u"Put the right files in their place, or let the server make its own."_s } };
    const QSslCertificate& certificate = files->chain.constFirst();
    const QString until = certificate.expiryDate().toUTC().date().toString(Qt::ISODate);
    if (certificate.expiryDate() <= now)
        return { { check, Level::Error, u"The certificate expired on %1."_s.arg(until),
            isOwn ? u"It is renewed when the server starts, or by mynad certificate."_s : u"Put a new one in its place."_s } };
    if (!isOwn && certificate.expiryDate() <= now.addDays(server::TlsDesk::warnDaysBefore))
        return { { check, Level::Warning, u"The certificate is valid until %1 only."_s.arg(until), u"Put a new one in its place."_s } };
    return { { check, Level::Ok,
        u"The certificate for %1 is valid until %2%3"_s.arg(server::namesOf(certificate).join(u", "_s), until,
            isOwn ? u"; devices need %1."_s.arg(QDir::toNativeSeparators(own.rootFile())) : u"."_s),
        {} } };
}

}
