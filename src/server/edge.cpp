// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edge.h"

#include "base/invoke.h"
#include "server/edgeguard.h"
#include "server/edgelinks.h"
#include "server/edgemetrics.h"
#include "server/edgeoptions.h"
#include "server/edgeparts.h"
#include "server/edgeports.h"
#include "server/edgeroutes.h"
#include "server/edgestore.h"
#include "server/edgetls.h"
#include "server/metrics/serverlog.h"
#include "server/routes/adminfile.h"

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds drainLimit { 2300 }; // of the 3 s a stop may take; the rest is the store's
constexpr int goingAway = 1001;
constexpr int normalClosure = 1000;

}

Edge::Edge(EngineRegistry& engines, Clock clock)
    : m_engines(engines)
    , m_clock(std::move(clock))
{
    if (!m_clock)
        m_clock = [] { return QDateTime::currentDateTimeUtc(); };
}

Edge::~Edge() = default;

void Edge::start(const ServerOptions& options)
{
    assertThreadOf(this);
    m_parts = std::make_unique<EdgeParts>(m_engines, m_clock, options);
    EdgeParts& p = *m_parts;
    // Queued, both: the signals come out of the very objects finish() destroys.
    connect(
        &p.sessions, &SessionThreads::emptied, this,
        [this] {
            if (m_parts && m_parts->stopping)
                finish();
        },
        Qt::QueuedConnection);
    p.drainTimer.setSingleShot(true);
    connect(&p.drainTimer, &QTimer::timeout, this, &Edge::finish, Qt::QueuedConnection);
    p.opening = true;
    openStore(*this, p, [this](const Result<>& opened) {
        auto ready = opened ? setUp() : opened;
        if (ready)
            ready = announce();
        m_parts->opening = false;
        if (!ready) {
            emit failed(ready.error());
            finish();
        } else if (m_parts->stopWanted) {
            stop();
        }
    });
}

Result<> Edge::announce()
{
    EdgeParts& p = *m_parts;
    const auto addresses = announcedAddresses(p);
    if (auto written = announceAdmin(p, addresses.admin); !written)
        return written;
    p.adminFileWritten = true;
    emit started(addresses);
    for (const ActivationRecord& record : p.activation->pending())
        emit activationChanged({ record.deviceId, record.code, record.board, ActivationRequest::State::Offered });
    return {};
}

Result<> Edge::setUp()
{
    EdgeParts& p = *m_parts;
    applyLiveOptions(*this, p);
    connectGatekeeper(*this, p);
    connectSessions(*this, p);
    connectStore(*this, p);
    connectGuard(*this, p);
    startConfiguration(*this, p);
    if (auto secured = startTls(*this, p); !secured)
        return secured;
    addEdgeRoutes(*this, p);
    connectDoors(*this, p);
    connectMetrics(*this, p);
    return openPorts(p);
}

void Edge::stop()
{
    assertThreadOf(this);
    if (!m_parts || m_parts->stopping)
        return;
    EdgeParts& p = *m_parts;
    if (!p.drainTimer.isActive())
        p.drainTimer.start(drainLimit);
    if (p.opening) { // first it is what it was asked to be, then it ends; unless the store takes too long for that
        p.stopWanted = true;
        return;
    }
    p.stopping = true;
    if (p.tools)
        p.tools->providers().stop(); // they may need as long as the conversations
    p.webPort.close();
    p.sessionPort.close();
    p.webDoor.close();
    p.live.close(goingAway, u"The server is being stopped"_s);
    p.sessions.drain(goingAway, u"The server is being stopped"_s);
}

void Edge::finish()
{
    if (!m_parts || m_parts->finishing)
        return;
    m_parts->stopping = true;
    m_parts->finishing = true;
    if (m_parts->adminFileWritten)
        removeAdminFile(m_parts->options.dataDir);
    // Later, once more: the store must not be destroyed by its own answer.
    m_parts->store->close([this] {
        onThreadOf(this, [this] {
            m_parts.reset();
            emit finished();
        });
    });
}

void Edge::approve(const QString& code)
{
    if (!m_parts || !m_parts->gatekeeper)
        return;
    if (const auto approved = m_parts->gatekeeper->approve(code); !approved)
        emit wishFailed(approved.error());
}

void Edge::refuse(const QString& code)
{
    if (!m_parts || !m_parts->gatekeeper)
        return;
    if (const auto refused = m_parts->gatekeeper->refuse(code); !refused)
        emit wishFailed(refused.error());
}

void Edge::revoke(const QString& deviceId)
{
    if (!m_parts || !m_parts->gatekeeper)
        return;
    if (const auto revoked = m_parts->gatekeeper->revoke(deviceId); !revoked)
        emit wishFailed(revoked.error());
}

void Edge::disconnectDevice(const QString& deviceId)
{
    if (m_parts)
        m_parts->sessions.closeDevice(deviceId, normalClosure, u"The owner of the server closed this connection"_s);
}

void Edge::setEmergencyStop(bool on)
{
    if (m_parts)
        server::setEmergencyStop(*this, *m_parts, on);
}

void Edge::publishLog(const LogEntry& entry)
{
    if (m_parts && m_parts->live.listeners() > 0)
        m_parts->live.publish(u"log"_s, toJson(entry));
}

void Edge::reloadConfiguration()
{
    if (m_parts && m_parts->configuration)
        m_parts->configuration->reload(u"SIGHUP"_s);
}

}

#include "moc_edge.cpp"
