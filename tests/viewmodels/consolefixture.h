// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"
#include "serveredge/edgefixture.h"
#include "support/patience.h"
#include "viewmodels/serverconsole.h"

#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace myna::test {

// A real server with a folder of its own, and a device that may be bound to it.
struct ManagedServer
{
    QTemporaryDir folder;
    std::unique_ptr<server::LocalServer> server;
    server::ServerAddresses addresses;

    void start(std::unique_ptr<server::EngineRegistry> engines = std::make_unique<MuteEngines>(), const QString& remoteToken = {})
    {
        server = std::make_unique<server::LocalServer>(std::move(engines));
        server::ServerOptions options;
        options.dataDir = folder.path();
        options.bind = QHostAddress::LocalHost;
        options.port = 0;
        options.httpPort = 0;
        options.activation = server::ActivationPolicy::Open;
        options.config.access.adminToken = remoteToken;
        QSignalSpy started(server.get(), &server::LocalServer::started);
        server->start(options);
        QTRY_COMPARE(started.size(), 1);
        addresses = started.first().first().value<server::ServerAddresses>();
    }
    void stop()
    {
        QSignalSpy stopped(server.get(), &server::LocalServer::stopped);
        server->stop();
        QTRY_COMPARE(stopped.size(), 1);
    }
    // As a device does: the server is open, so whoever asks over OTA is bound.
    void bind(const QString& id = deviceId)
    {
        QNetworkAccessManager network;
        QNetworkRequest request(addresses.ota);
        request.setRawHeader("Device-Id", id.toUtf8());
        request.setRawHeader("Client-Id", clientId.toUtf8());
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        std::unique_ptr<QNetworkReply> reply(
            network.post(request, QByteArrayLiteral(R"({"application":{"version":"2.4.2"},"board":{"type":"bread-compact"}})")));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
    }
    [[nodiscard]] static admin::LinkTiming quick() { return { .retries = { std::chrono::milliseconds(20) } }; }
};

}
