// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edge.h"

#include "base/invoke.h"
#include "base/secret.h"
#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "server/addresses.h"
#include "server/config/configloader.h"
#include "server/devices/gatekeeper.h"
#include "server/devices/sessionhost.h"
#include "server/edgecounters.h"
#include "server/routes/adminroutes.h"
#include "server/routes/otaroutes.h"
#include "server/routes/statusroutes.h"
#include "server/routes/visionroutes.h"
#include "server/store/sqlstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkInterface>
#include <QTcpSocket>
#include <QTimer>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds drainLimit { 2500 }; // of the 3 s a stop may take
constexpr std::chrono::milliseconds rowsEvery { 200 }; // the owner's list changes at most five times a second
constexpr std::chrono::seconds expiryCheckEvery { 30 };
constexpr std::chrono::seconds hardCloseAfterFarewell { 60 };
constexpr int goingAway = 1001;
constexpr int policyViolation = 1008;
constexpr int normalClosure = 1000;

protocol::Framing framingOf(const http::Request& head)
{
    return protocol::framingFromNumber(head.headerOrQuery("Protocol-Version"_L1, "protocol-version"_L1).toInt())
        .value_or(protocol::Framing::V1);
}

}

// In order of making; destroyed in the opposite order.
struct Edge::Running
{
    Running(EngineRegistry& engines, const Clock& clock, ServerOptions wanted)
        : options(std::move(wanted))
        , admission(clock)
        , budget(maxConnections)
        , webDoor(webRouter, budget)
        , sessionDoor(sessionRouter, budget)
        , sessions(engines, admission)
    {
        uptime.start();
    }

    ServerOptions options;
    EdgeCounters counters;
    QElapsedTimer uptime;
    std::shared_ptr<SqlStore::Opened> database;
    std::optional<DeviceRegistry> registry;
    std::optional<Activation> activation;
    std::optional<Tokens> tokens;
    std::optional<Gatekeeper> gatekeeper;
    QByteArray adminToken = makeToken();
    bool adminFileWritten = false;
    Admission admission;
    http::Budget budget;
    http::Router webRouter;
    http::Router sessionRouter;
    http::FrontDoor webDoor;
    http::FrontDoor sessionDoor;
    SessionHost sessions;
    http::Acceptor webPort;
    http::Acceptor sessionPort;
    QTimer rowsTimer;
    QTimer expiryTimer;
    QTimer drainTimer;
    bool stopping = false;
};

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
    m_running = std::make_unique<Running>(m_engines, m_clock, options);
    if (const auto ready = setUp(); !ready) {
        emit failed(ready.error());
        finish();
        return;
    }
    Running& r = *m_running;
    const auto addresses
        = addressesOf(r.options.bind, r.sessionPort.serverPort(), r.webPort.serverPort(), QNetworkInterface::allAddresses());
    if (const auto written = writeAdminFile(r.options.dataDir, addresses.admin, r.adminToken); !written) {
        emit failed(written.error());
        finish();
        return;
    }
    r.adminFileWritten = true;
    emit started(addresses);
    for (const ActivationRecord& record : r.activation->pending())
        emit activationChanged({ record.deviceId, record.code, record.board, ActivationRequest::State::Offered });
    announceRows();
}

Result<> Edge::setUp()
{
    Running& r = *m_running;
    const auto database = SqlStore::open(r.options.dataDir);
    if (!database)
        return database.error();
    r.database = database.value();
    if (!r.database->warning.isEmpty())
        emit warned(r.database->warning);
    const auto key = loadServerKey(r.options.dataDir);
    if (!key)
        return key.error();
    r.registry.emplace(*r.database->store, m_clock);
    r.activation.emplace(*r.database->store, m_clock);
    r.tokens.emplace(key.value(), m_clock);
    r.gatekeeper.emplace(*r.registry, *r.activation, *r.tokens, AccessRules {});
    if (auto loaded = r.registry->load(); !loaded)
        return loaded;
    if (auto loaded = r.activation->load(); !loaded)
        return loaded;
    applyLiveOptions();
    connectGatekeeper();
    connectSessions();
    addRoutes();
    connectDoors();
    if (auto open = r.sessionPort.open(r.options.bind, r.options.port); !open)
        return open;
    return r.webPort.open(r.options.bind, r.options.httpPort);
}

