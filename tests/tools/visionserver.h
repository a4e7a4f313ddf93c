// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "server/routes/visionroutes.h"
#include "serveredge/edgefixture.h"
#include "tools/pictureshow.h"

#include <QImage>
#include <QTest>

namespace myna::test {

// Looks at pictures and tells what they are.
class Eye final : public server::Vision
{
public:
    void look(TurnId turn, const QByteArray& picture, const QString&, const QString& question, const QString&) override
    {
        const QImage image = QImage::fromData(picture, "jpeg");
        ++looks();
        emit seen(turn, QStringLiteral("%1: %2x%3").arg(question).arg(image.width()).arg(image.height()));
    }
    void cancel(TurnId) override { }

    static int& looks() // pictures that arrived, ever
    {
        static int count = 0;
        return count;
    }
};

class SeeingEngines final : public MuteEngines
{
public:
    std::unique_ptr<server::Vision> makeVision(const server::EngineWish&) override { return std::make_unique<Eye>(); }
};

// The server's own vision endpoint behind its real front door.
struct VisionServer
{
    VisionServer()
        : registry(store, time.clock())
        , activation(store, time.clock())
        , tokens("key", time.clock())
        , gatekeeper(registry, activation, tokens, { .policy = server::ActivationPolicy::Approve })
        , desk(gatekeeper, engines, [](const QString&) { return server::Persona(); })
    {
        desk.addRoutes(router);
        door = std::make_unique<http::FrontDoor>(router, budget);
        QObject::connect(&port, &http::Acceptor::accepted, door.get(), &http::FrontDoor::adopt);
        [&] { QVERIFY(port.open(QHostAddress::LocalHost, 0)); }();
        [&] { QVERIFY(registry.bind(deviceId, clientId, {}, {})); }();
    }
    [[nodiscard]] tools::PicturePlace place() const
    {
        return { QUrl(QStringLiteral("http://127.0.0.1:%1/mcp/vision/explain").arg(port.serverPort())), tokens.issue(deviceId, clientId),
            deviceId, clientId, {} };
    }

    FakeTime time;
    FakeStore store;
    SeeingEngines engines;
    server::DeviceRegistry registry;
    server::Activation activation;
    server::Tokens tokens;
    server::Gatekeeper gatekeeper;
    server::VisionDesk desk;
    http::Router router;
    http::Budget budget { 100 };
    std::unique_ptr<http::FrontDoor> door;
    http::Acceptor port;
};

}
