// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlapi.h"

#include "base/secret.h"
#include "control/answers.h"
#include "control/routes.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

// The description is linked into this library; a linker that sees nobody using it would leave it out.
static void useDescription()
{
    Q_INIT_RESOURCE(openapi);
}

namespace myna::control {

namespace {

void addDescription(http::Router& router)
{
    addRoute(router, "GET", u"/api/openapi.json"_s, [](const http::Request&, const http::Responder& to) {
        QFile file(u":/openapi/control.json"_s);
        http::Response response;
        response.contentType = QByteArrayLiteral("application/json");
        if (file.open(QIODevice::ReadOnly))
            response.body = file.readAll();
        to.answer(response);
    });
}

}

struct ControlApi::Running
{
    explicit Running(const ControlLimits& limits)
        : budget(limits.connections)
        , door(router, budget)
    {
        router.setErrorShape(failure);
        connect(&acceptor, &http::Acceptor::accepted, &door, &http::FrontDoor::adopt);
    }

    http::Router router;
    http::Budget budget;
    http::FrontDoor door;
    http::Acceptor acceptor;
    QByteArray token = makeToken();
    std::optional<RequestGate> gate;
};

ControlApi::ControlApi(ControlledClient client, const QString& dataDir, const ControlLimits& limits, QObject* parent)
    : QObject(parent)
    , m_client(std::move(client))
    , m_limits(limits)
    , m_file(dataDir)
    , m_bind(m_client, limits.pairing)
    , m_link(m_client)
{
    useDescription();
}

ControlApi::~ControlApi()
{
    close();
}

Result<> ControlApi::open()
{
    if (m_running)
        return {};
    auto running = std::make_unique<Running>(m_limits);
    if (const auto opened = running->acceptor.open(QHostAddress::LocalHost, 0); !opened)
        return opened.error();
    m_bind.addRoutes(running->router);
    m_link.addRoutes(running->router);
    addDescription(running->router);
    running->gate.emplace(running->acceptor.serverPort(), running->token, m_limits.rate);
    running->router.setGate([gate = &*running->gate](const http::Request& head) { return gate->judge(head); });
    m_running = std::move(running);
    if (const auto published = m_file.publish(url(), m_running->token); !published) {
        m_running.reset();
        return published.error();
    }
    return {};
}

void ControlApi::close()
{
    m_file.withdraw();
    m_running.reset();
}

QUrl ControlApi::url() const
{
    if (!m_running)
        return {};
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_running->acceptor.serverPort());
    return url;
}

QByteArray ControlApi::token() const
{
    return m_running ? m_running->token : QByteArray();
}

}

#include "moc_controlapi.cpp"