void Edge::connectGatekeeper()
{
    Gatekeeper* const gatekeeper = &*m_running->gatekeeper;
    SessionHost* const sessions = &m_running->sessions;
    EdgeCounters* const counters = &m_running->counters;
    connect(gatekeeper, &Gatekeeper::activationChanged, this, &Edge::activationChanged);
    connect(gatekeeper, &Gatekeeper::activationChanged, sessions, [counters](const ActivationRequest& request) {
        counters->codesOffered += request.state == ActivationRequest::State::Offered ? 1 : 0;
        counters->devicesBound += request.state == ActivationRequest::State::Bound ? 1 : 0;
    });
    connect(gatekeeper, &Gatekeeper::devicesChanged, this, &Edge::announceRows);
    connect(gatekeeper, &Gatekeeper::storeFailed, this, [this](const Error& error) { emit warned(error.text); });
    connect(gatekeeper, &Gatekeeper::bound, sessions, [this, sessions](const QString& deviceId, const QString& clientId) {
        sessions->deviceBound(deviceId, clientId, m_running->tokens->issue(deviceId, clientId));
    });
    connect(gatekeeper, &Gatekeeper::codeEnded, sessions, [sessions](const QString& code, bool refused) {
        using protocol::BindState;
        sessions->codeEnded(code,
            refused ? protocol::BindStatus { BindState::Refused, {}, {},
                QCoreApplication::translate("myna", "The owner of this server refused this device.") }
                    : protocol::BindStatus { BindState::Expired, {}, {},
                        QCoreApplication::translate("myna", "The code was not approved in time. Connect again to get a new one.") });
    });
    connect(gatekeeper, &Gatekeeper::revoked, sessions, [sessions](const QString& deviceId) {
        sessions->closeDevice(deviceId, policyViolation, u"This device was removed from the server"_s);
    });
    connect(&m_running->expiryTimer, &QTimer::timeout, gatekeeper, &Gatekeeper::expire);
    m_running->expiryTimer.start(expiryCheckEvery);
}

void Edge::connectSessions()
{
    SessionHost* const sessions = &m_running->sessions;
    EdgeCounters* const counters = &m_running->counters;
    connect(sessions, &SessionHost::connected, this, [this, counters](const QString& deviceId) {
        ++counters->sessionsStarted;
        emit deviceConnected(deviceId);
    });
    connect(sessions, &SessionHost::closed, this, [this, counters](const QString& deviceId, const QString& reason) {
        ++counters->sessionsClosed;
        emit deviceClosed(deviceId, reason);
    });
    connect(sessions, &SessionHost::refused, this, [this, counters](const QString& deviceId, const QString& reason) {
        ++counters->sessionsRefused;
        emit deviceRefused(deviceId, reason);
    });
    connect(sessions, &SessionHost::turnFinished, this, [this, counters](const TurnReport& report) {
        ++counters->turns;
        emit turnFinished(report);
    });
    connect(sessions, &SessionHost::rowsChanged, this, &Edge::announceRows);
    // Queued: the signal comes out of the very objects finish() destroys.
    connect(
        sessions, &SessionHost::emptied, this,
        [this] {
            if (m_running && m_running->stopping)
                finish();
        },
        Qt::QueuedConnection);
    m_running->rowsTimer.setSingleShot(true);
    connect(&m_running->rowsTimer, &QTimer::timeout, this, [this] { emit devicesChanged(rows()); });
    m_running->drainTimer.setSingleShot(true);
    connect(&m_running->drainTimer, &QTimer::timeout, this, &Edge::finish, Qt::QueuedConnection);
}

void Edge::connectDoors()
{
    Running& r = *m_running;
    // One network thread today. With several, this is where a descriptor is given to the next one.
    connect(&r.webPort, &http::Acceptor::accepted, &r.webDoor, &http::FrontDoor::adopt);
    connect(&r.sessionPort, &http::Acceptor::accepted, &r.sessionDoor, &http::FrontDoor::adopt);
    r.sessionDoor.setUpgradeHandler([this](const http::Request& head, const auto& take) { return takeSession(head, take); });
    EdgeCounters* const counters = &r.counters;
    for (http::FrontDoor* const door : { &r.webDoor, &r.sessionDoor }) {
        connect(door, &http::FrontDoor::answered, this, [counters](int status) {
            ++counters->httpAnswers;
            counters->httpErrors += status >= 400 ? 1 : 0;
        });
        connect(door, &http::FrontDoor::turnedAway, this, [counters] { ++counters->turnedAway; });
    }
}

void Edge::addRoutes()
{
    Running* const r = m_running.get();
    r->sessionRouter.setFallback([](const http::Request&) { return http::textResponse(u"Server is running\n"_s); });
    addOtaRoutes(r->webRouter,
        { *r->gatekeeper, *r->tokens, m_clock, [r] { return r->sessionPort.serverPort(); }, [r] { return r->webPort.serverPort(); } });
    addVisionRoutes(r->webRouter, *r->gatekeeper);
    StatusDesk status { r->counters };
    status.sessions = [r] { return r->sessions.count(); };
    status.connections = [r] { return r->budget.used(); };
    status.boundDevices = [r] { return int(r->registry->all().size()); };
    status.waitingDevices = [r] { return int(r->activation->pending().size()); };
    status.suspiciousAddresses = [r] { return r->admission.suspicious(); };
    status.uptimeSeconds = [r] { return r->uptime.elapsed() / 1000; };
    addStatusRoutes(r->webRouter, status);
    addAdminRoutes(r->webRouter,
        { *r->gatekeeper, [this] { return rows(); }, [r] { return r->activation->pending(); }, r->adminToken, r->options.bind.toString() });
}

