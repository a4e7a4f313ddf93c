// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/localserver.h"

#include "base/invoke.h"
#include "server/edge.h"
#include "server/engines/engineregistry.h"
#include "server/networkthread.h"

namespace myna::server {

struct LocalServer::Private
{
    std::unique_ptr<EngineRegistry> engines;
    std::unique_ptr<Edge> edge; // on the thread
    std::unique_ptr<NetworkThread> thread;
    std::optional<Error> failure;

    // A wish for the network thread; nothing happens while the server does not run.
    template<typename Wish>
    void wish(Wish&& work)
    {
        if (edge)
            onThreadOf(edge.get(), [work = std::forward<Wish>(work), target = edge.get()] { work(*target); });
    }

    void connectEdge(LocalServer* server)
    {
        Edge* const e = edge.get();
        QObject::connect(e, &Edge::finished, thread.get(), &QThread::quit, Qt::DirectConnection);
        QObject::connect(e, &Edge::started, server, &LocalServer::started);
        QObject::connect(e, &Edge::warned, server, &LocalServer::warned);
        QObject::connect(e, &Edge::activationChanged, server, &LocalServer::activationChanged);
        QObject::connect(e, &Edge::devicesChanged, server, &LocalServer::devicesChanged);
        QObject::connect(e, &Edge::deviceConnected, server, &LocalServer::deviceConnected);
        QObject::connect(e, &Edge::deviceClosed, server, &LocalServer::deviceClosed);
        QObject::connect(e, &Edge::deviceRefused, server, &LocalServer::deviceRefused);
        QObject::connect(e, &Edge::turnFinished, server, &LocalServer::turnFinished);
        QObject::connect(e, &Edge::emergencyStopChanged, server, &LocalServer::emergencyStopChanged);
        QObject::connect(e, &Edge::wishFailed, server, &LocalServer::wishFailed);
        QObject::connect(e, &Edge::configurationApplied, server, &LocalServer::configurationApplied);
        QObject::connect(e, &Edge::configurationRejected, server, &LocalServer::configurationRejected);
        QObject::connect(e, &Edge::failed, server, [this](const Error& error) { failure = error; });
    }
};

LocalServer::LocalServer(QObject* parent)
    : LocalServer(nullptr, parent)
{
}

LocalServer::LocalServer(std::unique_ptr<EngineRegistry> engines, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->engines = std::move(engines);
}

LocalServer::~LocalServer()
{
    if (!d->thread)
        return;
    d->edge->disconnect(this);
    d->thread->disconnect(this);
    stop();
    d->thread->wait(); // the edge itself ends within 3 s
}

bool LocalServer::isRunning() const
{
    return d->thread != nullptr;
}

void LocalServer::start(const ServerOptions& options)
{
    assertThreadOf(this);
    if (d->thread)
        return;
    if (!d->engines)
        d->engines = makeConfiguredEngines(options.config);
    else
        d->engines->configure(options.config);
    d->failure.reset();
    d->thread = std::make_unique<NetworkThread>();
    d->edge = std::make_unique<Edge>(*d->engines);
    d->edge->moveToThread(d->thread.get());
    d->connectEdge(this);
    connect(d->thread.get(), &QThread::finished, this, [this] {
        d->thread->wait();
        d->edge.reset();
        d->thread.release()->deleteLater(); // it is the sender
        if (const auto failure = std::exchange(d->failure, std::nullopt))
            emit failed(*failure);
        else
            emit stopped();
    });
    d->thread->start();
    d->wish([options](Edge& edge) { edge.start(options); });
}

void LocalServer::stop()
{
    d->wish([](Edge& edge) { edge.stop(); });
}

void LocalServer::approve(const QString& code)
{
    d->wish([code](Edge& edge) { edge.approve(code); });
}

void LocalServer::refuse(const QString& code)
{
    d->wish([code](Edge& edge) { edge.refuse(code); });
}

void LocalServer::revoke(const QString& deviceId)
{
    d->wish([deviceId](Edge& edge) { edge.revoke(deviceId); });
}

void LocalServer::disconnectDevice(const QString& deviceId)
{
    d->wish([deviceId](Edge& edge) { edge.disconnectDevice(deviceId); });
}

void LocalServer::setEmergencyStop(bool on)
{
    d->wish([on](Edge& edge) { edge.setEmergencyStop(on); });
}

void LocalServer::publishLog(const LogEntry& entry)
{
    d->wish([entry](Edge& edge) { edge.publishLog(entry); });
}

void LocalServer::reloadConfiguration()
{
    d->wish([](Edge& edge) { edge.reloadConfiguration(); });
}

}

#include "moc_localserver.cpp"
