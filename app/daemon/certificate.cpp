// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/datadirectory.h"
#include "daemon/complaint.h"
#include "daemon/events.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "net/certificatepin.h"
#include "server/config/configloader.h"
#include "server/tls/certificatenames.h"
#include "server/tls/owncertificate.h"
#include "server/tls/tlsdesk.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QHostInfo>
#include <QJsonArray>
#include <QNetworkInterface>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

QJsonObject factsOf(const QSslCertificate& certificate)
{
    return { { u"names"_s, QJsonArray::fromStringList(server::namesOf(certificate)) },
        { u"valid_until"_s, certificate.expiryDate().toUTC().toString(Qt::ISODate) },
        { u"fingerprint"_s, net::fingerprintOf(certificate.toDer()) } };
}

QString linesOf(const QSslCertificate& certificate)
{
    return u"  names        %1\n  valid until  %2\n  fingerprint  %3"_s.arg(server::namesOf(certificate).join(u", "_s),
        certificate.expiryDate().toUTC().toString(Qt::ISODate), net::fingerprintOf(certificate.toDer()));
}

int showNamed(const server::ServerOptions& options, const Events& events)
{
    const auto files = server::tlsFileNames(options.config.tls, options.dataDir);
    const auto read = files ? server::readTlsFiles(files->first, files->second) : Result<server::TlsFiles>(files.error());
    if (!read) {
        complain(u"certificate"_s, read.error().text);
        return Failed;
    }
    QJsonObject facts = factsOf(read->chain.constFirst());
    facts.insert(u"certificate"_s, files->first);
    events.emitEvent(u"certificate"_s, facts,
        u"The configuration names its own certificate, %1; nothing was made.\n%2"_s.arg(
            QDir::toNativeSeparators(files->first), linesOf(read->chain.constFirst())));
    return Done;
}

int makeOwn(const server::ServerOptions& options, const QStringList& wished, const Events& events)
{
    const server::OwnCertificate own(options.dataDir);
    const auto names = server::certificateNames(
        QHostInfo::localHostName(), QNetworkInterface::allAddresses(), options.config.tls.names + own.furtherNames() + wished);
    if (!names) {
        complain(u"certificate"_s, names.error().text);
        return Usage;
    }
    auto renewed = own.renew(names.value(), QDateTime::currentDateTimeUtc());
    if (const auto kept = renewed && !wished.isEmpty() ? own.addNames(wished) : Result<>(); !kept)
        renewed = kept.error();
    if (!renewed) {
        complain(u"certificate"_s, renewed.error().text);
        return Failed;
    }
    const QSslCertificate certificate = own.certificate();
    QJsonObject facts = factsOf(certificate);
    facts.insert(u"made"_s, renewed.value());
    facts.insert(u"certificate"_s, own.certificateFile());
    facts.insert(u"root"_s, own.rootFile());
    facts.insert(u"root_fingerprint"_s, net::fingerprintOf(own.root().toDer()));
    facts.insert(u"root_valid_until"_s, own.root().expiryDate().toUTC().toString(Qt::ISODate));
    const QString head
        = renewed.value() ? u"A new certificate was made; a running server shows it by itself."_s : u"The certificate is good."_s;
    const QString hint = options.config.tls.enabled ? QString() : u"\nThe server does not use it yet: set server.tls.enabled to true."_s;
    events.emitEvent(u"certificate"_s, facts,
        u"%1\n%2\nGive this file to your devices and browsers, so that they believe this server:\n  %3\n  fingerprint  %4%5"_s.arg(
            head, linesOf(certificate), QDir::toNativeSeparators(own.rootFile()), net::fingerprintOf(own.root().toDer()), hint));
    return Done;
}

}

int certificate(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Makes the certificate of a server with TLS, or renews it when that is due, and says where the root certificate for devices is."_s);
    parser.addHelpOption();
    parser.addOptions({
        { u"config"_s, u"The server's configuration file."_s, u"FILE"_s },
        { u"data"_s, u"The server's folder."_s, u"DIR"_s },
        { u"name"_s, u"One more name or address the server is reached under; may be given several times."_s, u"NAME"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    if (const auto status = endedBy(parser, u"certificate"_s, arguments, &QStringList::isEmpty, u"it takes options only; see --help."_s))
        return *status;
    const server::ServerOptions options = serverOptions(parser);
    const Events events(parser.isSet(u"json"_s));
    const QStringList wished = parser.values(u"name"_s);
    const auto onLoaded = [&](const Result<server::LoadedConfig>& loaded) {
        if (!loaded) {
            complain(u"certificate"_s, loaded.error().text);
            QCoreApplication::exit(Usage);
            return;
        }
        client::makeDataDirectory(loaded->options.dataDir);
        const bool named = !loaded->options.config.tls.certificate.isEmpty() || !loaded->options.config.tls.key.isEmpty();
        QCoreApplication::exit(named ? showNamed(loaded->options, events) : makeOwn(loaded->options, wished, events));
    };
    QMetaObject::invokeMethod(
        qApp, [&] { server::loadConfig(options, qApp, onLoaded); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}