std::optional<http::Response> Edge::takeSession(const http::Request& head, const std::function<http::Upgrade()>& take)
{
    Running& r = *m_running;
    if (r.stopping)
        return http::errorResponse(503, "stopping"_L1, QCoreApplication::translate("myna", "The server is being stopped."));
    if (r.admission.noteConnect(head.peer))
        emit warned(
            QCoreApplication::translate("myna", "The address %1 connected ten times within a minute. A device may be misconfigured.")
                .arg(head.peer.toString()));
    const Contact contact = contactOf(head);
    auto admitted = r.gatekeeper->admit(contact);
    if (!admitted.facts) {
        ++r.counters.sessionsRefused;
        emit deviceRefused(contact.deviceId, admitted.reason);
        return admitted.refusal;
    }
    admitted.facts->language = r.options.language;
    admitted.facts->pushBinding = r.options.pushBinding;
    admitted.facts->websocketUrl = webAddress(u"ws"_s, hostOf(head), r.sessionPort.serverPort(), websocketPath).toString();
    r.sessions.adopt(take(), *admitted.facts, framingOf(head));
    return std::nullopt;
}

void Edge::applyLiveOptions()
{
    const ServerOptions& options = m_running->options;
    m_running->gatekeeper->setRules({ options.activation, options.alwaysAskToken });
    DialogueTiming timing;
    timing.farewellAfter = options.farewellAfter;
    timing.closeAfter = options.farewellAfter + hardCloseAfterFarewell;
    m_running->sessions.setTiming(timing);
}

void Edge::stop()
{
    assertThreadOf(this);
    if (!m_running || m_running->stopping)
        return;
    Running& r = *m_running;
    r.stopping = true;
    r.webPort.close();
    r.sessionPort.close();
    r.webDoor.close();
    r.sessionDoor.close();
    r.drainTimer.start(drainLimit);
    r.sessions.closeAll(goingAway, u"The server is being stopped"_s);
    if (r.sessions.isEmpty())
        onThreadOf(this, [this] { finish(); });
}

void Edge::finish()
{
    if (!m_running)
        return;
    if (m_running->adminFileWritten)
        removeAdminFile(m_running->options.dataDir);
    m_running.reset();
    emit finished();
}

void Edge::approve(const QString& code)
{
    if (!m_running)
        return;
    if (const auto approved = m_running->gatekeeper->approve(code); !approved)
        emit wishFailed(approved.error());
}

void Edge::refuse(const QString& code)
{
    if (!m_running)
        return;
    if (const auto refused = m_running->gatekeeper->refuse(code); !refused)
        emit wishFailed(refused.error());
}

void Edge::revoke(const QString& deviceId)
{
    if (!m_running)
        return;
    if (const auto revoked = m_running->gatekeeper->revoke(deviceId); !revoked)
        emit wishFailed(revoked.error());
}

void Edge::disconnectDevice(const QString& deviceId)
{
    if (m_running)
        m_running->sessions.closeDevice(deviceId, normalClosure, u"The owner of the server closed this connection"_s);
}

void Edge::reloadConfiguration()
{
    if (!m_running || m_running->options.configFile.isEmpty())
        return;
    const auto loaded = loadConfig(m_running->options.configFile, m_running->options);
    if (!loaded) {
        emit configurationRejected(loaded.error());
        return;
    }
    for (const QString& warning : loaded->warnings)
        emit warned(warning);
    const QStringList changed = changedKeys(m_running->options, loaded->options);
    const QStringList later = keysForNextStart(changed);
    if (!later.isEmpty())
        emit warned(QCoreApplication::translate("myna", "These settings take effect when the server is started again: %1.")
                        .arg(later.join(u", "_s)));
    ServerOptions next = loaded->options;
    next.bind = m_running->options.bind; // what listens stays as it is
    next.port = m_running->options.port;
    next.httpPort = m_running->options.httpPort;
    m_running->options = next;
    applyLiveOptions();
    emit configurationApplied(changed);
}

void Edge::announceRows()
{
    if (m_running && !m_running->rowsTimer.isActive())
        m_running->rowsTimer.start(rowsEvery);
}

QVector<DeviceRow> Edge::rows() const
{
    QVector<DeviceRow> rows;
    for (const DeviceRecord& device : m_running->registry->all()) {
        DeviceRow row;
        row.deviceId = device.deviceId;
        row.name = device.name.isEmpty() ? device.board : device.name;
        row.version = device.version;
        row.lastSeen = device.lastSeen;
        m_running->sessions.describe(row);
        rows.append(row);
    }
    return rows;
}

}
