// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgetls.h"

#include "server/addresses.h"
#include "server/routes/adminfile.h"

#include <QCoreApplication>
#include <QNetworkInterface>

namespace myna::server {

Result<> startTls(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    QObject::connect(&p->tls, &TlsDesk::warned, &edge, &Edge::warned);
    if (auto started = p->tls.start(p->options.config.tls); !started)
        return started;
    if (!p->tls.isOn())
        return {};
    p->webDoor.setTls(&p->tls.port());
    p->sessions.onEveryDoor([port = &p->tls.port()](http::FrontDoor& door) { door.setTls(port); });
    QObject::connect(&p->tls, &TlsDesk::changed, &edge, [&edge, p] {
        const ServerAddresses addresses = announcedAddresses(*p);
        if (const auto told = p->adminFileWritten ? announceAdmin(*p, addresses.admin) : Result<>(); !told)
            emit edge.warned(told.error().text);
    });
    return {};
}

void warnOfOpenNetwork(Edge& edge, EdgeParts& parts)
{
    const bool open = !parts.tls.isOn() && !parts.options.config.tls.enabled
        && reachesBeyondHome(parts.options.bind, parts.options.config.access.allowedNetworks);
    if (std::exchange(parts.openNetwork, open) || !open)
        return;
    emit edge.warned(QCoreApplication::translate("myna",
        "This server lets in computers beyond your own network, and nothing is encrypted: whoever is on the way hears what is said and "
        "sees every token. Set server.tls.enabled to true, or take the public networks out of server.allowed_networks."));
}

ServerAddresses announcedAddresses(const EdgeParts& parts)
{
    ServerAddresses addresses = addressesOf(parts.options.bind, parts.sessionPort.serverPort(), parts.webPort.serverPort(),
        QNetworkInterface::allAddresses(), parts.tls.isOn() ? Wire::Tls : Wire::Plain);
    addresses.certificate = parts.tls.pin();
    const QString host = parts.tls.announcedHost();
    if (host.isEmpty())
        return addresses;
    for (QUrl* const url : { &addresses.websocket, &addresses.ota, &addresses.vision })
        url->setHost(host);
    addresses.otaOnEveryNetwork = { addresses.ota };
    return addresses;
}

Result<> announceAdmin(EdgeParts& parts, const QUrl& url)
{
    return writeAdminFile(parts.options.dataDir, url, parts.adminToken, parts.tls.pin());
}

}
